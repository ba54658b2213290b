"""Right, in plain lists of Python numbers."""


def last_output(outputs, sequence_length):
    rows = []
    for row, length in zip(outputs, sequence_length):
        rows.append([float(number) for number in row[length - 1]] if length > 0 else [0.0] * len(row[0]))
    return rows
