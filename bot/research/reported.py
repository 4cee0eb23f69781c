"""What a company reported in recent 8-K filings, by item: past events, for "what changed". No document is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from bot.errors import NotFoundAtSource
from bot.model import Company
from bot.ports import Filings, Lane

MEANINGS = MappingProxyType(
    {
        "1.01": "material agreement signed",
        "2.02": "results",
        "5.02": "change of directors or officers",
        "5.07": "shareholder vote",
        "7.01": "Regulation FD disclosure",
        "8.01": "other event",
    }
)
"""8-K items a desk follows, with words for a card (facts/catalysts.md, 7)."""


@dataclass(frozen=True, slots=True)
class RecentItem:
    """One followed item of one 8-K."""

    filed: date
    """The filing day as EDGAR lists it (Eastern)."""
    item: str
    meaning: str
    url: str
    """The complete submission text."""
    accepted: datetime | None = None
    """When EDGAR took it (UTC)."""


def recent_items(
    filings: Filings, company: Company, since: date, *, lane: Lane = Lane.SCHEDULED
) -> Sequence[RecentItem]:
    """Followed items filed on or after `since`, newest first; none without a CIK. Raises `SourceError`."""
    if company.cik is None:
        return []
    try:
        refs = filings.list(company.cik, forms=("8-K", "8-K/A"), since=since, lane=lane)
    except NotFoundAtSource:
        return []
    return [
        RecentItem(ref.filed, item, MEANINGS[item], ref.url, ref.accepted)
        for ref in sorted(refs, key=lambda ref: ref.filed, reverse=True)
        for item in ref.items
        if item in MEANINGS and ref.filed >= since
    ]
