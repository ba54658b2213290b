"""nbgrader's gradebook, wherever nbgrader_config.py keeps it: opened, and waited for while it is out of reach."""

import time
from collections.abc import Callable
from typing import TypeVar

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
)

from autograder.errors import UserError

SECONDS_OF_PATIENCE = 600.0
SECONDS_BETWEEN_TRIES = 0.5
MOST_CONFLICTS = 20
WAITING = "The gradebook is in use by another program: waiting for it."
NO_ANSWER = "The gradebook does not answer: {}\nWaiting for it."
T = TypeVar("T")


def connect(directory: CourseDirectory) -> Gradebook:
    """The gradebook of a course; UserError where there is none at its address."""
    where = f"c.CourseDirectory.db_url in {directory.root}/nbgrader_config.py"
    try:
        shown = make_url(directory.db_url).render_as_string(hide_password=True)
        return Gradebook(directory.db_url, directory.course_id)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise UserError(
            f"{where} is {shown}, and the driver for that is not installed ({error}). "
            "For PostgreSQL: pip install 'psycopg[binary]', and an address that begins with postgresql+psycopg://"
        ) from error
    except ArgumentError as error:
        raise UserError(f"{where} is not the address of a database: {error}") from error
    except OperationalError as error:
        if _is_locked(error):
            raise
        raise UserError(
            f"The gradebook {shown} cannot be opened: {str(error.orig).strip()}\n"
            f"Its address is {where}. Start the database server, or mend the address, and try again."
        ) from error


def patiently(work: Callable[[], T], undo: Callable[[], None], say: Callable[[str], None]) -> T:
    """Do the work in the database as soon as it can be done; others may hold it, or its server be gone, for a while."""
    end = time.monotonic() + SECONDS_OF_PATIENCE
    conflicts, said = 0, ""
    while True:
        try:
            return work()
        except (OperationalError, InterfaceError, IntegrityError) as error:
            undo()
            # Of the same student, another run may have entered another assignment: that is over when it is looked at.
            conflicts += isinstance(error, IntegrityError)
            if time.monotonic() > end or conflicts > MOST_CONFLICTS:
                raise UserError(
                    f"The gradebook could not be written: {str(error.orig).strip()}\n"
                    "What is saved stays. Start its server, or end the program that holds it, and grade again."
                ) from error
            in_use = _is_locked(error) or isinstance(error, IntegrityError)
            word = WAITING if in_use else NO_ANSWER.format(str(error.orig).strip())
            if word != said:
                say(word)
                said = word
            time.sleep(SECONDS_BETWEEN_TRIES)
        except BaseException:
            undo()
            raise


def _is_locked(error: DBAPIError) -> bool:
    """Another program is in the midst of a change to it: in the words of SQLite, or of PostgreSQL."""
    return any(word in str(error.orig) for word in ("locked", "deadlock"))
