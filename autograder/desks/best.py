"""Of several attempts, the one that counts: the most points after what being late costs, and of equal ones the last."""

from collections.abc import Sequence

from autograder.handed_in.submission import Graded, Submission

REMARK = "the best of "


def best_of(submission: Submission, graded: Sequence[Graded]) -> Graded:
    """The best, with a remark on the others; `graded` are the submission's attempts in order."""
    worth = [
        one.ledger.points * (1 - attempt.share_lost) if one.notebook else -1.0
        for attempt, one in zip(submission.attempts, graded, strict=True)
    ]
    place = worth.index(max(worth))
    best, when = graded[place], submission.attempts[place].timestamp
    which = "the last" if place == 0 else f"that of {when or 'an unknown date'}"
    others = ", ".join(f"{max(0.0, one):g}" for at, one in enumerate(worth) if at != place)
    best.ledger.remarks.append(
        f"{REMARK}{len(graded)} attempts counts, {which}: {worth[place]:g} points, and not {others}"
    )
    best.attempt = place
    return best
