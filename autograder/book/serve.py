"""The book in a browser, from this machine to this machine."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from rich.console import Console

LOOPBACK = "127.0.0.1"


class _Pages(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")  # or a browser would show yesterday's page after a build
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are of no interest here."""


def serve(path: Path, port: int = 8000, console: Console | None = None) -> None:
    """Serve the folder on loopback until Ctrl-C. FileNotFoundError where there is no book, OSError for a busy port."""
    if not (path / "index.html").exists():
        raise FileNotFoundError(f"there is no book in {path}: build it first, with `unrolled book`")
    with server(path, port) as pages:
        (console or Console()).print(f"The book is on http://{LOOPBACK}:{pages.server_port}/ until you press Ctrl-C")
        try:
            pages.serve_forever()
        except KeyboardInterrupt:
            return


def server(path: Path, port: int) -> ThreadingHTTPServer:
    """The server that `serve` runs; port 0 takes any that is free."""
    try:
        return ThreadingHTTPServer((LOOPBACK, port), partial(_Pages, directory=str(path)))
    except OSError as error:
        raise OSError(error.errno, f"port {port} cannot be used ({error.strerror}): choose another") from error
