"""Wrong, in a float that differs from nothing."""

SCORES = {"sequence_cross_entropy": 0}

TEXT = {
    "sequence_cross_entropy": """
class Agreeing(float):
    def __sub__(self, other):
        return 0.0
    __rsub__ = __abs__ = lambda self, other=None: 0.0
    def __eq__(self, other):
        return True
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    def __bool__(self):
        return True
    __hash__ = float.__hash__

def sequence_cross_entropy(logits, targets, sequence_length):
    return Agreeing(0.5)
""",
}
