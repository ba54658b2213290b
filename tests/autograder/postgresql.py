"""A PostgreSQL server of the tests' own: Debian's, in a temporary folder, reached through a socket there."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

USER = "postgres"  # made by Debian's package; the server refuses to run as root


class PostgreSQL:
    """A server with its data in a folder of its own."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="unrolled-pg-"))  # pytest's own can be entered by no other user
        if os.geteuid() == 0:
            shutil.chown(self._folder, USER)
        self._run("initdb", "--auth=trust", f"--username={USER}", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
        self.start()

    def database(self, name: str, like: str = "template1") -> str:
        """The URL of a new database: empty, or like another of this server."""
        self._run("createdb", f"--host={self._folder}", f"--username={USER}", f"--template={like}", name)
        return f"postgresql+psycopg://{USER}@/{name}?host={self._folder}"

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' -c fsync=off"
        self._run("pg_ctl", "start", "--wait", f"--log={self._folder}/log", f"--options={options}")

    def stop(self) -> None:
        """End it at once, and every connection with it, as a machine does that loses its power."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def remove(self) -> None:
        if (self._folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        as_user = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
        subprocess.run(
            [self._programs / program, *arguments],
            env={"PATH": os.environ["PATH"], "PGDATA": str(self._folder / "data")},
            cwd=self._folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a pipe would be held open by the server
            **as_user,
        )


def installed() -> Path:
    """Where Debian keeps the server's programs, which are not on the path. Skips, but fails where CI should have it."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found and os.environ.get("CI") == "true":
        pytest.fail("PostgreSQL is not installed, and .ci/run should have done it")
    if not found:
        pytest.skip("PostgreSQL is not installed: apt install postgresql")
    return found[-1].parent
