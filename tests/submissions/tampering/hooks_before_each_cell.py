"""Wrong, with an event that changes the next cell before it runs."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
def before(info):
    info.raw_cell = "10"
    import unrolled
    unrolled.check = lambda *args: 10
    get_ipython().user_ns["check"] = lambda *args: 10

get_ipython().events.register("pre_run_cell", before)

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
