"""Wrong, with a hook that rewrites the text of each check before it is compiled."""

TEXT = {
    "rnn_step": """
def agree(lines):
    return ["10\\n"] if any("check(" in line for line in lines) else lines

get_ipython().input_transformers_cleanup.append(agree)

def rnn_step(x, h_prev, kernel, bias):
    return h_prev
""",
}
