"""What of a kernel's message is believed? Asked of single messages; real kernels are asked in test_kernel.py."""

import json
import socket

import pytest

from autograder.kernel.inside.channel import HEADER, KINDS
from autograder.kernel.messages import Allowance, Ear


def heard(*frames: bytes, allowance: Allowance | None = None) -> list[tuple[str, dict]]:
    """What is believed of these frames, however they are cut on their way."""
    here, there = socket.socketpair()
    here.setblocking(False)
    ear, found = Ear(here), []
    with here, there:
        content = b"".join(frames)
        for start in range(0, len(content), 50_001):
            there.sendall(content[start : start + 50_001])
            found += ear.hear(allowance or plenty())
    return found


def frame(kind, content) -> bytes:
    content = json.dumps(content).encode()
    return HEADER.pack(KINDS.index(kind), len(content)) + content


def message(kind, content, allowance=None) -> dict | None:
    """The one message of this content, as it is believed; None if it is not."""
    found = heard(frame(kind, content), allowance=allowance)
    return found[0][1] if found else None


def plenty() -> Allowance:
    return Allowance(1_000_000)


def test_is_text_that_is_cut_off_anywhere_the_beginning_of_the_text():
    text = 'a\\ "b"\n\t\N{SNOWMAN}\N{GRINNING FACE}\x1b[31m\\\\' * 20
    for bytes_left in range(200, 600):
        allowance = Allowance(bytes_left)
        beginning = message("stream", {"name": "stdout", "text": text}, allowance=allowance)["text"]
        assert allowance.cut
        assert allowance.left == 0
        assert text.startswith(beginning.rstrip("?"))  # half a character becomes a question mark
        assert bytes_left / 8 < len(beginning) < bytes_left


def test_does_a_flood_of_small_messages_come_to_an_end():
    allowance = plenty()
    shown = heard(*[frame("display_data", {"data": {"text/plain": "x"}})] * 2000, allowance=allowance)
    assert len(shown) == 1000
    assert allowance.cut


def test_is_more_than_one_error_of_a_cell_heard():
    allowance = plenty()
    error = {"ename": "E", "evalue": "e", "traceback": []}
    assert message("error", error, allowance=allowance)["ename"] == "E"
    assert message("error", error, allowance=allowance) is None


@pytest.mark.parametrize("number", [len(KINDS), 255])
def test_is_a_message_of_no_known_kind_passed_over(number):
    nonsense = HEADER.pack(number, 70_000) + b"x" * 70_000
    assert heard(nonsense, frame("clear_output", {}), nonsense) == [("clear_output", {"wait": False})]


def test_is_what_comes_after_a_flood_still_heard():
    allowance = plenty()
    flood = HEADER.pack(KINDS.index("display_data"), 30_000_000) + b"x" * 30_000_000
    assert heard(flood, frame("reply", {"status": "ok"}), allowance=allowance)[0][0] == "reply"
    assert allowance.cut


def test_is_a_closed_socket_the_end():
    here, there = socket.socketpair()
    there.close()
    with here, pytest.raises(EOFError):
        list(Ear(here).hear(plenty()))


def test_is_a_reply_with_an_endless_description_still_a_reply():
    reply = {"status": "error", "ename": "E", "evalue": "x" * 2_000_000, "traceback": []}
    assert message("reply", reply)["status"] == "error"


def test_does_text_that_no_file_can_hold_become_text_that_one_can():
    result = message("execute_result", {"data": {"text/plain": "\ud800"}, "metadata": {"a": 1}, "execution_count": -1})
    assert result == {"data": {"text/plain": "?"}, "metadata": {}, "transient": {}, "execution_count": None}
