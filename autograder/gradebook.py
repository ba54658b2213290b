"""nbgrader's gradebook, wherever the course's nbgrader_config.py keeps it: a file of SQLite, or a server."""

from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import Gradebook
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError

from autograder.course import Course
from autograder.errors import UserError
from autograder.nbgrader_api import course_config, nbgrader_api


class GradebookOutOfReach(UserError):
    """The gradebook cannot be opened, or the connection to it was lost."""


@contextmanager
def open_gradebook(course: Course) -> Iterator[Gradebook]:
    """The course's gradebook; GradebookOutOfReach where it cannot be opened, or is lost meanwhile."""
    directory = nbgrader_api(course).coursedir
    where = f"c.CourseDirectory.db_url in {course_config(course)}"
    try:
        shown = make_url(directory.db_url).render_as_string(hide_password=True)
    except ArgumentError as error:
        raise GradebookOutOfReach(f"{where} is not the address of a database: {error}") from error
    try:
        gradebook = Gradebook(directory.db_url, directory.course_id)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise GradebookOutOfReach(
            f"{where} wants a driver that is not installed ({error}). For PostgreSQL: "
            "pip install 'psycopg[binary]', and an address that begins with postgresql+psycopg://"
        ) from error
    except DBAPIError as error:
        raise _out_of_reach(shown, where, error) from error
    try:
        yield gradebook
    except (OperationalError, InterfaceError) as error:
        raise _out_of_reach(shown, where, error) from error
    finally:
        gradebook.close()
        gradebook.engine.dispose()


def _out_of_reach(shown: str, where: str, error: DBAPIError) -> GradebookOutOfReach:
    return GradebookOutOfReach(
        f"The gradebook {shown} cannot be used: {str(error.orig).strip()}\n"
        f"Its address is {where}. No grade was lost: once the gradebook can be used again, the same command goes on."
    )
