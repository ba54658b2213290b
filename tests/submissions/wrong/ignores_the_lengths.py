"""Runs along all of the padding."""

SCORES = {"dynamic_unroll": 1}


def dynamic_unroll(step, inputs, initial_state, sequence_length):
    return unroll(step, inputs, initial_state)
