"""A student's folder whose name is a pattern."""

STUDENT = "*"
NO_GRADE = "rename it"
