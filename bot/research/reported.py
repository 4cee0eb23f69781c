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
        "1.03": "bankruptcy or receivership",
        "4.02": "earlier financial statements withdrawn",
        "3.01": "delisting or listing-rule notice",
        "5.01": "change of control",
        "2.01": "acquisition or sale of assets completed",
        "1.02": "material agreement ended",
        "2.02": "results",
        "1.01": "material agreement signed",
        "3.02": "unregistered sale of shares",
        "2.04": "debt due early",
        "2.05": "restructuring or exit costs",
        "2.06": "material impairment",
        "1.05": "cybersecurity incident",
        "4.01": "change of auditor",
        "5.02": "change of directors or officers",
        "8.01": "other event",
        "7.01": "Regulation FD disclosure",
        "5.07": "shareholder vote",
    }
)
"""8-K items a desk follows, with words for a card, the weightiest first (SEC Form 8-K; facts/catalysts.md, 7)."""
_RANKS = MappingProxyType({item: rank for rank, item in enumerate(MEANINGS)})


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

    @property
    def rank(self) -> int:
        """0 is the weightiest."""
        return _RANKS.get(self.item, len(_RANKS))


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
