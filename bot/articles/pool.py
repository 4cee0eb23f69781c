"""
Parser processes that may be killed: warm children that parse one page at a time within CPU, memory and wall limits.

Some pages hang every extractor in C code that no thread can interrupt (facts/articles.md, 2.3). A child gets no environment
but its search path, so no secret is within a hostile page's reach.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from bot.articles.precheck import fault_of_markup
from bot.errors import FetchFailed
from bot.model import Article

WALL_S = 5.0
"""By wall clock for one page; the slowest of 90 saved pages took 0.1 s."""
START_S = 30.0
"""For a child to import its parser: 0.3 s, over a second on a fresh installation, a multiple on a busy machine."""
CHILDREN = 2
WAIT_S = 60.0
"""How long a page waits for a free child before it fails."""
PAGES = 300
"""A child is replaced after so many pages: parsers keep memory."""
_AT_WORK_S = 0.2
_ROOT = Path(__file__).resolve().parents[2]
_UNREADABLE = "The page could not be read: it is too heavy or malformed. Open it yourself."


class PageReader:
    """Up to `children` parser processes, started when needed. Thread-safe; they end with this object or the process."""

    def __init__(self, children: int = CHILDREN, wall: float = WALL_S) -> None:
        self._wall = wall
        self._idle: list[_Child] = []
        self._slots = threading.BoundedSemaphore(children)
        self._lock = threading.Lock()
        self._end = weakref.finalize(self, _stop_all, self._idle)

    def read(self, html: str, url: str) -> Article:
        """The page's article. Raises `FetchFailed` where it is too heavy, malformed or without text."""
        if fault_of_markup(html):
            raise FetchFailed(_UNREADABLE)
        if not self._slots.acquire(timeout=WAIT_S):
            raise FetchFailed("Too many pages are being read. Try this one again in a minute.")
        try:
            return self._read(html, url)
        finally:
            self._slots.release()

    def _read(self, html: str, url: str) -> Article:
        place, page = url.encode("utf-8", "replace"), html.encode("utf-8", "replace")
        request = struct.pack(">II", len(place), len(page)) + place + page
        for attempt in (1, 2):
            with self._lock:
                child = self._idle.pop() if self._idle else None
            fresh = child is None
            child = child or _Child()
            answer = child.ask(request, self._wall)
            if answer is not None and not answer.get("tired") and child.pages < PAGES:
                with self._lock:
                    self._idle.append(child)
            else:
                child.kill()
            if answer is not None:
                if "article" in answer:
                    return _article(answer["article"])
                raise FetchFailed(str(answer.get("fault") or _UNREADABLE))
            if fresh or child.died_of_it or attempt == 2:
                break  # a warm child may have died between two pages: the page gets one fresh child
        raise FetchFailed(_UNREADABLE)

    def warm(self) -> None:
        """Start one child ahead of the first page."""
        with self._lock:
            if not self._idle:
                self._idle.append(_Child())

    def close(self) -> None:
        """End the idle children."""
        with self._lock:
            _stop_all(self._idle)


class _Child:
    """One process: a length of nothing when it is ready; then lengths, URL and page in, length and JSON out."""

    def __init__(self) -> None:
        environment = {
            "PYTHONPATH": str(_ROOT),
            "PATH": os.environ.get("PATH", ""),
            "LANG": "C.UTF-8",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from bot.articles.worker import main; main()"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, start_new_session=True,
            bufsize=0,
        )  # fmt: skip
        self.pages = 0
        self.died_of_it = False
        """Whether it had time to start on the page."""
        self._feeder: threading.Thread | None = None
        self._room = _widen(self._process.stdin)
        """Bytes that the pipe takes at once; more are fed beside the reading."""

    def ask(self, request: bytes, wall: float) -> Mapping[str, Any] | None:
        """The answer, or None where the child died or the time is up."""
        if self.pages == 0 and self._take(4, time.monotonic() + START_S) is None:  # its word that it is ready
            return None
        self.pages += 1
        started = time.monotonic()
        deadline = started + wall
        if len(request) <= self._room:
            self._feed(request)
        else:
            self._feeder = threading.Thread(target=self._feed, args=(request,), daemon=True)
            self._feeder.start()
        head = self._take(4, deadline)
        body = self._take(struct.unpack(">I", head)[0], deadline) if head else None
        self.died_of_it = body is None and time.monotonic() - started > _AT_WORK_S
        try:
            answer = json.loads(body) if body else None
        except ValueError:
            return None
        return answer if isinstance(answer, dict) else None

    def _feed(self, data: bytes) -> None:
        pipe = self._pipe(self._process.stdin)
        view = memoryview(data)
        try:
            while view:
                view = view[pipe.write(view) or 0 :]
        except (OSError, ValueError):
            return  # the child is gone: the reader sees it, too

    def _take(self, count: int, deadline: float) -> bytes | None:
        pipe, data = self._pipe(self._process.stdout), bytearray()
        waiting = select.poll()  # select takes no file number above 1,023
        waiting.register(pipe, select.POLLIN)
        while len(data) < count:
            left = deadline - time.monotonic()
            if left <= 0 or not waiting.poll(left * 1000):
                return None
            piece = pipe.read(min(count - len(data), 1 << 16))
            if not piece:
                return None
            data += piece
        return bytes(data)

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None  # noqa: S101 - both ends are PIPE
        return pipe

    def kill(self) -> None:
        """End it at once and reap it."""
        self._process.kill()
        self._process.wait()
        if self._feeder is not None:
            self._feeder.join()  # its pipe is broken now; closed under it, the number may belong to another file
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def _widen(pipe: IO[bytes] | None) -> int:
    """Make room for a whole page, where the system allows it; returns the room in bytes, 0 where unknown."""
    import fcntl

    size = getattr(fcntl, "F_SETPIPE_SZ", None)
    if pipe is not None and size is not None:
        with contextlib.suppress(OSError):
            return int(fcntl.fcntl(pipe, size, 1 << 20))
    return 0


def _stop_all(children: list[_Child]) -> None:
    while children:
        children.pop().kill()


def _article(fields: Mapping[str, Any]) -> Article:
    published, day = fields.get("published"), fields.get("published_day")
    return Article(
        **{
            **fields,
            "published": datetime.fromisoformat(published) if published else None,
            "published_day": date.fromisoformat(day) if day else None,
            "tickers": tuple(fields.get("tickers") or ()),
        }
    )


@functools.cache
def shared_reader() -> PageReader:
    """One set of children for the process."""
    return PageReader()


def read_page(html: str, url: str) -> Article:
    """
    The article of a fetched page, read in a killable process. Raises `FetchFailed` with a reason where it is too heavy,
    malformed or without readable text; `source` is the caller's to fill in.
    """
    return shared_reader().read(html, url)
