"""A Dask cluster of the tests' own: a scheduler and worker processes on loopback, started as an instructor would."""

import json
import subprocess
import sys
from pathlib import Path

from tests.autograder.machine import wait_until

BIN = Path(sys.executable).parent


class DaskCluster:
    """A scheduler, and workers that come and go."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._processes = [self._start("scheduler", "--host=127.0.0.1", "--port=0", f"--scheduler-file={self._file}")]
        wait_until(lambda: self._file.exists() and bool(self._file.read_text().strip()))
        self.address: str = json.loads(self._file.read_text())["address"]

    def start_worker(self, **environment: str) -> subprocess.Popen: ...

    def _start(self, *command: str) -> subprocess.Popen:
        return subprocess.Popen([BIN / "dask", *command, "--no-dashboard"], cwd=self._folder)

    def close(self):
        for p in self._processes:
            p.terminate()
