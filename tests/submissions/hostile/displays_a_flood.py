"""Right, with ten megabytes of HTML in one output, five hundred others, and one that updates itself."""

TEXT = {
    "last_output": """
from IPython.display import HTML, Image, clear_output, display

display(HTML("<b>" * 3_000_000))
handle = display("0", display_id=True)
for number in range(500):
    display(HTML("<i>i</i>"))
    handle.update(str(number) * 100)
    if number % 50 == 0:
        clear_output(wait=True)

def last_output(outputs, sequence_length):
    return np.array([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length)])
""",
}
