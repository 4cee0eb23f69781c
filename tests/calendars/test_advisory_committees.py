"""FDA advisory committees: anchors, blank fields, postponed and several-day meetings."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.calendars.client import JsonClient
from bot.calendars.fda import PATH, AdvisoryCommittees, business_days_before, read_meeting
from bot.errors import BadData
from bot.model import Company
from tests.shared import DATA, needs_shared
from tests.sources.clock import TestClock

BASE = "https://www.fda.gov"
ACME = Company("ACME", "Acme Biologics, Inc.", 5)


def row(title: str, start: str = "", end: str = "") -> dict[str, str]:
    """A row of the calendar as the FDA writes it."""
    anchor = f'<a href="/advisory-committees/x" hreflang="en">{title}</a>'
    return {"field_start_date": start, "field_end_date": end, "title": anchor}


def committees(httpserver, rows: object) -> AdvisoryCommittees:
    httpserver.expect_request(PATH).respond_with_json(rows)
    clock = TestClock()
    return AdvisoryCommittees(JsonClient(clock, source="FDA"), clock, None, httpserver.url_for("").rstrip("/"))


def test_a_meeting_gives_itself_and_its_briefing_documents(httpserver):
    """The meeting is an official day with its time in UTC; the documents come two business days before."""
    rows = [
        row("Meeting on Acme Biologics&rsquo;s drug - 06/01/2026", "06/01/2026 09:00 AM EDT", "06/01/2026 04:00 PM EDT")
    ]
    meeting, papers = committees(httpserver, rows).catalysts(ACME, since=date(2026, 4, 20))
    assert (meeting.kind, meeting.tier, meeting.window.start) == ("adcomm", "A", date(2026, 6, 1))
    assert meeting.time == datetime(2026, 6, 1, 13, 0, tzinfo=UTC)
    assert (papers.tier, papers.asset, papers.window.start) == ("B", "briefing documents", date(2026, 5, 28))


def test_several_days_are_one_window(httpserver):
    """A two-day meeting keeps both days."""
    rows = [row("Acme Biologics review", "07/23/2026 08:00 AM EDT", "07/24/2026 03:50 PM EDT")]
    meeting, *_ = committees(httpserver, rows).catalysts(ACME, since=date(2026, 4, 20))
    assert (meeting.window.start, meeting.window.end, meeting.window.precision) == (
        date(2026, 7, 23), date(2026, 7, 24), "range",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("POSTPONED - Acme Biologics meeting", "03/01/2026 09:00 AM EST"),
        ("Oncologic Drugs Advisory Committee Meeting", "06/01/2026 09:00 AM EDT"),
        ("Acme Biologics meeting", "03/01/2026 09:00 AM EST"),
        ("Acme Biologics meeting, date to be announced", ""),
    ],
)
def test_what_is_past_undated_or_anothers_is_left_out(httpserver, title, start):
    """Only a coming meeting that names the company counts."""
    assert committees(httpserver, [row(title, start)]).catalysts(ACME, since=date(2026, 4, 20)) == []


@pytest.mark.parametrize("title", ["POSTPONED - Acme Biologics meeting", "CANCELLED: Acme Biologics meeting"])
def test_what_is_called_off_says_so(httpserver, title):
    """Meeting and briefing documents come as removed; without a day any more, the meeting's own page still says which."""
    found = committees(httpserver, [row(title, "06/01/2026 09:00 AM EDT")]).catalysts(ACME, since=date(2026, 4, 20))
    assert [(item.status, item.window.start) for item in found] == [
        ("removed", date(2026, 6, 1)), ("removed", date(2026, 5, 28)),
    ]  # fmt: skip
    httpserver.clear()
    (undated,) = committees(httpserver, [row(title)]).catalysts(ACME, since=date(2026, 4, 20))
    assert undated.status == "removed"
    assert undated.source.url == found[0].source.url
    assert str(undated.source.url).endswith("/advisory-committees/x")


def test_a_blank_field_takes_the_days_from_the_title():
    """A title "November 9-10, 2016: ..." with empty fields is those two days."""
    meeting = read_meeting(row("November 9-10, 2016: Microbiology Devices Panel Meeting Announcement -"), BASE)
    assert (meeting.start, meeting.end) == (date(2016, 11, 9), date(2016, 11, 10))
    assert meeting.url == f"{BASE}/advisory-committees/x"


def test_business_days_skip_weekends_and_federal_holidays():
    """Two working days before the Tuesday after Memorial Day 2026 is the Thursday before it."""
    assert business_days_before(date(2026, 5, 26), 2) == date(2026, 5, 21)
    assert business_days_before(date(2026, 6, 10), 2) == date(2026, 6, 8)


def test_a_holiday_at_a_weekend_closes_the_weekday_beside_it():
    """4 July 2026, a Saturday, is off on the Friday; New Year 2028 on 31 December; 4 July 2027 on the Monday."""
    assert business_days_before(date(2026, 7, 6), 2) == date(2026, 7, 1)
    assert business_days_before(date(2028, 1, 3), 1) == date(2027, 12, 30)
    assert business_days_before(date(2027, 7, 6), 1) == date(2027, 7, 2)


def test_another_form_of_answer_is_bad_data(httpserver):
    """The page's HTML shell, or an object, is named as unreadable."""
    with pytest.raises(BadData):
        committees(httpserver, {"rows": []}).catalysts(ACME, since=date(2026, 4, 20))


@needs_shared("catalysts")
def test_the_recorded_excerpt_is_read():
    """Titles lose their anchor, days and postponements are seen."""
    text = (DATA / "catalysts" / "sources" / "fda_adcomm_calendar_2026-08-31_excerpt.json").read_text(encoding="utf-8")
    meetings = [read_meeting(entry, BASE) for entry in json.loads(text)]
    assert [(meeting.start, meeting.end, meeting.off) for meeting in meetings] == [
        (date(2026, 9, 16), date(2026, 9, 16), False),
        (date(2026, 7, 23), date(2026, 7, 24), False),
        (date(2024, 5, 16), date(2024, 5, 16), True),
        (date(2016, 11, 9), date(2016, 11, 10), False),
    ]
    assert not any("<" in meeting.title for meeting in meetings)
