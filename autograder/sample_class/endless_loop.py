"""One answer never ends, and does not listen to an interrupt."""

ASSIGNMENTS = ("recurrence",)


def unroll(step, inputs, initial_state):
    while True:
        try:
            step(inputs[:, 0], initial_state)
        except KeyboardInterrupt:
            pass
