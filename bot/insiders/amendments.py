"""
Amendments: a 4/A takes the place of its original, found by the original's filing date and the owners' CIKs.

A restated line replaces its counterpart; an amendment that restates only some lines leaves the others standing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.insiders.filing import Filing, Row
from bot.insiders.people import identities

_ADDS = re.compile(
    r"\bomit\w*|\bomission|\b(?:not|never)\s+(?:\w+\s+)?(?:reported|included|disclosed)\b|"
    r"\b(?:failed|neglected)\s+to\s+(?:report|include|disclose)\b",
    re.IGNORECASE,
)
"""An amendment that only brings what its original left out."""


@dataclass(frozen=True, slots=True)
class Amended:
    """Filings with superseded lines taken out, and what was taken out by whom."""

    filings: tuple[Filing, ...]
    notes: tuple[str, ...]


def supersede(filings: Sequence[Filing]) -> Amended:
    """Apply every amendment, oldest first; each accession counts once."""
    standing = {(filing.accession or str(number)): filing for number, filing in enumerate(filings)}
    notes: list[str] = []
    together: dict[str, list[str]] = {}
    for key in sorted(
        (key for key, filing in standing.items() if filing.amendment), key=lambda key: _when(standing[key])
    ):
        amendment = standing[key]
        target = _original(amendment, [item for item in standing.items() if item[0] != key])
        if target is None:
            continue
        parts = together.get(target, [target])
        original = replace(standing[target], rows=tuple(row for part in parts for row in standing[part].rows))
        if _adds(original, amendment):
            continue
        kept = _kept(original, amendment)
        if len(kept) == len(original.rows) and original.rows:
            continue
        stays = set(map(id, kept))
        for member in parts:
            rows = tuple(row for row in standing[member].rows if id(row) in stays)
            standing[member] = replace(standing[member], rows=rows)
        if kept:
            whole = [*parts, key]
            for member in whole:
                together[member] = whole
        part = "" if not kept else f" in part ({len(original.rows) - len(kept)} of {len(original.rows)} lines)"
        notes.append(f"{amendment.form} of {_said(amendment)} replaces the {original.form} of {_said(original)}{part}")
    return Amended(tuple(filing for filing in standing.values() if filing.rows or filing.holdings), tuple(notes))


def _said(filing: Filing) -> str:
    day = filing.filed or filing.period
    return f"{day.day} {day:%b %Y}" if day else "an unknown date"


def _when(filing: Filing) -> tuple[date, str]:
    return (filing.filed or filing.original_day or filing.period or date.min, filing.accession)


def _original(amendment: Filing, others: Sequence[tuple[str, Filing]]) -> str | None:
    """The filing it amends: same issuer, an owner in common, filed on the named day; most lines in common wins."""
    owners = set(identities(amendment))
    best: tuple[int, int, str] | None = None
    for key, other in others:
        if (
            other.issuer_cik != amendment.issuer_cik
            or not owners & set(identities(other))
            or _when(other)[0] > _when(amendment)[0]
        ):
            continue
        if other.form.removesuffix("/A") != amendment.form.removesuffix("/A"):
            continue
        named = _filed_on(other, amendment.original_day)
        if not named and not (other.period is not None and other.period == amendment.period):
            continue
        if other.amendment and _when(other) >= _when(amendment):
            continue
        alike = Counter((row.day, row.code) for row in other.rows) & Counter(
            (row.day, row.code) for row in amendment.rows
        )
        shared = 2 * sum((_lines(other) & _lines(amendment)).values()) + sum(alike.values()) + (1 if named else 0)
        same = sum((_figures(other.rows) & _figures(amendment.rows)).values())
        alike_to_the_share = len(_balances(other) & _balances(amendment))
        found = shared + same, alike_to_the_share, key
        if found[0] and (best is None or found[:2] > best[:2]):
            best = found
    return best[2] if best else None


def _filed_on(filing: Filing, day: date | None) -> bool:
    """True where it was filed on this day; where the filing date is unknown, where it may have been."""
    if day is None:
        return False
    if filing.filed is not None:
        return filing.filed == day
    return filing.period is not None and filing.period <= day <= filing.period + timedelta(days=7)


def _line(row: Row) -> tuple[bool, str, date | None, str]:
    return (row.derivative, row.security.casefold(), row.day, row.code)


def _lines(filing: Filing) -> Counter[tuple[bool, str, date | None, str]]:
    return Counter(_line(row) for row in filing.rows)


def _figures(rows: Sequence[Row]) -> Counter[tuple[bool, str, float, float]]:
    """What stays where only the day or the title was wrong: code, shares and price."""
    return Counter((row.derivative, row.code, row.shares, row.price) for row in rows if row.shares and row.price)


def _balances(filing: Filing, *, code: bool = True) -> set[tuple[date | None, str, float | None, float]]:
    """What tells apart the forms over which one day's fills were split; without the code, a line whose code was wrong."""
    return {
        (row.day, row.code if code else f"{row.derivative} {row.security.casefold()}", row.shares, row.post_shares)
        for row in filing.rows
        if row.post_shares is not None
    }


def _adds(original: Filing, amendment: Filing) -> bool:
    """True where it says that it reports what was left out, and restates nothing."""
    if _lines(original) & _lines(amendment) or _figures(original.rows) & _figures(amendment.rows):
        return False
    return any(_ADDS.search(text) for text in (amendment.remarks, *amendment.footnotes.values()))


def _corrected(original: Filing, amendment: Filing) -> frozenset[int]:
    """
    The lines that an amendment of fewer lines corrects one by one: each has one counterpart with its price but another
    count, or its count but another price. Empty where it repeats a line unchanged, adds lines up, or drops a doubled one.
    """
    if not amendment.rows or len(amendment.rows) >= len(original.rows):
        return frozenset()
    found: set[int] = set()
    for row in amendment.rows:
        alike = [other for other in original.rows if _line(other) == _line(row)]
        near = [other for other in alike if (other.shares == row.shares) is not (other.price == row.price)]
        if len(near) != 1 or not row.price or not row.shares or id(near[0]) in found:
            return frozenset()
        if len(alike) > 1 and sum(other.shares or 0.0 for other in alike) == row.shares:
            return frozenset()
        found.add(id(near[0]))
    return frozenset(found)


def _kept(original: Filing, amendment: Filing) -> tuple[Row, ...]:
    """Lines of the original that the amendment does not restate; none where it restates the form."""
    single = _corrected(original, amendment)
    if single:
        return tuple(row for row in original.rows if id(row) not in single)
    restated, before = _lines(amendment), _lines(original)
    if len(amendment.rows) >= len(original.rows) or set(before) <= set(restated):
        return ()
    recoded = _balances(amendment, code=False)
    moved = _figures([row for row in amendment.rows if _line(row) not in before])
    kept = []
    for row in original.rows:
        figures = _figures([row])
        if _line(row) in restated or _balances(replace(original, rows=(row,)), code=False) & recoded:
            continue
        if figures and figures <= moved:
            moved -= figures
            continue
        kept.append(row)
    return tuple(kept)
