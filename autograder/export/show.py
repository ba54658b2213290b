"""What an instructor sees of an export: who is in the file, and who is not and why."""

from collections.abc import Mapping

from rich.console import Console

from autograder.export.exported import Exported, Scores

MOST_SHOWN = 20


def show(console: Console, done: Exported, scores: Scores) -> None:
    _list(console, "No score, so nothing is written for them, and no 0", scores.missing)
    _list(console, "With a score, but not in the file", done.left_out)
    _list(console, "In the list, and nothing of theirs in the course", dict.fromkeys(done.without, ""))
    for remark in done.remarks:
        console.print(f"{remark[0].upper()}{remark[1:]}.", style="yellow", markup=False, soft_wrap=True)
    console.print(
        f"{done.written} of {len(scores.final)} scores are in {done.path}",
        soft_wrap=True,
        markup=False,
        highlight=False,
    )


def _list(console: Console, heading: str, students: Mapping[str, str]) -> None:
    if not students:
        return
    console.print(f"{heading}: {len(students)}", style="bold red", markup=False)
    for student, why in list(students.items())[:MOST_SHOWN]:
        console.print(f"  {student}{f': {why}' if why else ''}", markup=False, soft_wrap=True)
    if len(students) > MOST_SHOWN:
        console.print(f"  and {len(students) - MOST_SHOWN} more")
