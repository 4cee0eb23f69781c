"""A few pages behind the Fetcher port, counted."""

from __future__ import annotations

import dataclasses
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from bot.errors import DeskError, FetchFailed
from bot.ports import Clock, Page, Storage
from bot.wiring import Sources, sample_sources

ALPHA3 = "https://sample.deskbot.example/news/allogene-alpha3-futility"
CELLECTIS = "https://sample.deskbot.example/news/cellectis-read-through"


def article(title: str, *paragraphs: str, published: str = "2026-04-20T10:00:00Z", head: str = "") -> str:
    """An ordinary article page."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta property="article:published_time" content="{published}">'
        f"{head}</head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


FILLER = (
    "The company gave no further details on Monday, and its shares had not yet begun to trade when the announcement was published.",
    "People who follow the matter said that the board had met several times in recent weeks to look at the options it has.",
    "Nothing in the statement changes what was said in February, when the management described its plans at length.",
    "Suppliers and customers were told in the morning, and employees heard of it in a meeting at the head office in the afternoon.",
    "A spokesman declined to comment beyond the statement, and calls to two members of the board were not returned by the evening.",
)  # fmt: skip


class Pages:
    """`bot.ports.Fetcher` over a mapping; a value that is an error is raised."""

    def __init__(self, clock: Clock, pages: Mapping[str, str | DeskError | Callable[[], str]]) -> None:
        self._clock = clock
        self._pages = pages
        self.fetched: Counter[str] = Counter()
        self._lock = threading.Lock()

    def fetch(self, url: str, *, user: str = "") -> Page:
        """The page of this URL without its query."""
        del user
        with self._lock:
            self.fetched[url] += 1
        found = self._pages.get(url.split("?", maxsplit=1)[0])
        if found is None:
            raise FetchFailed("There is no page under this link (404).")
        if isinstance(found, DeskError):
            raise found
        return Page(url, url, found if isinstance(found, str) else found(), self._clock.now(), "text/html")


def with_pages(pages: Mapping[str, Any], kept: list[Pages] | None = None) -> Callable[[Storage, Clock], Sources]:
    """Sample sources whose links lead to these pages."""

    def make(storage: Storage, clock: Clock) -> Sources:
        fetcher = Pages(clock, pages)
        if kept is not None:
            kept.append(fetcher)
        return dataclasses.replace(sample_sources(storage, clock), fetcher=fetcher)

    return make
