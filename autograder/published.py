"""Where the course is kept and where its book is published: said in `_config.yml`, or known to GitHub Actions.

Nothing is said there until somebody publishes the book. On GitHub nothing has to be: a fork's book then points at the
fork, and the original's at the original.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from autograder.course import REPOSITORY

GITHUB = "https://github.com"
BRANCH = "gh-pages"  # where the workflow puts the book: Colab and Binder open its notebooks from there


@dataclass(frozen=True)
class Repository:
    """Where the sources are: an issue can be opened and a page be edited there."""

    url: str
    branch: str

    @property
    def on_github(self) -> str | None:
        """Owner and name; None where it is kept elsewhere."""
        return self.url.removeprefix(f"{GITHUB}/") if self.url.startswith(f"{GITHUB}/") else None


def repository() -> Repository | None:
    """`repository:` in _config.yml; else what GitHub Actions builds; None if nobody knows."""
    said = _config().get("repository") or {}
    if said.get("url"):
        return Repository(said["url"].rstrip("/"), said.get("branch", "main"))
    known = _actions()
    if known:
        branch = known.get("GITHUB_BASE_REF") or known.get("GITHUB_REF_NAME", "main")  # the former for a pull request
        return Repository(f"{known['GITHUB_SERVER_URL']}/{known['GITHUB_REPOSITORY']}", branch)
    return None


@cache
def address() -> str:
    """Where the book is: `html: baseurl:` in _config.yml; else GitHub Pages, on Actions; empty if nobody knows.

    It ends with a slash.
    """
    base = (_config().get("html") or {}).get("baseurl")
    if base:
        return f"{base.rstrip('/')}/"
    known = _actions()
    if known.get("GITHUB_SERVER_URL") != GITHUB:
        return ""
    owner, _, name = known["GITHUB_REPOSITORY"].partition("/")
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def _config() -> dict:
    """The book's settings; a grader on Gradescope has none."""
    path = REPOSITORY / "_config.yml"
    return yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}


def _actions() -> Mapping[str, str]:
    """What GitHub Actions says of itself; empty anywhere else."""
    return os.environ if os.environ.get("GITHUB_ACTIONS") == "true" else {}
