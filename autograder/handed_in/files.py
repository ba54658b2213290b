"""Files on their way: laid out for a kernel, or put where readers never see half of them."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from nbgrader.utils import find_all_files

File = Path | bytes  # where it is on this machine, or what is in it
Files = Mapping[str, File]  # by their names, with the folders they are in


def content(file: File) -> bytes:
    return file.read_bytes() if isinstance(file, Path) else file


def files_in(folder: Path, ignored: Sequence[str]) -> dict[str, Path]:
    """All files in a folder but those that nbgrader is told to ignore."""
    paths = map(Path, sorted(find_all_files(str(folder), [*ignored])))
    return {str(path.relative_to(folder)): path for path in paths}


def lay_out(files: Files, folder: Path, permissions: int = 0o644) -> None:
    for name, file in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(file, Path):
            shutil.copyfile(file, path)
        else:
            path.write_bytes(file)
        path.chmod(permissions)


def replace_file(path: Path, data: bytes) -> None:
    """Write the file in one step; what is left over where that was broken off is overwritten the next time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.half")
    half.write_bytes(data)
    half.replace(path)


def replace_folder(folder: Path, files: Files, permissions: int) -> None:
    """Make the folder one that holds these files and no others; it is never seen with half of them in it."""
    half, old = folder.with_name(f".{folder.name}.half"), folder.with_name(f".{folder.name}.old")
    for left_over in (half, old):
        if left_over.exists():
            shutil.rmtree(left_over)
    half.mkdir(parents=True)
    lay_out(files, half, permissions)
    if folder.exists():
        folder.rename(old)
    half.rename(folder)
    if old.exists():
        shutil.rmtree(old)
