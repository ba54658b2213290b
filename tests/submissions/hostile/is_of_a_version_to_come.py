"""A notebook in a format that nobody has thought of."""

FILE = b'{"nbformat": 4711, "nbformat_minor": -1, "metadata": {}, "cells": []}'
SCORE = 0
REMARK = "no notebook that can be read"
