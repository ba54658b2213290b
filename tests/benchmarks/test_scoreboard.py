"""The scoreboard: does it count what it says? A few submissions, through stock nbgrader and this grader."""

from pathlib import Path

import pytest

from benchmarks import scoreboard
from tests.autograder.machine import sandbox_here

pytestmark = pytest.mark.slow

HONEST, LOUD, LIAR = "uses_helper_functions", "warns_and_logs", "walks_the_frames"


@pytest.fixture
def submissions():
    return [one for one in scoreboard.chosen() if one.name in (HONEST, LOUD, LIAR)]


def test_is_stock_nbgrader_seen_to_believe_a_liar_and_not_to_believe_who_warns(submissions, tmp_path: Path):
    scores = scoreboard.by_nbgrader(submissions, tmp_path)
    assert scores[HONEST] == scoreboard.POINTS
    assert scoreboard.wrongly_judged(submissions, scores) == {"honest": [LOUD], "tampering": [LIAR]}


def test_is_this_grader_seen_to_judge_rightly(submissions, tmp_path: Path):
    sandbox_here()
    scores = scoreboard.by_this_grader(submissions, tmp_path)
    assert scoreboard.POINTS.items() <= scores[HONEST].items()
    assert scoreboard.wrongly_judged(submissions, scores) == {"honest": [], "tampering": []}


def test_is_who_has_no_grade_counted_as_rejected(submissions):
    assert scoreboard.wrongly_judged(submissions, {}) == {"honest": [HONEST, LOUD], "tampering": []}
