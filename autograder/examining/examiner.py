"""The examiner: outside of the sandbox it sends inputs, takes arrays back and reaches the verdict.

It believes nothing that comes from the kernel. Whoever answers on the socket can earn points in one way only: by
returning the right numbers for inputs drawn for this student, while the one exam that is open takes its turn.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from autograder.exercise import Exercise, exercises
from autograder.release.visible import visible_record
from unrolled import trees
from unrolled.judge import judge, no_verdict
from unrolled.look import with_help
from unrolled.outcome import Outcome, readable
from unrolled.verdict import Verdict

MOST_CONVERSATIONS = 16
SECONDS_FOR_A_LOOK = 5.0  # an answer that took longer is not called once more, only to be drawn
NO_EXAM = "This exercise is not being examined now: its own check cell does that."


class Examiner:
    """Examines one submission over a Unix socket; a context manager that owns the socket and its thread."""

    def __init__(self, assignment: str, seed: str, socket_path: Path) -> None:
        self._assignment = assignment
        self._exercises = exercises(assignment)
        self._seed = seed
        self._path = socket_path
        self._exam: Exam | None = None
        self._lock = threading.Lock()
        self._free = threading.Semaphore(MOST_CONVERSATIONS)

    def __enter__(self) -> "Examiner":
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self._path))
        self._path.chmod(0o666)  # the kernel may run as another user; only it sees the folder
        self._listener.listen()
        self._thread = threading.Thread(target=self._serve, name="examiner", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits in accept
        self._listener.close()
        self._thread.join(timeout=5)
        with contextlib.suppress(OSError):
            self._path.unlink()

    def knows(self, exercise: str | None) -> bool:
        return exercise in self._exercises

    def exercise(self, name: str) -> Exercise:
        return self._exercises[name]

    def open_exam(self, exercise: str) -> None:
        """From now on, until it is closed, this exercise may be examined, once."""
        exam = Exam(self._exercises[exercise], self._seed, f"{self._assignment}/{exercise}")
        with self._lock:
            self._exam = exam

    def close_exam(self, reason: str) -> Verdict:
        """The verdict of the open exam; where it did not come to one, no points and the reason."""
        with self._lock:
            exam, self._exam = self._exam, None
        if exam is None:
            raise RuntimeError("no exam is open")
        return exam.close(reason)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return  # the examiner has gone home
            # A student may open many connections and say nothing: each has a thread, and dies with the kernel.
            if self._free.acquire(blocking=False):
                threading.Thread(target=self._serve_one, args=(connection,), daemon=True).start()
            else:
                connection.close()

    def _serve_one(self, connection: socket.socket) -> None:
        try:
            self._talk(connection)
        finally:
            self._free.release()

    def _talk(self, connection: socket.socket) -> None:
        # The stream is flushed as it is closed, which fails as well where the other side has gone.
        with contextlib.suppress(OSError, EOFError, ValueError), connection, connection.makefile("rwb") as stream:
            request = trees.read(stream, maximum_bytes=10_000)
            with self._lock:
                exam = self._exam
            name = request.get("exercise") if isinstance(request, dict) else None
            if exam is None or exam.exercise.name != name or not exam.begin():
                trees.write({"said": NO_EXAM}, stream)
                return
            exam.hold(stream)


class Exam:
    """One sitting: the cases of one exercise, what came back for each, and the verdict once all have."""

    def __init__(self, exercise: Exercise, seed: str, full_name: str) -> None:
        self.exercise = exercise
        self._full_name = full_name
        self._record = exercise.record(seed)
        self._begun = threading.Lock()
        self._verdict: Verdict | None = None
        self._problem: str | None = None
        self._closed = False

    def begin(self) -> bool:
        """True for the first who asks; an exam is not taken twice."""
        return self._begun.acquire(blocking=False)

    def hold(self, stream: Any) -> None:
        """Send the cases one by one, take the outcomes, judge."""
        started = time.monotonic()
        outcomes = []
        try:
            for case in self._record["cases"]:
                outcomes.append(_asked(stream, case, self.exercise.twice))
            verdict = self._judged(outcomes)
        except trees.NotATree as error:
            self._problem = f"The answer could not be read: {readable(str(error))}."
            trees.write({"said": self._problem}, stream)
            return
        self._reached(verdict)
        if not verdict.passed:
            visible = visible_cases(self._full_name)
            self._reached(with_help(verdict, visible, _tried(stream, visible["cases"], started)))
        trees.write({"said": str(verdict)}, stream)

    def _reached(self, verdict: Verdict) -> None:
        if not self._closed:
            self._verdict = verdict

    def _judged(self, outcomes: list[Outcome]) -> Verdict:
        try:
            return judge(self._record, outcomes)
        except Exception as error:  # arrays of any shape and content come in: none may stop the grading
            self._problem = (
                f"The answer could not be judged ({type(error).__name__}): is each result an array of numbers?"
            )
            return no_verdict(self._record, self._problem)

    def close(self, reason: str) -> Verdict:
        self._closed = True
        return self._verdict or no_verdict(self._record, self._problem or reason)


@cache
def visible_cases(exercise: str) -> dict:
    """The record of the cases that any student may see: the same for all."""
    return visible_record(exercise)


def _asked(stream: Any, case: dict, twice: bool) -> Outcome:
    """What the answer at the other end makes of a case."""
    trees.write({"arguments": case["arguments"], "twice": twice}, stream)
    return Outcome.from_tree(trees.read(stream))


def _tried(stream: Any, cases: tuple[dict, ...], started: float) -> Iterator[tuple[dict, Outcome]]:
    """Visible cases and what the answer makes of each, for as long as there is time; TimeoutError then."""
    for case in cases:
        if time.monotonic() - started > SECONDS_FOR_A_LOOK:
            raise TimeoutError("too slow to be looked at")
        yield case, _asked(stream, case, twice=False)
