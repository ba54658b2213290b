"""The README's table of the tutorial's calls: is all there that it names, and is it what its command prints?"""

import importlib

import pytest

from autograder.course import CHAPTERS, REPOSITORY
from autograder.exercise import exercises
from docs import tutorial_calls

every_call = pytest.mark.parametrize("call", tutorial_calls.CALLS, ids=lambda call: call.names[0])


def test_does_the_readme_show_what_the_command_prints():
    assert f"\n\n{tutorial_calls.table()}\n\n" in (REPOSITORY / "README.md").read_text()


@every_call
def test_is_everything_there_that_the_table_names(call):
    assert (CHAPTERS / f"{call.chapter}.md").is_file()
    reference = importlib.import_module(f"solutions.{call.chapter}")
    assert all(callable(getattr(reference, name)) for name in call.functions)
    assert set(call.exercises) <= exercises(call.chapter).keys()


@every_call
def test_does_the_named_test_use_each_function_and_tensorflow_1(call):
    text = (REPOSITORY / tutorial_calls.compared_in(call)).read_text()
    assert "oracles." in text
    assert [name for name in call.functions if name not in text] == []
