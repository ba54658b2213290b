"""What of a kernel's message is believed? Asked of single messages; real kernels are asked in test_kernel.py."""

import json

import pytest
from jupyter_client.session import DELIM

from autograder.kernel.messages import BROADCASTS, REPLIES, Allowance, believed


def message(kind, content, readers=BROADCASTS, allowance=None):
    parts = ({"msg_type": kind}, {"msg_id": "asked"}, {}, content)
    return believed(
        [b"topic", DELIM, b"", *(json.dumps(part).encode() for part in parts)], readers, allowance or plenty()
    )


def plenty() -> Allowance:
    return Allowance(1_000_000)


def test_is_text_that_is_cut_off_anywhere_the_beginning_of_the_text():
    text = 'a\\ "b"\n\t\N{SNOWMAN}\N{GRINNING FACE}\x1b[31m\\\\' * 20
    for bytes_left in range(200, 600):
        allowance = Allowance(bytes_left)
        heard = message("stream", {"name": "stdout", "text": text}, allowance=allowance)["content"]["text"]
        assert allowance.cut
        assert allowance.left == 0
        assert text.startswith(heard.rstrip("?"))  # half a character becomes a question mark
        assert bytes_left / 8 < len(heard) < bytes_left


def test_does_a_flood_of_small_messages_come_to_an_end():
    allowance = plenty()
    heard = [message("display_data", {"data": {"text/plain": "x"}}, allowance=allowance) for _ in range(2000)]
    assert sum(one is not None for one in heard) == 1000
    assert allowance.cut


def test_is_more_than_one_error_of_a_cell_heard():
    allowance = plenty()
    error = {"ename": "E", "evalue": "e", "traceback": []}
    assert message("error", error, allowance=allowance)["content"]["ename"] == "E"
    assert message("error", error, allowance=allowance) is None


@pytest.mark.parametrize(("kind", "readers"), [("execute_reply", BROADCASTS), ("stream", REPLIES), ("status", REPLIES)])
def test_is_a_message_heard_on_a_channel_that_it_does_not_belong_to(kind, readers):
    assert message(kind, {"status": "ok", "name": "stdout", "text": "", "execution_state": "idle"}, readers) is None


def test_is_a_reply_with_an_endless_description_still_a_reply():
    reply = {"status": "error", "ename": "E", "evalue": "x" * 2_000_000, "traceback": []}
    assert message("execute_reply", reply, REPLIES)["content"]["status"] == "error"


def test_does_text_that_no_file_can_hold_become_text_that_one_can():
    heard = message("execute_result", {"data": {"text/plain": "\ud800"}, "metadata": {"a": 1}, "execution_count": -1})
    assert heard["content"] == {"data": {"text/plain": "?"}, "metadata": {}, "transient": {}, "execution_count": None}
