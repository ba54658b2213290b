"""On a worker of a cluster: the desk, and whether it is fit. One worker process grades one submission at a time."""

import platform
from contextlib import ExitStack
from importlib.metadata import version
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker

from autograder.desks.desk import Desk
from autograder.grading.fingerprint import grader_digest
from autograder.handed_in.release import Release
from autograder.sandbox import SandboxUnavailable, find

# What a grade or its message may depend on, beside the course itself.
PACKAGES = ("numpy", "tensorflow", "keras", "ipython", "nbconvert", "nbgrader", "distributed")


class UnfitSeat(Exception):
    """This worker must not grade; the message says which it is, and why."""


class Seat(WorkerPlugin):
    """The desk of each worker, set up when the worker gets to know of it, and kept for all submissions."""

    def __init__(self, release: Release, sandboxed: bool) -> None:
        self._release, self._sandboxed = release, sandboxed
        self._expected = versions()

    def setup(self, worker: Worker) -> None:
        self._stack = ExitStack()
        self.desk = self._stack.enter_context(Desk(self._release))
        self.unfit = why_unfit(self._expected, self._sandboxed, worker)

    def teardown(self, worker: Worker) -> None:
        self._stack.close()


def at_the_seat(name: str, work: str, *arguments: Any) -> Any:
    """What a worker is asked to do."""
    worker = get_worker()
    seat = worker.plugins[name]
    assert isinstance(seat, Seat)
    if seat.unfit:
        raise UnfitSeat(f"{worker.address}: {seat.unfit}")
    return getattr(seat.desk, work)(*arguments)


def why_unfit(expected: dict[str, str], sandboxed: bool, dask_worker: Worker) -> str | None:
    """What keeps this worker from grading; None if nothing does. Dask fills in the worker."""
    differing = [
        f"{name} is {there} there, and {expected.get(name)} here"
        for name, there in versions().items()
        if there != expected.get(name)
    ]
    if differing:
        return "; ".join(differing)
    if dask_worker.state.nthreads != 1:
        return f"it would grade {dask_worker.state.nthreads} at a time in one process: start it with --nthreads 1"
    try:
        if sandboxed:
            find()
    except SandboxUnavailable as problem:
        return str(problem)
    return None


def versions() -> dict[str, str]:
    """Of all that has to be the same wherever one class is graded."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"the course": grader_digest()[:12], "Python": python, **{name: version(name) for name in PACKAGES}}
