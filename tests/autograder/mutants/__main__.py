"""Show the mutants of an exercise: those that its check lets pass, or those that no known mistake recognises."""

import argparse
import warnings
from collections.abc import Iterator

import numpy as np

from autograder.course import assignments
from autograder.exercise import exercises
from tests.autograder.mutants.judging import PASSES, fate, outcome, record_of
from tests.autograder.mutants.mutant import Mutant, mutants_of
from unrolled.judge import judge
from unrolled.outcome import Outcome
from unrolled.trees import leaves


def mutated_exercises() -> list[str]:
    """The exercises whose reference is mutated: those quick to answer, for a network takes seconds to train."""
    return [f"{each}/{name}" for each in assignments() for name, one in exercises(each).items() if one.twice]


def survivors(exercise: str, seeds: range) -> Iterator[str]:
    for mutant in mutants_of(exercise):
        passed = [seed for seed in seeds if fate(mutant, str(seed)) == PASSES]
        if passed:
            always = "always" if len(passed) == len(seeds) else f"with the seeds {passed}"
            yield f"passes {always}: {described(mutant)}"


def unrecognised(exercise: str) -> Iterator[str]:
    """Wrong values in the right shapes, and no known mistake has the same: a student would not hear which it is.

    Of those that give the same values only the first is shown.
    """
    record = record_of(exercise, "0")
    seen = set()
    for mutant in mutants_of(exercise):
        function = mutant.function()
        outcomes = [outcome(function, case, record["twice"]) for case in record["cases"]]
        if all(map(looks_right, record["cases"], outcomes)) and (values := values_of(outcomes)) not in seen:
            seen.add(values)
            verdict = judge(record, outcomes)
            if not verdict.passed and verdict.mistake is None:
                yield described(mutant)


def values_of(outcomes: list[Outcome]) -> str:
    """All that was returned, as far as a check could tell it apart."""
    every = [np.ravel(np.asarray(leaf, float)) for one in outcomes for leaf in leaves(one.result)]
    return " ".join(f"{number:.4g}" for leaf in every for number in leaf)


def looks_right(case: dict, given: Outcome) -> bool:
    wanted = [np.shape(leaf) for leaf in leaves(case["expected"])]
    return given.error is None and [np.shape(leaf) for leaf in leaves(given.result)] == wanted


def described(mutant: Mutant) -> str:
    return f"{mutant.exercise}, {mutant.operator}: {mutant}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.autograder.mutants", description=__doc__)
    parser.add_argument("exercises", nargs="*", help="names, or parts of names; all exercises if there are none")
    parser.add_argument("--unrecognised", action="store_true", help="those that fail without a name")
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds a survivor is tried on")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    for exercise in mutated_exercises():
        if not arguments.exercises or any(part in exercise for part in arguments.exercises):
            found = unrecognised(exercise) if arguments.unrecognised else survivors(exercise, range(arguments.seeds))
            for line in found:
                print(line, flush=True)


if __name__ == "__main__":
    main()
