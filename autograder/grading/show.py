"""What an instructor sees of a grading run: a progress bar while it lasts, a table of the class at its end."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from autograder.course import Course
from autograder.errors import UserError
from autograder.grading.cluster import desks_at
from autograder.grading.grade_class import grade, only_run, to_grade
from autograder.grading.ledger import Ledger
from autograder.grading.render_pages import render_pages
from autograder.sandbox import SandboxUnavailable, find

UNPROTECTED = (
    "Grading WITHOUT a sandbox: every notebook can read and change whatever you can on this machine, grades included."
)


def grade_and_show(
    console: Console,
    course: Course,
    assignment: str,
    only: Sequence[str],
    jobs: int,
    sandboxed: bool,
    force: bool,
    feedback: bool = True,
    cluster: str | None = None,
) -> bool:
    """Grade those whose grade is not up to date; True if every submission has a grade at the end."""
    students = _students(course, assignment, only)
    desks = desks_at(cluster, sandboxed, console.print) if cluster else None
    if sandboxed and not desks:
        try:
            find()
        except SandboxUnavailable as problem:
            raise UserError(f"Nothing was graded. {problem}") from problem
    elif not sandboxed:
        console.print(UNPROTECTED, style="bold red")
    with only_run(course, assignment):
        waiting = students if force else to_grade(course, assignment, students, sandboxed)
        ledgers = grade(course, assignment, waiting, jobs, sandboxed, feedback, console.print, desks)
        _show_progress(console, assignment, len(students), len(students) - len(waiting), ledgers)
        graded = [Ledger.read(course.ledger(one, assignment)) or Ledger(one, assignment) for one in students]
    console.print(class_table(assignment, graded))
    if len(waiting) < len(students):
        console.print(f"{len(students) - len(waiting)} had not changed since they were graded.", style="dim")
    if not sandboxed:
        console.print(UNPROTECTED, style="bold red")
    return all(ledger.entries for ledger in graded)


def render_and_show(console: Console, course: Course, assignment: str, only: Sequence[str], jobs: int) -> bool:
    """Write the feedback pages anew; True if there is one for everyone."""
    students = _students(course, assignment, only)
    with only_run(course, assignment), console.status(f"Feedback on {assignment}") as status:
        written = set()
        for student in render_pages(course, assignment, students, jobs, console.print):
            written.add(student)
            status.update(f"Feedback on {assignment}: {len(written)} of {len(students)}")
    console.print(f"{len(written)} pages in {course.feedback('<student>', assignment)}", soft_wrap=True, markup=False)
    without = [student for student in students if student not in written]
    if without:
        console.print(f"Not graded yet, and so without a page: {', '.join(without)}", style="yellow", markup=False)
    return not without


def _show_progress(console: Console, assignment: str, total: int, completed: int, ledgers: Iterable[Ledger]) -> None:
    """Take the ledgers as they come, and show how many are there."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    ) as progress:
        bar = progress.add_task(f"Grading {assignment}", total=total, completed=completed)
        for ledger in ledgers:
            progress.update(bar, advance=1, description=f"Graded {escape(ledger.student)}")
        progress.update(bar, description=f"Graded {assignment}")


def _students(course: Course, assignment: str, only: Sequence[str]) -> list[str]:
    """Whom to grade; UserError where the release or the submissions are missing."""
    if not course.source(assignment).exists():
        raise UserError(
            f"{assignment} has not been released in {course.folder}. "
            f"Release it first: unrolled release {assignment} --course {course.folder}"
        )
    students = course.students(assignment)
    missing = sorted(set(only) - set(students))
    if missing or not students:
        where = course.submitted("<student>", assignment)
        raise UserError(f"Nothing was handed in by {', '.join(missing) or 'anyone'}: notebooks belong in {where}")
    return [one for one in students if not only or one in only]


def class_table(assignment: str, ledgers: Sequence[Ledger]) -> Table:
    """Student, score, time, remarks."""
    table = Table(title=f"{assignment}: {len(ledgers)} students", title_justify="left")
    table.add_column("Student")
    table.add_column("Score", justify="right")
    table.add_column("Seconds", justify="right")
    table.add_column("Remarks")
    for ledger in ledgers:
        score = f"{ledger.points:g} / {ledger.maximum:g}" if ledger.entries else "none"
        style = "green" if ledger.entries and ledger.points == ledger.maximum else "" if ledger.entries else "bold red"
        remarks = "\n".join(escape(remark) for remark in ledger.remarks)
        table.add_row(escape(ledger.student), score, f"{ledger.seconds:.0f}", remarks, style=style)
    return table
