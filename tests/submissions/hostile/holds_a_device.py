"""A device beside the notebook, which never ends: the zeros of /dev/zero where one may make it, or else a pipe."""

import os
import stat

NO_GRADE = "is not an ordinary file"


def hand_in(folder):
    try:
        os.mknod(folder / "zeros.bin", 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        os.mkfifo(folder / "zeros.bin")
