"""A notebook in the format of 2011."""

FILE = b'{"nbformat": 2, "metadata": {"name": "old"}, "worksheets": [{"cells": [{"cell_type": "code", "input": "1"}]}]}'
SCORE = 0
