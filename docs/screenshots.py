"""The README's two pictures, drawn anew from what `make course` made: a page of the book and a class being graded.

The page is drawn by a headless Chromium; its formulas come from the network, as every reader's do. Where there is none,
`--mathjax FOLDER` names an unpacked copy of the npm package `mathjax`.
"""

import argparse
import re
import shutil
import subprocess
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from rich.console import Console

from autograder.course import BOOK, Course
from autograder.grading.show import grade_and_show

HERE = Path(__file__).parent
PAGE = "chapters/lstm.html"
MATHJAX = re.compile(r'src="https://[^"]*/(tex-mml-chtml\.js)"')


def grading(course: Course) -> None:
    """Grade the sample class once more, and keep what the terminal shows."""
    console = Console(record=True, width=96, force_terminal=True, force_interactive=False)
    console.print("[bold]$ unrolled grade recurrence[/]")
    grade_and_show(console, course, "recurrence", only=(), jobs=2, sandboxed=True, force=True)
    console.save_svg(str(HERE / "grading.svg"), title="A class being graded")


def page(mathjax: Path | None) -> None:
    """One screen of the LSTM chapter, at its first exercise."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        shutil.copytree(BOOK, site)
        if mathjax:
            shutil.copytree(mathjax / "es5", site / "mathjax")
            text = (site / PAGE).read_text()
            (site / PAGE).write_text(MATHJAX.sub(r'src="../mathjax/\1"', text))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=site))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/{PAGE}#exercise-one-step-of-the-lstm"
        subprocess.run(
            [
                *(chromium(), "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
                *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
                *(f"--user-data-dir={folder}/profile", "--window-size=1280,960", "--virtual-time-budget=20000"),
                *(f"--screenshot={HERE / 'page.png'}", address),
            ],
            check=True,
            capture_output=True,
        )
        server.shutdown()


def chromium() -> str:
    """The browser of this machine."""
    found = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
    if found is None:
        raise SystemExit("There is no Chromium on this machine: apt install chromium")
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mathjax", type=Path, help="an unpacked npm package mathjax@3")
    options = parser.parse_args()
    page(options.mathjax)
    grading(Course.at())
