"""The feedback pages of a class anew, from the autograded notebooks and what the gradebook says by now."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait

from autograder.course import Course
from autograder.desks.local import LocalDesks
from autograder.gradebook.records import opened
from autograder.gradebook.writer import Writer
from autograder.handed_in.reading import files_beside, read_release
from autograder.nbgrader_api import course_directory


def render_pages(
    course: Course,
    assignment: str,
    students: Sequence[str],
    jobs: int,
    say: Callable[[str], None] = lambda word: None,
) -> Iterator[str]:
    """Yield each student whose page is written; who has no grade gets no page."""
    directory = course_directory(course)
    with opened(directory, assignment, say) as gradebook:
        release = read_release(course, directory, assignment, gradebook.cells)
        writer = Writer(course, directory, release, gradebook)
        marks = gradebook.marks(students)
        waiting = iter([one for one in marks if (course.autograded(one, assignment) / f"{assignment}.ipynb").exists()])
        desks = LocalDesks(release, jobs)
        rendering: dict[Future[str], str] = {}
        try:
            while True:
                while len(rendering) <= jobs and (student := next(waiting, None)) is not None:
                    notebook = (course.autograded(student, assignment) / f"{assignment}.ipynb").read_text("utf-8")
                    rendering[desks.page(notebook, marks[student])] = student
                if not rendering:
                    return
                for future in wait(rendering, return_when=FIRST_COMPLETED).done:
                    student = rendering.pop(future)
                    beside = files_beside(course.submitted(student, assignment), directory)
                    writer.write_page(student, assignment, future.result(), beside)
                    yield student
        finally:
            desks.close()
