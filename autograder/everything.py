"""`make course`: the book, the releases, the sample class graded, and where to look at each."""

from rich.console import Console

from autograder.book.build import build_book
from autograder.course import REPOSITORY, Course, assignments
from autograder.grading.ledger import Ledger
from autograder.release.make import release_if_changed
from autograder.report import write_report
from autograder.sample_class import hand_in
from autograder.sandbox import SandboxUnavailable, find
from autograder.show import form_for
from autograder.show.run import grade_and_show


def make_everything(console: Console, course: Course) -> None:
    """Show each step as it is taken; a second run does only what changed."""
    console.rule("The book", align="left")
    page = build_book(REPOSITORY)
    sandboxed = _sandboxed(console)
    for assignment in assignments():
        console.rule(f"{assignment}: release, hand in, grade", align="left")
        changed = release_if_changed(course, assignment)
        console.print(f"{'Released' if changed else 'Nothing to release anew in'} {course.release(assignment)}")
        hand_in(course, assignment)
        grade_and_show(form_for(console), course, assignment, sandboxed=sandboxed)
        write_report(course, assignment)
    console.rule("Where to look", align="left")
    places = {"the book (or: make serve)": page / "index.html"}
    for assignment in assignments():
        student = _one_to_show(course, assignment)
        places[f"{assignment}: one student's feedback"] = course.feedback(student, assignment) / f"{assignment}.html"
        places[f"{assignment}: class report"] = course.report(assignment)
    for what, path in places.items():
        console.print(f"{what:36}{path}", soft_wrap=True)


def _one_to_show(course: Course, assignment: str) -> str:
    """A student whose feedback has something to tell: the first whose mistake was recognised."""
    students = course.students(assignment)
    ledgers = [one for student in students if (one := Ledger.read(course.ledger(student, assignment)))]
    return next((one.student for one in ledgers if any(entry.mistakes for entry in one.entries)), students[0])


def _sandboxed(console: Console) -> bool:
    """The repository's own class may be graded without a sandbox where the system has none; this says so."""
    try:
        find()
    except SandboxUnavailable as problem:
        console.print(
            f"{problem}\nThe sample class is this repository's own, so it is graded with --no-sandbox.",
            style="bold red",
        )
        return False
    return True
