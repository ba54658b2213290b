"""Files as they were downloaded, in folders or zip archives. Nothing is unpacked to the disk, nothing is trusted."""

import io
import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.errors import UserError
from autograder.sandbox.limits import MIB

# What one student's files may take; the sandbox that they go into holds little more.
MOST_BYTES = 100 * MIB
MOST_FILES = 1000
MOST_IN_A_CLASS = 200_000
ARCHIVES_IN_ARCHIVES = 2
LONGEST_NAME = 200
UTF_8 = 0x800  # the flag of an archive whose names are in UTF-8
ENCRYPTED = 0x1
# What systems and tools leave beside a person's own files.
LITTER = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", "__pycache__", ".git"}


class Refused(Exception):
    """A file or archive is not taken; the message says why, to go on after its name."""


@dataclass(frozen=True)
class File:
    """A file that was downloaded: its name with folders, when it was last changed, and how to read it.

    `read(most)` raises Refused if there are more bytes than that, or if the file cannot be read at all.
    """

    path: PurePosixPath
    modified: datetime | None
    read: Callable[[int], bytes]

    def named(self, path: PurePosixPath) -> "File":
        return replace(self, path=path)


def downloaded(source: Path) -> list[File]:
    """All files in a folder, or in an archive that holds a whole class."""
    if source.is_dir():
        return in_folder(source)
    try:
        return in_archive(source.open("rb"), MOST_IN_A_CLASS)
    except Refused as problem:
        raise UserError(f"{source} {problem}. Download it again, or unpack it and name the folder.") from problem


def in_folder(folder: Path) -> list[File]:
    """The files below a folder, in the order of their names; a link is one that is refused when it is read."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - LITTER)
        linked = [name for name in folders if Path(place, name).is_symlink()]
        for name in sorted([*linked, *(one for one in names if one not in LITTER)]):
            path = Path(place, name)
            modified = datetime.fromtimestamp(path.lstat().st_mtime).astimezone()
            found.append(File(_named(path.relative_to(folder).as_posix()), modified, _reader_of_file(path)))
    return found


def in_archive(stream: IO[bytes], most: int = MOST_FILES) -> list[File]:
    """The files in a zip archive; Refused if it is broken or holds too many."""
    try:
        archive = zipfile.ZipFile(stream)
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError) as error:
        raise Refused("is not a zip archive that can be read") from error
    if len(entries) > most:
        raise Refused(f"holds {len(entries)} files; {most} are allowed")
    files = [File(_named(_name(entry)), _date(entry), _reader_of_entry(archive, entry)) for entry in entries]
    return [file for file in files if not set(file.path.parts) & LITTER]


@dataclass
class Room:
    """What one student's files may still take; what is in an archive counts, and so does the archive."""

    size: int = MOST_BYTES
    files: int = MOST_FILES

    def read(self, file: File) -> bytes:
        content = file.read(self.size)
        self.size -= len(content)
        self.files -= 1
        if self.files < 0:
            raise Refused(f"is one too many: a student may hand in {MOST_FILES} files")
        return content


def unpacked(file: File, room: Room, depth: int = 0) -> list[File]:
    """The file, read, or what is in it where it is an archive; Refused if anything of it is not as it should be.

    A file from an archive is dated as the archive: a student can write any date into one.
    """
    content = room.read(file)
    if not is_archive(file):
        return [replace(file, read=lambda most: content)]
    if depth == ARCHIVES_IN_ARCHIVES:
        raise Refused("is an archive in an archive in an archive")
    done: list[File] = []
    for inner in in_archive(io.BytesIO(content)):
        try:
            done += unpacked(_from(file, inner), room, depth + 1)
        except Refused as problem:
            raise Refused(f"holds {inner.path.name}, which {problem}") from problem
    return done


def is_archive(file: File) -> bool:
    return file.path.suffix.lower() == ".zip"


def _from(archive: File, file: File) -> File:
    return replace(file, path=archive.path.parent / archive.path.stem / file.path, modified=archive.modified)


def _named(name: str) -> PurePosixPath:
    """The name as everyone writes it: macOS takes its accents apart."""
    return PurePosixPath(unicodedata.normalize("NFC", name))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a file in an archive; not everyone who writes UTF-8 says so."""
    if not entry.flag_bits & UTF_8:
        try:
            return entry.filename.encode("cp437").decode()
        except UnicodeError:
            pass
    return entry.filename


def _date(entry: zipfile.ZipInfo) -> datetime | None:
    """An archive has its dates in the time of wherever it was made; taken as the time of this machine."""
    try:
        date = datetime(*entry.date_time).astimezone()
    except (ValueError, OverflowError):
        return None
    unknown = date.year <= 1980  # where an archive's calendar begins
    return None if unknown or date > datetime.now().astimezone() + timedelta(days=1) else date


def _reader_of_file(path: Path) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        if path.is_symlink() or not path.is_file():
            raise Refused("is a link, or no ordinary file: what it stands for was not handed in")
        with path.open("rb") as stream:
            return _bounded(stream, most)

    return read


def _reader_of_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        problem = _problem(entry)
        if problem:
            raise Refused(problem)
        try:
            with archive.open(entry) as stream:
                return _bounded(stream, most)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise Refused("is broken: it cannot be unpacked") from error
        except (RuntimeError, MemoryError, ImportError) as error:  # of other kinds of compression
            raise Refused(f"cannot be unpacked ({type(error).__name__})") from error

    return read


def _problem(entry: zipfile.ZipInfo) -> str | None:
    name = _name(entry)
    mode = entry.external_attr >> 16
    if entry.flag_bits & ENCRYPTED:
        return "is encrypted"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "is a link, or no ordinary file"
    if name.startswith(("/", "\\")) or ":" in name[:2] or ".." in name.replace("\\", "/").split("/"):
        return "has a name that leads out of its folder"
    if not name.isprintable() or any(len(part.encode(errors="replace")) > LONGEST_NAME for part in name.split("/")):
        return "has a name that no file should have"
    return None


def _bounded(stream: IO[bytes], most: int) -> bytes:
    content = stream.read(most + 1)
    if len(content) > most:
        raise Refused(f"is too large: a student's files may take {MOST_BYTES // MIB} MiB, unpacked")
    return content
