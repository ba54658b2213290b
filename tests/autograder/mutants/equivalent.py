"""The mutants that are right answers, and why: what `equivalent.toml` lists."""

import tomllib
from pathlib import Path

from tests.autograder.mutants.mutant import Mutant


def reasons() -> dict[tuple[str, str, str], str]:
    """The reason for each mutant that is listed, by its identity."""
    listed = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {
        (exercise, before, after): reason
        for reason, exercises in listed.items()
        for exercise, changes in exercises.items()
        for before, afters in changes.items()
        for after in afters
    }


def identity(mutant: Mutant) -> tuple[str, str, str]:
    """What tells a mutant from all others, and does not change when lines are added above it."""
    return mutant.exercise, mutant.before, mutant.after
