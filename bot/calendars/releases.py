"""
Dates that a company gives in its recent 8-K press releases (items 2.02, 7.01 and 8.01), read by `bot.catalysts`.

The filing is the source and its filing day the reference date; what comes out are the company's own words (tier B).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.errors import NotFoundAtSource, SourceError
from bot.model import Catalyst, Company, FilingRef, Source, SourceHealth
from bot.ports import Clock, Filings, Lane

NAME = "SEC EDGAR 8-K"
ITEMS = frozenset({"2.02", "7.01", "8.01"})
"""Results, Regulation FD, other events: where press releases are filed."""
LOOK_BACK = timedelta(days=60)
MAX_FILINGS = 2
MAX_TEXT = 60_000
"""Characters of a release that are read; what follows is tables and boilerplate."""
_DOCUMENT = re.compile(r"<DOCUMENT>(.*?)</DOCUMENT>", re.DOTALL)
_TYPE = re.compile(r"<TYPE>\s*([^\s<]+)")
_BODY = re.compile(r"<TEXT>(.*?)(?:</TEXT>|$)", re.DOTALL)
_HIDDEN = re.compile(r"<(script|style|head)\b", re.IGNORECASE)
_CLOSING = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "head")}
_BREAK = re.compile(r"</(?:p|div|tr|li|h[1-6]|table)\s*>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BOILERPLATE = re.compile(
    r"\n[^\n]{0,80}(?:forward[- ]looking\s+statements?|cautionary\s+(?:note|statement)|safe\s+harbou?r)", re.IGNORECASE
)


class Releases:
    """8-K exhibits through `bot.ports.Filings`; its cache keeps texts for ever, so a filing is fetched once."""

    name = NAME

    def __init__(self, filings: Filings, clock: Clock) -> None:
        self._filings = filings
        self._clock = clock

    def catalysts(self, company: Company, *, since: date, lane: Lane = Lane.SCHEDULED) -> Sequence[Catalyst]:
        """Catalysts that the newest releases announce for days on or after `since`, the newest word first."""
        if company.cik is None:
            return []
        try:
            refs = self._filings.list(company.cik, forms=("8-K", "8-K/A"), since=since - LOOK_BACK, lane=lane)
        except NotFoundAtSource:
            return []
        rows: list[Catalyst] = []
        for ref in [ref for ref in refs if ITEMS.intersection(ref.items)][:MAX_FILINGS]:
            try:
                content = self._filings.document(ref, lane=lane)
            except NotFoundAtSource:
                continue
            except SourceError:
                if rows:
                    break
                raise
            newer = tuple(rows)
            for row in read(ref, content, company, self._clock, self._year_end(company.cik, lane)):
                if _open(row, since) and not _known(row, newer) and not _repeats(row, rows):
                    rows.append(row)
        return rows

    def _year_end(self, cik: int, lane: Lane) -> str | None:
        """From the SEC's list, which is at hand here; a fiscal quarter stays without days where it does not say."""
        try:
            return self._filings.fiscal_year_end(cik, lane=lane)
        except SourceError:
            return None

    def health(self) -> Sequence[SourceHealth]:
        """None of its own: EDGAR tells its own."""
        return []


def read(
    ref: FilingRef, content: bytes, company: Company, clock: Clock, year_end: str | None = None
) -> Iterator[Catalyst]:
    """The dated catalysts of one submission's exhibits 99."""
    from bot.catalysts import parse, to_catalyst

    sample = ref.accession.startswith("0000000000")
    source = Source(NAME, ref.url, ref.accepted or clock.now(), sample=sample)
    for text in exhibits(content.decode("utf-8", errors="replace")):
        for candidate in parse(text, ref.filed, ticker=company.ticker, fiscal_year_end=year_end):
            yield to_catalyst(candidate, ticker=company.ticker, source=source, cik=company.cik)


def exhibits(submission: str) -> Iterator[str]:
    """The plain text of every EX-99 document of a complete submission, cut before the forward-looking boilerplate."""
    for document in _DOCUMENT.finditer(submission):
        kind = _TYPE.search(document[1])
        body = _BODY.search(document[1])
        if kind is None or body is None or not kind[1].upper().startswith("EX-99"):
            continue
        text = plain(body[1])
        end = _BOILERPLATE.search(text, min(len(text), LEAST_TEXT))
        yield text[: end.start() if end else MAX_TEXT][:MAX_TEXT]


LEAST_TEXT = 600
"""A release begins with its news; a heading before this many characters is not the boilerplate."""


def plain(markup: str) -> str:
    """HTML of a filing as lines of text. No parser: these are the SEC's own wrappers around simple pages."""
    text = _shown(markup[: 4 * MAX_TEXT * 4])
    text = html.unescape(_TAG.sub(" ", _BREAK.sub("\n\n", text)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _shown(markup: str) -> str:
    """The markup without scripts, styles and the head; an opening that nothing closes hides nothing."""
    pieces, place, unclosed = [], 0, set[str]()
    for opening in _HIDDEN.finditer(markup):
        name = opening[1].lower()
        if opening.start() < place or name in unclosed:
            continue
        closing = _CLOSING[name].search(markup, opening.end())
        if closing is None:
            unclosed.add(name)
            continue
        pieces.append(markup[place : opening.start()])
        place = closing.end()
    return " ".join((*pieces, markup[place:]))


def _open(row: Catalyst, since: date) -> bool:
    return row.window.end is None or row.window.end >= since


def _known(row: Catalyst, rows: Sequence[Catalyst]) -> bool:
    """Whether a newer release says the same kind for the same asset; the newest word counts."""
    return any(other.kind == row.kind and (other.asset == row.asset or not row.asset) for other in rows)


def _repeats(row: Catalyst, rows: Sequence[Catalyst]) -> bool:
    """Whether a release says again, for overlapping days, what was read already."""
    return any(_known(row, [other]) and row.window.overlaps(other.window) for other in rows)
