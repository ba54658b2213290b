"""The ledger of a submission: does it keep what a verdict says, and are older ones still read?"""

import json

import pytest

from autograder.grading.ledger import Entry, Ledger
from unrolled.verdict import Aspect, Verdict


@pytest.fixture
def ledger():
    aspects = (Aspect("c", 2), Aspect("h", 1, "it is not written yet"))
    verdict = Verdict("lstm_step", aspects, ("forget_bias_left_out", "state_changed"), "Two things are wrong.")
    return Ledger("alice", "lstm", entries=[Entry.of(verdict, seconds=0.1)])


def test_are_two_mistakes_kept(ledger, tmp_path):
    ledger.write(tmp_path / "ledger.json")
    assert Ledger.read(tmp_path / "ledger.json") == ledger
    [entry] = ledger.entries
    assert entry.mistake == "forget_bias_left_out"
    assert entry.mistakes == ["forget_bias_left_out", "state_changed"]


@pytest.mark.parametrize("only", ["forget_bias_left_out", None])
def test_is_a_ledger_from_before_there_were_two_still_read(ledger, tmp_path, only):
    path = tmp_path / "ledger.json"
    ledger.write(path)
    stored = json.loads(path.read_text())
    del stored["entries"][0]["mistakes"]
    stored["entries"][0]["mistake"] = only
    path.write_text(json.dumps(stored))
    [entry] = Ledger.read(path).entries
    assert entry.mistake == only
    assert entry.mistakes == ([only] if only else [])
