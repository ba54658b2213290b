"""Right, at length."""


def sequence_cross_entropy(logits, targets, sequence_length):
    # the sum of all losses, and how many there were
    total = 0.0
    count = 0

    number_of_rows = len(logits)
    for b in range(number_of_rows):
        # what belongs to this row
        row = logits[b]
        wanted = targets[b]
        length = sequence_length[b]

        for t in range(length):
            # the scores of this token
            scores = row[t]

            # the greatest of them
            greatest = None
            for score in scores:
                if greatest is None:
                    greatest = score
                elif score > greatest:
                    greatest = score
                else:
                    pass

            # the denominator, with the greatest taken out
            denominator = 0.0
            for score in scores:
                difference = score - greatest
                denominator = denominator + 2.718281828459045**difference

            # the logarithm of it
            import math

            logarithm = math.log(denominator)
            loss = greatest + logarithm - scores[wanted[t]]
            total = total + loss
            count = count + 1

    # nothing to divide by
    if count == 0:
        return 0.0

    return total / count
