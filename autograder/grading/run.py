"""One run over a class: submissions go to desks, what comes back is saved in batches, one student after the other."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait

from autograder.desks.local import DeskLost, Desks, DesksGone
from autograder.gradebook.records import Marks
from autograder.gradebook.writer import Batch, Saved, Writer
from autograder.grading.ledger import Ledger
from autograder.handed_in.submission import Graded, Submission

MOST_ATTEMPTS = 3
KILLED = f"the grading process itself was killed, {MOST_ATTEMPTS} times"


class Run:
    """Grades submissions at desks. There are feedback pages if there is `page_here`, for those that no desk renders."""

    def __init__(self, desks: Desks, writer: Writer, page_here: Callable[[str, Marks], str] | None) -> None:
        self._desks = desks
        self._writer = writer
        self._page_here = page_here
        self._grading: dict[Future[Graded], Submission] = {}
        self._rendering: dict[Future[str], Saved] = {}
        self._batch = Batch()
        self._lost: deque[Submission] = deque()
        self._attempts: Counter[str] = Counter()

    def ledgers(self, submissions: Iterator[Submission]) -> Iterator[Ledger]:
        """Each ledger as it is complete. If this is broken off, what is graded by then is saved."""
        try:
            yield from self._ledgers(submissions)
        except (KeyboardInterrupt, GeneratorExit, DesksGone):
            self._desks.close()
            self._save_what_is_done()
            raise
        finally:
            self._desks.close()

    def _ledgers(self, submissions: Iterator[Submission]) -> Iterator[Ledger]:
        self._hand_out(submissions)
        while self._grading or self._rendering or self._batch.graded:
            for future in self._finished():
                if future in self._rendering:
                    yield self._with_page(future)
                else:
                    yield from self._taken(future)
            if self._batch.graded and (self._batch.seconds_left == 0 or not self._grading):
                yield from self._saved()
            self._hand_out(submissions)

    def _hand_out(self, submissions: Iterator[Submission]) -> None:
        """A piece of work for each desk, and one that waits for the first to be free."""
        while len(self._grading) + len(self._rendering) <= self._desks.number:
            submission = next(submissions, None)
            if submission is None:
                break
            self._grading[self._desks.grade(submission)] = submission
        # It may be what takes all memory, so it is alone now.
        if self._lost and not self._grading and not self._rendering:
            submission = self._lost.popleft()
            self._grading[self._desks.grade(submission)] = submission

    def _finished(self) -> set[Future]:
        """What has come back from the desks, waited for at most until the batch is due."""
        at_desks: set[Future] = {*self._grading, *self._rendering}
        return wait(at_desks, self._batch.seconds_left, FIRST_COMPLETED).done if at_desks else set()

    def _taken(self, future: Future[Graded]) -> Iterator[Ledger]:
        """A grade goes into the batch, what was lost back into the line; the ledger, if there will be no grade."""
        submission = self._grading.pop(future)
        try:
            graded = future.result()
        except DeskLost:
            self._attempts[submission.student] += 1
            if self._attempts[submission.student] < MOST_ATTEMPTS:
                self._lost.append(submission)
                return
            graded = Graded.not_graded(submission.student, submission.assignment, KILLED)
        except Exception as error:  # one student's trouble is not the class's
            graded = Graded.failed(submission, error)
        if graded.notebook:
            self._batch.add(submission.attempts[graded.attempt], graded)
        else:
            yield self._writer.finish_without_grade(graded)

    def _saved(self) -> list[Ledger]:
        """Save the batch; the ledgers, where they need not wait for a page."""
        batch = self._writer.save(self._batch.graded)
        self._batch = Batch()
        if self._page_here is None:
            return [self._writer.finish(saved, None) for saved in batch]
        self._rendering |= {self._desks.page(saved.graded.notebook, saved.marks): saved for saved in batch}
        return []

    def _with_page(self, future: Future[str]) -> Ledger:
        saved = self._rendering.pop(future)
        try:
            page = future.result()
        except (DeskLost, CancelledError):
            return self._with_page_made_here(saved)
        except Exception as error:
            return self._without_page(saved, error)
        return self._writer.finish(saved, page)

    def _with_page_made_here(self, saved: Saved) -> Ledger:
        assert self._page_here is not None
        try:
            page = self._page_here(saved.graded.notebook, saved.marks)
        except Exception as error:
            return self._without_page(saved, error)
        return self._writer.finish(saved, page)

    def _without_page(self, saved: Saved, error: Exception) -> Ledger:
        """The grade stands without it."""
        saved.graded.ledger.remarks.append(f"no feedback page: {type(error).__name__}: {error}")
        return self._writer.finish(saved, None)

    def _save_what_is_done(self) -> None:
        """The desks are closed: nothing else will come."""
        for future in [one for one in self._grading if one.done() and not one.cancelled()]:
            for _ in self._taken(future):
                pass
        left = list(self._rendering.values())
        if self._batch.graded:
            left += self._writer.save(self._batch.graded)
        for saved in left:
            if self._page_here is None:
                self._writer.finish(saved, None)
            else:
                self._with_page_made_here(saved)
