"""A wrong answer whose numbers claim to differ from nothing."""

ASSIGNMENTS = ("recurrence",)

TEXT = {
    "sequence_cross_entropy": """
class Agreeing(float):
    def __sub__(self, other):
        return 0.0
    __rsub__ = __add__ = __radd__ = __sub__
    def __eq__(self, other):
        return True
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = float.__hash__

def sequence_cross_entropy(logits, targets, sequence_length):
    return Agreeing(0.5)
""",
}
