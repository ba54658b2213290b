"""`unrolled grade --dry-run`: who would be graded and why, and who would not. Nothing is written or run."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.course import Course
from autograder.grading.grade_class import why_to_grade
from autograder.show.json_lines import write_line
from autograder.show.run import asked_for
from autograder.show.words import number_of

UP_TO_DATE = "nothing changed since it was graded"


def show_dry_run(
    console: Console, course: Course, assignment: str, only: Sequence[str], sandboxed: bool, force: bool, as_json: bool
) -> None:
    """One row, or one object, for each student."""
    reasons = {
        student: why or ("asked for: --force" if force else None)
        for student, why in why_to_grade(course, assignment, asked_for(course, assignment, only), sandboxed).items()
    }
    if as_json:
        for student, reason in reasons.items():
            write_line(event="would_grade", student=student, grade=reason is not None, why=reason or UP_TO_DATE)
        return
    table = Table(title=f"{assignment}: who would be graded", title_justify="left")
    for name in ("Student", "Graded", "Why"):
        table.add_column(name)
    for student, reason in sorted(reasons.items(), key=lambda one: one[1] is None):
        table.add_row(escape(student), "yes" if reason else "no", reason or UP_TO_DATE, style="" if reason else "dim")
    console.print(table)
    waiting = sum(reason is not None for reason in reasons.values())
    console.print(f"{number_of(waiting, 'submission')} of {len(reasons)} would be graded. Nothing was touched.")
