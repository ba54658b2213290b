"""Problems that the person at the keyboard can solve: shown as a message, without a traceback."""

from autograder.exit_codes import ExitCode


class UserError(Exception):
    """What happened, where, and what to do next."""

    exit_code = ExitCode.WRONG_USE


class UnfitMachine(UserError):
    """The machine lacks what grading needs, whatever the command."""

    exit_code = ExitCode.UNFIT_MACHINE
