"""The interface of a form: it is told each event once, in order."""

from contextlib import AbstractContextManager

from autograder.show.events import Finished, Graded, Started


class Form(AbstractContextManager):
    """Shows nothing; each form overrides what it has something to show for. It is entered while the run lasts."""

    def started(self, event: Started) -> None:
        """The first event."""

    def graded(self, event: Graded) -> None:
        """One for each student."""

    def said(self, word: str) -> None:
        """What the run waits for."""

    def finished(self, event: Finished) -> None:
        """The last event, also of a run that was interrupted."""

    def __exit__(self, *problem: object) -> None:
        """Whatever was opened to show the run is closed."""
