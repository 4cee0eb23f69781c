"""A small SEC in memory: real client, real adapter, real storage; only the wire is a dictionary."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from requests import PreparedRequest

from bot.filings.client import EdgarClient, TokenBucket
from bot.filings.edgar import Edgar
from bot.model import Bar, Company
from bot.ports import Lane
from bot.sample.transport import FileAnswer, file_session
from tests.insiders.build import Line, document
from tests.sources.clock import TestClock

ISSUER = 77
COMPANY = Company("EXPL", "Example Corp", cik=ISSUER)
NOON = datetime.fromisoformat("2025-03-31T16:00:00+00:00")


class FastClock(TestClock):
    """Six seconds pass in one: deadlines come without waiting long for them."""

    def monotonic(self) -> float:
        return time.monotonic() * 6


@dataclass
class Sec:
    """Lists by CIK and documents by accession; a gate can hold documents back, a fault can break everything."""

    lists: dict[int, list[tuple[str, str, str]]] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)
    facts: dict[int, tuple[float, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    fault: int | None = None
    held: frozenset[str] = frozenset()
    gate: threading.Event = field(default_factory=threading.Event)

    def file(
        self, accession: str, day: str, *lines: Line, form: str = "4", also: tuple[int, ...] = (), **more: object
    ) -> None:
        """Put a filing into the issuer's list (and its owners')."""
        body = document(*lines, form=form, **more)  # type: ignore[arg-type]
        head = f"<SEC-DOCUMENT>{accession}.txt\nACCESSION NUMBER:\t\t{accession}\nFILED AS OF DATE:\t\t{day.replace('-', '')}\n"
        self.documents[accession] = head.encode() + b"<XML>" + body + b"</XML>"
        for cik in (ISSUER, *also):
            self.lists.setdefault(cik, []).append((accession, form, day))

    def answer(self, request: PreparedRequest) -> FileAnswer | None:
        url = request.url or ""
        self.asked.append(url)
        if self.fault:
            return FileAnswer(b"down", self.fault)
        if found := re.search(r"/submissions/CIK(\d{10})\.json", url):
            return self._list(int(found[1]))
        if found := re.search(r"/companyfacts/CIK(\d{10})\.json", url):
            return self._facts(int(found[1]))
        accession = url.rsplit("/", 1)[1].removesuffix(".txt")
        if accession in self.held:
            self.gate.wait(20)
        body = self.documents.get(accession)
        return FileAnswer(body) if body else None

    def _list(self, cik: int) -> FileAnswer | None:
        if cik not in self.lists:
            return None
        rows = sorted(self.lists[cik], key=lambda row: row[2], reverse=True)
        recent = {
            "accessionNumber": [row[0] for row in rows], "form": [row[1] for row in rows], "filingDate": [row[2] for row in rows],
            "acceptanceDateTime": [f"{row[2]}T20:00:00.000Z" for row in rows], "items": ["" for _ in rows],
        }  # fmt: skip
        return FileAnswer(json.dumps({"name": "x", "filings": {"recent": recent, "files": []}}).encode())

    def _facts(self, cik: int) -> FileAnswer | None:
        if cik not in self.facts:
            return None
        shares, day = self.facts[cik]
        units = {"units": {"shares": [{"end": day, "val": shares, "filed": day}]}}
        return FileAnswer(json.dumps({"facts": {"dei": {"EntityCommonStockSharesOutstanding": units}}}).encode())

    def edgar(self, storage, clock: TestClock) -> Edgar:
        """The adapter on this wire."""
        client = EdgarClient(
            clock, agent="test", session=file_session(self.answer), bucket=TokenBucket(clock, rate=100_000)
        )
        return Edgar(client, clock, store=storage.cache, documents=storage.documents, rate=100_000, timeout=5)

    def count(self, part: str) -> int:
        """How many requests had this in their address."""
        return sum(part in url for url in self.asked)


class Closes:
    """A market that knows closes only."""

    def __init__(self, fault: Callable[[], None] | None = None) -> None:
        self._fault = fault

    def history(self, ticker: str, *, days: int, lane: Lane = Lane.PERSON) -> list[Bar]:  # noqa: ARG002 - the port's
        """Flat at 10 dollars."""
        if self._fault:
            self._fault()
        return [Bar(date(2025, 3, 31) - timedelta(days=back), 10.0) for back in range(days, -1, -1)]
