"""The calendar as people use it: commands, forms and buttons through real Bolt on the local workspace."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from bot.model import Catalyst, Source, Window
from bot.ports import Place
from bot.sample import SAMPLE_START
from bot.workspace.text import render_message
from tests.desk.harness import DeskHarness


def place(desk: DeskHarness, channel: str = "#biotech") -> Place:
    return Place(desk.workspace.space.state.team_id, desk.workspace.channel(channel).id)


def remind(desk: DeskHarness, by: timedelta) -> dict[str, Any]:
    """Move the clock, tick, and return the last thing deskbot posted in the channel."""
    desk.workspace.clock.advance(by)
    desk.local.desk.planner.tick(desk.deps.clock.now())
    desk.local.settle()
    return desk.bot_messages()[-1]


def test_add_list_move_done(desk: DeskHarness):
    """From words to the list, moved with its slip, closed with its outcome; the history tells all of it."""
    desk.dialog("#biotech", [
        ("/catalysts add ALLO interim EFS mid-2027", "Added ALLO interim data, EFS, mid-2027 (1 May 2027 to 31 Aug 2027)"),
        ("/catalysts add ALLO interim EFS 2Q27", "on the calendar already as number 1"),
        ("/catalysts 365", "No catalyst in the next 365 days"),
        ("/catalysts add ALLO PDUFA cema-cel 4 May 2026", "as number 2"),
        ("/catalysts 30 ALLO", "1 catalyst on a known day in the next 30 days for ALLO"),
        ("/catalysts move 2 June 2026", "June 2026 (1 Jun 2026 to 30 Jun 2026)"),
        ("/catalysts", "moved from 4 May 2026"),
        ("/catalysts confirm 3", "Confirmed"),
        ("/catalysts done 3 approved", "Done"),
        ("/catalysts done 3", "is done already"),
        ("/catalysts history", "done: approved"),
        ("/catalysts move 99 June", "no number 99"),
        ("/catalysts remove ²", "Give its number"),
    ])  # fmt: skip


def test_a_word_of_the_command_is_no_name(desk: DeskHarness):
    """A chart is the picture and not Chart Industries, all is everything and not Allstate; other words are named as such."""
    desk.dialog("#biotech", [
        ("/catalysts chart", "so there is nothing to draw"),
        ("/catalysts all", "No catalyst in the next 730 days"),
        ("/catalysts list all", "No catalyst in the next 730 days"),
        ("/catalysts refresh all", "This channel watches nothing yet"),
        ("/catalysts refresh chart", "is a word of this command, no name"),
        ("/catalysts list help", "is a word of this command, no name"),
        ("/catalysts 365 move", "is a word of this command, no name"),
        ("/catalysts ALL", "ALL: nothing on this channel"),
        ("/catalysts add ALLO PDUFA cema-cel 4 May 2026", "as number 1"),
        ("/catalysts chart 365", "The timeline of 365 days was sent to your DM"),
    ])  # fmt: skip


def test_a_conference_that_is_known_by_its_name_is_an_estimate(desk: DeskHarness):
    """Its days are from general knowledge: the list says so; a day that a person types is that person's."""
    desk.ask("/catalysts add ASCO 2026")
    shown = desk.ask("/catalysts market")
    assert "estimate: the conference" in shown
    assert "tier C" in shown


def test_a_date_of_no_company_goes_through_the_calendar(desk: DeskHarness):
    """FOMC and ASCO are added, listed, filtered, reminded of, edited, exported and removed like any other; no source is asked."""
    desk.dialog("#biotech", [
        ("/catalysts add FOMC 29 April 2pm ET", "Added Market macro event, FOMC, 29 Apr 2026 at 18:00 UTC, as number 1."),
        ("/catalysts add market CPI 29 April", "as number 2"),
        ("/catalysts add ASCO 2026", "Market conference or presentation, ASCO, ASCO 2026 (29 May 2026 to 2 Jun 2026)"),
        ("/catalysts add ALLO earnings 7 May", "as number 4"),
        ("/catalysts market", "2 catalysts on a known day in the next 90 days for Market"),
        ("/catalysts refresh market", "No source is asked about the market"),
        ("/catalysts move 2 30 April", "is number 5 now"),
        ("/catalysts remove 5", "Removed"),
    ])  # fmt: skip
    assert "Refresh Market" not in desk.ask("/catalysts market")
    assert "FOMC" in desk.ask("/digest now")
    desk.workspace.command("@pm", "#biotech", "/catalysts edit 1")
    desk.local.settle()
    desk.workspace.submit("@pm", values={"note": "with dots"}).wait()
    desk.local.settle()
    row = desk.deps.storage.catalysts.get(place(desk), 1)
    assert row is not None
    assert (row.ticker, row.asset, row.note) == ("Market", "FOMC", "with dots")
    assert row.time == datetime(2026, 4, 29, 18, 0, tzinfo=UTC)
    assert "Tomorrow: Market macro event, FOMC" in render_message(remind(desk, timedelta(days=8)))


def test_a_list_reads_its_range_in_words_and_its_days_by_the_hour(desk: DeskHarness):
    """Today is no newspaper publisher; of one day the morning comes first; a second number is not lost in silence."""
    desk.dialog("#biotech", [
        ("/catalysts add ALLO webcast tomorrow 4pm", "as number 1"),
        ("/catalysts add CLLS webcast tomorrow 9am", "as number 2"),
        ("/catalysts today", "Next: CLLS conference or presentation, webcast, 21 Apr 2026 (in 1 day); ALLO"),
        ("/catalysts ALLO next week", "1 catalyst on a known day in the next 13 days for ALLO"),
        ("/catalysts remove 1 2", "“2” was not read, and nothing has changed"),
        ("/catalysts this week", "2 catalysts on a known day in the next 6 days"),
    ])  # fmt: skip


def test_known_days_and_estimates_stand_apart(desk: DeskHarness):
    """Yahoo's own estimate of a range is an estimate, a person's day is a day; each shows source, tier and age."""
    desk.ask("/watchlist add ALLO")
    desk.ask("/catalysts refresh")
    desk.ask("/catalysts add ALLO PDUFA cema-cel 4 May 2026")
    shown = desk.ask("/catalysts")
    known, estimated = shown.split("Estimated windows")
    assert "PDUFA" in known
    assert "tier C, just now" in known
    assert "earnings: 7 May 2026 to 14 May 2026" in estimated
    assert "Yahoo, tier C, 2026-04-20, sample data" in estimated


def test_the_form_adds_and_edits(desk: DeskHarness):
    """The modal refuses what cannot be read beside the field, adds a window, and an edited date is a move."""
    desk.workspace.command("@pm", "#biotech", "/catalysts add")
    desk.local.settle()
    filled = {
        "ticker": "ALLO",
        "kind": "data_topline",
        "asset": "cema-cel",
        "when": "no idea",
        "url": "ftp://x",
        "note": "",
    }
    desk.workspace.submit("@pm", values=filled).wait()
    assert set(desk.workspace.errors("@pm")) == {"when", "url"}
    desk.workspace.submit("@pm", values={**filled, "when": "2H26", "url": "https://example.com/pr"}).wait()
    desk.local.settle()
    (row,) = desk.deps.storage.catalysts.list(place(desk), since=date(2026, 4, 20))
    assert (row.kind, row.asset, row.window.phrase, row.tier) == ("data_topline", "cema-cel", "2H26", "B")
    desk.workspace.command("@pm", "#biotech", f"/catalysts edit {row.id}")
    desk.local.settle()
    desk.workspace.submit("@pm", values={"when": "late 2026", "note": "slipped on the call"}).wait()
    desk.local.settle()
    (after,) = desk.deps.storage.catalysts.list(place(desk), since=date(2026, 4, 20))
    assert after.supersedes == row.id
    assert after.window.start == date(2026, 9, 1)
    assert after.source.url == "https://example.com/pr"
    assert after.note == "slipped on the call"


def test_export_sends_both_files(desk: DeskHarness):
    """ICS with exclusive ends, a UID that a move keeps, the raw words; CSV with formulas defused."""
    desk.ask("/catalysts add ALLO interim =EFS mid-2027")
    desk.ask("/catalysts move 1 late 2027")
    assert "catalysts.ics" in desk.ask("/catalysts export")
    from bot.cards.calendar_files import as_csv, as_ics
    from bot.research.calendar import first_id

    rows = desk.deps.storage.catalysts.list(place(desk), since=date(2026, 4, 20))
    first = {int(row.id or 0): first_id(desk.deps.storage.catalysts, place(desk), row) for row in rows}
    (event,) = Calendar.from_ical(as_ics(rows, first, place="T-C", now=SAMPLE_START)).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2027, 9, 1), date(2028, 1, 1))
    assert str(event["uid"]) == "catalyst-T-C-1@deskbot"
    assert event.decoded("sequence") == 1
    assert "late 2027" in str(event["description"])
    (line,) = csv.DictReader(io.StringIO(as_csv(rows).decode()))
    assert line["asset"] == "'=EFS"
    assert (line["start"], line["end"], line["phrase"]) == ("2027-09-01", "2027-12-31", "late 2027")


def test_sharing_needs_membership(desk: DeskHarness):
    """A copy goes to a channel that the person and deskbot are in, to no other; the form waits for no list of channels."""
    desk.ask("/catalysts add ALLO PDUFA cema-cel 4 May 2026")

    def share(channel: str) -> Any:
        desk.workspace.command("@pm", "#biotech", "/catalysts share 1")
        desk.local.settle()
        desk.workspace.submit("@pm", values={"channel": desk.workspace.channel(channel).id}).wait()
        desk.local.settle()
        return desk.workspace.errors("@pm")

    assert share("#biotech") == {"channel": "That is this channel."}
    assert not share("#general")
    assert "both be in that channel" in render_message(desk.local.seen_by("@pm", "#biotech")[-1])
    assert desk.deps.storage.catalysts.list(place(desk, "#general"), since=date(2026, 4, 20)) == []
    assert not share("#pm-desk")
    (copy,) = desk.deps.storage.catalysts.list(place(desk, "#pm-desk"), since=date(2026, 4, 20))
    assert copy.kind == "pdufa"


def test_reminder_rules(desk: DeskHarness):
    """Rules are shown, set for the channel or one catalyst, switched off and taken back."""
    desk.ask("/catalysts add ALLO PDUFA cema-cel 4 May 2026")
    desk.dialog("#biotech", [
        ("/catalysts remind", "14 days before, 7 days before, the day before"),
        ("/catalysts remind T-3 day", "This channel: 3 days before, on the day."),
        ("/catalysts remind 1 30m", "30 minutes before a stated hour"),
        ("/catalysts remind nonsense", "is not a reminder rule"),
        ("/catalysts remind off", "no reminders"),
        ("/catalysts remind default", "(the default)"),
    ])  # fmt: skip


def test_a_pdufa_reminder_says_that_decisions_come_early(desk: DeskHarness):
    """The reminder is posted once, names source and tier, and warns of an early decision."""
    desk.ask("/catalysts add ALLO PDUFA cema-cel 4 May 2026")
    shown = render_message(remind(desk, timedelta(days=6, hours=23, minutes=20)))
    assert "In 7 days" in shown
    assert "13 of 28" in shown
    assert "tier C" in shown
    count = len(desk.bot_messages())
    remind(desk, timedelta(minutes=5))
    assert len(desk.bot_messages()) == count


def test_another_regulators_decision_is_not_called_the_fdas(desk: DeskHarness):
    """A CHMP opinion is listed, exported and reminded of as what it is, without the FDA's habits."""
    added = desk.ask("/catalysts add ALLO CHMP opinion 4 May 2026")
    assert "ALLO regulatory decision, CHMP opinion" in added
    shown = render_message(remind(desk, timedelta(days=6, hours=23, minutes=20)))
    assert "ALLO regulatory decision, CHMP opinion" in shown
    assert "13 of 28" not in shown
    assert "PDUFA" not in shown


def test_snooze_done_and_moved_to(desk: DeskHarness):
    """Snooze brings it back in a day, Moved to... supersedes it, Done closes it; each leaves its word in the channel."""
    desk.ask("/catalysts add ALLO PDUFA cema-cel 4 May 2026")
    message = remind(desk, timedelta(days=6, hours=23, minutes=20))
    desk.workspace.click("@pm", message, "reminder_snooze").wait()
    desk.local.settle()
    assert "Snoozed for a day" in render_message(desk.bot_messages()[-1])
    again = remind(desk, timedelta(days=1, minutes=1))
    assert "Again: ALLO" in render_message(again)
    desk.workspace.click("@analyst", again, "reminder_move").wait()
    desk.local.settle()
    desk.workspace.submit("@analyst", values={"when": "whenever"}).wait()
    assert "when" in desk.workspace.errors("@analyst")
    desk.workspace.submit("@analyst", values={"when": "20 May 2026"}).wait()
    desk.local.settle()
    (row,) = desk.deps.storage.catalysts.list(place(desk), since=date(2026, 4, 20))
    assert row.window.start == date(2026, 5, 20)
    third = remind(desk, timedelta(days=15))
    assert "In 7 days" in render_message(third)
    desk.workspace.click("@pm", third, "reminder_done").wait()
    desk.local.settle()
    desk.workspace.submit("@pm", values={"outcome": "approved"}).wait()
    desk.local.settle()
    closed = desk.deps.storage.catalysts.get(place(desk), int(row.id or 0))
    assert closed is not None
    assert (closed.status, closed.outcome) == ("done", "approved")
    assert any("Done: approved" in render_message(item) for item in desk.bot_messages())


def test_an_hour_typed_under_moved_to_is_kept(desk: DeskHarness):
    """The new day's hour goes on the calendar, so that its minutes are reminded of, as after /catalysts move."""
    desk.ask("/catalysts add ALLO earnings 4 May 2026 4:30pm ET")
    message = remind(desk, timedelta(days=6, hours=23, minutes=20))
    desk.workspace.click("@pm", message, "reminder_move").wait()
    desk.local.settle()
    desk.workspace.submit("@pm", values={"when": "6 May 2026 8:15am ET"}).wait()
    desk.local.settle()
    (row,) = desk.deps.storage.catalysts.list(place(desk), since=date(2026, 4, 20))
    assert (row.window.start, row.time) == (date(2026, 5, 6), datetime(2026, 5, 6, 12, 15, tzinfo=UTC))
    assert "Moved to 6 May 2026 at 12:15 UTC by" in render_message(desk.bot_messages()[-1])


def test_a_snooze_keeps_the_wall_clock_through_dst(desk: DeskHarness):
    """Snoozed at 08:00 on the Saturday before winter time, it comes on Sunday at 08:00, not at 07:00."""
    desk.ask("/catalysts add ALLO PDUFA cema-cel 7 Nov 2026")
    due = datetime(2026, 10, 31, 12, 0, tzinfo=UTC)
    message = remind(desk, due - desk.workspace.clock.now())
    desk.workspace.click("@pm", message, "reminder_snooze").wait()
    desk.local.settle()
    now = desk.workspace.clock.now()
    (snoozed,) = desk.deps.storage.reminders.snoozed(until=now + timedelta(days=2))
    assert snoozed[2] - now == pytest.approx(timedelta(hours=25), abs=timedelta(minutes=1))


def test_a_stale_button_says_so(desk: DeskHarness):
    """A reminder whose catalyst is closed meanwhile does nothing and says why."""
    desk.ask("/catalysts add ALLO PDUFA cema-cel 4 May 2026")
    message = remind(desk, timedelta(days=6, hours=23, minutes=20))
    desk.ask("/catalysts done 1 approved")
    desk.workspace.click("@pm", message, "reminder_snooze").wait()
    desk.local.settle()
    assert "closed or moved already" in render_message(desk.bot_messages()[-1])


def test_app_home_shows_channels_and_opens_the_form(desk: DeskHarness):
    """Names with their last reading, dates, digest times, sources; its buttons work without a channel around them."""
    desk.ask("/watchlist add ALLO")
    desk.ask("/sentiment ALLO")
    desk.ask("/digest on 07:30")
    desk.ask("/catalysts add ALLO PDUFA cema-cel 4 May 2026")
    desk.workspace.open_home("@pm")
    desk.local.settle()
    home = desk.workspace.home("@pm")
    assert home is not None
    shown = str(home["blocks"])
    for words in ("*ALLO* ", "(20 Apr 2026)", "PDUFA", "07:30 trading days", "Yahoo"):
        assert words in shown
    channel = desk.workspace.channel("#biotech").id
    desk.workspace.click("@pm", home, f"catalyst_add_open:{channel}").wait()
    desk.local.settle()
    desk.workspace.submit("@pm", values={"ticker": "CLLS", "kind": "vote", "when": "9 June 2026"}).wait()
    desk.local.settle()
    assert any(row.ticker == "CLLS" for row in desk.deps.storage.catalysts.list(place(desk), since=date(2026, 4, 20)))


def test_app_home_says_what_a_figure_is_and_what_is_due(desk: DeskHarness):
    """A score cannot be taken for a move, and a window that ends in two years is not due in 30 days."""
    for command in ("/watchlist add ALLO", "/sentiment ALLO", "/catalysts add ALLO enrolment complete by the end of 2027",
                    "/catalysts add ALLO PDUFA 4 May 2026"):  # fmt: skip
        desk.ask(command)
    desk.workspace.open_home("@pm")
    desk.local.settle()
    shown = render_message({"blocks": (desk.workspace.home("@pm") or {})["blocks"]})
    assert "News scores of 7 days: ALLO +0." in shown
    soon, later = shown.split("Next 30 days")[1].split("Open or undated")
    assert ("PDUFA" in soon, "enrolment" in soon) == (True, False)
    assert "enrolment" in later


def test_app_home_does_what_the_commands_do(desk: DeskHarness):
    """Digest, list and refresh come as direct messages that name the channel; a channel that deskbot has left gets none."""
    desk.ask("/watchlist add ALLO PFE")
    desk.ask("/digest on 16:15 London weekdays")
    desk.ask("/catalysts add ALLO interim EFS 2Q26")
    desk.workspace.open_home("@pm")
    desk.local.settle()
    home = desk.workspace.home("@pm")
    assert home is not None
    assert "16:15 Europe/London weekdays" in str(home["blocks"])
    channel = desk.workspace.channel("#biotech").id
    before = len(desk.bot_messages())
    said = []
    for button in ("home_digest", "home_catalysts", "home_refresh"):
        desk.workspace.click("@pm", home, f"{button}:{channel}").wait()
        desk.local.settle()
        said.append(desk.bot_messages("@pm")[-1])
    assert "Asking the sources about 2 names" in render_message(desk.bot_messages("@pm")[-2])
    shown = [render_message(message) for message in said]
    for text, words in zip(shown, ("Digest for Mon 20 Apr 2026", "1 estimated window", "new catalysts"), strict=True):
        assert words in text
        assert text.splitlines()[0] == f"For #{channel}"
    assert len(desk.bot_messages()) == before
    other = desk.workspace.channel("#pm-desk").id
    desk.workspace.click("@pm", home, f"home_refresh:{other}").wait()
    desk.local.settle()
    assert "watches nothing yet" in render_message(desk.bot_messages("@pm")[-1])
    desk.workspace.remove_bot("#biotech")
    desk.workspace.click("@pm", home, f"home_digest:{channel}").wait()
    desk.local.settle()
    assert "not both in that channel any more" in render_message(desk.bot_messages("@pm")[-1])


def test_hostile_words_stay_words(desk: DeskHarness):
    """A catalyst from a hostile source forges no mention and no broadcast anywhere it is shown."""
    evil = "<!channel> <@U0EVIL> *x*"
    row = Catalyst("ALLO", "vote", Window(date(2026, 5, 1), date(2026, 5, 1), "day", "on", evil), evil,
                   Source(evil, None, SAMPLE_START), asset=evil, note=evil)  # fmt: skip
    desk.deps.storage.catalysts.add(place(desk), row, user="source", at=SAMPLE_START)
    for command in ("/catalysts", "/catalysts history", "/digest now"):
        assert "<!channel>" not in str(desk.replies(command)), command


def test_what_begins_after_the_asked_days_is_named(desk: DeskHarness):
    """A window a year and more ahead is in no range that can be asked for, and yet it was added: it is named below."""
    desk.dialog("#biotech", [
        ("/catalysts add ALLO interim EFS mid-2027", "as number 1"),
        ("/catalysts", "No catalyst in the next 90 days, 1 later"),
        ("/catalysts 365", "After these 365 days\n1 ALLO interim data, EFS: mid-2027 (1 May 2027 to 31 Aug 2027)"),
    ])  # fmt: skip


def test_any_range_of_days_is_listed_and_an_outcome_is_repeated(desk: DeskHarness):
    """Sixty days are as good as ninety, none and a century are refused; what came of it stands in the answer."""
    desk.dialog("#biotech", [
        ("/catalysts add ALLO PDUFA 4 May", "as number 1"),
        ("/catalysts 60", "1 catalyst on a known day in the next 60 days"),
        ("/catalysts 30d allo", "1 catalyst on a known day in the next 30 days for ALLO"),
        ("/catalysts allo 6 weeks", "in the next 42 days for ALLO"),
        ("/catalysts 1y", "in the next 365 days"),
        ("/catalysts 3M", "MMM: nothing on"),
        ("/catalysts Phillips 66", "PSX: nothing on"),
        ("/catalysts 0", "covers 1 to 730 days"),
        ("/catalysts 36500", "covers 1 to 730 days"),
        ("/catalysts done 1 approved, broad label <!channel>", "Done, approved, broad label <!channel>: ALLO FDA decision"),
    ])  # fmt: skip
    assert "&lt;!channel&gt;" in str(desk.replies("/catalysts history"))


def test_a_typed_tomorrow_is_told_with_its_day(desk: DeskHarness):
    """History and digest say the day: read tomorrow, the word would mean another one."""
    desk.dialog("#biotech", [
        ("/catalysts add GILD earnings tomorrow 4:05pm", "21 Apr 2026"),
        ("/catalysts history", "GILD earnings added: 21 Apr 2026"),
        ("/catalysts move 1 next week", "next week (27 Apr 2026 to 3 May 2026)"),
        ("/catalysts", "moved from 21 Apr 2026"),
        ("/digest now", "GILD earnings moved: 21 Apr 2026 → next week (27 Apr 2026 to 3 May 2026)"),
    ])  # fmt: skip


def buttons(shown: str) -> str:
    """The row of buttons under a list."""
    return shown.splitlines()[-1]


def test_a_name_that_was_never_asked_about_is_not_called_quiet(desk: DeskHarness):
    """On a channel that watches nothing the list says so, and *Refresh* asks about the name; afterwards none means none."""
    shown = desk.ask("/catalysts 365 ALLO")
    assert "ALLO: nothing on this channel's calendar; its sources were not asked yet" in shown
    assert buttons(shown) == "[Add] [Refresh ALLO from sources]"
    desk.workspace.click("@pm", desk.replies("/catalysts 365 ALLO")[-1], "catalyst_refresh").wait()
    desk.local.settle()
    shown = desk.ask("/catalysts 365 ALLO")
    assert "Next: ALLO earnings 7–14 May 2026 (estimate, in 17 days)" in shown
    assert "[Chart]" in buttons(shown)
    desk.dialog("#biotech", [
        ("/catalysts refresh GILD", "Asking the sources about 1 name"),
        ("/catalysts 365 CLLS", "were not asked yet"),
        ("/catalysts refresh", "watches nothing yet"),
    ])  # fmt: skip


def test_a_list_begins_with_what_comes_next(desk: DeskHarness):
    """A window that is open till the end of next year stands below next month's earnings, and the first line names those."""
    for words in ("ALLO enrolment complete by the end of 2027", "CLLS earnings 2H26", "ALLO earnings 7 May to 14 May",
                  "CLLS PDUFA 3 June", "ALLO PDUFA 2 June"):  # fmt: skip
        desk.ask(f"/catalysts add {words}")
    shown = desk.ask("/catalysts 730")
    assert shown.splitlines()[0].startswith(
        "Next: ALLO earnings 7–14 May 2026 (estimate, in 17 days); ALLO FDA decision (PDUFA date) 2 Jun 2026 (in 43 days). "
        "2 catalysts on a known day in the next 730 days, 3 estimated windows"
    )
    places = [shown.index(words) for words in ("7 May to 14 May (", "2H26 (", "by the end of 2027 (")]
    assert places == sorted(places)
