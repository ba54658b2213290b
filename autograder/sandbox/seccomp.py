"""System calls that a student's code is refused: they hold memory that belongs to no process, or reach past namespaces.

The filter is a program for the kernel's classic BPF machine (seccomp(2)); a refused call fails as if it did not exist.
"""

import errno
import platform
import struct
from collections.abc import Sequence

# number in the kernel's audit of the architecture, and the numbers of its system calls
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
REFUSED = {
    # memory that no limit of a process counts
    "memfd_create": {"x86_64": 319, "aarch64": 279},
    "memfd_secret": {"x86_64": 447, "aarch64": 447},
    "shmget": {"x86_64": 29, "aarch64": 194},
    "msgget": {"x86_64": 68, "aarch64": 186},
    # the keyrings of whoever runs the grader
    "add_key": {"x86_64": 248, "aarch64": 217},
    "request_key": {"x86_64": 249, "aarch64": 218},
    "keyctl": {"x86_64": 250, "aarch64": 219},
    # large parts of the kernel that a notebook has no use for
    "bpf": {"x86_64": 321, "aarch64": 280},
    "io_uring_setup": {"x86_64": 425, "aarch64": 425},
    "perf_event_open": {"x86_64": 298, "aarch64": 241},
    "ptrace": {"x86_64": 101, "aarch64": 117},
    "syslog": {"x86_64": 103, "aarch64": 116},
    "userfaultfd": {"x86_64": 323, "aarch64": 282},
}
# what could make a namespace of one's own, with all rights in it; `clone` is also how threads and processes start
NAMESPACES = {
    "unshare": {"x86_64": 272, "aarch64": 97},
    "setns": {"x86_64": 308, "aarch64": 268},
    "clone3": {"x86_64": 435, "aarch64": 435},  # its flags cannot be seen from here; the C library then takes `clone`
    "mount": {"x86_64": 165, "aarch64": 40},
    "umount2": {"x86_64": 166, "aarch64": 39},
    "pivot_root": {"x86_64": 155, "aarch64": 41},
}
CLONE = {"x86_64": 56, "aarch64": 220}
NEW_NAMESPACE = 0x7E020080  # any of the flags that ask for one
LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, JUMP_IF_ANY, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # where they stand in what the filter looks at
ALLOW, FAIL, KILL = 0x7FFF0000, 0x00050000 | errno.ENOSYS, 0x80000000
FOREIGN_CALLS = 0x40000000  # from here on, x86_64 has the same calls again, for programs with 32-bit pointers


def filter_program() -> bytes:
    """The filter for this machine; it allows everything where the numbers of the system calls are not known here."""
    return _program(REFUSED)


def namespace_filter() -> bytes:
    """A second filter, for what runs in a sandbox that can make namespaces: it refuses to make any more."""
    new_ones = [
        _instruction(JUMP_IF_EQUAL, CLONE.get(platform.machine(), 0), if_false=3),
        _instruction(LOAD, FIRST_ARGUMENT),
        _instruction(JUMP_IF_ANY, NEW_NAMESPACE, if_false=1),
        _instruction(RETURN, FAIL),
    ]
    return _program(NAMESPACES, new_ones)


def _program(refuse: dict[str, dict[str, int]], more: Sequence[bytes] = ()) -> bytes:
    """A filter that refuses these calls; `more` looks at the number of those that remain."""
    machine = platform.machine()
    if machine not in ARCHITECTURES:
        return _instruction(RETURN, ALLOW)
    numbers = [refused[machine] for refused in refuse.values()]
    to_fail = len(numbers) + len(more)
    program = [
        _instruction(LOAD, ARCHITECTURE),
        _instruction(JUMP_IF_EQUAL, ARCHITECTURES[machine], if_true=1),
        _instruction(RETURN, KILL),
        _instruction(LOAD, NUMBER),
        _instruction(JUMP_IF_AT_LEAST, FOREIGN_CALLS, if_true=to_fail + 1),
        *(_instruction(JUMP_IF_EQUAL, number, if_true=to_fail - place) for place, number in enumerate(numbers)),
        *more,
        _instruction(RETURN, ALLOW),
        _instruction(RETURN, FAIL),
    ]
    return b"".join(program)


def _instruction(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """One instruction; a jump is the number of instructions left out."""
    return struct.pack("=HBBI", code, if_true, if_false, operand)
