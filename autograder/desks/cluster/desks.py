"""Desks on a Dask cluster: each of its worker processes is one, with this course installed in its environment.

Only data crosses: the files of a submission, and what our own code made of them. Neither the gradebook nor the course
folder is there. Dask does a piece of work again, elsewhere, when its worker is lost; what comes back comes back once.
"""

import contextlib
import threading
import time
import uuid
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, InvalidStateError
from typing import Any

from distributed import Future as Task
from distributed import KilledWorker

from autograder.desks.cluster.connection import connected, refuse_the_unfit
from autograder.desks.cluster.seat import Seat, UnfitSeat, at_the_seat
from autograder.desks.local import DeskLost, DesksGone
from autograder.gradebook.records import Marks
from autograder.handed_in.release import Release
from autograder.handed_in.submission import Graded, Submission

SECONDS_WITHOUT_WORKERS = 600.0
SECONDS_BETWEEN_LOOKS = 1.0
NO_WORKER = "The cluster at {} has no worker: waiting for one."
KILLED = "the workers that graded it were killed, one after the other"


class ClusterDesks:
    """The desks of the cluster whose scheduler is at the address, or is told in the file of that name."""

    def __init__(
        self,
        release: Release,
        address: str,
        sandboxed: bool,
        say: Callable[[str], None] = lambda word: None,
        patience: float = SECONDS_WITHOUT_WORKERS,
    ) -> None:
        self.number = 0
        self._address, self._say, self._patience = address, say, patience
        self._tasks: dict[Future, Task] = {}
        self._suspects: set[str] = set()
        self._closed = threading.Event()
        self._gone: DesksGone | None = None
        self._seat = f"unrolled-{uuid.uuid4().hex}"
        self._client = connected(address)
        try:
            for _ in self._looks_without_worker():
                time.sleep(SECONDS_BETWEEN_LOOKS)
            if self._gone:
                raise self._gone
            refuse_the_unfit(self._client, sandboxed)
            self._client.register_plugin(Seat(release, sandboxed), self._seat)  # workers that come later have it too
        except BaseException:
            self.close()
            raise
        threading.Thread(target=self._keep_looking, daemon=True).start()

    def grade(self, submission: Submission) -> Future[Graded]:
        try:
            return self._submit(submission, "grade", submission.to_send())
        except (OSError, ValueError) as error:  # gone meanwhile, or too large
            failed: Future[Graded] = Future()
            failed.set_exception(error)
            return failed

    def page(self, notebook: str, marks: Marks) -> Future[str]:
        return self._submit(None, "page", notebook, marks)

    def close(self) -> None:
        self._closed.set()
        with contextlib.suppress(Exception):  # of a cluster that is not there any more
            if self._client.status == "running":
                self._client.cancel(list(self._tasks.values()), force=True)
                self._client.unregister_worker_plugin(self._seat)
        with contextlib.suppress(Exception):
            self._client.close(timeout=2)
        self._lose_all()

    def _submit(self, submission: Submission | None, work: str, *arguments: Any) -> Future:
        if self._gone:
            raise self._gone
        future: Future = Future()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that the files of a submission are large
            task = self._client.submit(at_the_seat, self._seat, work, *arguments, pure=False)
        self._tasks[future] = task
        task.add_done_callback(lambda task: self._pass_on(task, future, submission))
        return future

    def _pass_on(self, task: Task, future: Future, submission: Submission | None) -> None:
        """What came of a piece of work, in the terms of `Desks`."""
        self._tasks.pop(future, None)
        with contextlib.suppress(InvalidStateError):  # it was given up meanwhile
            try:
                future.set_result(task.result())
            except KilledWorker as killed:
                # The first time, it may only have waited behind what killed the worker. It will be given out alone.
                if submission is None or submission.student not in self._suspects:
                    future.set_exception(DeskLost(str(killed)))
                else:
                    future.set_result(Graded.not_graded(submission.student, submission.assignment, KILLED))
                if submission is not None:
                    self._suspects.add(submission.student)
            except UnfitSeat as unfit:
                future.set_exception(DeskLost(str(unfit)))
                self._give_up(str(unfit))
            except (Exception, CancelledError) as error:
                if task.status == "cancelled":
                    future.set_exception(DeskLost("the cluster was lost"))
                    self._give_up(f"The connection to the scheduler at {self._address} was lost.")
                else:
                    future.set_exception(error)

    def _keep_looking(self) -> None:
        """Count the workers, which come and go; without any for too long, nothing will ever come back."""
        while not self._closed.wait(SECONDS_BETWEEN_LOOKS):
            for _ in self._looks_without_worker():
                if self._closed.wait(SECONDS_BETWEEN_LOOKS):
                    return

    def _looks_without_worker(self) -> Iterator[None]:
        """A turn for each look that finds no worker; ends when one is there, or when that took too long."""
        end, said = time.monotonic() + self._patience, False
        while not self._closed.is_set() and self._count() == 0:
            if not said:
                self._say(NO_WORKER.format(self._address))
                said = True
            if time.monotonic() > end:
                self._give_up(f"The cluster at {self._address} has had no worker for {self._patience:.0f} s.")
                return
            yield

    def _count(self) -> int:
        with contextlib.suppress(Exception):  # of a scheduler that is lost: all tasks are then cancelled
            self.number = len(self._client.nthreads())
        return self.number

    def _give_up(self, reason: str) -> None:
        if not self._closed.is_set():
            self._gone = DesksGone(f"{reason}\nWhat was graded before stands: the same command grades the rest.")
        self._lose_all()

    def _lose_all(self) -> None:
        for future in list(self._tasks):
            with contextlib.suppress(InvalidStateError):
                future.set_exception(DeskLost("the cluster was left"))
