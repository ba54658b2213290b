"""The command `unrolled`: each verb is one line of the README."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder.course import BOOK, REPOSITORY, Course, assignments
from autograder.exit_codes import ExitCode, table
from autograder.export.platform import Platform

app = typer.Typer(no_args_is_help=True, add_completion=False, help="A course on recurrent networks that grades itself.")
console = Console(highlight=False)
problems = Console(highlight=False, stderr=True)

CourseFolder = Annotated[Path | None, typer.Option("--course", metavar="DIR", help="A nbgrader course folder.")]
Assignment = Annotated[str, typer.Argument(help="The name of a chapter, such as lstm.")]
Json = Annotated[bool, typer.Option("--json", help="JSON lines for machines, and nothing else, on standard output.")]
NoSandbox = Annotated[bool, typer.Option("--no-sandbox", help="Run notebooks unprotected: only those you trust.")]
Students = Annotated[list[str] | None, typer.Option("--student", help="Only this student; may be repeated.")]
Jobs = Annotated[int, typer.Option(min=1, help="How many notebooks at a time.")]


@app.command()
def course(course: CourseFolder = None) -> None:
    """Everything once: the book, the releases, and the sample class graded, each only where something changed."""
    from autograder.everything import make_everything

    make_everything(console, Course.at(course))


@app.command()
def book(pdf: Annotated[bool, typer.Option("--pdf", help="Print it as one PDF too (needs Chromium).")] = False) -> None:
    """Build the book: execute every chapter and write the pages."""
    from autograder.book.build import build_book
    from autograder.book.pdf import build_pdf

    done = build_pdf(REPOSITORY) if pdf else build_book(REPOSITORY)
    console.print(f"The book: {done}", soft_wrap=True)


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
def collect(
    assignment: Assignment,
    source: Annotated[Path, typer.Argument(exists=True, help="A folder or zip of downloads from Moodle or Canvas.")],
    roster: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="A CSV with the students' ids.")
    ] = None,
    named_regexp: Annotated[str | None, typer.Option(help="How files are named, as for nbgrader zip_collect.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be collected, and write nothing.")] = False,
    course: CourseFolder = None,
) -> None:
    """Put what was downloaded from a learning platform into the course folder."""
    from autograder.collect.collection import collect as make_collection
    from autograder.collect.roster import Roster
    from autograder.collect.show import show

    ids = Roster.read(roster) if roster else None
    collection = make_collection(Course.at(course), known(assignment), source, ids, named_regexp, dry_run)
    show(console, collection, dry_run)
    raise typer.Exit(0 if collection.complete else 1)


@app.command(epilog=table())
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
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show only who has no grade.")] = False,
    as_json: Json = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say who would be graded and why; touch nothing.")] = False,
) -> None:
    """Grade what was handed in, write the feedback pages, and show a table of the class."""
    from autograder.desks.fork_server import prepare

    if not dry_run:
        prepare(known(assignment))
    from autograder.show import form_for
    from autograder.show.dry_run import show_dry_run
    from autograder.show.run import grade_and_show

    where, name = Course.at(course), known(assignment)
    if dry_run:
        show_dry_run(console, where, name, student or [], not no_sandbox, force, as_json)
        return
    form = form_for(console, quiet, as_json)
    done = grade_and_show(form, where, name, student or [], jobs, not no_sandbox, force, not no_feedback, cluster)
    raise typer.Exit(done)


@app.command()
def doctor(course: CourseFolder = None, as_json: Json = False) -> None:
    """Tell whether machine, environment and course folder are fit to grade, and how to mend what is not."""
    from autograder.doctor import examine_and_show

    raise typer.Exit(0 if examine_and_show(console, Course.at(course), as_json) else 1)


@app.command()
def feedback(
    assignment: Assignment,
    student: Students = None,
    jobs: Jobs = 2,
    course: CourseFolder = None,
) -> None:
    """Write the feedback pages anew, with what a person has graded and commented on since."""
    from autograder.show.feedback import render_and_show

    raise typer.Exit(0 if render_and_show(console, Course.at(course), known(assignment), student or [], jobs) else 1)


@app.command()
def gradescope(
    assignment: Assignment,
    output: Annotated[Path | None, typer.Option(metavar="ZIP", help="Where to write the archive.")] = None,
    course: CourseFolder = None,
) -> None:
    """Build the archive that makes an assignment grade itself on Gradescope."""
    from autograder.gradescope.build import build

    folder = Course.at(course)
    path = build(folder, known(assignment), output or folder.folder / "gradescope" / f"{assignment}.zip")
    console.print(f"The autograder, to be uploaded to Gradescope: {path}", soft_wrap=True)


@app.command()
def report(
    assignment: Assignment,
    course: CourseFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report's JSON, and nothing else.")] = False,
) -> None:
    """Write the class report: one HTML file for the instructor, and beside it the same as JSON and CSV."""
    from autograder.report import write_report

    with problems.status(f"The class report on {assignment}"):
        path, document = write_report(Course.at(course), known(assignment), problems.print)
    if as_json:
        typer.echo(document)
    else:
        console.print(f"The class report: {path}", soft_wrap=True, markup=False)
        console.print(f"The same as data: {path.stem}.json and {path.stem}.*.csv beside it", markup=False)


@app.command()
def export(
    assignment: Assignment,
    to: Annotated[Platform, typer.Option("--to", help="The platform that is to import it.")],
    roster: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="The platform's own list, as CSV; it is only read.")
    ] = None,
    column: Annotated[
        str | None, typer.Option(help="What the platform calls the assignment, where that is another name.")
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write it.")] = None,
    course: CourseFolder = None,
) -> None:
    """Write the final scores in the form that a platform imports."""
    from autograder.export.export import export as write_export
    from autograder.export.show import show

    done, scores = write_export(Course.at(course), known(assignment), to, roster, column, output, problems.print)
    show(console, done, scores)
    raise typer.Exit(1 if done.left_out else 0)


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A notebook you work on.")],
    no_sandbox: NoSandbox = False,
) -> None:
    """Run a notebook from the top and say which visible checks pass."""
    from autograder.examining.check_notebook import check_and_show

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
    problems.print(message, style="bold red", soft_wrap=True)
    raise typer.Exit(ExitCode.WRONG_USE)


def main() -> None:
    from autograder.errors import UserError

    try:
        app()
    except UserError as problem:
        problems.print(str(problem), style="bold red", markup=False, soft_wrap=True)
        raise SystemExit(problem.exit_code) from problem
    except OSError as problem:  # a folder that may not be written, a full disk, a port in use
        where = f"{problem.filename}: " if problem.filename else ""
        problems.print(f"{where}{problem.strerror or problem}", style="bold red", markup=False, soft_wrap=True)
        raise SystemExit(ExitCode.WRONG_USE) from problem
