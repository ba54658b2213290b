"""A Dask cluster of the tests' own: a scheduler and workers on loopback, started as an instructor would start them."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.autograder.machine import wait_until

DASK = Path(sys.executable).parent / "dask"


class DaskCluster:
    """A scheduler, and workers that come and go."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen] = []
        self.file = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--host=127.0.0.1", "--port=0", f"--scheduler-file={self.file}", **environment
        )
        wait_until(lambda: self.file.exists() and self.file.read_text().endswith("}"))
        self.address: str = json.loads(self.file.read_text())["address"]

    def start_worker(self, *options: str, nanny: bool = False, **environment: str) -> subprocess.Popen:
        """With a nanny, it comes back when it is killed."""
        how = ["--nthreads=1", "--nanny" if nanny else "--no-nanny", f"--local-directory={self._folder}"]
        return self._start("worker", self.address, "--host=127.0.0.1", *how, *options, **environment)

    def close(self) -> None:
        for process in reversed(self._processes):  # workers that miss their scheduler do not always end
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, *command: str, **environment: str) -> subprocess.Popen:
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [DASK, *command, "--no-dashboard"],
                cwd=self._folder,
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
            )
        self._processes.append(process)
        return process
