"""An exception of fifty megabytes, with a cause that has a cause that has a cause."""

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    error = ValueError("first")
    for _ in range(500):
        try:
            raise ValueError("x" * 100_000) from error
        except ValueError as next_error:
            error = next_error
    raise error
