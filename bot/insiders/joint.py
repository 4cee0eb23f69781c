"""
One trade told several times: a fund files its sale, its director files the same shares as held indirectly.

The same shares count once, on two forms and on one. Two funds with the same figures that each hold directly (or each
indirectly) stay two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.insiders.filing import Filing, Owner, Row
from bot.insiders.people import identities, identity

_TRADES = frozenset("PSCJX")
"""Awards and withholding of two people may be equal to the share; trades with equal balances are the same trade."""

_Key = tuple[int | None, date | None, str, bool, float | None, float | None, float | None]


def merge_joint(filings: Sequence[Filing]) -> tuple[Filing, ...]:
    """Take repeated lines out of the later filings and add their owners to the filing that keeps the lines."""
    kept: list[Filing] = []
    seen: dict[_Key, list[int]] = {}
    for filing in sorted(filings, key=_order):
        filing = _once(filing)  # noqa: PLW2901
        twins = {row.index: twin for row in filing.rows if (twin := _twin(filing, row, kept, seen)) is not None}
        for position in set(twins.values()):
            kept[position] = replace(kept[position], owners=_joined(kept[position].owners, filing.owners))
        if twins:
            filing = replace(filing, rows=tuple(row for row in filing.rows if row.index not in twins))  # noqa: PLW2901
        if not filing.rows and twins:
            continue
        for row in filing.rows:
            if row.code in _TRADES:
                seen.setdefault(_key(filing, row), []).append(len(kept))
        kept.append(filing)
    return tuple(kept)


def _once(filing: Filing) -> Filing:
    """Leave out a joint form's indirect line that tells a direct one again: the same trade, the same balance after it."""
    if len(filing.owners) < 2 or len({row.direct for row in filing.rows}) < 2:
        return filing
    direct = {_whole(filing, row) for row in filing.rows if row.direct and _telling(row)}
    rows = tuple(
        row for row in filing.rows if row.direct is not False or not _telling(row) or _whole(filing, row) not in direct
    )
    return replace(filing, rows=rows) if len(rows) < len(filing.rows) else filing


def _whole(filing: Filing, row: Row) -> tuple[_Key, str, bool | None]:
    return (_key(filing, row), row.security.casefold(), row.acquired)


def _telling(row: Row) -> bool:
    return row.code in _TRADES and bool(row.shares) and row.post_shares is not None


def _order(filing: Filing) -> tuple[int, str, str]:
    """People who run the company first, so that a trade stands under their name."""
    insider = any(owner.officer or owner.director for owner in filing.owners)
    return (0 if insider else 1, str(filing.filed or filing.period or ""), filing.accession)


def _key(filing: Filing, row: Row) -> _Key:
    return (filing.issuer_cik, row.day, row.code, row.derivative, row.shares, row.price, row.post_shares)


def _twin(filing: Filing, row: Row, kept: Sequence[Filing], seen: dict[_Key, list[int]]) -> int | None:
    if row.code not in _TRADES or row.shares is None or row.post_shares is None:
        return None
    for position in seen.get(_key(filing, row), ()):
        other = kept[position]
        if set(identities(other)) & set(identities(filing)):
            continue
        match = next((item for item in other.rows if _key(other, item) == _key(filing, row)), None)
        if match is not None and (match.direct is False or row.direct is False):
            return position
    return None


def _joined(first: tuple[Owner, ...], more: tuple[Owner, ...]) -> tuple[Owner, ...]:
    known = {identity(owner) for owner in first}
    return (*first, *(owner for owner in more if identity(owner) not in known))
