"""A student's folder with a line break and an escape sequence in its name."""

STUDENT = "two\nlines \x1b[31m"
NO_GRADE = "rename it"
