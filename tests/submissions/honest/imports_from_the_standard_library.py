"""Right, with the help of modules that come with Python."""


def last_output(outputs, sequence_length):
    import collections
    import fractions
    import itertools
    import operator

    Row = collections.namedtuple("Row", "numbers length")
    rows = itertools.starmap(Row, zip(outputs, sequence_length))
    zero = float(fractions.Fraction(0, 1))
    return [
        list(operator.itemgetter(row.length - 1)(row.numbers)) if row.length else [zero] * len(row.numbers[0])
        for row in rows
    ]


def clip_by_global_norm(gradients, clip_norm):
    import math
    from functools import reduce

    norm = math.sqrt(reduce(lambda total, one: total + float((one**2).sum()), gradients, 0.0))
    return [one * (min(1.0, clip_norm / norm) if norm else 1.0) for one in gradients], norm
