"""An answer that is computing inside of a C function, where Python listens to nobody."""

SCORES = {"last_output": 0}
REMARK = "ran longer than"


def last_output(outputs, sequence_length):
    return 9 ** (9**9)
