"""The benchmark: does it compare like with like? How long anything takes is no question for a test."""

import subprocess
import sys

import numpy as np

# In a process of its own: the benchmark sets the number of threads before it imports a library.
SMALL = """
from benchmarks import cells

cells.TURNS = 2
make = cells.contestants
cells.contestants = lambda: make((2, 3, 4, 5))
cells.main()
"""


def test_do_all_agree_and_stand_in_the_table_with_two_times_each():
    done = subprocess.run([sys.executable, "-c", SMALL], capture_output=True, text=True, check=True)
    rows = [line.split("|")[1:-1] for line in done.stdout.splitlines() if line.startswith("|")][2:]
    assert [row[0].strip() for row in rows][:3] == ["the reference, NumPy", "Keras, eager", "Keras, compiled"]
    assert [row[2].split()[0] for row in rows][2] == "1.00"
    assert np.all(np.array([[cell.split()[0] for cell in row[1:]] for row in rows], float) > 0)
