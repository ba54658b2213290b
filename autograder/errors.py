"""Problems that the person at the keyboard can solve: shown as a message, without a traceback."""


class UserError(Exception):
    """What happened, where, and what to do next."""
