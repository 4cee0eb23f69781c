"""Sample mode's calendars: a few invented records in the real shape, read by the network's own code."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from requests import PreparedRequest

from bot.calendars.all import AllCalendars
from bot.calendars.client import JsonClient
from bot.calendars.fda import PATH, AdvisoryCommittees
from bot.calendars.releases import Releases
from bot.calendars.trials import Trials
from bot.ports import CacheStore, Clock, Filings
from bot.sample import SAMPLE_DIR, SAMPLE_START
from bot.sample.transport import FileAnswer, file_session

FILES = SAMPLE_DIR / "calendars"
HOST = "https://sample.deskbot.example"
"""A reserved host: a sample record's link leads nowhere, and never to somebody's real trial."""
_NONE = FileAnswer(b'{"studies": []}')


def sample_calendars(store: CacheStore | None, clock: Clock, *, filings: Filings | None = None) -> AllCalendars:
    """Trials and committee meetings from the shipped files; 8-K releases where sample filings are given."""
    session = file_session(answer)
    return AllCalendars(
        [
            Trials(
                JsonClient(clock, source="ClinicalTrials.gov", session=session), clock, store, HOST,
                sample=True, recorded=SAMPLE_START,
            ),
            AdvisoryCommittees(
                JsonClient(clock, source="FDA", session=session), clock, store, HOST, sample=True, recorded=SAMPLE_START
            ),
            *([Releases(filings, clock)] if filings is not None else []),
        ]
    )  # fmt: skip


def answer(request: PreparedRequest) -> FileAnswer | None:
    """The file that answers an address: trials by the sponsor's first word, the FDA's list, else 404."""
    url = urlsplit(request.url or "")
    if url.path == PATH:
        return FileAnswer(FILES / "adcomm.json")
    if url.path == "/api/v2/studies":
        sponsor = parse_qs(url.query).get("query.spons", [""])[0].split(" ")[0]
        path = FILES / "trials" / f"{sponsor}.json"
        return FileAnswer(path) if sponsor.isalnum() and path.is_file() else _NONE
    return None
