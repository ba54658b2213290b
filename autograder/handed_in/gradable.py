"""What was handed in, looked at before anything copies, opens or runs it: can it be graded as it is?"""

import os
from pathlib import Path

from nbgrader.utils import parse_utc


def why_not_gradable(folder: Path, assignment: str) -> str | None:
    """What keeps a submission from being graded, in a sentence that says what to do; None if nothing does."""
    notebook, student = f"{assignment}.ipynb", folder.parent.name
    if set(student) & set("*?[") or not student.isprintable():
        return "nbgrader cannot work with the name of this student's folder: rename it"
    if folder.parent.is_symlink() or folder.is_symlink():
        return "this folder is a link: what is in it was handed in by somebody else. Remove it"
    odd = [path for path in _all_in(folder) if not _is_plain(path)]
    if odd:
        what = "a link" if odd[0].is_symlink() else "not an ordinary file"
        return f"{odd[0].relative_to(folder)} is {what}: what it stands for was not handed in. Remove it"
    if not (folder / notebook).exists():
        others = [path.name for path in sorted(folder.glob("*.ipynb"))]
        return f"there is no {notebook}" + (f", only {', '.join(others)}: rename the right one" if others else "")
    if (folder / notebook).is_dir():
        return f"{notebook} is a folder: put the notebook of that name in its place"
    client = folder / "unrolled"
    if client.exists() and not client.is_dir():
        return "unrolled is a file, where the folder of that name belongs. Remove it"
    timestamp = folder / "timestamp.txt"
    return "timestamp.txt holds no date. Remove it" if timestamp.exists() and not _holds_a_date(timestamp) else None


def _all_in(folder: Path) -> list[Path]:
    return [Path(place, name) for place, folders, files in os.walk(folder) for name in sorted(folders + files)]


def _is_plain(path: Path) -> bool:
    return not path.is_symlink() and (path.is_dir() or path.is_file())


def _holds_a_date(path: Path) -> bool:
    """Can nbgrader read it? An empty file is the same to it as none."""
    try:
        text = path.read_text().strip()
        return not text or bool(parse_utc(text))
    except (OSError, ValueError, OverflowError):
        return False
