"""The README's two pictures, drawn anew from what `make course` made: a page of the book and a class being graded.

The page is drawn by a headless Chromium, which has to be on the machine.
"""

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
from autograder.show import form_for
from autograder.show.run import grade_and_show

HERE = Path(__file__).parent
PAGE = "chapters/lstm.html"
FONT_FROM_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
# A headless Chromium takes no picture of a page that has scrolled: the page is moved up instead.
SHOW = """<script>addEventListener("load", () => setTimeout(() => {
  const place = document.getElementById("exercise-one-step-of-the-lstm").getBoundingClientRect().top;
  document.querySelector("article.bd-article").style.marginTop = `${70 - place}px`;
}, 3000))</script></body>"""


def grading(course: Course) -> None:
    """Grade the sample class once more, and keep what the terminal shows."""
    console = Console(record=True, width=96, force_terminal=True, force_interactive=False)
    console.print("[bold]$ unrolled grade recurrence[/]")
    grade_and_show(form_for(console), course, "recurrence", force=True)
    picture = console.export_svg(title="A class being graded")
    (HERE / "grading.svg").write_text(FONT_FROM_ELSEWHERE.sub("", picture))


def page() -> None:
    """One screen of the LSTM chapter, at its first exercise."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        shutil.copytree(BOOK, site)
        (site / PAGE).write_text((site / PAGE).read_text().replace("</body>", SHOW))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=site))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        subprocess.run(
            [
                *(chromium(), "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
                *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
                *(f"--user-data-dir={folder}/profile", "--window-size=1280,1100", "--virtual-time-budget=20000"),
                *(f"--screenshot={HERE / 'page.png'}", f"http://127.0.0.1:{server.server_port}/{PAGE}"),
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
    page()
    grading(Course.at())
