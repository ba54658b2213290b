"""Does a class get the grades it earned, whatever it hands in? One class, graded once, answers these questions."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from autograder.exercise import exercises
from tests.autograder.conftest import GradedClass, unrolled


def full(assignment: str) -> float:
    return sum(exercise.points for exercise in exercises(assignment).values())


# What stock nbgrader gets wrong, line by line.


@pytest.mark.parametrize(
    "student",
    ["wrong_and_hooks_into_ipython", "wrong_and_patches_numpy_testing"],
)
def test_does_a_wrong_answer_that_tampers_earn_nothing(recurrence: GradedClass, student: str):
    assert recurrence.points(student, "rnn_step") == 0


def test_does_a_float_that_overrides_subtraction_earn_nothing(recurrence: GradedClass):
    assert recurrence.points("wrong_and_overloads_subtraction", "sequence_cross_entropy") == 0


def test_does_no_source_of_a_hidden_check_leak(recurrence: GradedClass):
    printed = recurrence.printed_by("looks_for_the_checks")
    assert "ENVIRONMENT" in printed, "the submission did not get to look around"
    assert "FOUND" not in printed
    assert "HISTORY" not in printed or "draw" not in printed
    assert recurrence.points("looks_for_the_checks", "last_output") == 0


def test_does_an_honest_answer_that_warns_keep_its_points(recurrence: GradedClass):
    assert recurrence.total("noisy_but_right") == full("recurrence")


def test_does_an_honest_tensorflow_notebook_get_full_marks(lstm: GradedClass):
    assert lstm.total("perfect") == full("lstm")
    assert lstm.points("perfect", "train_forecaster") == exercises("lstm")["train_forecaster"].points


@pytest.mark.parametrize("student", ["kills_its_kernel", "endless_loop"])
def test_does_a_cell_that_ends_the_kernel_cost_only_itself(recurrence: GradedClass, student: str):
    assert recurrence.points(student, "last_output") == 0
    assert recurrence.total(student) == full("recurrence") - exercises("recurrence")["last_output"].points


def test_is_a_check_that_was_switched_off_edited_copied_or_deleted_still_the_instructors(recurrence: GradedClass):
    assert recurrence.total("edited_the_checks") == full("recurrence")


def test_is_an_answer_graded_that_prints_fifty_megabytes(recurrence: GradedClass):
    assert recurrence.total("prints_fifty_megabytes") == full("recurrence")
    notebook = recurrence.course.folder / "autograded" / "prints_fifty_megabytes" / "recurrence" / "recurrence.ipynb"
    assert notebook.stat().st_size < 2_000_000


# What else a class hands in.


def test_does_a_perfect_notebook_get_full_marks(recurrence: GradedClass):
    assert recurrence.total("perfect") == full("recurrence")


def test_does_an_untouched_release_earn_nothing_but_for_code_that_was_given(recurrence: GradedClass):
    assert recurrence.total("hands_in_the_release") == 0
    assert "Not written yet" in recurrence.entry("hands_in_the_release", "rnn_step").message


def test_is_a_file_that_is_no_notebook_graded_with_the_reason(recurrence: GradedClass):
    assert recurrence.total("not_a_notebook") == 0
    assert "not JSON" in recurrence.ledger("not_a_notebook").remarks[0]


def test_does_a_syntax_error_cost_only_what_needs_that_cell(lstm: GradedClass):
    assert lstm.points("syntax_error", "lstm_to_keras") == 0
    assert lstm.total("syntax_error") == full("lstm") - exercises("lstm")["lstm_to_keras"].points


@pytest.mark.parametrize(
    ("student", "exercise", "mistake"),
    [
        ("forgot_the_forget_bias", "lstm_step", "forget_bias_left_out"),
        ("splits_the_gates_as_keras_does", "lstm_step", "columns_in_order_of_keras"),
    ],
)
def test_is_a_known_mistake_called_by_its_name(lstm: GradedClass, student: str, exercise: str, mistake: str):
    assert lstm.entry(student, exercise).mistake == mistake


def test_is_the_state_that_runs_on_past_the_end_called_by_its_name(recurrence: GradedClass):
    student = "reads_the_last_output_of_padded_rows"
    assert recurrence.entry(student, "dynamic_unroll").mistake == "state_runs_on"
    assert recurrence.entry(student, "last_output").mistake == "last_column_read"
    assert 0 < recurrence.points(student, "dynamic_unroll") < exercises("recurrence")["dynamic_unroll"].points


def test_does_whoever_talks_to_the_examiner_directly_gain_nothing(recurrence: GradedClass):
    student = "answers_the_examiner_itself"
    for exercise in ("rnn_step", "unroll", "last_output"):
        assert recurrence.points(student, exercise) == 0
    assert "EXAMINER {'said'" in recurrence.printed_by(student)


def test_does_a_notebook_that_acts_get_full_marks_for_right_answers(recurrence: GradedClass):
    assert recurrence.total("acts_on_the_page") == full("recurrence")


def test_is_more_said_to_the_examiner_than_it_can_take_in_and_only_that_lost(recurrence: GradedClass):
    lost = ("rnn_step", "unroll", "dynamic_unroll", "rnn_to_keras")
    for name, exercise in exercises("recurrence").items():
        assert recurrence.points("overwhelms_the_examiner", name) == (0 if name in lost else exercise.points)
    ledger = recurrence.course.ledger("overwhelms_the_examiner", "recurrence")
    assert ledger.stat().st_size < 20_000


def test_does_an_exception_that_cannot_be_shown_cost_only_its_answer(recurrence: GradedClass):
    student = "raises_what_cannot_be_shown"
    for name in ("dynamic_unroll", "sequence_cross_entropy"):
        assert recurrence.points(student, name) == exercises("recurrence")[name].points
    assert "the call raised Silent: its message cannot be shown" in recurrence.entry(student, "rnn_step").message
    for entry in recurrence.ledger(student).entries:
        assert all(one.isprintable() or one == "\n" for one in entry.message)
        assert len(entry.message) < 2_000


def test_does_no_script_of_a_student_run_in_a_page(recurrence: GradedClass):
    student = "acts_on_the_page"
    page = BeautifulSoup(
        (recurrence.course.feedback(student, "recurrence") / "recurrence.html").read_text(), "html.parser"
    )
    assert page.find(string=re.compile("alert")), "the scripts can be read"
    assert not [script for script in page.find_all("script") if "ran" in script.text]
    assert not [tag for tag in page.find_all() if any(name.startswith("on") for name in tag.attrs)]
    assert page.select_one(".unrolled-verdict.passed strong") is not None
    assert page.select_one("table.dataframe td").text == "7"
    assert page.find("em", string="vanishes")


# What an instructor sees of it.


def test_does_the_table_name_every_student_and_why_a_cell_was_lost(recurrence: GradedClass):
    for student in recurrence.course.students("recurrence"):
        assert student[:15] in recurrence.printed
    assert "ended the Python" in " ".join(recurrence.printed.split())


def test_does_a_second_run_grade_only_what_changed(recurrence: GradedClass):
    student = "hands_in_the_release"
    before = recurrence.course.ledger(student, "recurrence").stat().st_mtime_ns
    done = unrolled("grade", "recurrence", "--student", student, "--course", recurrence.course.folder)
    assert "had not changed" in done.stdout
    assert recurrence.course.ledger(student, "recurrence").stat().st_mtime_ns == before


def test_does_the_feedback_page_show_the_verdict_and_no_hidden_case(recurrence: GradedClass):
    student = "reads_the_last_output_of_padded_rows"
    page = (recurrence.course.feedback(student, "recurrence") / "recurrence.html").read_text()
    assert "the state runs on over the padding" in page
    assert "Exercise(" not in page
    assert "def draw" not in page


def test_does_the_report_rank_mistakes_and_link_feedback(recurrence: GradedClass):
    done = unrolled("report", "recurrence", "--course", recurrence.course.folder)
    page = recurrence.course.report("recurrence").read_text()
    assert str(recurrence.course.report("recurrence")) in "".join(done.stdout.split())
    assert "last_column_read" in page
    assert "perfect/recurrence/recurrence.html" in page
    assert "Graded without a sandbox" not in page


def test_is_the_ledger_plain_json(recurrence: GradedClass):
    stored = json.loads(recurrence.course.ledger("perfect", "recurrence").read_text())
    assert stored["student"] == "perfect"
    assert {"name", "points", "maximum", "mistakes", "message", "aspects", "seconds", "examined"} <= set(
        stored["entries"][0]
    )
