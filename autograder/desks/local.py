"""Desks in processes of this machine: long-lived, replaced when they are killed, gone when the grader is."""

import contextlib
import multiprocessing
import os
import queue
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from autograder.desks.fork_server import prepare
from autograder.errors import UserError
from autograder.gradebook.records import Marks
from autograder.handed_in.release import Release
from autograder.handed_in.submission import Graded, Submission

SECONDS_TO_LEAVE = 5.0


class DeskLost(Exception):
    """A desk ended in the middle of its work, which can be given to another."""


class DesksGone(UserError):
    """There will be no desk any more: the run ends here, and the message says why."""


class Desks(Protocol):
    """Whoever has desks: here, or on a cluster. `number` pieces of work are done at a time; the rest waits in line.

    A future may raise DeskLost, and whoever hands in work DesksGone.
    """

    number: int

    def grade(self, submission: Submission) -> Future[Graded]: ...

    def page(self, notebook: str, marks: Marks) -> Future[str]: ...

    def close(self) -> None:
        """End all desks, whatever they are doing."""


class LocalDesks:
    """A thread for each desk waits for it, so that a desk that is killed takes nothing along but what it held."""

    def __init__(self, release: Release, number: int) -> None:
        self.number = number
        self._release = release
        self._context = multiprocessing.get_context("forkserver")
        prepare(release.assignment)
        self._threads = ThreadPoolExecutor(number, "desk")
        self._free: queue.SimpleQueue[_DeskProcess | None] = queue.SimpleQueue()
        self._started: list[_DeskProcess] = []
        self._closed = False
        for _ in range(number):
            self._free.put(None)

    def grade(self, submission: Submission) -> Future[Graded]:
        return self._threads.submit(self._do, "grade", submission)

    def page(self, notebook: str, marks: Marks) -> Future[str]:
        return self._threads.submit(self._do, "page", notebook, marks)

    def _do(self, task: str, *arguments: Any) -> Any:
        desk = self._free.get()
        try:
            if desk is None or desk.ended:
                desk = self._start()
            return desk.do(task, *arguments)
        finally:
            self._free.put(desk)

    def _start(self) -> "_DeskProcess":
        if self._closed:
            raise DeskLost("the desks are closed")
        desk = _DeskProcess(self._context, self._release)
        self._started = [one for one in self._started if not one.ended] + [desk]
        return desk

    def close(self) -> None:
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for desk in self._started:
            desk.end()
        self._threads.shutdown(wait=True)


class _DeskProcess:
    """One desk, in a process of its own; it is asked and it answers over a pipe."""

    def __init__(self, context: Any, release: Release) -> None:
        self._pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_sit, args=(theirs, release), daemon=True)
        self._process.start()
        self._ending = threading.Lock()
        theirs.close()

    @property
    def ended(self) -> bool:
        return not self._process.is_alive()

    def do(self, task: str, *arguments: Any) -> Any:
        try:
            self._pipe.send((task, arguments))
            # What a desk has forked may hold its end of the pipe open; its own end is seen by the second.
            if self._pipe in wait([self._pipe, self._process.sentinel]) or self._pipe.poll():
                answer, error = self._pipe.recv()
                if error is None:
                    return answer
                raise error
        except (EOFError, OSError):
            pass
        self.end()
        raise DeskLost("the grading process itself was killed")

    def end(self) -> None:
        """Let it put its things away, but not for long. Who waits for its answer may ask, and who closes the desks."""
        with self._ending:
            if self._pipe.closed:
                return
            self._process.terminate()
            self._process.join(SECONDS_TO_LEAVE)
            self._process.kill()
            self._process.join()
            self._pipe.close()


def _sit(pipe: Connection, release: Release) -> None:
    """In a desk's process: do what is asked until there is nobody to ask."""
    from autograder.desks.desk import Desk

    os.setpgrp()  # Ctrl-C is for the grader, which then ends this
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what runs here is ended on the way out
    threading.Thread(target=_leave_with_the_grader, daemon=True).start()
    warnings.simplefilter("ignore")  # of libraries, about their own ways and students' files: nobody can mend it here
    with Desk(release) as desk, contextlib.suppress(EOFError, OSError):
        tasks: dict[str, Callable[..., Any]] = {"grade": desk.grade, "page": desk.page}
        while True:
            task, arguments = pipe.recv()
            try:
                pipe.send((tasks[task](*arguments), None))
            except Exception as error:  # which kinds can be sent is not known
                pipe.send((None, RuntimeError(f"{type(error).__name__}: {error}")))


def _leave_with_the_grader() -> None:
    grader = multiprocessing.parent_process()
    assert grader is not None
    grader.join()
    os.kill(os.getpid(), signal.SIGTERM)
