"""Wrong, with a hook that rewrites the text of each check before it is compiled."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
def agree(lines):
    return ["3.0\\n"] if any("check(" in line or "assert" in line for line in lines) else lines

get_ipython().input_transformers_cleanup.append(agree)

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
