"""The classifier of the tutorial as handed out, mended step by step by hand: is what is left called by its name?"""

from itertools import combinations

import numpy as np
import pytest

from autograder import verify
from solutions.bidirectional import reverse_sequence, sequence_summary
from solutions.recurrence import dynamic_unroll
from tests.autograder.test_given import handed_out

RUN = "    outputs_bw, _ = dynamic_unroll(step_bw, backwards, initial_state_bw, sequence_length)\n"
MENDS = {
    "turn by length": lambda code: code.replace("inputs[:, ::-1]", "reverse_sequence(inputs, sequence_length)"),
    "put back": lambda code: code.replace(
        RUN, f"{RUN}    outputs_bw = reverse_sequence(outputs_bw, sequence_length)\n"
    ),
    "read the summary": lambda code: code.replace(
        "outputs[:, -1]", "sequence_summary(outputs_fw, outputs_bw, sequence_length)"
    ),
}
LEFT = {
    (): "classifier_of_the_tutorial",
    ("turn by length",): "classifier_of_the_tutorial",
    ("put back",): "last_column_read",
    ("read the summary",): "padding_read_first_and_not_put_back",
    ("turn by length", "put back"): "last_column_read",
    ("turn by length", "read the summary"): "outputs_not_put_back",
    ("put back", "read the summary"): "padding_read_first",
    ("turn by length", "put back", "read the summary"): None,
}


@pytest.mark.parametrize(("mends", "left"), LEFT.items(), ids=map(" and ".join, LEFT))
def test_which_fault_of_the_classifier_is_left(mends, left):
    code = handed_out("birnn")
    for mend in mends:
        assert MENDS[mend](code) != code
        code = MENDS[mend](code)
    notebook = {
        "np": np,
        "dynamic_unroll": dynamic_unroll,
        "reverse_sequence": reverse_sequence,
        "sequence_summary": sequence_summary,
    }
    exec(code, notebook)
    verdict = verify("birnn", notebook["birnn"], seed=0)
    assert verdict.mistake == left
    assert verdict.passed == (left is None)


def test_is_the_backward_half_known_to_be_read_in_the_padding_if_only_the_forward_half_is_mended():
    code = handed_out("birnn").replace(
        "outputs[:, -1]",
        "np.hstack([outputs_fw[np.arange(len(inputs)), np.array(sequence_length) - 1], outputs_bw[:, -1]])",
    )
    notebook = {"np": np, "dynamic_unroll": dynamic_unroll}
    exec(code, notebook)
    assert verify("birnn", notebook["birnn"], seed=0).mistake == "put_back_as_a_whole"


def test_are_all_ways_to_mend_a_part_looked_at():
    subsets = {frozenset(some) for count in range(len(MENDS) + 1) for some in combinations(MENDS, count)}
    assert {frozenset(mends) for mends in LEFT} == subsets
