"""The book in a browser, from this machine to this machine, compressed as a public host does it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, StaticFileHandler

LOOPBACK = "127.0.0.1"


class _Pages(StaticFileHandler):
    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", "no-store")  # or a browser would show yesterday's page after a build


def serve(path: Path, port: int = 8000, console: Console | None = None) -> None:
    """Serve the folder on loopback until Ctrl-C. FileNotFoundError where there is no book, OSError for a busy port."""
    if not (path / "index.html").exists():
        raise FileNotFoundError(f"there is no book in {path}: build it first, with `unrolled book`")
    with served(path, port) as address:
        (console or Console()).print(f"The book is on {address} until you press Ctrl-C")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


@contextmanager
def served(path: Path, port: int = 0) -> Iterator[str]:
    """The address at which the folder is served in the meantime; port 0 takes any that is free."""
    pages = {"path": str(path), "default_filename": "index.html"}
    application = Application([("/(.*)", _Pages, pages)], compress_response=True, log_function=lambda handler: None)
    try:
        (listening,) = bind_sockets(port, LOOPBACK)
    except OSError as error:
        raise OSError(error.errno, f"port {port} cannot be used ({error.strerror}): choose another") from error
    loop = asyncio.new_event_loop()

    def answer() -> None:
        asyncio.set_event_loop(loop)
        server = HTTPServer(application)
        server.add_socket(listening)
        loop.run_forever()
        server.stop()
        loop.run_until_complete(server.close_all_connections())
        loop.close()

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{listening.getsockname()[1]}/"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
