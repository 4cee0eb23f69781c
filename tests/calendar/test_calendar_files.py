"""What leaves the calendar: files for other calendars, and copies for other channels."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

from icalendar import Calendar

from bot.cards.calendar_files import as_ics
from bot.model import Catalyst, Source, Window
from bot.sample import SAMPLE_START
from bot.workspace.text import render_message
from tests.desk.harness import DeskHarness

MEETING = Catalyst(
    "ALLO", "adcomm", Window(date(2026, 7, 23), date(2026, 7, 24), "range", "within", "2026-07-23 to 2026-07-24"), "",
    Source("FDA", "https://www.fda.gov/x", SAMPLE_START), "high", "A", id=1, time=datetime(2026, 7, 23, 13, tzinfo=UTC),
)  # fmt: skip


def test_a_meeting_of_two_days_is_two_days_in_other_calendars():
    """The hour of its first day does not make it one hour; a link with a line break does not stop the file."""
    broken = dataclasses.replace(MEETING, id=2, source=dataclasses.replace(MEETING.source, url="https://a/\r\nX:1"))
    first, second = Calendar.from_ical(as_ics([MEETING, broken], {}, place="T-C", now=SAMPLE_START)).walk("VEVENT")
    for event in (first, second):
        assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 7, 23), date(2026, 7, 25))
    assert "url" not in second


def test_a_known_hour_stays_an_hour():
    """One day with a time is an event at that time."""
    day = dataclasses.replace(MEETING, window=Window(date(2026, 7, 23), date(2026, 7, 23), "day", "on", "23 July 2026"))
    (event,) = Calendar.from_ical(as_ics([day], {}, place="T-C", now=SAMPLE_START)).walk("VEVENT")
    assert event.decoded("dtstart") == MEETING.time


def test_a_copy_that_is_there_already_is_not_counted(desk: DeskHarness):
    """Sharing twice says that the second time copied nothing."""
    desk.ask("/catalysts add ALLO PDUFA cema-cel 4 May 2026")
    target = desk.workspace.channel("#pm-desk").id
    said = []
    for _time in range(2):
        desk.workspace.command("@pm", "#biotech", "/catalysts share 1")
        desk.local.settle()
        desk.workspace.submit("@pm", values={"channel": target}).wait()
        desk.local.settle()
        said.append(render_message(desk.bot_messages()[-1]))
    assert "Copied 1 catalyst to 1 channel" in said[0]
    assert "Copied 0 catalysts to 1 channel. 1 was there already" in said[1]
