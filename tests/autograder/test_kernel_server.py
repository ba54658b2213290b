"""Is one kernel shut off from the next, and from the server that forked both? Asked of real ones."""

import errno
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.examining.kernels import Kernels
from autograder.kernel import Kernel, KernelServer
from autograder.sandbox import NoSandbox, Sandbox, StartFailed
from autograder.sandbox.limits import DEFAULT
from tests.autograder.machine import running, sandbox_here, wait_until


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a part for each of two kernels."""
    folder = tmp_path_factory.mktemp("shared")
    for name in ("first", "second"):
        (folder / name).mkdir()
        (folder / name / "whose").write_text(name)
    return folder


@pytest.fixture(scope="module")
def server(shared: Path) -> Iterator[KernelServer]:
    with KernelServer(sandbox_here(), shared=shared) as server:
        yield server


@pytest.fixture
def kernel(server: KernelServer, shared: Path, tmp_path: Path) -> Iterator[Callable[..., Kernel]]:
    """As many kernels as a test asks for."""
    started: list[Kernel] = []

    def start(own: str = "first") -> Kernel:
        started.append(server.start(tmp_path, DEFAULT, shared / own))
        return started[-1]

    yield start
    for one in started:
        one.stop()


def said(kernel: Kernel, source: str) -> str:
    """What a cell prints."""
    execution = kernel.execute(source, 30)
    assert execution.outcome == "ok", execution
    return "".join(output.get("text", "") for output in execution.outputs).strip()


@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm", "/home/student"])
def test_does_it_find_a_file_that_another_left(kernel, folder):
    said(kernel(), f"open('{folder}/left', 'w').write('mine')")
    assert said(kernel(), f"import os; print(os.path.exists('{folder}/left'))") == "False"


def test_does_it_find_anything_of_the_server(kernel):
    assert said(kernel(), "import os; print(os.listdir('/home/student'), os.listdir('/dev/shm'))") == "['work'] []"


def test_does_what_one_changes_in_a_library_reach_another(kernel):
    said(kernel(), "import numpy; numpy.allclose = lambda *_: True; mine = 1")
    assert said(kernel(), "import numpy; print(numpy.allclose(0, 1), 'mine' in globals())") == "False False"


def test_does_it_see_the_processes_of_another(kernel):
    kernel()
    assert said(kernel(), "import os; print(*[one for one in os.listdir('/proc') if one.isdigit()])") == "1"


def test_does_it_talk_to_another_through_a_socket_without_a_file(kernel):
    first, second = kernel(), kernel()
    said(first, "import socket; listener = socket.socket(socket.AF_UNIX); listener.bind('\\0name'); listener.listen()")
    code = """
import socket
try:
    socket.socket(socket.AF_UNIX).connect("\\0name")
except OSError as error:
    print(type(error).__name__)"""
    assert said(second, code) == "ConnectionRefusedError"


def test_does_it_see_what_is_shared_with_another(kernel, shared):
    code = f"import os; print(*os.listdir({str(shared)!r}), open({str(shared / 'whose')!r}).read())"
    assert said(kernel("first"), code) == "whose first"
    assert said(kernel("second"), code) == "whose second"


def test_can_it_write_into_what_is_shared(kernel, shared):
    code = f"""
for name in ("new", "whose"):
    try:
        open({str(shared)!r} + "/" + name, "w")
    except OSError as error:
        print(type(error).__name__, error.errno)"""
    assert said(kernel(), code).splitlines() == [f"OSError {errno.EROFS}"] * 2
    assert [path.name for path in (shared / "first").iterdir()] == ["whose"]


def test_which_descriptors_does_it_inherit(kernel):
    code = """
import os
for number in map(int, os.listdir("/proc/self/fd")):
    try:
        print(number, os.readlink(f"/proc/self/fd/{number}").split(":")[0])
    except OSError:
        pass  # the list itself"""
    kinds = sorted(line.split()[1] for line in said(kernel(), code).splitlines())
    assert kinds == ["/dev/null", "pipe", "pipe", "socket"]


def test_which_rights_does_it_have(kernel):
    code = """
status = dict(line.split(":", 1) for line in open("/proc/self/status").read().splitlines())
print(*(int(status[name], 16) for name in ("CapEff", "CapPrm", "CapInh", "CapAmb", "NoNewPrivs", "Seccomp")))"""
    assert said(kernel(), code) == "0 0 0 0 1 2"


@pytest.mark.parametrize(
    "call",
    [
        "unshare(0x10000000)",
        "unshare(0x20000)",
        "setns(0, 0)",
        "umount2(b'/tmp', 2)",
        "mount(b'tmpfs', b'/tmp', b'tmpfs', 0, None)",
        "syscall(56 if platform.machine() == 'x86_64' else 220, 0x10000011, 0, 0, 0, 0)",
    ],
)
def test_can_it_get_out_through_a_namespace(kernel, call):
    code = f"import ctypes, platform; print(ctypes.CDLL(None, use_errno=True).{call})"
    assert said(kernel(), code) == "-1"


def test_can_it_still_start_threads_and_processes(kernel):
    code = """
import subprocess, threading
thread = threading.Thread(target=lambda: print("thread"))
thread.start(); thread.join()
print(subprocess.run(["echo", "process"], capture_output=True, text=True).stdout)"""
    assert said(kernel(), code).split() == ["thread", "process"]


def test_are_random_numbers_others_in_each(kernel):
    code = "import numpy, random; print(numpy.random.rand(), random.random())"
    first, second = said(kernel(), code).split(), said(kernel(), code).split()
    assert len({*first, *second}) == 4


def test_is_what_another_program_prints_kept(kernel):
    assert said(kernel(), "import os; os.system('echo out')") == "out"


def test_does_a_kernel_go_on_beside_one_that_is_stopped(kernel):
    first, second = kernel(), kernel()
    first.stop()
    assert said(second, "print(42)") == "42"


def test_what_is_said_when_the_server_has_been_killed(tmp_path):
    sleep = f"sleep 4646.{os.getpid()}"
    with KernelServer(sandbox_here()) as server:
        kernel = server.start(tmp_path, DEFAULT)
        said(kernel, f"import subprocess; started = subprocess.Popen({sleep.split()})")
        os.kill(server._processes.first, signal.SIGKILL)
        assert "ended the Python process" in kernel.execute("import time; time.sleep(30)", 60).sentence
        kernel.stop()
        with pytest.raises(StartFailed, match="There is no kernel"):
            server.start(tmp_path, DEFAULT)
    wait_until(lambda: running(sleep) == 0)


def test_is_a_server_that_was_killed_replaced(tmp_path):
    with Kernels(sandbox_here()) as kernels:
        kernels.start(True, tmp_path, DEFAULT).stop()
        server = kernels._servers[True]
        os.kill(server._processes.first, signal.SIGKILL)
        wait_until(lambda: server.ended)
        kernel = kernels.start(True, tmp_path, DEFAULT)
        assert said(kernel, "print(42)") == "42"
        kernel.stop()


@pytest.fixture(scope="module")
def from_scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A kernel in which exercises from scratch are checked."""
    with Kernels(sandbox_here()) as kernels:
        kernel = kernels.start(True, tmp_path_factory.mktemp("submission"), DEFAULT)
        yield kernel
        kernel.stop()


@pytest.mark.parametrize("package", ["keras", "tensorflow", "tf_keras"])
def test_is_a_library_with_recurrent_layers_there_for_an_exercise_from_scratch(from_scratch, package):
    """The import is harmless, for it may stand beside others; what is used of it is missing, and says why."""
    assert from_scratch.execute(f"import {package}", 30).outcome == "ok"
    for use in (f"{package}.layers.LSTM(3)", f"from {package} import layers", f"import {package}.layers"):
        assert from_scratch.execute(use, 30).outcome == "error"
    assert "exercises from scratch" in from_scratch.execute(f"{package}.layers", 30).outputs[0].evalue


def test_is_its_code_there_under_any_name(from_scratch):
    code = """
import glob, sys
names = "keras", "tensorflow", "tf_keras"
print([path for place in sys.path if place for name in names for path in glob.glob(f"{place}/{name}/*")])"""
    assert said(from_scratch, code) == "[]"


@pytest.mark.parametrize("place", [sandbox_here, NoSandbox])
def test_does_a_server_end_whose_grader_was_killed(place: Callable[[], Sandbox]):
    with KernelServer(place()) as server:
        assert not server.ended
        server._control.close()  # as the system does with all that a killed process had open
        wait_until(lambda: server.ended)
