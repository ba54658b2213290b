"""Right, with what other editors leave in a file: their own metadata, no ids, Windows' line ends, a lost picture."""

TEXT = {"vanishing_explained": "As in ![the plot](attachment:plot.png)\n\n| slope |\n|---|\n| $a<1$, `a && b` |\n"}


def edit(notebook):
    notebook.nbformat_minor = 2
    notebook.metadata = {"kernelspec": {"name": "conda-env-x"}, "colab": {"provenance": []}, "widgets": {"state": 5}}
    for cell in notebook.cells:
        cell.pop("id")
        cell.source = cell.source.replace("\n", "\r\n")
        cell.metadata |= {"id": "AbC", "colab": {"base_uri": ""}, "vscode": {"languageId": "python"}, "tags": None}
