"""The table of the notation page against the libraries: its own experiment must answer what the table says."""

import pytest

from autograder.book.page import parse
from autograder.course import CHAPTERS


@pytest.fixture(scope="module")
def said():
    """What the cells of the page print."""
    lines = []
    namespace = {"print": lambda *words: lines.append(" ".join(str(word) for word in words).strip())}
    for cell in parse((CHAPTERS / "notation.md").read_text()).cells:
        if cell.cell_type == "code":
            exec(cell.source, namespace)
    return lines


def test_does_keras_keep_an_lstm_in_the_order_of_the_table(said):
    assert [line for line in said if line.startswith("keras.layers.LSTM:")] == ["keras.layers.LSTM: i f j o"]


def test_does_keras_keep_a_gru_as_the_table_says(said):
    assert [line for line in said if line.startswith("order")] == [
        "order z r h - reset after - z for the old state",
        "order z r h - reset before - z for the old state",
    ]


def test_do_second_biases_count_as_the_page_says(said):
    D, H = 3, 4
    counts = [int(line.split()[1]) for line in said if "parameters with" in line]
    assert counts == [4 * H * (D + H + 1), 3 * H * (D + H + 2), 3 * H * (D + H + 1)]
