"""The student's files on their way into the sandbox: a tar stream, so that no folder outside has to be visible."""

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from autograder.sandbox.limits import MIB


class TooLarge(ValueError):
    """A submission holds more than it may; the message says how much."""


def pack(folder: Path, files: Mapping[str, bytes], limit: int, stream: IO[bytes]) -> None:
    """Write the contents of `folder` as the folder `work`, and `files` by their names, at most `limit` bytes.

    Links are left out: they could point to what the grader may read and the student may not.
    """
    paths = [path for path in sorted(folder.rglob("*")) if not path.is_symlink() and (path.is_dir() or path.is_file())]
    size = sum(path.stat().st_size for path in paths if path.is_file())
    if size > limit:
        raise TooLarge(f"The files in {folder} take {size / MIB:.0f} MiB; a submission may have {limit / MIB:.0f} MiB.")
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.GNU_FORMAT) as archive:
        for path in paths:
            archive.add(path, str(Path("work", path.relative_to(folder))), recursive=False, filter=_anonymous)
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Whoever a file belongs to here, inside it is the student's, who may read and change it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o755 if entry.isdir() else 0o644
    return entry
