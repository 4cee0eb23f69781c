"""Awards: who was granted what, at which strike, vesting how; and totals that can be set against shares outstanding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.insiders.events import Event, Line
from bot.insiders.language import read_note
from bot.model import InsiderClass

_VESTING = re.compile(r"\bvest(?:s|ed|ing)?\b|\bexercisable\b|\bscheduled to settle\b")
_SCHEDULE = re.compile(
    r"\b20\d\d\b|\binstal+ments?\b|\banniversar|\b(?:monthly|quarterly|annual(?:ly)?|ratabl[ey]|fully|immediately)\b|%|\bearlier\s+of\b"
)
HEADLINE = frozenset(["option", "rsu", "psu", "stock", "deferred"])
"""Dividend equivalents are automatic and trivial, and what was earned was granted before: no part of a total."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One award to one owner."""

    owner: str
    title: str
    day: date
    kind: str
    """"option", "rsu", "psu", "stock", "deferred"."""
    shares: float | None
    strike: float | None
    """US dollars, options only; None where the filing gives none in that currency."""
    expires: date | None
    vesting: str
    """The filing's own words; empty where it gives none."""
    url: str
    who: frozenset[int | str]


@dataclass(frozen=True, slots=True)
class GrantTotals:
    """What was granted over some events, dividend equivalents left out."""

    grants: tuple[Grant, ...]
    shares: float | None
    """All kinds together; None where one award's count is unknown."""
    known_shares: float
    """What the awards with a known count add up to."""
    by_kind: tuple[tuple[str, float], ...]
    owners: int

    @property
    def counted(self) -> int:
        """How many owners have an award whose count is known."""
        return len({grant.who for grant in self.grants if grant.shares is not None})

    def percent_of(self, outstanding: float | None) -> float | None:
        """Of the shares outstanding, 0 to 100; None where either is unknown."""
        if not outstanding or not self.known_shares:
            return None
        return self.known_shares / outstanding * 100


def grants(events: Sequence[Event]) -> tuple[Grant, ...]:
    """Every award that belongs in a headline, newest and largest first."""
    found = [
        grant
        for event in events
        if event.summary.kind is InsiderClass.GRANT and event.grant in HEADLINE
        for grant in _grants(event)
    ]
    return tuple(sorted(found, key=lambda grant: (grant.day, grant.shares or 0.0), reverse=True))


def total(awards: Sequence[Grant]) -> GrantTotals:
    """Add up; an unknown count makes the sum unknown but leaves the known part."""
    by_kind: dict[str, float] = {}
    for award in awards:
        by_kind[award.kind] = by_kind.get(award.kind, 0.0) + (award.shares or 0.0)
    known = sum(by_kind.values())
    return GrantTotals(
        grants=tuple(awards),
        shares=known if all(award.shares is not None for award in awards) else None,
        known_shares=known,
        by_kind=tuple(sorted(by_kind.items(), key=lambda item: -item[1])),
        owners=len({award.who for award in awards}),
    )


def _grants(event: Event) -> list[Grant]:
    """One for each strike: options of one day may have several."""
    by_strike: dict[float | None, list[Line]] = {}
    for line in event.lines:
        strike = None if "foreign_currency" in line.row.tags else line.row.row.strike
        by_strike.setdefault(strike or None, []).append(line)
    return [_grant(event, lines, strike) for strike, lines in by_strike.items()]


def _grant(event: Event, lines: Sequence[Line], strike: float | None) -> Grant:
    rows = [line.row.row for line in lines]
    shares = [row.shares for row in rows if row.shares is not None]
    return Grant(
        owner=", ".join(event.summary.owners),
        title=event.summary.title,
        day=event.summary.day,
        kind=event.grant,
        shares=sum(shares) if len(shares) == len(rows) else None,
        strike=strike,
        expires=next((row.expires for row in rows if row.expires), None),
        vesting=_vesting(lines),
        url=event.summary.urls[0] if event.summary.urls else "",
        who=event.who,
    )


def _vesting(lines: Sequence[Line]) -> str:
    """The first footnote sentence that says when the award vests, else the first that speaks of vesting."""
    said = [
        (not _SCHEDULE.search(sentence.text), note.quote(sentence.start, sentence.start + len(sentence.text), 240))
        for line in lines
        for ref in line.row.row.notes
        for note in (read_note(ref.id, line.filing.footnotes.get(ref.id, "")),)
        for sentence in note.sentences
        if _VESTING.search(sentence.text)
    ]
    return min(said, key=lambda item: item[0])[1] if said else ""
