"""What an instructor sees while feedback pages are written anew."""

from collections.abc import Sequence

from rich.console import Console

from autograder.course import Course
from autograder.feedback.render_pages import render_pages
from autograder.grading.grade_class import only_run
from autograder.show.run import asked_for, settle_class


def render_and_show(console: Console, course: Course, assignment: str, only: Sequence[str], jobs: int) -> bool:
    """Write the feedback pages anew; True if there is one for everyone."""
    students = asked_for(course, assignment, only)
    with only_run(course, assignment), console.status(f"Feedback on {assignment}") as status:
        settle_class(course, assignment, students, console.print)
        written = set()
        for student in render_pages(course, assignment, students, jobs, console.print):
            written.add(student)
            status.update(f"Feedback on {assignment}: {len(written)} of {len(students)}")
    console.print(f"{len(written)} pages in {course.feedback('<student>', assignment)}", soft_wrap=True, markup=False)
    without = [student for student in students if student not in written]
    if without:
        console.print(f"Not graded yet, and so without a page: {', '.join(without)}", style="yellow", markup=False)
    return not without
