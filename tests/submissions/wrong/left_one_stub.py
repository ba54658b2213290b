"""One exercise was not begun."""

SCORES = {"last_output": 0}

TEXT = {"last_output": "def last_output(outputs, sequence_length):\n    raise NotImplementedError()\n"}
