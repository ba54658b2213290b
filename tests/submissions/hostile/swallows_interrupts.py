"""An answer that never ends, and takes an interrupt for a reason to go on."""

SCORES = {"last_output": 0}
REMARK = "check_last_output: This cell ran longer than"


def last_output(outputs, sequence_length):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
