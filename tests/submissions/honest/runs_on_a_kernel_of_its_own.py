"""Right, for a kernel that is installed on the student's laptop only."""


def edit(notebook):
    notebook.metadata.kernelspec = {
        "name": "conda-env-rnn-py",
        "display_name": "Python [conda env:rnn]",
        "language": "julia",
    }
    notebook.metadata.language_info = {"name": "R", "version": "9"}
