"""A form's rows by what a rule asks for, each index built once: a form may have thousands of rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property

from bot.insiders.filing import Bucket, Filing, NoteRef, Row

_Side = tuple[bool | None, float | None, Bucket]
"""Acquired or not, price and bucket."""
_Same = tuple[str, date | None, str, float | None]
"""Code, day, security and count."""
_Leg = tuple[str, date | None, float | None]
"""Code, day and count."""
_EXERCISED = frozenset("MX")


class Lookups:
    """Answers about one filing's rows, whatever their number, without walking them again."""

    def __init__(self, filing: Filing) -> None:
        self._rows = filing.rows

    def alike(self, code: str, row: Row) -> Collection[_Side]:
        """What rows of this code have that share the row's day, security and count."""
        return self._alike.get((code, row.day, row.security, row.shares), ())

    def other_leg(self, row: Row) -> Row | None:
        """
        The Table II leg of an exercise: the same day and share count, else the day's only one. Shares of a class that
        converts into another stand in Table II themselves: there the leg given up is the other one, of the same count.
        """
        if row.derivative:
            return self._given_up.get((row.code, row.day, row.shares)) if row.acquired else None
        same = self._legs.get((row.code, row.day, row.shares))
        legs = self._day_legs.get((row.code, row.day), [])
        return same or (legs[0] if len(legs) == 1 else None)

    def costing(self, day: date | None, worth: float, within: float) -> Row | None:
        """An exercise of the day whose price in US dollars comes to `worth`, give or take `within`."""
        costs = self._costs.get(day, [])
        place = bisect_left(costs, worth - within, key=lambda item: item[0])
        return costs[place][1] if place < len(costs) and costs[place][0] <= worth + within else None

    def telling(self, day: date | None, codes: Iterable[str]) -> Iterable[Row]:
        """The day's rows of these codes, one for each set of footnotes."""
        return (row for code in codes for row in self._telling.get((day, code), {}).values())

    def counts(self, code: str) -> Collection[float]:
        """The share counts of this code's rows."""
        return self._counts.get(code, ())

    @cached_property
    def options(self) -> bool:
        """Whether options were exercised: an exercise in Table II has a strike."""
        return any(row.derivative and row.code in _EXERCISED and row.strike for row in self._rows)

    @cached_property
    def _alike(self) -> dict[_Same, set[_Side]]:
        found: dict[_Same, set[_Side]] = {}
        for row in self._rows:
            key = row.code, row.day, row.security, row.shares
            found.setdefault(key, set()).add((row.acquired, row.price, row.bucket))
        return found

    @cached_property
    def _legs(self) -> dict[_Leg, Row]:
        found: dict[_Leg, Row] = {}
        for row in self._rows:
            if row.derivative:
                for count in (row.shares, row.underlying_shares):
                    found.setdefault((row.code, row.day, count), row)
        return found

    @cached_property
    def _day_legs(self) -> dict[tuple[str, date | None], list[Row]]:
        found: dict[tuple[str, date | None], list[Row]] = {}
        for row in self._rows:
            if row.derivative:
                found.setdefault((row.code, row.day), []).append(row)
        return found

    @cached_property
    def _given_up(self) -> dict[_Leg, Row]:
        return {
            (row.code, row.day, count): row
            for row in reversed(self._rows)
            if row.derivative and row.acquired is False
            for count in (row.shares, row.underlying_shares)
        }

    @cached_property
    def _costs(self) -> dict[date | None, list[tuple[float, Row]]]:
        found: dict[date | None, list[tuple[float, Row]]] = {}
        for row in self._rows:
            if row.code in _EXERCISED and row.acquired and row.shares and row.price:
                found.setdefault(row.day, []).append((row.shares * row.price, row))
        return {day: sorted(costs, key=lambda item: item[0]) for day, costs in found.items()}

    @cached_property
    def _telling(self) -> dict[tuple[date | None, str], dict[tuple[NoteRef, ...], Row]]:
        found: dict[tuple[date | None, str], dict[tuple[NoteRef, ...], Row]] = {}
        for row in self._rows:
            found.setdefault((row.day, row.code), {}).setdefault(row.notes, row)
        return found

    @cached_property
    def _counts(self) -> dict[str, set[float]]:
        found: dict[str, set[float]] = {}
        for row in self._rows:
            if row.shares is not None:
                found.setdefault(row.code, set()).add(row.shares)
        return found
