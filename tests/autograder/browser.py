"""A headless Chromium that reaches this machine alone, and a plain static server under a sub-path."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
CLOSED = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
UNDER = "/some/where/"
RULES_OFF_BY_DEFAULT = ("identical-links-same-purpose", "target-size")


@dataclass
class Site:
    """A folder that is served, and the paths that were asked for."""

    folder: Path
    address: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *CLOSED])
        yield browser
        browser.close()


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The folder under a sub-path, as a project's page on a shared host is."""
    asked: list[str] = []

    class Pages(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def translate_path(self, path: str) -> str:
            asked.append(path)
            return super().translate_path(
                path.removeprefix(UNDER.rstrip("/")) if path.startswith(UNDER) else "/nowhere"
            )

        def log_message(self, format: str, *args: object) -> None:
            """What is asked for is kept instead."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}{UNDER}", asked)
        server.shutdown()


def complaints(context: BrowserContext, site: Site) -> list[str]:
    """A list to which each error, and each request to elsewhere, is added from now on."""
    found: list[str] = []
    context.on("console", lambda message: message.type == "error" and found.append(message.text))
    context.on("weberror", lambda error: found.append(str(error.error)))
    home = site.address.removesuffix(UNDER)
    known = (home, "data:", f"blob:{home}")
    context.on("request", lambda one: one.url.startswith(known) or found.append(f"asked for {one.url}"))
    return found


def open_folds(page: Page) -> None:
    """What is folded is looked at like all else."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")


def violations(page: Page, but: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds on the page as it is, each with the rule and the place."""
    options = {
        "resultTypes": ["violations"],
        "preload": False,  # of style sheets, for a rule that is not among them: it takes half of the time
        "rules": {rule: {"enabled": rule not in but} for rule in (*RULES_OFF_BY_DEFAULT, *but)},
    }
    if only:
        options |= {"rules": {}, "runOnly": list(only)}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
