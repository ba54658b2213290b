"""Right, and puts scripts wherever the page that shows it might run them."""

SCRIPT = "<script>alert('ran')</script><img src=x onerror=\"alert('ran')\">"

TEXT = {
    "rnn_step": f"""
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display

script = {SCRIPT!r}
display(HTML(script + "<table class='dataframe'><tr><td>7</td></tr></table>"), Markdown(script), Latex(script))
display(Javascript("alert('ran')"), SVG("<svg xmlns='http://www.w3.org/2000/svg'><script>alert('ran')</script></svg>"))
for kind in ("image/png", "image/svg+xml", "application/vnd.jupyter.widget-view+json", "text/plain"):
    display({{kind: '">' + script}}, raw=True)

def rnn_step(x, h_prev, kernel, bias):
    return np.tanh(np.hstack([x, h_prev]) @ kernel + bias)

print(script)
raise ValueError(script)
""",
    "vanishing_explained": SCRIPT + "\n\nIt *vanishes*.",
}


def edit(notebook):
    kinds = {"raw": {"raw_mimetype": "text/html"}, "markdown": {}}
    notebook.cells += [{"cell_type": kind, "metadata": marks, "source": SCRIPT} for kind, marks in kinds.items()]
