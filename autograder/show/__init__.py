"""What an instructor sees of a grading run: one stream of events, in one of several forms."""

from rich.console import Console

from autograder.show.form import Form


def form_for(console: Console, quiet: bool = False, as_json: bool = False) -> Form:
    """The form asked for, or else the richest that this console can show."""
    from autograder.show.json_lines import JsonLines
    from autograder.show.lines import Lines, Quiet
    from autograder.show.live import LiveTable

    if as_json:
        return JsonLines()
    if quiet:
        return Quiet(console)
    return LiveTable(console) if console.is_terminal and not console.is_dumb_terminal else Lines(console)
