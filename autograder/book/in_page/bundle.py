"""The pages' scripts, put together from the modules in `scripts` and npm's packages."""

import json
import os
import shutil
from pathlib import Path

from autograder.book.npm import esbuild, run

SOURCE = Path(__file__).parent
SCRIPTS = SOURCE / "scripts"
ENTRIES = ("progress.js", "exercises.js", "worker.js")


def build(installed: Path, folder: Path, course: dict) -> None:
    """Write one file for each entry, and one for each part that is loaded when it is needed, into the folder."""
    described = installed.parent / "course.json"
    described.write_text(json.dumps(course))
    for stale in folder.glob("*.js"):
        stale.unlink()
    command = [
        str(esbuild(installed)),
        *(str(SCRIPTS / entry) for entry in ENTRIES),
        *("--bundle", "--splitting", "--minify", "--format=esm", "--target=es2022", "--log-level=warning"),
        *(
            "--loader:.py=text",
            "--external:node:*",
            "--external:ws",
            f"--alias:course.json={described}",
            f"--outdir={folder}",
        ),
    ]
    run(command, "the pages' scripts could not be put together", env=os.environ | {"NODE_PATH": str(installed)})
    shutil.copy(SOURCE / "in_page.css", folder)
