"""The walls between the kernels of one server: namespaces, private folders, limits, and no way back.

The server itself is in a sandbox already; see `autograder.sandbox`. Here each kernel is cut off from the server and
from all other kernels: it sees its own processes, files and network, which is none.
"""

import base64
import contextlib
import ctypes
import os
import platform
import resource
import signal
import sys
import tempfile
from typing import Any

NEW_NAMESPACES = 0x10000000 | 0x00020000 | 0x20000000 | 0x08000000 | 0x04000000 | 0x40000000  # user mnt pid ipc uts net
READ_ONLY, NO_SUID, NO_DEVICES, NO_PROGRAMS, BIND, RECURSIVE, SLAVE = 1, 2, 4, 8, 4096, 16384, 1 << 19
NO_NEW_PRIVILEGES, SET_SECCOMP, SECCOMP_FILTER, DUMPABLE = 38, 22, 2, 4
CAPABILITY_VERSION = 0x20080522
USER = 1000

libc = ctypes.CDLL(None, use_errno=True)
python = ctypes.PyDLL(None, use_errno=True)  # the same, called without letting go of the interpreter
CLONE = {"x86_64": 56, "aarch64": 220}
SET_THREAD_ID = 0x01000000 | 0x00200000  # and clear it at the thread's end
GET_TID_ADDRESS = 40


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def fork(isolated: bool) -> int:
    """As `os.fork`, but that the child is the first process of namespaces of its own, if `isolated`.

    To fork once more for that, as `unshare` has it, would cost as much again.
    """
    if not isolated:
        return os.fork()
    python.PyOS_BeforeFork()
    place = ctypes.c_void_p(_place_of_thread_id())
    order = (place, None) if platform.machine() == "x86_64" else (None, place)
    flags = NEW_NAMESPACES | SET_THREAD_ID | signal.SIGCHLD
    child = python.syscall(CLONE[platform.machine()], ctypes.c_ulong(flags), None, None, *order)
    if child == 0:
        python.PyOS_AfterFork_Child()
        return 0
    number = ctypes.get_errno()
    python.PyOS_AfterFork_Parent()
    if child < 0:
        raise OSError(number, f"clone: {os.strerror(number)}")
    return child


def _place_of_thread_id() -> int | None:
    """Where the C library keeps this thread's id, which it then has right in the child, as after a fork of its own."""
    place = ctypes.c_void_p()
    libc.prctl(GET_TID_ADDRESS, ctypes.byref(place), 0, 0, 0)
    return place.value


def furnish(task: dict[str, Any]) -> None:
    """The one user of the namespaces; private folders in place of the server's, with what is `kept` in them again."""
    for name, text in (("setgroups", "deny"), ("uid_map", f"{USER} {USER} 1"), ("gid_map", f"{USER} {USER} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    kept = [(os.open(source, os.O_PATH | os.O_DIRECTORY), place) for source, place in task["kept"]]
    _call("mount", b"none", b"/", None, RECURSIVE | SLAVE, None)
    for place, size in task["private"].items():
        _call("mount", b"tmpfs", place.encode(), b"tmpfs", NO_SUID | NO_DEVICES, f"size={size},mode=0755".encode())
    for descriptor, place in kept:
        os.makedirs(place, exist_ok=True)
        _call("mount", f"/proc/self/fd/{descriptor}".encode(), place.encode(), None, BIND | RECURSIVE, None)
        os.close(descriptor)
    _call("mount", b"proc", b"/proc", b"proc", NO_SUID | NO_DEVICES | NO_PROGRAMS, None)


def give_up_all_rights(calls: str) -> None:
    """No capability, now or ever, and none of the system calls that the filter refuses."""
    _call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())
    content = base64.b64decode(calls)
    program = _Program(len(content) // 8, content)
    _call("prctl", SET_SECCOMP, SECCOMP_FILTER, ctypes.byref(program), 0, 0)


def limit(limits: dict[str, int]) -> None:
    """Each limit by its name in the module `resource`; a stricter one that was there before stays."""
    for name, value in limits.items():
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def forget_the_server(kept: set[int]) -> None:
    """Close what was inherited, and draw random numbers of one's own."""
    for descriptor in map(int, os.listdir("/proc/self/fd" if sys.platform == "linux" else "/dev/fd")):
        if descriptor > 2 and descriptor not in kept:
            with contextlib.suppress(OSError):  # the list itself was one of them
                os.close(descriptor)
    tempfile.tempdir = None
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def _call(name: str, *arguments: Any) -> None:
    if getattr(libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
