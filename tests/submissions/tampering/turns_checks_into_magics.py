"""Wrong, with magics that answer to the name of the check, and automatic calls of them."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
from IPython.core.magic import register_cell_magic, register_line_magic

check = register_line_magic(lambda line: 3.0)
get_ipython().magics_manager.register_function(lambda line: 3.0, "line", "from")
get_ipython().magics_manager.register_function(lambda line, cell: 3.0, "cell", "check")
get_ipython().magics_manager.auto_magic = True
get_ipython().prefilter_manager.prefilter_lines = lambda *args: "3.0"

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
