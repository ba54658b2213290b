"""The first program inside the sandbox: it unpacks the student's files, sets the limits and becomes the command.

It is handed to Python as text (the course's files cannot be seen from there), with one argument: a description in JSON.
The files come through standard input, so that nothing of the grader's file system needs to be visible.
"""

import json
import os
import resource
import sys
import tarfile


def main() -> None:
    task = json.loads(sys.argv[1])
    os.chdir(task["home"])
    with tarfile.open(fileobj=sys.stdin.buffer, mode="r|") as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Python before 3.11.4 has none
        archive.extractall()
    os.makedirs(task["work"], exist_ok=True)
    os.chdir(task["work"])
    for name, value in task["limits"].items():
        _lower(getattr(resource, name), value)
    os.write(1, b"!")  # ready
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    os.execv(task["command"][0], task["command"])


def _lower(limit: int, value: int) -> None:
    """Set a limit, or keep a stricter one that was there before."""
    _, hard = resource.getrlimit(limit)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (value, value))


main()
