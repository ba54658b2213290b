"""nbgrader's gradebook as grading uses it: read once, then written for several submissions in one transaction.

The rows are those that `nbgrader autograde` makes, written through nbgrader's own models: SQLite and PostgreSQL alike.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Boolean, bindparam, insert, or_, select, update

from autograder.course import Course
from autograder.errors import UserError
from autograder.gradebook.connection import connect, patiently
from autograder.gradebook.deadlines import deadlines
from autograder.gradebook.late import enter_due_date, seconds_late
from autograder.handed_in.release import ReleasedCell, released_cells
from autograder.handed_in.submission import Graded, Submission


@dataclass(frozen=True)
class Marks:
    """What a feedback page shows: score and maximum of each graded cell, a comment on each answer, and the sums.

    `waiting` are the cells that a person has yet to grade.
    """

    scores: dict[str, tuple[float, float]]
    waiting: frozenset[str]
    comments: dict[str, str | None]
    score: float
    maximum: float
    late_penalty: float
    seconds_late: float


class OpenGradebook:
    """One assignment in the gradebook; the only one who writes to it in this run."""

    def __init__(self, gradebook: Gradebook, directory: CourseDirectory, assignment: str, say: Callable[[str], None]):
        self._gradebook = gradebook
        self._say = say
        self._session = gradebook.db
        self._penalties = AssignLatePenalties(config=directory.config)
        self._penalties.assignment_id = assignment  # the plugin may ask for it, as within nbgrader
        self._penalties.init_plugin()
        self._deadline = deadlines(Course(Path(directory.root))).get(assignment)
        notebook = _only_notebook(gradebook, assignment)
        self._assignment_id, self._notebook_id = notebook.assignment_id, notebook.id
        self.cells: tuple[ReleasedCell, ...] = released_cells(notebook)
        self._graded_cells = {cell.name: cell.id for cell in [*notebook.grade_cells, *notebook.task_cells]}
        self._commented_cells = {cell.name: cell.id for cell in [*notebook.solution_cells, *notebook.task_cells]}
        self._session.commit()

    def record(self, batch: Sequence[tuple[Submission, Graded]]) -> dict[str, Marks]:
        """Enter these submissions, all or none; return what the gradebook then says of each student's."""
        return patiently(lambda: self._record(batch), self._session.rollback, self._say)

    def marks(self, students: Sequence[str]) -> dict[str, Marks]:
        """What the gradebook says of these students' submissions; those who have none are left out."""
        return patiently(lambda: self._marks(students), self._session.rollback, self._say)

    def waiting(self) -> dict[str, list[str]]:
        """The cells that wait for a person to read them, of each student who has such."""
        return patiently(self._waiting, self._session.rollback, self._say)

    def _waiting(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for student, name in self._session.execute(
            select(SubmittedAssignment.student_id, BaseCell.name)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .join(BaseCell, BaseCell.id == Grade.cell_id)
            .where(SubmittedNotebook.notebook_id == self._notebook_id, Grade.needs_manual_grade)
            .order_by(SubmittedAssignment.student_id, BaseCell.name)
        ):
            found.setdefault(student, []).append(name)
        return found

    def _record(self, batch: Sequence[tuple[Submission, Graded]]) -> dict[str, Marks]:
        students = [submission.student for submission, _ in batch]
        notebooks = self._submitted(students)
        self._add_missing([student for student in students if student not in notebooks])
        notebooks = self._submitted(students)
        self._write_timestamps([submission for submission, _ in batch])
        self._write_cells([(notebooks[submission.student], graded) for submission, graded in batch])
        self._write_due_dates(students)
        self._write_penalties(notebooks)
        marks = self._marks(students)
        self._session.commit()
        return marks

    def _submitted(self, students: Sequence[str]) -> dict[str, str]:
        """The id of each student's submitted notebook."""
        rows = self._session.execute(
            select(SubmittedAssignment.student_id, SubmittedNotebook.id)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .where(
                SubmittedAssignment.assignment_id == self._assignment_id,
                SubmittedNotebook.notebook_id == self._notebook_id,
                SubmittedAssignment.student_id.in_(students),
            )
        )
        return dict(map(tuple, rows))

    def _add_missing(self, students: Sequence[str]) -> None:
        """A submission mirrors the assignment: a grade for each graded cell, a comment for each answer."""
        known = set(self._session.scalars(select(Student.id).where(Student.id.in_(students))))
        ids = {student: (new_uuid(), new_uuid()) for student in students}
        self._insert(Student, ({"id": student} for student in students if student not in known))
        self._insert(
            SubmittedAssignment,
            (
                {"id": submission, "assignment_id": self._assignment_id, "student_id": student}
                for student, (submission, _) in ids.items()
            ),
        )
        self._insert(
            SubmittedNotebook,
            (
                {"id": notebook, "assignment_id": submission, "notebook_id": self._notebook_id}
                for submission, notebook in ids.values()
            ),
        )
        for model, cells in ((Grade, self._graded_cells), (Comment, self._commented_cells)):
            self._insert(
                model,
                ({"notebook_id": notebook, "cell_id": cell} for _, notebook in ids.values() for cell in cells.values()),
            )

    def _insert(self, model: Any, rows: Iterator[dict[str, Any]]) -> None:
        if values := list(rows):
            self._session.execute(insert(model), values)

    def _write_timestamps(self, submissions: Sequence[Submission]) -> None:
        """When it was handed in, where that is known."""
        table = SubmittedAssignment.__table__
        statement = (
            update(table)
            .where(table.c.assignment_id == self._assignment_id, table.c.student_id == bindparam("student"))
            .values(timestamp=bindparam("handed_in"))
        )
        self._execute(
            statement, ({"student": one.student, "handed_in": one.timestamp} for one in submissions if one.timestamp)
        )

    def _write_cells(self, graded: Sequence[tuple[str, Graded]]) -> None:
        """As nbgrader has it: a score that a person gave stays, and is looked at again."""
        grades, comments = Grade.__table__, Comment.__table__
        self._execute(
            update(grades)
            .where(grades.c.notebook_id == bindparam("notebook"), grades.c.cell_id == bindparam("cell"))
            .values(
                auto_score=bindparam("score"),
                needs_manual_grade=or_(grades.c.manual_score.is_not(None), bindparam("waits", type_=Boolean)),
            ),
            (
                {"notebook": notebook, "cell": self._graded_cells[name], "score": score, "waits": score is None}
                for notebook, one in graded
                for name, score in one.scores.items()
            ),
        )
        self._execute(
            update(comments)
            .where(comments.c.notebook_id == bindparam("notebook"), comments.c.cell_id == bindparam("cell"))
            .values(auto_comment=bindparam("comment")),
            (
                {"notebook": notebook, "cell": self._commented_cells[name], "comment": comment}
                for notebook, one in graded
                for name, comment in one.comments.items()
            ),
        )

    def _execute(self, statement: Any, rows: Iterator[dict[str, Any]]) -> None:
        if values := list(rows):
            self._session.connection().execute(statement, values)

    def _write_due_dates(self, students: Sequence[str]) -> None:
        """What deadlines.toml says, where there is one."""
        if self._deadline is None:
            return
        for submission in self._submissions(students):
            enter_due_date(submission, self._deadline)

    def _submissions(self, students: Iterable[str]) -> Iterable[SubmittedAssignment]:
        return self._session.scalars(
            select(SubmittedAssignment).where(
                SubmittedAssignment.assignment_id == self._assignment_id, SubmittedAssignment.student_id.in_(students)
            )
        )

    def _write_penalties(self, notebooks: dict[str, str]) -> None:
        """What the instructor's plugin takes off a submission that is late."""
        if not self._penalties.enabled:
            return
        late = {student: seconds for student, seconds in self._seconds_late(notebooks).items() if seconds}
        scores = dict(
            self._session.execute(
                select(SubmittedNotebook.id, SubmittedNotebook.score).where(
                    SubmittedNotebook.id.in_([notebooks[student] for student in late])
                )
            ).all()
        )
        penalties = {
            notebook: self._penalty(student, scores[notebook], late[student]) if student in late else None
            for student, notebook in notebooks.items()
        }
        table = SubmittedNotebook.__table__
        self._execute(
            update(table)
            .where(table.c.id == bindparam("notebook"))
            .values(late_submission_penalty=bindparam("penalty")),
            ({"notebook": notebook, "penalty": penalty} for notebook, penalty in penalties.items()),
        )

    def _seconds_late(self, students: Iterable[str]) -> dict[str, float]:
        return {one.student_id: seconds_late(one) for one in self._submissions(students)}

    def _penalty(self, student: str, score: float, seconds_late: float) -> float | None:
        penalty = self._penalties.plugin_inst.late_submission_penalty(student, score, seconds_late)
        # nbgrader's own bounds: neither below nothing nor above the score
        return None if penalty is None else self._penalties._check_late_penalty(SimpleNamespace(score=score), penalty)

    def _marks(self, students: Sequence[str]) -> dict[str, Marks]:
        notebooks = self._submitted(students)
        ids = list(notebooks.values())
        scores: dict[str, dict[str, tuple[float, float]]] = {one: {} for one in ids}
        comments: dict[str, dict[str, str | None]] = {one: {} for one in ids}
        waiting: dict[str, set[str]] = {one: set() for one in ids}
        for notebook, name, score, maximum, waits in self._session.execute(
            select(
                Grade.notebook_id,
                BaseCell.name,
                Grade.score,
                Grade.max_score,
                Grade.auto_score.is_(None) & Grade.manual_score.is_(None),
            )
            .join(BaseCell, BaseCell.id == Grade.cell_id)
            .where(Grade.notebook_id.in_(ids))
        ):
            scores[notebook][name] = (score, maximum)
            if waits:
                waiting[notebook].add(name)
        for notebook, name, comment in self._session.execute(
            select(Comment.notebook_id, BaseCell.name, Comment.comment)
            .join(BaseCell, BaseCell.id == Comment.cell_id)
            .where(Comment.notebook_id.in_(ids))
        ):
            comments[notebook][name] = comment
        sums = {
            notebook: (score, maximum, penalty or 0)
            for notebook, score, maximum, penalty in self._session.execute(
                select(
                    SubmittedNotebook.id,
                    SubmittedNotebook.score,
                    SubmittedNotebook.max_score,
                    SubmittedNotebook.late_submission_penalty,
                ).where(SubmittedNotebook.id.in_(ids))
            )
        }
        late = self._seconds_late(notebooks)
        return {
            student: Marks(
                scores[notebook],
                frozenset(waiting[notebook]),
                comments[notebook],
                sums[notebook][0] - sums[notebook][2],
                *sums[notebook][1:],
                late[student],
            )
            for student, notebook in notebooks.items()
        }


@contextlib.contextmanager
def opened(
    directory: CourseDirectory, assignment: str, say: Callable[[str], None] = lambda word: None
) -> Iterator[OpenGradebook]:
    """The gradebook of a course, open at an assignment; UserError where it does not hold that."""

    def open_it() -> OpenGradebook:
        gradebook = connect(directory)
        try:
            return OpenGradebook(gradebook, directory, assignment, say)
        except BaseException:
            gradebook.close()
            raise

    book = patiently(open_it, lambda: None, say)
    try:
        yield book
    finally:
        book._gradebook.close()


def _only_notebook(gradebook: Gradebook, assignment: str) -> Notebook:
    try:
        notebooks = gradebook.find_assignment(assignment).notebooks
    except MissingEntry as error:
        raise UserError(
            f"The gradebook does not know {assignment}. Release it first: unrolled release {assignment}"
        ) from error
    if [notebook.name for notebook in notebooks] != [assignment]:
        raise UserError(
            f"{assignment} has other notebooks than {assignment}.ipynb in the gradebook: "
            f"grade it by `nbgrader autograde {assignment}`."
        )
    return notebooks[0]
