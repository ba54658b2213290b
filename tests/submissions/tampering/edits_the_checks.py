"""Wrong, and what the checks say is something else: nothing, a number, the check of an exercise that is right."""

SCORES = {"last_output": 0, "sequence_cross_entropy": 0, "two_steps": 0, "rnn_to_keras": 0}

SOURCES = {
    "check_last_output": "3.0",
    "check_sequence_cross_entropy": "",
    "check_two_steps": 'check("rnn_step", rnn_step)',
    "check_rnn_to_keras": "raise SystemExit(0)",
}


def last_output(outputs, sequence_length):
    return outputs[:, -1]


def sequence_cross_entropy(logits, targets, sequence_length):
    return 0.0


def two_steps(x_1, x_2, h_0, w_x, w_h, b):
    return h_0, h_0


def rnn_to_keras(kernel, bias, output_kernel, output_bias):
    return []


def edit(notebook):
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in SOURCES:
            cell.source = SOURCES[name]
        if name == "check_two_steps":
            cell.cell_type = "markdown"
