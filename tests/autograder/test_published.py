"""Where is the course kept, and where is its book? And is the file that says how to cite it right?"""

import tomllib

import pytest
import yaml

from autograder import published
from autograder.course import REPOSITORY
from autograder.published import Repository

GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "Ada/rnn",
    "GITHUB_REF_NAME": "main",
    "GITHUB_BASE_REF": "",
}


@pytest.fixture
def known(monkeypatch, tmp_path):
    """Both, where _config.yml says that and the environment this."""
    monkeypatch.setattr(published, "REPOSITORY", tmp_path)

    def ask(config: str | None = None, **environment: str) -> tuple[Repository | None, str]:
        if config:
            (tmp_path / "_config.yml").write_text(config)
        for name in GITHUB:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return published.repository(), published.address.__wrapped__()

    return ask


def test_is_nothing_known_until_somebody_says_it(known):
    assert known() == (None, "")
    assert known("title: A book") == (None, "")
    assert known("repository:\nhtml: {favicon: a.svg}") == (None, "")
    assert known(**GITHUB | {"GITHUB_ACTIONS": ""}) == (None, "")


def test_is_what_is_said_believed(known):
    config = "repository: {url: https://git.example/ada/rnn/}\nhtml: {baseurl: 'https://book.example/rnn'}"
    said = Repository("https://git.example/ada/rnn", "main"), "https://book.example/rnn/"
    assert known(config) == said
    assert known(config, **GITHUB) == said
    assert known("repository: {url: https://github.com/a/b, branch: now}")[0] == Repository(
        "https://github.com/a/b", "now"
    )


def test_does_a_fork_on_github_know_itself(known):
    assert known(**GITHUB) == (Repository("https://github.com/Ada/rnn", "main"), "https://ada.github.io/rnn/")
    assert known(**GITHUB | {"GITHUB_REPOSITORY": "Ada/ada.github.io"})[1] == "https://ada.github.io/"


def test_does_a_page_built_for_a_pull_request_lead_to_the_branch_it_is_for(known):
    repository, _ = known(**GITHUB | {"GITHUB_REF_NAME": "7/merge", "GITHUB_BASE_REF": "next"})
    assert repository.branch == "next"


def test_is_no_address_made_up_for_a_github_of_somebodys_own(known):
    repository, address = known(**GITHUB | {"GITHUB_SERVER_URL": "https://git.example"})
    assert repository.on_github is None
    assert address == ""


def test_does_the_citation_name_what_there_is():
    citation = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text())
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    assert citation["version"] == project["version"]
    assert citation["title"].endswith(project["description"].removeprefix("A "))
    assert {"cff-version", "message", "title", "authors"} <= citation.keys(), "what the format demands"


def test_does_the_branch_that_is_published_have_the_name_that_colab_is_told():
    workflow = (REPOSITORY / ".github" / "workflows" / "publish.yml").read_text()
    (*_, last) = yaml.safe_load(workflow)["jobs"]["publish"]["steps"]
    assert last["with"]["branch"] == published.BRANCH
