"""A notebook in Latin 1, with letters that are none in UTF-8."""

FILE = '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "# Übung"}]}'.encode("latin-1")
SCORE = 0
REMARK = "not text in UTF-8"
