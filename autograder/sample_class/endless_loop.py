"""One answer never ends, and does not listen to an interrupt."""

ASSIGNMENTS = ("recurrence",)


def last_output(outputs, sequence_length):
    while True:
        try:
            outputs[:, -1]
        except KeyboardInterrupt:
            pass
