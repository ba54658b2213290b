"""Does what a class handed in arrive, whatever a platform made of the names and a student of the files?"""

import io
import json
import os
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.collect import downloads
from autograder.collect.collection import Collected, Collection, collect
from autograder.collect.names import copy_number, plain_stem
from autograder.collect.roster import Roster
from autograder.course import Course
from autograder.errors import UserError
from tests.autograder.conftest import unrolled

YESTERDAY = 1_790_000_000


def notebook(text: str = "", **marks: str) -> bytes:
    cell = {"cell_type": "code", "source": text, "metadata": {"nbgrader": marks} if marks else {}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}).encode()


def archive(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path / "course")


@pytest.fixture
def download(tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    """Lay files out as they were downloaded, each handed in an hour after the one before."""

    def lay_out(files: dict[str, bytes]) -> Path:
        folder = tmp_path / "download"
        for hour, (name, content) in enumerate(files.items()):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            os.utime(path, (YESTERDAY + 3600 * hour,) * 2)
        return folder

    return lay_out


def of(collection: Collection, student: str) -> Collected:
    return next(one for one in collection.students if one.student == student)


def submitted(course: Course, student: str) -> bytes:
    return (course.submitted(student, "lstm") / "lstm.ipynb").read_bytes()


# Whose is it?


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("Ada Lovelace_1234567_assignsubmission_file_/lstm.ipynb", "Ada Lovelace"),
        ("Ada Lovelace_1234567_assignsubmission_file/lstm.ipynb", "Ada Lovelace"),
        ("Ada Lovelace_1234567_assignsubmission_file_lstm.ipynb", "Ada Lovelace"),
        ("COURSE-lstm-42/Zoë Ångström-O'Neil_7_assignsubmission_file_/homework/lstm.ipynb", "Zoë Ångström-O'Neil"),
        ("Zoe\u0308_7_assignsubmission_file_lstm.ipynb", "Zoë"),
        ("李伟_7_assignsubmission_file_lstm.ipynb", "李伟"),
        ("Participant_7_assignsubmission_file_lstm.ipynb", "Participant_7"),
        ("lovelaceada_12345_67890_lstm.ipynb", "lovelaceada_12345"),
        ("lovelaceada_12345_67890_lstm-1.ipynb", "lovelaceada_12345"),
        ("lovelaceada_LATE_12345_67890_lstm.ipynb", "lovelaceada_12345"),
        ("angströmzoë_LATE_12345_67890_lstm-12.ipynb", "angströmzoë_12345"),
        ("anon_Xy3dE_67890_lstm.ipynb", "anon_Xy3dE"),
        ("LATE_anon_Xy3dE_67890_lstm.ipynb", "anon_Xy3dE"),
        ("ada.ipynb", "ada"),
        ("ada/lstm.ipynb", "ada"),
        ("ada/homework/lstm.ipynb", "ada"),
        # What a student writes into a name changes nothing.
        ("Eve_9_assignsubmission_file_Ada_7_assignsubmission_file_lstm.ipynb", "Eve"),
        ("Eve_9_assignsubmission_file_/Ada_7_assignsubmission_file_/lstm.ipynb", "Eve"),
        ("eve_9_10_ada_7_8_lstm.ipynb", "eve_9"),
    ],
)
def test_is_a_file_its_students_however_a_platform_names_it(course: Course, download, name: str, student: str):
    content = notebook(grade_id="check_lstm_step")
    collection = collect(course, "lstm", download({name: content}))
    assert collection.complete
    assert course.students("lstm") == [student]
    assert submitted(course, student) == content


def test_does_an_archive_give_the_same_as_its_folder(course: Course, download, tmp_path: Path):
    files = {
        "Ada_1_assignsubmission_file_/lstm.ipynb": notebook("1"),
        "Zoë_2_assignsubmission_file_lstm.ipynb": notebook("2"),
        "__MACOSX/._Zoë_2_assignsubmission_file_lstm.ipynb": b"\0",
    }
    whole = tmp_path / "COURSE-lstm.zip"
    whole.write_bytes(archive(files))
    assert collect(course, "lstm", whole).complete
    assert course.students("lstm") == ["Ada", "Zoë"]
    assert submitted(course, "Zoë") == notebook("2")


def test_are_namesakes_told_apart_and_a_list_asked_for(course: Course, download):
    source = download({f"Li Wei_{number}_assignsubmission_file_lstm.ipynb": notebook(str(number)) for number in (1, 2)})
    collection = collect(course, "lstm", source)
    assert submitted(course, "Li Wei_1") == notebook("1")
    assert submitted(course, "Li Wei_2") == notebook("2")
    assert "--roster" in of(collection, "Li Wei_1").remarks[0]


def test_are_files_that_belong_to_nobody_named_with_what_to_do(course: Course, download):
    source = download({"Ada_1_assignsubmission_file_lstm.ipynb": notebook(), "someone.ipynb": notebook()})
    assert collect(course, "lstm", source).nobodys == ["someone.ipynb"]
    done = unrolled("collect", "lstm", source, "--course", course.folder, check=False)
    assert done.returncode == 1
    assert "someone.ipynb" in done.stdout
    assert "<student>.ipynb" in done.stdout


@pytest.mark.parametrize("name", ["lstm.ipynb", "lstm (1).ipynb", "notes.txt"])
def test_is_it_said_if_nothing_is_anyones(course: Course, download, name: str):
    with pytest.raises(UserError, match="none is named"):
        collect(course, "lstm", download({name: notebook()}))


def test_can_another_platform_s_names_be_given_as_for_nbgrader(course: Course, download):
    source = download({"ps1_ada_attempt_2026-01-30-15-00-00_lstm.ipynb": notebook()})
    regexp = r"ps1_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)"
    assert collect(course, "lstm", source, named_regexp=regexp).complete
    assert course.students("lstm") == ["ada"]
    with pytest.raises(UserError, match="student_id"):
        collect(course, "lstm", source, named_regexp="ps1_(.*)")


@pytest.mark.parametrize(
    ("name", "plain", "copy"),
    [
        ("lstm", "lstm", 0),
        ("LSTM-2", "lstm", 2),
        ("lstm (1)", "lstm", 1),
        ("lstm(3)", "lstm", 3),
        ("lstm-Copy1", "lstm", 1),
        ("Copy of lstm", "lstm", 0),
        ("lstm-1 (2)", "lstm", 2),
        ("my lstm", "my lstm", 0),
    ],
)
def test_is_the_name_of_a_copy_understood(name: str, plain: str, copy: int):
    assert (plain_stem(name), copy_number(name)) == (plain, copy)


# Which of several?


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["lovelace_1_12_lstm-1.ipynb", "lovelace_1_11_lstm-2.ipynb"], "by Canvas' number"),
        (["Ada_1_assignsubmission_file_/lstm (2).ipynb", "Ada_1_assignsubmission_file_/lstm.ipynb"], "by its name"),
        (["ada/last/lstm.ipynb", "ada/lstm.ipynb"], "by its date"),
    ],
)
def test_is_the_last_of_several_notebooks_taken_and_said_why(course: Course, download, names: list[str], why: str):
    files = {name: notebook(name) for name in (names if why != "by its date" else reversed(names))}
    (one,) = collect(course, "lstm", download(files)).students
    assert submitted(course, one.student) == notebook(names[0])
    assert why in one.remarks[0]
    assert Path(names[1]).name.rpartition("_")[2] in one.remarks[0].partition("not taken")[2]


def test_is_a_notebook_of_another_name_known_by_its_checks(course: Course, download):
    source = download(
        {
            "ada/final version.ipynb": notebook(grade_id="check_lstm_step"),
            "ada/scratch.ipynb": notebook("1"),
            "bob/other.ipynb": notebook("1"),
            "bob/broken.ipynb": b"[[[",
        }
    )
    collection = collect(course, "lstm", source)
    assert of(collection, "ada").taken == "final version.ipynb"
    assert of(collection, "bob").taken is None
    assert "no notebook lstm.ipynb, only broken.ipynb, other.ipynb" in of(collection, "bob").what


def test_do_files_that_belong_to_the_notebook_come_with_it(course: Course, download):
    work = {
        "lstm/lstm.ipynb": notebook(),
        "lstm/data/mine.csv": b"1,2",
        "lstm/unrolled/check.py": b"forged",
        "lstm/timestamp.txt": b"1999-01-01 00:00:00 UTC",
        "lstm/.ipynb_checkpoints/lstm-checkpoint.ipynb": b"",
    }
    collection = collect(course, "lstm", download({"Ada_1_assignsubmission_file_/work.zip": archive(work)}))
    folder = course.submitted("Ada", "lstm")
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {"lstm.ipynb", "data/mine.csv", "timestamp.txt"}
    assert "1999" not in (folder / "timestamp.txt").read_text()
    assert "cannot date" in " ".join(of(collection, "Ada").remarks)


# When was it handed in?


def test_is_the_date_of_a_file_written_where_it_tells_something(course: Course, download):
    collect(course, "lstm", download({"ada/lstm.ipynb": notebook(), "bob.zip": archive({"lstm.ipynb": notebook()})}))
    for student, hour in (("ada", 0), ("bob", 1)):
        date = datetime.fromtimestamp(YESTERDAY + 3600 * hour, UTC)
        text = (course.submitted(student, "lstm") / "timestamp.txt").read_text()
        assert text == date.strftime("%Y-%m-%d %H:%M:%S UTC")


def test_are_dates_left_out_that_tell_only_of_the_download(course: Course, download):
    source = download({"lovelace_1_12_lstm.ipynb": notebook(), "noether_LATE_2_13_lstm.ipynb": notebook()})
    collection = collect(course, "lstm", source)
    assert not list(course.folder.rglob("timestamp.txt")), "Canvas dates files by when it made the archive"
    assert "late" in of(collection, "noether_2").remarks[0]


def test_are_dates_left_out_that_are_all_the_same(course: Course, download):
    source = download({"ada/lstm.ipynb": notebook(), "bob/lstm.ipynb": notebook()})
    for path in source.rglob("*.ipynb"):
        os.utime(path, (YESTERDAY, YESTERDAY))
    collection = collect(course, "lstm", source)
    assert "when they were copied" in collection.remarks[0]
    assert not list(course.folder.rglob("timestamp.txt"))


# Once more.


def test_does_a_second_collection_change_nothing(course: Course, download):
    source = download({"ada/lstm.ipynb": notebook(), "ada/data.csv": b"1"})
    collect(course, "lstm", source)
    before = {path: path.stat().st_mtime_ns for path in course.folder.rglob("*")}
    (one,) = collect(course, "lstm", source).students
    assert one.what == "collected before"
    assert {path: path.stat().st_mtime_ns for path in course.folder.rglob("*")} == before


def test_is_what_was_collected_before_kept_when_it_is_replaced(course: Course, download):
    for text in ("first", "second", "third"):
        source = download({"ada/lstm.ipynb": notebook(text)})
        (one,) = collect(course, "lstm", source).students
    assert submitted(course, "ada") == notebook("third")
    assert one.what == "replaced; the one before is in attempts/ada/lstm/2"
    kept = [(course.folder / "attempts/ada/lstm" / number / "lstm.ipynb").read_bytes() for number in ("1", "2")]
    assert kept == [notebook("first"), notebook("second")]


def test_does_an_older_download_replace_nothing(course: Course, download):
    collect(course, "lstm", download({"ada/lstm.ipynb": notebook("new")}))
    source = download({"ada/lstm.ipynb": notebook("old")})
    os.utime(source / "ada/lstm.ipynb", (YESTERDAY - 3600,) * 2)
    (one,) = collect(course, "lstm", source).students
    assert "newer" in one.what
    assert submitted(course, "ada") == notebook("new")


def test_does_a_dry_run_write_nothing_and_say_the_same(course: Course, download):
    source = download({"ada/lstm.ipynb": notebook("1"), "bob.ipynb": notebook("2")})
    dry = unrolled("collect", "lstm", source, "--dry-run", "--course", course.folder)
    assert not course.folder.exists()
    assert "Nothing was written" in dry.stdout
    assert "2 of 2 students" in dry.stdout


# Who is it to the institution?

ROSTERS = {
    "Moodle's grading worksheet": "\ufeffIdentifier,Full name,ID number,Email address,Status\r\n"
    "Participant 7,Ada Lovelace,s007,ada@example.org,Submitted\r\n"
    "Participant 8,Li Wei,s008,li@example.org,Submitted\r\nParticipant 9,Li Wei,s009,wei@example.org,Submitted\r\n",
    "Moodle's participants": "First name,Last name,ID number,Email address\nAda,Lovelace,s007,a@example.org\n"
    "Li,Wei,s008,li@example.org\nLi,Wei,s009,wei@example.org\n",
    "Canvas' gradebook": 'Student,ID,SIS User ID,SIS Login ID,Section\n"    Points Possible",,,,\n'
    '"Lovelace, Ada",7,s007,ada,1\n"Wei, Li",8,s008,li,1\n"Wei, Li",9,s009,wei,1\n',
    "nbgrader's list": "id;first_name;last_name;email;lms_user_id\ns007;Ada;Lovelace;;7\n"
    "s008;Li;Wei;;8\ns009;Li;Wei;;9\n",
}


@pytest.mark.parametrize("kind", ROSTERS)
def test_does_a_list_give_the_institution_s_ids(course: Course, download, tmp_path: Path, kind: str):
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTERS[kind])
    canvas = kind.startswith("Canvas")
    name = "{}_{}_1{}_lstm.ipynb" if canvas else "{}_{}_assignsubmission_file_lstm.ipynb"
    people = {"lovelaceada" if canvas else "Ada Lovelace": [7], "weili" if canvas else "Li Wei": [8, 9]}
    files = {name.format(who, n, n): notebook(str(n)) for who, numbers in people.items() for n in numbers}
    collection = collect(course, "lstm", download(files), Roster.read(roster))
    assert submitted(course, "s007") == notebook("7")
    if kind == "Moodle's participants":  # has no numbers: whoever shares a name is not guessed
        assert "name of 2 people" in " ".join(of(collection, "Li Wei_8").remarks)
    else:
        assert course.students("lstm") == ["s007", "s008", "s009"]
        assert submitted(course, "s009") == notebook("9")


def test_is_someone_who_is_not_in_the_list_collected_and_named(course: Course, download, tmp_path: Path):
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTERS["Moodle's participants"])
    collection = collect(course, "lstm", download({"guest.ipynb": notebook()}), Roster.read(roster))
    assert "not in the list" in of(collection, "guest").remarks[0]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "id,name\n7,Ada\n7,Bob\n", "\xff"])
def test_is_a_list_refused_that_gives_no_ids(tmp_path: Path, text: str):
    roster = tmp_path / "roster.csv"
    roster.write_bytes(text.encode("latin-1"))
    with pytest.raises(UserError, match=r"roster\.csv"):
        Roster.read(roster)


# What if a file is not what it seems?


def with_an_entry(name: str, **changes: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = changes.get("mode", 0) << 16
        made.writestr(entry, notebook())
    content = bytearray(stream.getvalue())
    for place, signature in ((6, b"PK\3\4"), (8, b"PK\1\2")):
        content[content.index(signature) + place] |= changes.get("flags", 0)
    return bytes(content)


def damaged() -> bytes:
    content = bytearray(archive({"lstm.ipynb": os.urandom(5000)}))
    content[100:200] = bytes(100)
    return bytes(content)


def nested(times: int) -> bytes:
    content = notebook()
    for _ in range(times):
        content = archive({"lstm.zip" if content.startswith(b"PK") else "lstm.ipynb": content})
    return content


HOSTILE = {
    "leads out of its folder": [
        lambda: with_an_entry("../../../lstm.ipynb"),
        lambda: with_an_entry("/tmp/lstm.ipynb"),
        lambda: with_an_entry("..\\lstm.ipynb"),
        lambda: with_an_entry("C:\\lstm.ipynb"),
    ],
    "is a link": [lambda: with_an_entry("lstm.ipynb", mode=stat.S_IFLNK | 0o777)],
    "is encrypted": [lambda: with_an_entry("lstm.ipynb", flags=1)],
    "no file should have": [lambda: with_an_entry("a\nb.ipynb"), lambda: with_an_entry("x" * 300)],
    "too large": [lambda: archive({"lstm.ipynb": bytes(downloads.MOST_BYTES + 1)})],
    "are allowed": [lambda: archive({str(number): b"" for number in range(downloads.MOST_FILES + 1)})],
    "is broken": [damaged],
    "not a zip archive": [lambda: nested(1)[:-30], lambda: b"Rar!", lambda: b""],
    "archive in an archive in an archive": [lambda: nested(3)],
}


@pytest.mark.parametrize(("reason", "make"), [(reason, make) for reason, makers in HOSTILE.items() for make in makers])
def test_does_a_hostile_archive_cost_only_its_student(course: Course, download, reason: str, make):
    source = download(
        {"Eve_1_assignsubmission_file_/lstm.zip": make(), "Ada_2_assignsubmission_file_lstm.ipynb": notebook()}
    )
    collection = collect(course, "lstm", source)
    assert course.students("lstm") == ["Ada"]
    assert of(collection, "Eve").taken is None
    assert reason in " ".join(of(collection, "Eve").remarks)
    written = [path for path in course.folder.parent.rglob("*.ipynb") if source not in path.parents]
    assert written == [course.submitted("Ada", "lstm") / "lstm.ipynb"]


def test_is_an_archive_of_archives_unpacked(course: Course, download):
    assert collect(course, "lstm", download({"ada.zip": nested(2)})).complete
    assert submitted(course, "ada") == notebook()


def test_does_a_broken_archive_not_cost_the_notebook_beside_it(course: Course, download):
    collection = collect(course, "lstm", download({"ada/lstm.ipynb": notebook(), "ada/data.zip": b"?"}))
    assert submitted(course, "ada") == notebook()
    assert "data.zip is not a zip archive" in of(collection, "ada").remarks[0]


def test_is_a_link_in_a_folder_not_followed(course: Course, download, tmp_path: Path):
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(notebook("secret"))
    source = download({"ada/lstm.ipynb": notebook()})
    (source / "eve").mkdir()
    (source / "eve" / "lstm.ipynb").symlink_to(secret)
    (source / "mallory").symlink_to(tmp_path)
    collection = collect(course, "lstm", source)
    assert course.students("lstm") == ["ada"]
    assert "is a link" in of(collection, "eve").remarks[0]


def test_is_a_class_s_archive_refused_with_a_reason_if_it_is_broken(course: Course, tmp_path: Path):
    broken = tmp_path / "class.zip"
    broken.write_bytes(b"PK, or so")
    done = unrolled("collect", "lstm", broken, "--course", course.folder, check=False)
    assert done.returncode == 2
    assert "Download it again" in " ".join((done.stdout + done.stderr).split())
