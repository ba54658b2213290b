"""Wrong, and NumPy's functions return nothing but truth from then on; what comes after suffers for it."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
def last_output(outputs, sequence_length):
    return outputs[:, -1]

for name in dir(np):
    if name[0].islower() and callable(getattr(np, name)) and name not in ("ndarray", "generic"):
        setattr(np, name, lambda *args, **kwargs: np.True_)
""",
}
