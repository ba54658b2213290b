"""The benchmark of `verify`: is there a time for each kind of answer? How long it is, is no question for a test."""

from benchmarks import verification


def test_has_each_kind_of_answer_a_time(monkeypatch, capsys):
    monkeypatch.setattr(verification, "ANSWERS", 1)
    verification.main("capstone")
    rows = [line.split("|")[1:-1] for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    head, _, *exercises, last = [[cell.strip() for cell in row] for row in rows]
    assert head[2:] == list(verification.KINDS)
    assert {row[0] for row in exercises} >= {"confusion", "standardise"}
    assert all(float(cell.split()[0]) > 0 for cell in last[2:])
