"""A socket where the notebook should be."""

import os
import socket

NO_GRADE = "is not an ordinary file"


def hand_in(folder):
    (path,) = folder.glob("*.ipynb")
    path.unlink()
    before = os.getcwd()
    os.chdir(folder)  # its name may be no longer than a hundred bytes
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path.name)
    os.chdir(before)
