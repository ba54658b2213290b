"""The command `unrolled`: each verb is one line of the README."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder.course import BOOK, REPOSITORY, Course, assignments

app = typer.Typer(no_args_is_help=True, add_completion=False, help="A course on recurrent networks that grades itself.")
console = Console(highlight=False)

CourseFolder = Annotated[Path | None, typer.Option("--course", metavar="DIR", help="A nbgrader course folder.")]
Assignment = Annotated[str, typer.Argument(help="The name of a chapter, such as lstm.")]
NoSandbox = Annotated[bool, typer.Option("--no-sandbox", help="Run notebooks unprotected: only those you trust.")]
Students = Annotated[list[str] | None, typer.Option("--student", help="Only this student; may be repeated.")]
Jobs = Annotated[int, typer.Option(min=1, help="How many notebooks at a time.")]


@app.command()
def course(course: CourseFolder = None) -> None:
    """Everything once: the book, the releases, and the sample class graded, each only where something changed."""
    from autograder.everything import make_everything

    make_everything(console, Course.at(course))


@app.command()
def book() -> None:
    """Build the book: execute every chapter and write the pages."""
    from autograder.book.build import build_book

    page = build_book(REPOSITORY)
    console.print(f"The book: {page}", soft_wrap=True)


@app.command()
def serve(port: Annotated[int, typer.Option(min=0, max=65535, help="The port on loopback.")] = 8000) -> None:
    """Open the built book at a local address."""
    from autograder.book.build import serve as serve_folder

    if not (BOOK / "index.html").exists():
        fail(f"There is no book in {BOOK} yet. Build it: unrolled book")
    serve_folder(BOOK, port)


@app.command()
def release(
    assignment: Annotated[str | None, typer.Argument(help="One assignment; all where it is left out.")] = None,
    course: CourseFolder = None,
) -> None:
    """Make what students receive: a notebook with stubs, the client and the visible cases."""
    from autograder.release.make import release as make_release

    for name in [known(assignment)] if assignment else assignments():
        with console.status(f"Releasing {name}"):
            folder = make_release(Course.at(course), name)
        console.print(f"Released {name}: {folder}", soft_wrap=True)


@app.command()
def grade(
    assignment: Assignment,
    student: Students = None,
    jobs: Jobs = 2,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Grade on the Dask cluster whose scheduler is there.")
    ] = None,
    course: CourseFolder = None,
    no_sandbox: NoSandbox = False,
    force: Annotated[bool, typer.Option("--force", help="Grade again what has not changed.")] = False,
    no_feedback: Annotated[bool, typer.Option("--no-feedback", help="Write no pages: unrolled feedback can.")] = False,
) -> None:
    """Grade what was handed in, write the feedback pages, and show a table of the class."""
    from autograder.grading.show import grade_and_show

    where, students = Course.at(course), student or []
    done = grade_and_show(
        console, where, known(assignment), students, jobs, not no_sandbox, force, not no_feedback, cluster
    )
    raise typer.Exit(0 if done else 1)


@app.command()
def feedback(
    assignment: Assignment,
    student: Students = None,
    jobs: Jobs = 2,
    course: CourseFolder = None,
) -> None:
    """Write the feedback pages anew, with what a person has graded and commented on since."""
    from autograder.grading.show import render_and_show

    raise typer.Exit(0 if render_and_show(console, Course.at(course), known(assignment), student or [], jobs) else 1)


@app.command()
def report(assignment: Assignment, course: CourseFolder = None) -> None:
    """Write the class report: one HTML file for the instructor."""
    from autograder.report import write_report

    console.print(f"The class report: {write_report(Course.at(course), known(assignment))}", soft_wrap=True)


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A notebook you work on.")],
    no_sandbox: NoSandbox = False,
) -> None:
    """Run a notebook from the top and say which visible checks pass."""
    from autograder.grading.check_notebook import check_and_show

    raise typer.Exit(0 if check_and_show(console, notebook, not no_sandbox) else 1)


@app.command("sample-class")
def sample_class(
    assignment: Annotated[str | None, typer.Argument(help="One assignment; all where it is left out.")] = None,
    course: CourseFolder = None,
) -> None:
    """Hand in the sample class that comes with the course."""
    from autograder.sample_class import hand_in

    for name in [known(assignment)] if assignment else assignments():
        students = hand_in(Course.at(course), name)
        console.print(f"Handed in for {name}: {', '.join(students)}", soft_wrap=True)


def known(assignment: str) -> str:
    """The assignment, if there is one of that name."""
    if assignment not in assignments():
        fail(f"There is no assignment {assignment!r}. There are: {', '.join(assignments())}.")
    return assignment


def fail(message: str) -> None:
    """Say what is wrong and leave with a code that scripts can see."""
    console.print(message, style="bold red", soft_wrap=True)
    raise typer.Exit(2)


def main() -> None:
    from autograder.errors import UserError

    try:
        app()
    except UserError as problem:
        console.print(str(problem), style="bold red", markup=False, soft_wrap=True)
        raise SystemExit(2) from problem
    except OSError as problem:  # a folder that may not be written, a full disk, a port in use
        where = f"{problem.filename}: " if problem.filename else ""
        console.print(f"{where}{problem.strerror or problem}", style="bold red", markup=False, soft_wrap=True)
        raise SystemExit(2) from problem
