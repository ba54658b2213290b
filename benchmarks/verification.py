"""What one call of `verify` takes: for a right answer, a known mistake, two of them at once, and a wrong answer of
which nothing is known.

    python -m benchmarks.verification [ASSIGNMENT ...]

The times are processor time in milliseconds, the median over the answers of a kind and, in brackets, the longest. Known
mistakes and pairs are drawn at random, the same ones each time; the cases are new for every call, as they are when a
class is graded. An answer that is not known is the right one with all its numbers changed, so that no mistake can be
ruled out by what is right.
"""

import random
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder import verify
from autograder.course import assignments
from autograder.exercise import Exercise, exercises
from unrolled.trees import as_tree

ANSWERS = 10  # of each kind
KINDS = "right", "one mistake", "two mistakes", "not known"


def answers(exercise: Exercise) -> Iterator[tuple[str, Callable]]:
    """Answers of each kind, with the name of the kind."""
    chosen = random.Random(exercise.name)
    pairs = exercise.record("pairs")["pairs"]
    for _ in range(ANSWERS):
        yield KINDS[0], exercise.function
        yield KINDS[1], chosen.choice(exercise.mistakes)
        if pairs.places:
            yield KINDS[2], pairs.combined(*chosen.choice(pairs.places))
        yield KINDS[3], changed(exercise.function, 1 + chosen.random())


def changed(function: Callable, factor: float) -> Callable:
    """The function, with other numbers throughout."""

    def answer(*arguments: Any) -> Any:
        return _with(as_tree(function(*arguments)), factor)

    return answer


def _with(tree: Any, factor: float) -> Any:
    if isinstance(tree, tuple | list):
        return type(tree)(_with(item, factor) for item in tree)
    return factor * tree + 0.01 * factor if isinstance(tree, np.ndarray) else tree


def milliseconds(name: str, answer: Callable, seed: int) -> float:
    start = time.process_time()
    verify(name, answer, seed)
    return 1000 * (time.process_time() - start)


def times(assignment: str, exercise: Exercise) -> dict[str, list[float]]:
    """The times of the answers of each kind."""
    name = f"{assignment}/{exercise.name}"
    verify(name, exercise.function)  # what is slow the first time only
    taken: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for seed, (kind, answer) in enumerate(answers(exercise)):
        taken[kind].append(milliseconds(name, answer, seed))
    return taken


def shown(taken: list[float]) -> str:
    return f"{np.median(taken):.1f} ({max(taken):.0f})" if taken else ""


def main(*chosen: str) -> None:
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    everything: dict[str, list[float]] = {kind: [] for kind in KINDS}
    print("verify on one function, processor time in ms: median (longest)\n")
    print(f"| exercise | mistakes | {' | '.join(KINDS)} |")
    print(f"|---|---|{'---|' * len(KINDS)}")
    for assignment in chosen or assignments():
        for name, exercise in exercises(assignment).items():
            if exercise.twice and exercise.mistakes:  # the others train a network
                taken = times(assignment, exercise)
                print(f"| {name} | {len(exercise.mistakes)} | {' | '.join(map(shown, taken.values()))} |", flush=True)
                for kind, some in taken.items():
                    everything[kind] += some
    print(f"| all | | {' | '.join(map(shown, everything.values()))} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
