"""Right, with a generator that is run to its end."""

TEXT = {
    "unroll": """
def outputs_of(step, inputs, state):
    for x in np.moveaxis(inputs, 1, 0):
        output, state = step(x, state)
        yield output
    return state

def unroll(step, inputs, initial_state):
    states = []
    def through():
        states.append((yield from outputs_of(step, inputs, initial_state)))
    outputs = list(through())
    return np.stack(outputs, axis=1), states[0]
""",
}
