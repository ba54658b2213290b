"""The Chromium of this machine: it prints the book, and draws the pictures of its pages."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from autograder.errors import UnfitMachine, UserError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# It shows this project's own pages and no other: the sandbox, which many a container does not allow, protects nothing.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
PATIENCE = 900  # seconds: a book takes 20, and more on a busy machine


def chromium() -> str:
    """The program; UnfitMachine, with what to install, where there is none."""
    found = next(filter(None, map(shutil.which, (*NAMES, str(ON_A_MAC)))), None)
    if found is None:
        raise UnfitMachine(
            "There is no Chromium on this machine, which makes the PDF. Install it (Debian, Ubuntu: apt install "
            "chromium), or Google Chrome, and try again."
        )
    return found


def print_to_pdf(page: Path, pdf: Path) -> None:
    """Print an HTML file once everything in it has loaded: tagged, with an outline of its headings."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            *(chromium(), "--headless", *ARGUMENTS, f"--user-data-dir={profile}"),
            *("--allow-file-access-from-files", "--no-pdf-header-footer", "--generate-pdf-document-outline"),
            "--virtual-time-budget=60000",  # milliseconds of the page's own clock, which stands while files load
            *(f"--print-to-pdf={pdf}", page.resolve().as_uri()),
        ]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=PATIENCE, check=False)
    if done.returncode != 0 or not pdf.exists():
        raise UserError(f"Chromium could not print {page}. It said at last:\n{done.stderr.strip()[-2000:]}")
