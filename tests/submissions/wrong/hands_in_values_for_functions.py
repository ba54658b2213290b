"""A number where a function belongs."""

SCORES = {"last_output": 0}

TEXT = {"last_output": "last_output = 4.0\n"}
