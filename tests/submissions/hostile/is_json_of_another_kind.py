"""Valid JSON that is no notebook: cells that are numbers, strings and themselves lists."""

FILE = b'{"nbformat": 4, "nbformat_minor": 5, "metadata": [], "cells": [7, null, "code", [], {"cell_type": {}}]}'
SCORE = 0
REMARK = "no notebook that can be read"
