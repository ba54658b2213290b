"""A cell that Python does not take, in an otherwise perfect notebook."""

SCORES = {"last_output": 0}

TEXT = {"last_output": "def last_output(outputs, sequence_length):\n    n = sequence_length\n  return outputs[n]\n"}
