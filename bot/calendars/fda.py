"""
FDA advisory committee calendar: meetings whose announcement names the company, and their briefing documents.

The committees' list is one JSON for all; the title is an HTML anchor, the start may be blank with the date only in the
title, "POSTPONED" stands before a title, meetings may take several days (facts/catalysts.md, 7). A meeting is an official
day (tier A); its briefing documents are due two business days before (tier B). One that is postponed or cancelled comes
with the status "removed", for what a calendar holds of it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.calendars.source import JsonCalendar
from bot.errors import BadData
from bot.model import Catalyst, Company, Source, Window
from bot.ports import Lane
from bot.tickers import normalise_name

NAME = "FDA"
PATH = "/datatables-json/advisory-committee-calendar-json"
PAGE = "/advisory-committees/advisory-committee-calendar"
TTL = timedelta(hours=6)
BRIEFING_DAYS = 2
_ANCHOR = re.compile(r"<a\s[^>]*href=\"([^\"]*)\"[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_STAMP = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2})\s*([AP]M)(?:\s+E[DS]?T)?)?", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\b")
_OFF = re.compile(r"\b(?:postponed|cancel(?:l)?ed|rescheduled)\b", re.IGNORECASE)
_EASTERN = ZoneInfo("America/New_York")
_CLOSED = frozenset({
    "new year", "mlk", "presidents", "memorial", "juneteenth", "independence", "labor", "columbus", "veterans",
    "thanksgiving", "christmas",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meeting:
    """One announced meeting; `start` None where neither field nor title gives a day."""

    title: str
    url: str
    start: date | None
    end: date | None
    time: datetime | None
    off: bool


class AdvisoryCommittees(JsonCalendar):
    """The FDA's calendar, read whole and searched by company name. Thread-safe."""

    name = NAME

    def catalysts(self, company: Company, *, since: date, lane: Lane = Lane.SCHEDULED) -> Sequence[Catalyst]:
        """Meetings that name this company and end on or after `since`, with their briefing documents."""
        got = self._cache.get("adcomm", "all", TTL, self._fetch, lane=lane)
        rows = []
        for row in json.loads(got.value):
            meeting = read_meeting(row, self._base)
            over = meeting.end is not None and meeting.end < since
            if over or (meeting.end is None and not meeting.off) or not names(meeting.title, company):
                continue
            source = Source(NAME, meeting.url, self._recorded or got.fetched_at, stale=got.stale, sample=self._sample)
            rows.extend(called_off(meeting, company, source) if meeting.off
                        else meeting_catalysts(meeting, company, source, since))  # fmt: skip
        return rows

    def _fetch(self) -> str:
        body = self._client.get(f"{self._base}{PATH}")
        try:
            rows = json.loads(body)
        except ValueError:
            raise BadData("The FDA's calendar is no JSON today.", source=NAME) from None
        if not isinstance(rows, list):
            raise BadData("The FDA's calendar came in a form that cannot be read.", source=NAME)
        keep = ("field_start_date", "field_end_date", "title")
        return json.dumps([{key: str(row.get(key) or "") for key in keep} for row in rows if isinstance(row, dict)])


def read_meeting(row: dict[str, Any], base: str) -> Meeting:
    """One row of the calendar. Days come from the fields, else from the title."""
    found = _ANCHOR.search(row["title"])
    title = " ".join(html.unescape(_TAG.sub(" ", found[2] if found else row["title"])).split())
    url = found[1] if found else PAGE
    if url.startswith("/"):
        url = base + url
    start, time = _stamp(row["field_start_date"])
    end, _ = _stamp(row["field_end_date"])
    if start is None:
        start, end = _from_title(title)
    return Meeting(title, url, start, end or start, time, _OFF.search(title) is not None)


def _stamp(written: str) -> tuple[date | None, datetime | None]:
    """Read "09/16/2026 10:00 AM EDT": the day, and the moment in UTC where there is a time. FDA times are Eastern."""
    found = _STAMP.search(written)
    if found is None:
        return None, None
    try:
        day = date(int(found[3]), int(found[1]), int(found[2]))
    except ValueError:
        return None, None
    if not found[4]:
        return day, None
    hour = int(found[4]) % 12 + (12 if found[6].upper() == "PM" else 0)
    try:
        moment = datetime(day.year, day.month, day.day, hour, int(found[5]), tzinfo=_EASTERN)
    except ValueError:
        return day, None
    return day, moment.astimezone(UTC)


def _from_title(title: str) -> tuple[date | None, date | None]:
    """The day or days that the title names: "November 9-10, 2016: ..."."""
    from bot.catalysts.grammar import find

    for found in find(title, date(2000, 1, 1)):
        window = found.window
        if window.start and window.precision in {"day", "range"}:
            return window.start, window.end
    return None, None


def names(title: str, company: Company) -> bool:
    """Whether an announcement names the company."""
    words = f" {normalise_name(_POSSESSIVE.sub('', title))} "
    name = normalise_name(company.name)
    return len(name) > SHORT_NAME and f" {name} " in words


SHORT_NAME = 3


def called_off(meeting: Meeting, company: Company, source: Source) -> list[Catalyst]:
    """The meeting and its briefing documents as removed; known by the day, and by the page of its own."""
    page = None if meeting.url.endswith(PAGE) else source.url
    source = replace(source, url=page)
    if meeting.start is None:
        nowhere = Window(None, None, "vague", "within", "no day")
        rows = [Catalyst(company.ticker, "adcomm", nowhere, "", source, "high", "A")] if page else []
    else:
        rows = meeting_catalysts(meeting, company, source, date.min)
    return [replace(row, status="removed", note=meeting.title) for row in rows]


def meeting_catalysts(meeting: Meeting, company: Company, source: Source, since: date) -> list[Catalyst]:
    """The meeting itself (A) and its briefing documents (B)."""
    if meeting.start is None or meeting.end is None:
        return []
    one_day = meeting.start == meeting.end
    window = Window(
        meeting.start,
        meeting.end,
        "day" if one_day else "range",
        "on" if one_day else "within",
        f"{meeting.start:%B} {meeting.start.day}, {meeting.start.year}"
        if one_day
        else f"{meeting.start} to {meeting.end}",
    )
    rows = [
        Catalyst(
            company.ticker,
            "adcomm",
            window,
            "",
            source,
            "high",
            "A",
            cik=company.cik,
            note=meeting.title,
            time=meeting.time,
        )
    ]
    briefing = business_days_before(meeting.start, BRIEFING_DAYS)
    if briefing >= since:
        phrase = f"{BRIEFING_DAYS} business days before {meeting.start}"
        rows.append(
            Catalyst(
                company.ticker,
                "adcomm",
                Window(briefing, briefing, "day", "around", phrase),
                "",
                source,
                "medium",
                "B",
                asset="briefing documents",
                cik=company.cik,
                note="briefing documents; derived from the meeting's day",
            )
        )
    return rows


def business_days_before(day: date, count: int) -> date:
    """The federal working day `count` working days before `day`."""
    from bot.catalysts.occasions import holiday

    while count:
        day -= timedelta(days=1)
        closed = {_observed(holiday(name, year)) for name in _CLOSED for year in (day.year, day.year + 1)}
        if day.weekday() < SATURDAY and day not in closed:
            count -= 1
    return day


SATURDAY, SUNDAY = 5, 6


def _observed(day: date) -> date:
    """The day off for a federal holiday: the Friday before a Saturday, the Monday after a Sunday (5 U.S.C. 6103)."""
    return day - timedelta(days=1) if day.weekday() == SATURDAY else day + timedelta(days=day.weekday() == SUNDAY)
