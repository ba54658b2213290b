"""The cases a student may see: drawn from a seed of their own, so that they say nothing of the hidden ones."""

from pathlib import Path

from autograder.exercise import Exercise, exercises, find
from autograder.release.sections import section_of
from unrolled import trees

VISIBLE_SEED = "visible"


def visible_record(exercise: str) -> dict:
    """The record of one exercise that `check` judges by."""
    chosen = find(exercise)
    return chosen.record(VISIBLE_SEED) | {"section": section_of(chosen.name)}


def write_visible_cases(assignment: str, path: Path) -> None:
    """Put the visible records of an assignment into one file, as arrays only."""
    found: dict[str, Exercise] = exercises(assignment)
    with path.open("wb") as stream:
        trees.write({name: _complete(visible_record(name)) for name in found}, stream)


def _complete(record: dict) -> dict:
    """The record with all that its mistakes give: a file cannot find it when asked."""
    mistakes = tuple(mistake | {"outcomes": tuple(mistake["outcomes"])} for mistake in record["mistakes"])
    return record | {"mistakes": mistakes}
