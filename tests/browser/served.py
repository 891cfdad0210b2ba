"""A house behind a real port, in a thread of this process. What an act leaves to workers and ticker is done before its answer goes out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from engine.desk import Desk, House
from tests.hands import work_off
from tests.one_app import app_over
from tests.told_clock import ToldClock

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass

    def connection_dropped(self, error: BaseException, environ: Any = None) -> None:
        # a page that is left drops what it was fetching; werkzeug then forgets to close the file
        if close := getattr((environ or {}).get("chancery.said"), "close", None):
            close()


class Served:
    """The house, its clock, and where browsers find it. `told` holds what went wrong behind an answer."""

    def __init__(self, house: House, clock: ToldClock) -> None:
        self.house, self.clock = house, clock
        self.url = ""
        self._rung, self._one_at_a_time = threading.Event(), threading.Lock()
        house.wake = self._ring

    def tell(self, moment: str) -> None:
        """It is then; what became due is done."""
        self.clock.tell(moment)
        self.work_off()

    def work_off(self) -> None:
        """In a thread of its own: the browser's loop runs in this one, and sealing has a loop too."""
        with self._one_at_a_time, ThreadPoolExecutor(1) as hands:
            hands.submit(work_off, self.house).result()

    def _ring(self, desk: Desk) -> None:
        if desk.jobs or desk.letters or desk.errands:
            self._rung.set()

    def answer(self, app: Wsgi) -> Wsgi:
        """The application; between its commit and its answer the workers have their turn."""
        def answered(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            said = environ["chancery.said"] = app(environ, start_response)
            if self._rung.is_set():
                self._rung.clear()
                self.work_off()
            return said

        return answered


@contextmanager
def serving(house: House, clock: ToldClock) -> Iterator[Served]:
    """Serve it on a free port of this machine."""
    served = Served(house, clock)
    server = make_server("127.0.0.1", 0, served.answer(app_over(house)), threaded=True, request_handler=Quiet)     # type: ignore[arg-type]
    served.url = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
    thread.join(10)
