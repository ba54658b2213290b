"""Imports what the course does not have, and rests on it."""

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    import no_such_package_anywhere

    return no_such_package_anywhere.last(outputs, sequence_length)
