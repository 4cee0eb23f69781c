"""
Holdings around each transaction, within one ownership bucket (same table, security, direct or indirect, same vehicle).

There is no single "remaining shares" on a form with several buckets; a share of a holding means its own bucket only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.insiders.filing import Bucket, Filing, Row


@dataclass(frozen=True, slots=True)
class Balance:
    """Shares in the bucket before and after one transaction."""

    before: float
    after: float


def balances(filing: Filing) -> Mapping[int, Balance]:
    """By row index, where the form gives shares, side and the balance after; impossible ones are left out."""
    buckets: dict[Bucket, list[Row]] = {}
    for row in filing.rows:
        if row.shares is not None and row.acquired is not None and row.post_shares is not None:
            buckets.setdefault(row.bucket, []).append(row)
    found: dict[int, Balance] = {}
    for rows in buckets.values():
        for row, balance in zip(rows, _around(rows), strict=True):
            if row.index is not None and balance.before >= 0 and balance.after >= 0:
                found[row.index] = balance
    return found


def _around(rows: Sequence[Row]) -> list[Balance]:
    """Filers give a running balance, or the closing balance on every line; the second is unrolled backwards."""
    moves = [_move(row) for row in rows]
    after = [row.post_shares or 0.0 for row in rows]
    if len(rows) > 1 and len(set(after)) == 1 and any(moves):
        closing = after[0]
        unrolled: list[Balance] = []
        for move in reversed(moves):
            unrolled.append(Balance(closing - move, closing))
            closing -= move
        return unrolled[::-1]
    return [Balance(post - move, post) for post, move in zip(after, moves, strict=True)]


def _move(row: Row) -> float:
    shares = row.shares or 0.0
    return shares if row.acquired else -shares


def settles(row: Row, previous: Row | None, *, alone: bool) -> bool | None:
    """
    What the balances say about a row whose code and A/D disagree: True it was acquired, False disposed, None unsettled.

    `previous` is the line before it in the same bucket, `alone` says that there is no other line. One balance alone
    proves nothing, but for a holding that is smaller than what was said to be acquired.
    """
    if row.shares is None or row.post_shares is None or not row.shares:
        return None
    if previous is not None and previous.post_shares is not None:
        change = row.post_shares - previous.post_shares
        if abs(abs(change) - row.shares) <= max(1.0, row.shares * 0.001):
            return change > 0
        return None
    return False if alone and row.post_shares + 0.5 < row.shares else None
