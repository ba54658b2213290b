"""Is a class graded on a Dask cluster as it is here, whatever becomes of workers and scheduler?"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from distributed import Client

from autograder.course import REPOSITORY, Course
from autograder.desks.cluster.connection import connected
from autograder.desks.cluster.desks import ClusterDesks
from autograder.errors import UserError
from autograder.exercise import exercises
from autograder.grading.grade_class import grade
from autograder.grading.ledger import Ledger
from autograder.handed_in.release import Release
from autograder.release.make import release
from tests.autograder.conftest import QUICK, unrolled
from tests.autograder.dask_cluster import DaskCluster
from tests.autograder.machine import wait_until
from tests.autograder.small_class import hand_in, hand_in_with, rows

FULL = sum(exercise.points for exercise in exercises("recurrence").values())
# In a kernel without a sandbox: end the worker that has started it, wherever it is above.
KILLS_ITS_WORKER = """
import os, pathlib, signal
pid = os.getpid()
while pid > 1 and b"dask" not in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes():
    pid = int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
if pid > 1:
    os.kill(pid, signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course.at(tmp_path_factory.mktemp("released"))
    release(course, "recurrence")
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text() + QUICK)
    return course


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    """A course in which nobody has handed in."""
    shutil.copytree(released.folder, tmp_path / "course")
    return Course.at(tmp_path / "course")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """Two workers, of which one test takes one."""
    cluster = DaskCluster(tmp_path_factory.mktemp("cluster"))
    for _ in range(2):
        cluster.start_worker()
    yield cluster
    cluster.close()


@pytest.fixture
def watching(cluster: DaskCluster) -> Iterator[Client]:
    with Client(cluster.address, set_as_default=False) as client:
        yield client


def grade_on(cluster: DaskCluster, course: Course, sandboxed: bool = True, patience: float = 60.0) -> Iterator[Ledger]:
    def desks(release: Release) -> ClusterDesks:
        return ClusterDesks(release, cluster.address, sandboxed, print, patience)

    return grade(course, "recurrence", course.students("recurrence"), 1, sandboxed, False, desks=desks)


def with_a_task(client: Client) -> list[str]:
    """The addresses of the workers that have something to do."""
    return [address for address, tasks in client.processing().items() if tasks]


def test_is_a_lost_worker_s_notebook_graded_elsewhere_and_once(course: Course, cluster: DaskCluster, watching: Client):
    hand_in(course, "recurrence", "perfect")
    for number in range(3):
        hand_in_with(course, "recurrence", f"sleeps_{number}", "import time; time.sleep(1)")
    watching.wait_for_workers(2)
    pids = watching.run(os.getpid)
    with ThreadPoolExecutor() as threads:
        grading = threads.submit(lambda: list(grade_on(cluster, course)))
        wait_until(lambda: bool(with_a_task(watching)))
        lost = with_a_task(watching)[0]
        held = watching.processing()[lost]
        os.kill(pids[lost], signal.SIGKILL)
        ledgers = {ledger.student: ledger for ledger in grading.result()}
    assert held, "the worker was killed when it had nothing to do"
    assert sorted(ledgers) == course.students("recurrence")
    assert all(ledger.entries for ledger in ledgers.values())
    assert ledgers["perfect"].points == FULL
    found = rows(course)
    assert [student for student, *_ in found["submissions"]] == course.students("recurrence")
    assert len(found["grades"]) == 11 * len(ledgers)


def test_are_workers_named_that_are_not_fit_to_grade(
    course: Course, cluster: DaskCluster, watching: Client, tmp_path: Path
):
    hand_in(course, "recurrence", "not_a_notebook")
    for package in ("autograder", "solutions", "unrolled"):
        shutil.copytree(REPOSITORY / package, tmp_path / "other" / package)
    with (tmp_path / "other" / "solutions" / "recurrence.py").open("a") as stream:
        stream.write("# another version\n")
    before = set(watching.nthreads())
    unfit = [
        cluster.start_worker("--name=other", PYTHONPATH=str(tmp_path / "other")),
        cluster.start_worker("--name=threads", "--nthreads=2"),
    ]
    watching.wait_for_workers(len(before) + 2)
    try:
        with pytest.raises(UserError, match=f"2 of {len(before) + 2} workers cannot grade") as problem:
            list(grade_on(cluster, course))
    finally:
        for worker in unfit:
            worker.terminate()
            worker.wait()
    lines = str(problem.value).splitlines()[1:]
    assert {line.split(": ")[0] for line in lines}.isdisjoint(before)
    assert sorted(re.sub(r"[0-9a-f]{12}", "X", line.split(": ", 1)[1]) for line in lines) == [
        "it would grade 2 at a time in one process: start it with --nthreads 1",
        "the course is X there, and X here",
    ]
    assert not rows(course)["submissions"]


def test_does_ctrl_c_leave_nothing_to_do_on_the_cluster(course: Course, cluster: DaskCluster, watching: Client):
    for number in range(4):
        hand_in_with(course, "recurrence", f"sleeps_{number}", "import time; time.sleep(5)")
    command = [sys.executable, "-m", "autograder", "grade", "recurrence"]
    grader = subprocess.Popen(
        [*command, "--cluster", cluster.address, "--course", course.folder], stdout=subprocess.DEVNULL
    )
    wait_until(lambda: bool(with_a_task(watching)))
    grader.send_signal(signal.SIGINT)
    assert grader.wait() != 0
    assert not with_a_task(watching)


def test_does_what_was_graded_stand_when_the_scheduler_is_lost(course: Course, cluster: DaskCluster):
    """The last test on this cluster."""
    hand_in(course, "recurrence", "perfect")
    hand_in_with(course, "recurrence", "sleeps", "import time; time.sleep(50)")
    grading = grade_on(cluster, course)
    graded = next(grading).student  # a single worker may be left, and begin with either
    cluster.scheduler.kill()
    with pytest.raises(UserError, match=r"The connection to the scheduler .* was lost"):
        list(grading)
    assert [student for student, *_ in rows(course)["submissions"]] == [graded]


def test_does_a_notebook_that_kills_its_workers_cost_only_itself(course: Course, tmp_path: Path):
    """It can do so only where there is no sandbox."""
    hand_in_with(course, "recurrence", "kills", KILLS_ITS_WORKER)
    hand_in(course, "recurrence", "not_a_notebook", "perfect")
    cluster = DaskCluster(tmp_path, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    try:
        for _ in range(3):  # two for it to kill, and one for the rest of the class
            cluster.start_worker()
        ledgers = {ledger.student: ledger for ledger in grade_on(cluster, course, sandboxed=False)}
    finally:
        cluster.close()
    assert ledgers["kills"].remarks == ["not graded: the workers that graded it were killed, one after the other"]
    assert ledgers["perfect"].points == FULL
    assert ledgers["not_a_notebook"].entries


def test_is_a_cluster_without_workers_not_waited_for_forever(course: Course, tmp_path: Path, capsys):
    hand_in(course, "recurrence", "not_a_notebook")
    cluster = DaskCluster(tmp_path)
    try:
        with pytest.raises(UserError, match="has had no worker for 1 s"):
            list(grade_on(cluster, course, patience=1.0))
    finally:
        cluster.close()
    assert f"The cluster at {cluster.address} has no worker: waiting for one." in capsys.readouterr().out


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tls://127.0.0.1:1", "silent"])
def test_is_it_said_within_seconds_that_no_scheduler_answers(address: str, request: pytest.FixtureRequest):
    address = request.getfixturevalue("silent") if address == "silent" else address
    with pytest.raises(UserError, match=f"no Dask scheduler answers at {address}"):
        connected(address)


def test_is_an_address_that_is_none_an_error_without_a_traceback(course: Course):
    hand_in(course, "recurrence", "not_a_notebook")
    done = unrolled("grade", "recurrence", "--cluster", "nonsense", "--course", course.folder, check=False)
    assert done.returncode == 2
    assert "no Dask scheduler answers at nonsense" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
