"""Does our own pipeline leave what `nbgrader autograde` and `nbgrader generate_feedback` leave?"""

from nbgrader.api import Gradebook
from sqlalchemy import text

from autograder.course import Course

ROWS = {
    "course": "SELECT id FROM course",
    "student": "SELECT id, first_name, last_name, email FROM student",
    "submitted_assignment": "SELECT student_id, a.name, timestamp, extension FROM submitted_assignment s "
    "JOIN assignment a ON a.id = s.assignment_id",
    "submitted_notebook": "SELECT student_id, n.name, flagged, late_submission_penalty FROM submitted_notebook s "
    "JOIN notebook n ON n.id = s.notebook_id JOIN submitted_assignment a ON a.id = s.assignment_id",
    "grade": "SELECT student_id, c.name, c.type, auto_score, manual_score, extra_credit, needs_manual_grade "
    "FROM grade g JOIN base_cell c ON c.id = g.cell_id JOIN submitted_notebook s ON s.id = g.notebook_id "
    "JOIN submitted_assignment a ON a.id = s.assignment_id",
    "comment": "SELECT student_id, c.name, c.type, auto_comment, manual_comment "
    "FROM comment g JOIN base_cell c ON c.id = g.cell_id JOIN submitted_notebook s ON s.id = g.notebook_id "
    "JOIN submitted_assignment a ON a.id = s.assignment_id",
}


def rows(course: Course) -> dict[str, list[tuple]]:
    """All that the gradebook holds of submissions, but for the ids, which are drawn."""
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as gradebook:
        return {table: sorted(map(tuple, gradebook.db.execute(text(query))), key=repr) for table, query in ROWS.items()}
