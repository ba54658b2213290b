"""The process that desks are forked from: it imports what they need, while the grader itself still starts."""

import multiprocessing
from multiprocessing import forkserver


def prepare(assignment: str) -> None:
    """Start it, unless it runs already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["autograder.desks.desk", f"autograder.exercises.{assignment}"])
    forkserver.ensure_running()
