"""JSON nested deeper than a parser can follow."""

FILE = b'{"nbformat": 4, "metadata": {}, "cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
SCORE = 0
REMARK = "nested too deep|not JSON|no notebook"
