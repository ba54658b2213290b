"""The platforms that there is a form for."""

from enum import StrEnum


class Platform(StrEnum):
    """Each by the name that the command line takes."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    GRADESCOPE = "gradescope"
