"""Watchlists: short, empty, of 500 names, with hostile company names."""

from __future__ import annotations

from datetime import timedelta

from bot.cards.showcase.texts import HOSTILE, NOW, RIGHT_TO_LEFT
from bot.model import Company
from bot.ports import WatchEntry

ALLO = Company("ALLO", "Allogene Therapeutics, Inc.")
CLLS = Company("CLLS", "Cellectis S.A.")
XBI = Company("XBI", "SPDR S&P Biotech ETF", verified=False)
PM, ANALYST = "U0DESKPM001", "U0ANALYST01"


def entry(ticker: str, user: str = PM, *, minutes: int = 5) -> WatchEntry:
    """Added some minutes ago."""
    return WatchEntry(ticker, user, NOW - timedelta(minutes=minutes))


SHORT = (entry("ALLO"), entry("CLLS", ANALYST, minutes=4_000))
LONG = tuple(entry(f"T{index:03}", minutes=index * 90) for index in range(500))
NAMES = {
    "ALLO": ALLO.name,
    "CLLS": CLLS.name,
    **{row.ticker: f"Company number {index} of a long list" for index, row in enumerate(LONG)},
}
STRANGE = {"ALLO": HOSTILE, "CLLS": RIGHT_TO_LEFT}
REFUSED = tuple(f"No listed company has the ticker {HOSTILE[:20]}{index}." for index in range(14))
