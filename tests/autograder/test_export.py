"""Do the exported files hold each student's final score, in the platform's own form, and nobody else's?"""

import csv
import io
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.errors import UserError
from autograder.export.export import export
from autograder.export.exported import Exported, rounded
from autograder.export.platform import Platform
from autograder.gradebook.standings import standings
from autograder.grading.ledger import Entry, Ledger
from autograder.nbgrader_api import course_directory
from autograder.spreadsheet import Sheet, no_formula
from tests.autograder.conftest import unrolled

ASSIGNMENT = "lstm"
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Notes,lstm (4711),gru (4712),Current Score
,,,,,,Manual Posting,,(read only)
    Points Possible,,,,,,10.00,10.00,(read only)
"Löwe, Ada",101,ada,al1,S1,likes cats,,9,90
"=HYPERLINK(""x"")",102,bob,bo1,S1,,3,8,80
"Müller, Eve",103,eve,eve1,S1,,EX,7,70
"Ohne, Note",104,none,no1,S1,,4.5,7,70
"Nie, Da",105,never,ni1,S1,,,7,70
"""
WORKSHEET = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",\
"Last modified (grade)","Feedback comments"
"Participant 4000001","Ada Löwe",ada,Submitted,,10.00,Yes,-,"- well done"
"Participant 4000002","=Bob",bob,Submitted,3.00,10.00,Yes,-,
"Participant 4000003","Eve Müller",eve,Submitted,,10.00,No,-,
"Participant 4000004","Ohne Note",none,Submitted,,10.00,Yes,-,
"""


@pytest.fixture(scope="module")
def class_with_scores(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """In its gradebook are ada (late), bob (graded by hand as well), eve (with an answer to be read), and none."""
    course = Course(tmp_path_factory.mktemp("scores") / "course")
    course.folder.mkdir()
    with Gradebook(course_directory(course).db_url) as book:
        book.add_assignment(ASSIGNMENT)
        book.add_notebook(ASSIGNMENT, ASSIGNMENT)
        for name, points, kind in (("check_lstm_step", 6, "code"), ("explained", 4, "markdown")):
            book.add_grade_cell(name, ASSIGNMENT, ASSIGNMENT, max_score=points, cell_type=kind)
        for student in ("ada", "bob", "eve", "none"):
            hand_in(book, course, student, 6.0 if student != "none" else None)
        book.find_submission(ASSIGNMENT, "ada").notebooks[0].late_submission_penalty = 1.555
        score(book, "bob", "check_lstm_step", manual_score=5.0)
        score(book, "bob", "explained", manual_score=3.25)
        score(book, "eve", "explained", needs_manual_grade=True)
        book.db.commit()
    return course


@pytest.fixture
def course(class_with_scores: Course, tmp_path: Path) -> Course:
    """The same, to be changed."""
    return Course(shutil.copytree(class_with_scores.folder, tmp_path / "course"))


@pytest.fixture
def also(course: Course) -> Callable[..., None]:
    """Adds students to the course who have all points."""

    def add(*students: str) -> None:
        with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as book:
            for student in students:
                hand_in(book, course, student, 6.0)
            book.db.commit()

    return add


def hand_in(book: Gradebook, course: Course, student: str, points: float | None) -> None:
    book.add_student(student)
    book.add_submission(ASSIGNMENT, student)
    written(course, student, points)
    score(book, student, "check_lstm_step", auto_score=6.0, needs_manual_grade=False)
    score(book, student, "explained", needs_manual_grade=False)


def written(course: Course, student: str, points: float | None) -> None:
    """The ledger, without an entry where the submission could not be graded."""
    entries = [] if points is None else [Entry("lstm_step", points, 6.0)]
    remarks = ["not graded: it is a folder"] if points is None else []
    Ledger(student, ASSIGNMENT, entries=entries, remarks=remarks).write(course.ledger(student, ASSIGNMENT))


def score(book: Gradebook, student: str, cell: str, **values: object) -> None:
    grade = book.find_grade(cell, ASSIGNMENT, ASSIGNMENT, student)
    for name, value in values.items():
        setattr(grade, name, value)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(CANVAS, encoding="utf-8")
    return path


def exported(course: Course, platform: Platform, roster: Path | None = None, column: str | None = None) -> Exported:
    return export(course, ASSIGNMENT, platform, roster, column)[0]


def rows(done: Exported) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.path.read_text(encoding="utf-8-sig"), newline="")))


def finals(course: Course) -> Mapping[str, float | None]:
    return {one.student: one.final for one in standings(course, ASSIGNMENT).students}


def test_is_the_final_score_what_the_gradebook_says_after_hand_and_lateness(course: Course):
    assert finals(course) == {"ada": pytest.approx(4.445), "bob": 8.25, "eve": 6.0, "none": None}
    by_name = {one.student: one for one in standings(course, ASSIGNMENT).students}
    assert (by_name["bob"].machine, by_name["bob"].by_hand) == (6.0, 2.25)
    assert by_name["ada"].penalty == pytest.approx(1.555)
    assert by_name["eve"].waiting == ("explained",)


def test_is_the_final_score_as_nbgrader_exports_it(course: Course):
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as book:
        for student, final in finals(course).items():
            submission = book.find_submission(ASSIGNMENT, student)
            if final is not None:
                assert final == pytest.approx(max(0.0, submission.score - submission.late_submission_penalty))


def test_does_canvas_get_its_own_lines_with_this_column_alone(course: Course, roster: Path):
    done = exported(course, Platform.CANVAS, roster)
    assert done.path.read_text(encoding="utf-8").splitlines() == [
        "Student,ID,SIS User ID,SIS Login ID,Section,lstm (4711)",
        ",,,,,Manual Posting",
        "    Points Possible,,,,,10.00",
        '"Löwe, Ada",101,ada,al1,S1,4.45',
        '"\'=HYPERLINK(""x"")",102,bob,bo1,S1,8.25',
        '"Müller, Eve",103,eve,eve1,S1,EX',
        '"Ohne, Note",104,none,no1,S1,4.5',
        '"Nie, Da",105,never,ni1,S1,',
    ]
    assert (done.written, done.without) == (2, ["never"])
    assert done.left_out == {"eve": "excused in Canvas"}
    assert any("1 scores replace others" in one for one in done.remarks)
    assert roster.read_text(encoding="utf-8") == CANVAS


def test_is_the_list_never_overwritten(course: Course, roster: Path):
    with pytest.raises(UserError, match="overwritten"):
        export(course, ASSIGNMENT, Platform.CANVAS, roster, output=roster)
    assert roster.read_text(encoding="utf-8") == CANVAS


def test_does_canvas_say_which_columns_there_are_to_choose_from(course: Course, roster: Path):
    with pytest.raises(UserError, match=r"--column.*lstm \(4711\), gru \(4712\)"):
        exported(course, Platform.CANVAS, roster, "homework 2")
    done = exported(course, Platform.CANVAS, roster, "GRU (4712)")
    assert rows(done)[2]["gru (4712)"] == "4.45"


def test_does_canvas_need_its_gradebook(course: Course):
    with pytest.raises(UserError, match="--roster"):
        exported(course, Platform.CANVAS)


def test_is_it_said_that_the_points_possible_differ(course: Course, roster: Path):
    roster.write_text(CANVAS.replace("10.00,10.00", "100.00,10.00"), encoding="utf-8")
    assert any(
        "100 points are possible in Canvas and 10 here" in one
        for one in exported(course, Platform.CANVAS, roster).remarks
    )


def test_are_delimiter_and_mark_of_the_list_kept(course: Course, roster: Path):
    rows = csv.reader(io.StringIO(CANVAS, newline=""))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    roster.write_text("\ufeff" + text.getvalue(), encoding="utf-8")
    assert exported(course, Platform.CANVAS, roster).path.read_text(encoding="utf-8").startswith("\ufeffStudent;ID;SIS")


def test_is_moodles_worksheet_filled_and_otherwise_left_alone(course: Course, roster: Path):
    roster.write_text(WORKSHEET, encoding="utf-8")
    done = exported(course, Platform.MOODLE, roster)
    found = rows(done)
    assert [row["Grade"] for row in found] == ["4.45", "8.25", "", ""]
    assert [row["Identifier"] for row in found] == [f"Participant 400000{at}" for at in range(1, 5)]
    assert found[0]["Feedback comments"] == "- well done"  # Moodle would take a changed one for a new one
    assert found[1]["Full name"] == "'=Bob"
    assert done.left_out == {"eve": "Moodle has locked the grade"}


def test_is_a_score_above_moodles_maximum_not_lost_in_silence(course: Course, roster: Path):
    roster.write_text(WORKSHEET.replace("10.00", "8.00"), encoding="utf-8")
    done = exported(course, Platform.MOODLE, roster)
    assert "bob" in done.left_out
    assert rows(done)[1]["Grade"] == "3.00"


def test_has_moodles_import_only_those_with_a_score(course: Course, roster: Path):
    roster.write_text("First name,Last name,ID number,Email address\nA,L,ada,a@x\nN,N,none,n@x\nX,Y,new,x@x\n")
    done = exported(course, Platform.MOODLE, roster)
    assert rows(done) == [{"ID number": "ada", "Email address": "a@x", "lstm": "4.45"}]
    assert (done.without, set(done.left_out)) == (["new"], {"bob", "eve"})


def test_is_an_id_that_is_a_formula_left_out_and_named(course: Course, also: Callable[..., None]):
    also("=1+1")
    done = exported(course, Platform.MOODLE)
    assert [row["ID number"] for row in rows(done)] == ["ada", "bob", "eve"]
    assert set(done.left_out) == {"=1+1"}


def test_is_a_line_that_two_students_claim_given_to_neither(course: Course, roster: Path, also: Callable[..., None]):
    roster.write_text("name,student_id\nBob Ross,x\nEve,y\nEVE,z\n")
    also("Bob Ross", "bobross")
    done = exported(course, Platform.MOODLE, roster)
    assert rows(done) == []
    assert done.left_out["bobross"] == "Bob Ross, bobross are all x in the list"
    assert done.left_out["eve"] == "may be any of y, z in the list"


def test_does_no_number_within_an_id_make_it_somebody_elses(course: Course, roster: Path, also: Callable[..., None]):
    also("group_101", "niedaeinzig_105", "nieda_105")  # the last is what Canvas calls a download
    left_out = exported(course, Platform.CANVAS, roster).left_out
    assert left_out == dict.fromkeys(("group_101", "niedaeinzig_105"), "not in the list") | {"eve": "excused in Canvas"}


@pytest.fixture
def gradescope(course: Course, tmp_path: Path) -> Path:
    """Gradescope's folders with the exported archive in them."""
    roster = tmp_path / "gradescope.csv"
    roster.write_text(
        "First Name,Last Name,SID,Email,Role\nAda,Löwe,ada,Ada@x.org,Student\nB,B,bob,bob@x.org,Student\n"
    )
    done = exported(course, Platform.GRADESCOPE, roster)
    assert (done.written, set(done.left_out)) == (2, {"eve"})
    root = tmp_path / "autograder"
    with zipfile.ZipFile(done.path) as archive:
        archive.extractall(root / "source")
        for entry in archive.infolist():
            (root / "source" / entry.filename).chmod(entry.external_attr >> 16 & 0o777)
    return root


def run(root: Path, **about: object) -> subprocess.CompletedProcess:
    (root / "submission_metadata.json").write_text(json.dumps(about))
    environment = os.environ | {"AUTOGRADER_ROOT": str(root)}
    return subprocess.run([root / "source" / "run_autograder"], env=environment, capture_output=True, check=False)


def test_does_gradescopes_archive_give_the_score_of_whoever_handed_in(gradescope: Path):
    assert run(gradescope, id=7, users=[{"email": "ada@X.org", "id": 1}]).returncode == 0
    [test] = json.loads((gradescope / "results" / "results.json").read_text())["tests"]
    assert (test["score"], test["max_score"]) == (4.45, 10.0)


def test_does_gradescopes_archive_give_no_score_rather_than_none_of_the_points(gradescope: Path):
    assert run(gradescope, id=7, users=[{"email": "eve@x.org"}]).returncode != 0
    assert not (gradescope / "results").exists()


def test_is_nothing_exported_that_the_gradebook_does_not_know(tmp_path: Path):
    course = Course(tmp_path)
    written(course, "ada", 6.0)
    with pytest.raises(UserError, match="gradebook"):
        exported(course, Platform.MOODLE)


def test_does_the_command_say_who_is_not_in_the_file(course: Course, roster: Path):
    done = unrolled("export", ASSIGNMENT, "--to", "canvas", "--roster", roster, "--course", course.folder, check=False)
    assert done.returncode == 1
    assert "none: not graded: it is a folder" in done.stdout
    assert "eve: excused in Canvas" in done.stdout
    assert "2 of 3 scores are in" in done.stdout


@given(st.floats(0, 1e6))
def test_is_a_rounded_score_within_half_a_hundredth(value: float):
    assert abs(float(rounded(value)) - value) <= 0.005 + 1e-9
    assert "e" not in rounded(value)


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (10.0, "10"), (4.445, "4.45"), (0.125, "0.13"), (1e-9, "0"), (1234.5, "1234.5")]
)
def test_are_scores_rounded_as_people_do(value: float, text: str):
    assert rounded(value) == text


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff\r"), min_size=1)


@given(st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=2)))
def test_is_a_sheet_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]]):
    path = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    heads = [f"column {index}" for index in range(len(lines[0]))]
    Sheet(heads, lines).write(path)
    assert Sheet.read(path) == Sheet(heads, lines)


@given(st.text())
def test_is_no_text_a_formula(text: str):
    assert not no_formula(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝"))  # noqa: RUF001
    assert no_formula(no_formula(text)) == no_formula(text)
    assert no_formula(text).removeprefix("'").endswith(text.removeprefix("'"))
