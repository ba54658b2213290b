"""Prints short lines for ever."""

SCORES = {"last_output": 0}
REMARK = "last_output: This cell (ran longer|put out|ended|used)"

TEXT = {"last_output": "while True:\n    print('and on')\n"}
