"""The report as one HTML file: no script in it, and nothing from elsewhere."""

import os
from pathlib import Path
from urllib.parse import quote

import jinja2

from autograder.course import Course
from autograder.report.attention import Why
from autograder.report.class_report import ClassReport
from autograder.report.statistics import BINS, FEWEST

MOST_IN_A_LIST = 20  # the rest is folded
MOST_LOOK_ALIKES = 50  # groups that are shown with their answers; the tables have all
LONGEST_SHOWN = 4_000  # characters of an answer


def page(report: ClassReport, course: Course) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": number,
        "percent": lambda share: f"{100 * share:.0f}\N{NO-BREAK SPACE}%",
        "cut": cut,
    }
    with_page = {one.student for one in report.students if _feedback(course, one.student, report.assignment).exists()}

    def link(student: str, exercise: str = "") -> str | None:
        """The student's feedback page, at an exercise, as seen from the report: the course folder may be moved."""
        if student not in with_page:
            return None
        names = ("..", "feedback", student, report.assignment, f"{report.assignment}.html")
        path = "/".join(quote(os.fsencode(name)) for name in names)
        return f"{path}#check_{quote(exercise)}" if exercise else path

    text = environment.get_template("report.html.jinja").render(
        report=report,
        link=link,
        reasons=list(Why),
        by_reason={why: [look for look in report.looks if look.why is why] for why in Why},
        bins=BINS,
        fewest=FEWEST,
        most_in_a_list=MOST_IN_A_LIST,
        most_look_alikes=MOST_LOOK_ALIKES,
        files=Path(course.report(report.assignment).stem),
    )
    return text.lstrip()  # the macros leave lines behind


def number(value: float | None) -> str:
    """At most two digits behind the point."""
    return "none" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}\n[...]"


def _feedback(course: Course, student: str, assignment: str) -> Path:
    return course.feedback(student, assignment) / f"{assignment}.html"
