"""Can nbgrader's gradebook be opened, read and written?"""

import difflib
from pathlib import Path

import nbgrader
from alembic.config import Config as Alembic
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from nbgrader.api import Student
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from autograder.course import Course
from autograder.doctor.finding import Finding, broken, fine, warning
from autograder.doctor.folder import folders_handed_in, loaded_config
from autograder.show.words import some

UPGRADE = "nbgrader db upgrade"


def can_the_gradebook_be_read(course: Course) -> Finding:
    """All of it: SQLite checks its own pages."""
    url = gradebook_url(course)
    if not _exists(url):
        return fine("there is none yet: the first release makes it")
    try:
        with create_engine(url).connect() as connection:
            if url.startswith("sqlite"):
                said = connection.execute(text("PRAGMA quick_check(1)")).scalar()
                if said != "ok":
                    return broken(f"{_shown(url)} is damaged: {said}", "put a backup in its place")
            students = connection.execute(text("SELECT count(*) FROM student")).scalar()
    except DatabaseError as problem:
        setting = f"c.CourseDirectory.db_url in {course.folder / 'nbgrader_config.py'}"
        return broken(f"{_shown(url)}: {problem.orig}", f"put a backup in its place, or mend {setting}")
    return fine(f"{_shown(url)}: {students} students")


def is_the_schema_of_the_gradebook_current(course: Course) -> Finding:
    """nbgrader numbers it by alembic's revisions."""
    url = gradebook_url(course)
    if not _exists(url):
        return fine("there is no gradebook yet")
    scripts = Alembic()
    scripts.set_main_option("script_location", str(Path(nbgrader.__file__).with_name("alembic")))
    head = ScriptDirectory.from_config(scripts).get_current_head()
    try:
        with create_engine(url).connect() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
    except DatabaseError as problem:
        return broken(f"{_shown(url)}: {problem.orig}", "see above")
    if revision == head:
        return fine(f"yes: revision {head}")
    said = f"it is of revision {revision}, this nbgrader's is {head}"
    return broken(said, f"cd {course.folder} && {UPGRADE} (it keeps a copy of the old one)")


def can_the_gradebook_be_written(course: Course) -> Finding:
    """Another program may hold it: a formgrader, or a run that still goes on."""
    url = gradebook_url(course)
    if not url.startswith("sqlite") or not _exists(url):
        return fine("nothing to ask: it is no file of this folder")
    try:
        with create_engine(url, connect_args={"timeout": 1}).connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.rollback()
    except DatabaseError as problem:
        return broken(
            f"{_shown(url)}: {problem.orig}", "end what else uses it (formgrader, another run), or make it writable"
        )
    return fine("yes")


def are_those_who_handed_in_on_the_class_list(course: Course) -> Finding:
    """Where the gradebook holds one: a name that is not on it is a second student, with a grade of their own."""
    url = gradebook_url(course)
    if not _exists(url):
        return fine("there is no gradebook yet")
    with create_engine(url).connect() as connection:
        students = connection.execute(select(Student.id, Student.first_name, Student.last_name, Student.email)).all()
    listed = [student for student, *details in students if any(details)]
    handed_in = sorted({path.parent.name for path in folders_handed_in(course)})
    strangers = [one for one in handed_in if one not in listed]
    if not listed:
        return fine("the gradebook holds no class list to compare with")
    if not strangers:
        return fine(f"all {len(handed_in)}")
    meant = difflib.get_close_matches(strangers[0], listed, n=1)
    remedy = f"rename the folder {strangers[0]}" + (f" (to {meant[0]}?)" if meant else "")
    return warning(f"not on it: {some(strangers)}", f"{remedy}, or add them: nbgrader db student add NAME")


def gradebook_url(course: Course) -> str:
    """As the course folder's configuration has it, or nbgrader's default."""
    config = loaded_config(course)
    return config.CourseDirectory.get("db_url") or f"sqlite:///{course.folder / 'gradebook.db'}"


def _exists(url: str) -> bool:
    """Opening a SQLite file that is not there would make it; another kind of database answers for itself."""
    database = make_url(url).database
    return not url.startswith("sqlite") or (database is not None and Path(database).exists())


def _shown(url: str) -> str:
    """Without the password that may be in it."""
    return make_url(url).render_as_string(hide_password=True)
