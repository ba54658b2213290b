"""A merge that was not finished: the marks of version control stand in the cell."""

SCORES = {"last_output": 0}

TEXT = {"last_output": "<<<<<<< HEAD\ndef last_output(outputs, n):\n    return outputs\n=======\n>>>>>>> theirs\n"}
