"""The class report: which exercise was hard, which mistake was common, who needs a human look.

`standings` (in the gradebook's package) and `answers` read; `statistics`, `mistakes`, `look_alikes` and `attention` are
pure functions of what was read; `page` and `data` write. A report changes no grade.
"""

import json
from collections.abc import Callable
from pathlib import Path

from autograder.course import Course
from autograder.handed_in.files import replace_file
from autograder.report.class_report import class_report
from autograder.report.data import as_json, write_tables
from autograder.report.page import page


def write_report(course: Course, assignment: str, say: Callable[[str], None] = lambda word: None) -> tuple[Path, str]:
    """Write the page, and beside it JSON and tables; return where the page is, and the JSON.

    UserError where nothing has been graded yet.
    """
    report = class_report(course, assignment, say)
    path, document = course.report(assignment), json.dumps(as_json(report), indent=1)
    replace_file(path, page(report, course).encode(errors="replace"))  # the name of a folder may be in any encoding
    replace_file(path.with_suffix(".json"), document.encode())
    write_tables(report, path.with_suffix(""))
    return path, document
