"""Reads from address zero: the process dies of it."""

SCORES = {"last_output": 0}
REMARK = "check_last_output: This cell ended the Python process"


def last_output(outputs, sequence_length):
    import ctypes

    return ctypes.string_at(0)
