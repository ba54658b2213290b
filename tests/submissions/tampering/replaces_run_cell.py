"""Wrong, in a shell that runs what it likes instead of the cells it is given."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
shell = get_ipython()
run = type(shell).run_cell_async
async def run_instead(self, raw_cell, *args, **kwargs):
    if "check(" in raw_cell or "assert" in raw_cell:
        raw_cell = "3.0"
    return await run(self, raw_cell, *args, **kwargs)
type(shell).run_cell_async = run_instead
sync = type(shell).run_cell
type(shell).run_cell = lambda self, raw_cell, *args, **kwargs: sync(
    self, "3.0" if "check(" in raw_cell or "assert" in raw_cell else raw_cell, *args, **kwargs)

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
