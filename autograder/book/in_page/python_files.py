"""Python for the browser, as files of the site: Pyodide's own, NumPy, and matplotlib for those who draw."""

import hashlib
import json
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from sphinx.errors import ExtensionError
from sphinx.util import logging

from autograder.book.npm import run

WHEELS = Path(__file__).with_name("wheels.txt")
RUNTIME = ("pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
PACKAGES = ("numpy", "matplotlib")

logger = logging.getLogger(__name__)


def publish(installed: Path, folder: Path) -> None:
    """Put the files into a folder named by Pyodide's version: whatever has that address never changes."""
    pyodide = installed / "pyodide"
    version = json.loads((pyodide / "package.json").read_text())["version"]
    target = folder / f"python-{version}"
    if target.exists():
        return
    logger.info("fetching Python for the browser: some 100 MB, this once")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as unfinished:
        for name in RUNTIME:
            shutil.copy(pyodide / name, unfinished)
        lock = _only(json.loads((pyodide / "pyodide-lock.json").read_text()), PACKAGES)
        (Path(unfinished) / "pyodide-lock.json").write_text(json.dumps(lock))
        _extract(lock["packages"].values(), Path(unfinished))
        shutil.copytree(unfinished, target)
    target.chmod(0o755)  # a temporary folder is its owner's alone


def _only(lock: dict, names: tuple[str, ...]) -> dict:
    """Pyodide's list of packages without those that no exercise needs."""
    everything, kept, wanted = lock["packages"], {}, [*names]
    while wanted:
        name = wanted.pop()
        if name not in kept:
            kept[name] = everything[name]
            wanted += kept[name]["depends"]
    return lock | {"packages": kept}


def _extract(packages, folder: Path) -> None:
    """The packages' wheels, verified, from the package that carries them."""
    with tempfile.TemporaryDirectory() as temporary:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
        failure = "NumPy for the browser could not be fetched"
        run([*command, "--dest", temporary, "--requirement", str(WHEELS)], failure)
        (carrier,) = Path(temporary).glob("*.whl")
        with zipfile.ZipFile(carrier) as archive:
            inside = {Path(name).name: name for name in archive.namelist()}
            for package in packages:
                name = package["file_name"]
                content = archive.read(inside[name]) if name in inside else b""
                if hashlib.sha256(content).hexdigest() != package["sha256"]:
                    raise ExtensionError(f"{name} in {carrier.name} is not the one that Pyodide's list names")
                (folder / name).write_bytes(content)
