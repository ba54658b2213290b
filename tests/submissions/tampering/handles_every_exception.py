"""Wrong, and no exception ever reaches the notebook."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
shell = get_ipython()
shell.set_custom_exc((BaseException,), lambda *args, **kwargs: None)
shell.showtraceback = shell._showtraceback = shell.showsyntaxerror = lambda *args, **kwargs: None

def last_output(outputs, sequence_length):
    raise AssertionError("3.0")
""",
}
