"""Wrong, with remarks, scores and comments in its metadata and a gradebook of its own beside it."""

import sqlite3

SCORES = {"last_output": 0}


def last_output(outputs, sequence_length):
    return outputs[:, -1]


def edit(notebook):
    notebook.metadata |= {"unrolled_remarks": ["All is well."], "nbgrader": {"score": 42.5}, "unreadable": ""}


def hand_in(folder):
    with sqlite3.connect(folder / "gradebook.db") as gradebook:
        gradebook.execute("CREATE TABLE grade (auto_score REAL)")
    (folder / "ledger").mkdir()
    (folder / "ledger" / "claims_to_be_graded_already.json").write_text('{"points": 42.5}')
