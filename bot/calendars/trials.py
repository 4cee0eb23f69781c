"""
ClinicalTrials.gov v2: when a company's trials end their data collection for the primary outcome.

A primary completion is no readout: results come one to six months later (facts/catalysts.md, 7). So it is tier C, and never
"topline data"; the words of its kind say that.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from bot.calendars.source import JsonCalendar
from bot.errors import BadData
from bot.model import Catalyst, Company, Precision, Source, Window
from bot.ports import Lane
from bot.tickers import normalise_name
from bot.tickers.words import DESCRIPTORS

NAME = "ClinicalTrials.gov"
TTL = timedelta(hours=24)
PAGE_SIZE = 100
MAX_PAGES = 5
"""The largest sponsors have some hundred open trials; what follows is left out."""
OPEN_STATES = "RECRUITING|NOT_YET_RECRUITING|ACTIVE_NOT_RECRUITING|ENROLLING_BY_INVITATION"
FIELDS = (
    "protocolSection.identificationModule.nctId|protocolSection.identificationModule.briefTitle|"
    "protocolSection.statusModule|protocolSection.sponsorCollaboratorsModule|protocolSection.designModule.phases"
)
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_PHASES = {
    "EARLY_PHASE1": "early Phase 1",
    "PHASE1": "Phase 1",
    "PHASE2": "Phase 2",
    "PHASE3": "Phase 3",
    "PHASE4": "Phase 4",
}
MAX_TITLE = 120


class Trials(JsonCalendar):
    """Primary completion dates by sponsor name. Thread-safe."""

    name = NAME
    rate = 2.0
    workers = 2

    def catalysts(self, company: Company, *, since: date, lane: Lane = Lane.SCHEDULED) -> Sequence[Catalyst]:
        """Expected primary completions of trials this company leads, on or after `since`. Raises `SourceError`."""
        sponsor = sponsor_words(company.name)
        if not sponsor:
            return []
        month = since.replace(day=1)
        got = self._cache.get("trials", f"{sponsor} {month}", TTL, lambda: self._fetch(sponsor, month), lane=lane)
        fetched = self._recorded or got.fetched_at
        rows = []
        for study in json.loads(got.value):
            url = f"{self._base}/study/{study['nct']}"
            source = Source(NAME, url, fetched, stale=got.stale, sample=self._sample)
            row = completion(study, company, source)
            if row is not None and row.window.end is not None and row.window.end >= since:
                rows.append(row)
        return rows

    def _fetch(self, sponsor: str, month: date) -> str:
        """Every open trial of this sponsor, reduced. A month counts as its first day, so the range begins there."""
        rows: list[dict[str, Any]] = []
        token = ""
        for _page in range(MAX_PAGES):
            answer = self._page(sponsor, month, token)
            studies = answer.get("studies")
            if not isinstance(studies, list):
                raise BadData("ClinicalTrials.gov answered in a form that cannot be read.", source=NAME)
            rows.extend(reduced for study in studies if (reduced := reduce_study(study)))
            token = str(answer.get("nextPageToken") or "")
            if not token:
                break
        return json.dumps(rows)

    def _page(self, sponsor: str, month: date, token: str) -> dict[str, Any]:
        parameters = {
            "query.spons": sponsor,
            "filter.overallStatus": OPEN_STATES,
            "filter.advanced": f"AREA[PrimaryCompletionDate]RANGE[{month:%Y-%m-%d},MAX]",
            "fields": FIELDS,
            "pageSize": str(PAGE_SIZE),
            "format": "json",
        }
        if token:
            parameters["pageToken"] = token
        body = self._client.get(f"{self._base}/api/v2/studies", parameters)
        try:
            answer = json.loads(body)
        except ValueError:
            raise BadData("ClinicalTrials.gov answered with something that is no JSON.", source=NAME) from None
        if not isinstance(answer, dict):
            raise BadData("ClinicalTrials.gov answered in a form that cannot be read.", source=NAME)
        return answer


def sponsor_words(name: str) -> str:
    """A company's name as a sponsor writes it: without legal form, and without what the SEC adds."""
    return normalise_name(name)


def reduce_study(study: object) -> dict[str, Any] | None:
    """What deskbot keeps of a v2 record; None for one without an id or a primary completion date."""
    section = study.get("protocolSection") if isinstance(study, dict) else None
    if not isinstance(section, dict):
        return None
    names, status = section.get("identificationModule"), section.get("statusModule")
    if not isinstance(names, dict) or not isinstance(status, dict):
        return None
    completion_date = status.get("primaryCompletionDateStruct")
    if not isinstance(completion_date, dict) or not isinstance(completion_date.get("date"), str):
        return None
    nct = str(names.get("nctId") or "")
    if not re.fullmatch(r"NCT\d{8}", nct):
        return None
    sponsors = section.get("sponsorCollaboratorsModule") or {}
    lead = sponsors.get("leadSponsor") if isinstance(sponsors, dict) else None
    design = section.get("designModule") or {}
    return {
        "nct": nct,
        "title": " ".join(str(names.get("briefTitle") or "").split())[:MAX_TITLE],
        "date": completion_date["date"],
        "type": str(completion_date.get("type") or ""),
        "sponsor": str((lead or {}).get("name") or ""),
        "phases": [str(phase) for phase in (design.get("phases") or [])] if isinstance(design, dict) else [],
        "status": str(status.get("overallStatus") or ""),
    }


def completion(study: dict[str, Any], company: Company, source: Source) -> Catalyst | None:
    """One expected primary completion, or None where it is past (ACTUAL), of another sponsor, or has no date."""
    if study["type"] == "ACTUAL" or not leads(study["sponsor"], company.name):
        return None
    window = completion_window(study["date"])
    if window is None:
        return None
    phases = "/".join(_PHASES.get(phase, "") for phase in study["phases"] if phase in _PHASES).replace("/Phase ", "/")
    return Catalyst(
        ticker=company.ticker,
        kind="primary_completion",
        window=window,
        sentence="",
        source=source,
        confidence="low",
        tier="C",
        asset=study["nct"],
        cik=company.cik,
        note="; ".join(part for part in (phases, study["title"]) if part),
    )


def completion_window(written: str) -> Window | None:
    """Read "2027-02" as the month and "2027-02-15" as the day; both are estimates of the sponsor."""
    found = _DAY.fullmatch(written.strip())
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    try:
        start = date(year, month, int(found[3] or 1))
    except ValueError:
        return None
    precision: Precision = "day" if found[3] else "month"
    end = start if found[3] else start.replace(day=calendar.monthrange(year, month)[1])
    return Window(start, end, precision, "around", written.strip())


def leads(sponsor: str, name: str) -> bool:
    """
    Whether the sponsor is this company: one name begins with all the words of the other, and what is left over only says
    what a company does (Therapeutics, Research & Development) or is a known name of the same group.
    """
    first, second = _words(sponsor), _words(name)
    shorter, longer = sorted((first, second), key=len)
    if not shorter or longer[: len(shorter)] != shorter or (len(shorter) == 1 and len(shorter[0]) <= SHORT_NAME):
        return False
    rest = longer[len(shorter) :]
    return all(word in _SAYS_NOTHING for word in rest) or " ".join(longer) in _SAME_GROUP


SHORT_NAME = 4
"""Letters up to which one word alone is no sponsor's name."""
_SAYS_NOTHING = DESCRIPTORS | {"research", "development", "r", "d", "and", "of", "the", "co", "ltd", "limited", "us"}
_SAME_GROUP = frozenset({"merck sharp and dohme"})
"""Sponsors whose name goes on with other words and who are the company all the same."""


def _words(name: str) -> list[str]:
    return normalise_name(name).split()


def studies(path_text: str) -> Iterator[dict[str, Any]]:
    """The reduced studies of a recorded answer, a search or a single record; for tests and tools."""
    answer = json.loads(path_text)
    for study in answer.get("studies", [answer]):
        reduced = reduce_study(study)
        if reduced:
            yield reduced
