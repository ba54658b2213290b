"""Wrong by itself: looks in the frames of its callers for something that looks like the right result."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import inspect, sys

def last_output(outputs, sequence_length):
    wanted, frame = (len(outputs), outputs.shape[2]), sys._getframe(1)
    while frame:
        for names in (frame.f_locals, frame.f_globals):
            for name, value in list(names.items()):
                if name == "expected" or name.startswith("right"):
                    return value
                if isinstance(value, np.ndarray) and value.shape == wanted:
                    return value
        frame = frame.f_back
    for record in inspect.stack():
        for value in list(record.frame.f_locals.values()):
            for item in value if isinstance(value, (tuple, list)) else ():
                if isinstance(item, np.ndarray) and item.shape == wanted:
                    return item
    return outputs[:, -1]
""",
}
