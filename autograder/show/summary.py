"""The end of a run, for people: the table of the class, what became of whom, where to look, and what to do next."""

import shlex
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.course import Course
from autograder.grading.ledger import Change, Ledger
from autograder.show.events import Finished
from autograder.show.words import UNPROTECTED, number_of, score, some, style


def show_summary(console: Console, event: Finished) -> None:
    """All of it."""
    started = event.started
    console.print(class_table(started.assignment, event.ledgers))
    for one in changed(event):
        console.print(f"{one.student} changed: {'; '.join(map(_change, one.changes))}", markup=False, soft_wrap=True)
    console.print(_counts(event), soft_wrap=True)
    if event.ledgers:
        feedback = started.course.feedback("<student>", started.assignment) / f"{started.assignment}.html"
        console.print(f"Feedback: {feedback}", soft_wrap=True, markup=False)
    console.print(_what_next(event), soft_wrap=True, markup=False)
    if not started.sandboxed:
        console.print(UNPROTECTED, style="bold red")


def class_table(assignment: str, ledgers: Sequence[Ledger]) -> Table:
    """Student, score, penalty where someone has one, time, remarks."""
    late = any(ledger.penalty for ledger in ledgers)
    table = Table(title=f"{assignment}: {number_of(len(ledgers), 'student')}", title_justify="left")
    table.add_column("Student")
    table.add_column("Score", justify="right")
    if late:
        table.add_column("Late", justify="right")
    table.add_column("Seconds", justify="right")
    table.add_column("Remarks")
    for ledger in ledgers:
        penalty = [f"-{ledger.penalty:g}" if ledger.penalty else ""] if late else []
        remarks = "\n".join(escape(remark) for remark in ledger.remarks)
        row = (escape(ledger.student), score(ledger), *penalty, f"{ledger.seconds:.0f}", remarks)
        table.add_row(*row, style=style(ledger))
    return table


def changed(event: Finished) -> list[Ledger]:
    """Those whom this run gave another grade than an earlier one."""
    return [one for one in (*event.graded, *event.settled) if one.changes]


def _change(change: Change) -> str:
    return f"{change.name} {change.before:g} -> {change.after:g}"


def _counts(event: Finished) -> str:
    """How many are in which state."""
    with_remarks = sum(bool(one.remarks) and bool(one.entries) for one in event.ledgers)
    parts = [f"{sum(bool(one.entries) for one in event.graded)} graded"]
    if event.started.unchanged:
        parts.append(f"{len(event.started.unchanged)} had not changed since they were graded")
    if with_remarks:
        parts.append(f"{with_remarks} with remarks")
    if event.failed:
        parts.append(f"[bold red]{len(event.failed)} without a grade[/]")
    if event.left:
        parts.append(f"{event.left} still waiting")
    return ", ".join(parts) + "."


def _what_next(event: Finished) -> str:
    course, assignment = event.started.course, event.started.assignment
    again = command("grade", assignment, course)
    if event.interrupted and event.left:
        return f"Interrupted. What is graded is kept; to go on with the {event.left} left: {again}"
    if event.failed:
        return f"See to the remarks on {some(event.failed)}, then grade them again: {again}"
    return f"Next, the class report: {command('report', assignment, course)}"


def command(verb: str, assignment: str, course: Course) -> str:
    """A command line to copy."""
    where = () if course == Course.at() else ("--course", str(course.folder))
    return shlex.join(["unrolled", verb, assignment, *where])
