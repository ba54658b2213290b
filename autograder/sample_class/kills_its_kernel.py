"""One answer ends the process it runs in; the others are right."""

ASSIGNMENTS = ("recurrence",)


def last_output(outputs, sequence_length):
    import os

    os._exit(0)
