"""Followed 8-K items of a company, newest first, from EDGAR's list alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from bot.errors import NotFoundAtSource
from bot.model import Company, FilingRef
from bot.ports import Filings
from bot.research.reported import recent_items

ALLO = Company("ALLO", "Allogene Therapeutics, Inc.", cik=1737287)


class Listed:
    """EDGAR's list of one company, as given."""

    def __init__(self, *refs: FilingRef, known: bool = True) -> None:
        self.refs = refs
        self.known = known

    def list(self, *_: object, **__: object) -> Sequence[FilingRef]:
        if not self.known:
            raise NotFoundAtSource(source="SEC EDGAR")
        return self.refs


def filed(day: int, *items: str) -> FilingRef:
    return FilingRef(f"0001737287-26-{day:06}", "8-K", date(2026, 4, day), None, f"https://sec.example/{day}", 1, items)


def ask(listed: Listed, company: Company = ALLO) -> list[Any]:
    found = recent_items(cast("Filings", listed), company, date(2026, 4, 5))
    return [(row.filed.day, row.item, row.meaning, row.url) for row in found]


def test_followed_items_come_newest_first_without_exhibits_and_older_filings():
    """Item 9.01 (exhibits) is no event, and what was filed before the asked day is left out."""
    assert ask(Listed(filed(4, "1.01"), filed(6, "5.02"), filed(9, "2.02", "9.01"))) == [
        (9, "2.02", "results", "https://sec.example/9"),
        (6, "5.02", "change of directors or officers", "https://sec.example/6"),
    ]


def test_a_company_that_files_nothing_has_none():
    """Neither a name without a CIK nor one that EDGAR does not hold is an error."""
    assert ask(Listed(filed(9, "2.02")), Company("XXXX", "Somewhere plc")) == []
    assert ask(Listed(known=False)) == []
