"""
Public calendars: ClinicalTrials.gov primary completions, FDA advisory committees, dates in recent 8-K releases.

Each is one adapter with its own cache and breaker; `Calendars` asks them all, and one that is down blocks no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.calendars.all import AllCalendars
    from bot.ports import CacheStore, Clock, Filings

__all__ = ["live_calendars", "sample_calendars"]

TRIALS_URL = "https://clinicaltrials.gov"
FDA_URL = "https://www.fda.gov"


def live_calendars(
    store: CacheStore | None,
    clock: Clock,
    *,
    contact: str = "",
    filings: Filings | None = None,
    trials_url: str = TRIALS_URL,
    fda_url: str = FDA_URL,
    timeout: float = 8.0,
) -> AllCalendars:
    """
    The network. `contact` goes into the User-Agent where it is set; without `filings` no 8-K is read.
    """
    from bot.calendars.all import AllCalendars
    from bot.calendars.client import JsonClient
    from bot.calendars.fda import AdvisoryCommittees
    from bot.calendars.releases import Releases
    from bot.calendars.trials import Trials

    return AllCalendars(
        [
            Trials(
                JsonClient(clock, source="ClinicalTrials.gov", contact=contact, timeout=timeout),
                clock,
                store,
                trials_url,
            ),
            AdvisoryCommittees(
                JsonClient(clock, source="FDA", contact=contact, timeout=timeout), clock, store, fda_url
            ),
            *([Releases(filings, clock)] if filings is not None else []),
        ]
    )


def sample_calendars(store: CacheStore | None, clock: Clock, *, filings: Filings | None = None) -> AllCalendars:
    """The small sample that ships with deskbot, read by the same adapters and marked as sample data."""
    from bot.calendars.sample import sample_calendars as make

    return make(store, clock, filings=filings)
