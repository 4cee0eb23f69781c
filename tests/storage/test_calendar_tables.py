"""Catalysts, their history, schedules and runs, reminder rules, snoozes, and pasted links."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from bot.model import Catalyst, Source, Window
from bot.ports import LinkRow
from tests.storage.conftest import BIOTECH, MACRO, NOON, OTHER_TEAM

MID_2027 = Window(date(2027, 5, 1), date(2027, 8, 31), "third-of-year", "within", "mid-2027")
EFS = Catalyst(
    ticker="ALLO",
    kind="data readout",
    window=MID_2027,
    sentence="Interim EFS is expected in mid-2027.",
    source=Source("press release", "https://example.com/allo", NOON),
    confidence="high",
    asset="cema-cel",
    cik=1737287,
    time=NOON,
)


def added(storage, catalyst=EFS, place=BIOTECH):
    row, new = storage.catalysts.add(place, catalyst, user="U1", at=NOON)
    assert new
    return row


def listed(storage, **options: Any):
    options.setdefault("since", date(2026, 4, 20))
    return storage.catalysts.list(options.pop("place", BIOTECH), **options)


def test_a_catalyst_comes_back_as_it_was(storage, reopened):
    """Window, phrase, sentence and source survive; it is active and says who added it."""
    row = added(storage)
    expected = dataclasses.replace(EFS, id=row, status="active", added_by="U1", added_at=NOON)
    again = reopened()
    assert again.catalysts.get(BIOTECH, row) == expected
    assert listed(again) == [expected]
    assert again.catalysts.get(MACRO, row) is None, "another channel has its own calendar"
    assert again.catalysts.all_active() == [(BIOTECH, expected)]


def test_the_same_event_is_one_row(storage):
    """Same ticker, kind and asset with windows that touch is one catalyst, however the asset is written."""
    row = added(storage)
    narrower = dataclasses.replace(
        EFS, asset=" Cema-Cel ", window=Window(date(2027, 8, 31), date(2027, 9, 30), "month", "within", "late summer")
    )
    assert storage.catalysts.add(BIOTECH, narrower, user="U2", at=NOON) == (row, False)


def test_a_row_without_a_day_stands_for_itself_only(storage):
    """Of "fiscal Q2", a day may be added beside it, and it beside another day; the same words may not."""
    added(storage)
    unknown = dataclasses.replace(EFS, window=Window(None, None, "fiscal", "within", "fiscal Q2"))
    row = added(storage, unknown)
    assert storage.catalysts.add(BIOTECH, unknown, user="U2", at=NOON) == (row, False)
    added(storage, dataclasses.replace(EFS, window=Window(None, None, "fiscal", "within", "fiscal Q3")))
    added(storage, dataclasses.replace(EFS, window=Window(date(2026, 5, 7), date(2026, 5, 7), "day", "on", "7 May")))


@pytest.mark.parametrize(
    "change",
    [
        {"ticker": "CLLS"},
        {"kind": "PDUFA"},
        {"asset": "other drug"},
        {"window": Window(date(2027, 9, 1), date(2027, 9, 1), "day", "on", "1 September 2027")},
    ],
)
def test_a_different_event_is_its_own_row(storage, change):
    """Another name, kind, asset, or a window that does not touch, is another catalyst."""
    added(storage)
    added(storage, dataclasses.replace(EFS, **change))
    assert len(listed(storage)) == 2


def test_a_move_keeps_the_old_row(storage):
    """A slip is history: the old window stays as superseded, the new one says what it replaces."""
    old = added(storage)
    later = dataclasses.replace(EFS, window=Window(date(2027, 10, 1), date(2027, 12, 31), "quarter", "within", "4Q27"))
    new = storage.catalysts.supersede(BIOTECH, old, later, user="U2", at=NOON + timedelta(days=1))
    assert [(item.id, item.supersedes) for item in listed(storage)] == [(new, old)]
    assert [item.id for item in listed(storage, status=("superseded",))] == [old]
    history = storage.catalysts.changes(BIOTECH, since=NOON)
    assert [(item.change, item.detail, item.by) for item in history] == [
        ("added", "mid-2027 (1 May 2027 to 31 Aug 2027)", "U1"),
        ("moved", "mid-2027 (1 May 2027 to 31 Aug 2027) → 4Q27 (1 Oct 2027 to 31 Dec 2027)", "U2"),
    ]
    with pytest.raises(LookupError):
        storage.catalysts.supersede(BIOTECH, old, later, user="U2", at=NOON)


def test_the_history_says_the_same_tomorrow(storage):
    """What was typed as "tomorrow" stands with its day: read a day later, the word would mean another one."""
    day = date(2026, 4, 21)
    row = added(storage, dataclasses.replace(EFS, window=Window(day, day, "day", "on", "tomorrow")))
    next_week = Window(date(2026, 4, 27), date(2026, 5, 3), "week", "within", "next week")
    storage.catalysts.supersede(BIOTECH, row, dataclasses.replace(EFS, window=next_week), user="U2", at=NOON)
    details = [item.detail for item in storage.catalysts.changes(BIOTECH, since=NOON)]
    assert details == ["21 Apr 2026", "21 Apr 2026 → next week (27 Apr 2026 to 3 May 2026)"]


def test_edit_changes_fields_and_says_so(storage):
    """An edit is recorded with what was and what is; unknown fields and closed rows are refused."""
    row = added(storage)
    assert storage.catalysts.edit(BIOTECH, row, {"tier": "A", "note": "IR"}, user="U2", at=NOON, change="confirmed")
    assert (listed(storage)[0].tier, listed(storage)[0].note) == ("A", "IR")
    last = storage.catalysts.changes(BIOTECH, since=NOON)[-1]
    assert (last.change, last.detail) == ("confirmed", "tier: B → A; note: none → IR")
    with pytest.raises(ValueError, match="status"):
        storage.catalysts.edit(BIOTECH, row, {"status": "done"}, user="U2", at=NOON)
    assert not storage.catalysts.edit(MACRO, row, {"tier": "C"}, user="U2", at=NOON)
    assert storage.catalysts.close(BIOTECH, row, "done", outcome="met", user="U2", at=NOON)
    assert not storage.catalysts.edit(BIOTECH, row, {"tier": "C"}, user="U2", at=NOON)


def test_an_edited_window_is_found_by_its_new_dates(storage):
    """What is over follows an edit."""
    row = added(storage)
    window = Window(date(2026, 5, 4), date(2026, 5, 4), "day", "on", "4 May 2026")
    storage.catalysts.edit(BIOTECH, row, {"window": window}, user="U1", at=NOON)
    assert [item.window for item in listed(storage, since=date(2026, 5, 4))] == [window]
    assert listed(storage, since=date(2026, 5, 5)) == []


def test_closed_ones_leave_the_calendar_and_keep_their_outcome(storage):
    """Done and removed rows stay readable, once each."""
    row = added(storage)
    assert storage.catalysts.close(BIOTECH, row, "done", outcome="hazard ratio 0.6", user="U1", at=NOON)
    assert not storage.catalysts.close(BIOTECH, row, "removed", outcome=None, user="U1", at=NOON)
    assert listed(storage) == []
    found = storage.catalysts.get(BIOTECH, row)
    assert (found.status, found.outcome) == ("done", "hazard ratio 0.6")
    added(storage)  # a closed one is no obstacle to a new one


def test_a_day_finds_windows_that_reach_it(storage):
    """Open and unknown ends reach every day; order is by start."""
    open_end = dataclasses.replace(EFS, kind="a", window=Window(date(2026, 6, 1), None, "month", "after", "after May"))
    unknown = dataclasses.replace(EFS, kind="b", window=Window(None, None, "fiscal", "within", "fiscal 2027"))
    past = dataclasses.replace(
        EFS, kind="c", window=Window(date(2026, 1, 1), date(2026, 3, 31), "quarter", "on", "1Q26")
    )
    for item in (EFS, open_end, unknown, past):
        added(storage, item)
    assert [item.kind for item in listed(storage)] == ["a", "data readout", "b"]
    assert [item.kind for item in listed(storage, since=date(2026, 3, 31))] == ["c", "a", "data readout", "b"]
    assert [item.kind for item in listed(storage, since=date(2027, 9, 1))] == ["a", "b"]
    assert listed(storage, ticker="CLLS") == []


def test_a_schedule_has_one_run_per_local_date(storage, reopened):
    """The second run of a date is refused, also after the schedule was removed and added again."""
    options = {"kind": "digest", "local_time": "07:30", "zone": "America/New_York", "days": "trading days"}
    schedule = storage.schedules.add(BIOTECH, **options, user="U1", at=NOON)
    day = date(2026, 4, 20)
    assert storage.schedules.record_run(schedule, day, state="made", detail="", at=NOON)
    assert storage.schedules.remove(BIOTECH, kind="digest", local_time="07:30") == 1
    assert storage.schedules.list(BIOTECH) == []
    again = reopened()
    assert again.schedules.add(BIOTECH, **{**options, "zone": "Europe/London"}, user="U2", at=NOON) == schedule
    assert not again.schedules.record_run(schedule, day, state="made", detail="", at=NOON)
    (row,) = again.schedules.list(BIOTECH, kind="digest")
    assert (row.zone, row.created_by, row.active) == ("Europe/London", "U2", True)


def test_the_same_schedule_again_is_no_new_beginning(storage):
    """It counts from when it was first switched on; with other days, or switched on again after it was off, from now."""
    options: dict[str, Any] = {"kind": "digest", "local_time": "07:30", "zone": "UTC", "days": "daily", "user": "U1"}

    def begins(minutes: int, **changes: Any):
        storage.schedules.add(BIOTECH, **{**options, **changes}, at=NOON + timedelta(minutes=minutes))
        (row,) = storage.schedules.list(BIOTECH)
        return row.created_at - NOON

    assert [begins(0), begins(5), begins(10, days="weekdays"), begins(15, days="weekdays", zone="Europe/London")] == [
        timedelta(minutes=minutes) for minutes in (0, 0, 10, 15)
    ]
    storage.schedules.remove(BIOTECH, kind="digest")
    assert begins(20, days="weekdays", zone="Europe/London") == timedelta(minutes=20)


def test_skipped_runs_are_on_record(storage):
    """A run that was skipped shows with its reason, newest first, and is not the last made one."""
    schedule = storage.schedules.add(
        BIOTECH, kind="digest", local_time="07:30", zone="UTC", days="daily", user="U1", at=NOON
    )
    storage.schedules.record_run(schedule, date(2026, 4, 18), state="made", detail="", at=NOON - timedelta(days=2))
    storage.schedules.record_run(schedule, date(2026, 4, 19), state="skipped", detail="4 h late", at=NOON)
    runs = storage.schedules.runs(since=NOON - timedelta(days=9))
    assert [(run["local_date"], run["state"], run["detail"], run["channel"]) for run in runs] == [
        ("2026-04-19", "skipped", "4 h late", "C-biotech"),
        ("2026-04-18", "made", "", "C-biotech"),
    ]
    assert runs[0]["at"] == NOON
    assert [run["state"] for run in storage.schedules.runs(since=NOON, state="skipped")] == ["skipped"]
    assert storage.schedules.last_run(schedule) == date(2026, 4, 18)
    assert storage.schedules.last_run(schedule, state="late") is None


def test_several_schedules_a_day(storage):
    """A channel may have several times; removing the kind removes them all, in this channel only."""
    for place, local_time in ((BIOTECH, "16:30"), (BIOTECH, "07:30"), (OTHER_TEAM, "07:30")):
        storage.schedules.add(place, kind="digest", local_time=local_time, zone="UTC", days="daily", user="U", at=NOON)
    assert [row.local_time for row in storage.schedules.list(BIOTECH)] == ["07:30", "16:30"]
    assert len(storage.schedules.list()) == 3
    assert storage.schedules.remove(BIOTECH, kind="digest") == 2
    assert [row.place for row in storage.schedules.list(kind="digest")] == [OTHER_TEAM]


def test_reminder_rules_of_channel_and_catalyst(storage, reopened):
    """Nobody set any, none wanted, and some are three different things; a catalyst's rules are its own."""
    row = added(storage)
    assert storage.reminders.rules(BIOTECH) is None
    storage.reminders.put_rules(BIOTECH, ["T-14", "day"], user="U1", at=NOON)
    storage.reminders.put_rules(BIOTECH, [], catalyst=row, user="U1", at=NOON)
    again = reopened()
    assert again.reminders.rules(BIOTECH) == ("T-14", "day")
    assert again.reminders.rules(BIOTECH, catalyst=row) == ()
    assert again.reminders.all_rules() == {(BIOTECH, None): (("T-14", "day"), NOON), (BIOTECH, row): ((), NOON)}
    later = NOON + timedelta(hours=1)
    again.reminders.put_rules(BIOTECH, None, catalyst=row, user="U1", at=later)
    assert again.reminders.rules(BIOTECH, catalyst=row) is None
    assert again.reminders.all_rules()[BIOTECH, row] == (None, later)


def test_snoozes_end(storage):
    """The later snooze counts, and it is found once its time has come."""
    storage.reminders.snooze(BIOTECH, 7, until=NOON, user="U1", at=NOON)
    storage.reminders.snooze(BIOTECH, 7, until=NOON + timedelta(days=1), user="U1", at=NOON)
    assert storage.reminders.snoozed(until=NOON + timedelta(hours=23)) == []
    assert storage.reminders.snoozed(until=NOON + timedelta(days=1)) == [(BIOTECH, 7, NOON + timedelta(days=1))]
    assert storage.reminders.wake(BIOTECH, 7)
    assert not storage.reminders.wake(BIOTECH, 7)


def test_a_link_is_known_once_per_message(storage, reopened):
    """A retried message event adds nothing; the same link in another message is another row."""
    link = LinkRow(BIOTECH, "1.0", "https://x.com/a?utm=1", "https://x.com/a", "U1", None, NOON)
    assert storage.links.put(link)
    assert not storage.links.put(link)
    assert storage.links.put(dataclasses.replace(link, ts="2.0", thread_ts="1.0"))
    assert reopened().links.at(BIOTECH, "1.0") == [link]


def test_the_first_reply_about_a_page_or_story_is_found(storage):
    """The same page, or another page with the same story, leads to the reply that is there; elsewhere not."""
    link = LinkRow(BIOTECH, "1.0", "https://x.com/a", "https://x.com/a", "U1", None, NOON)
    storage.links.put(link)
    options = {"canonical": "https://x.com/a", "story": None, "since": NOON}
    assert storage.links.taken_on(BIOTECH, **options) == []
    storage.links.take_on(BIOTECH, "1.0", "https://x.com/a", reply_key="links:1.0", story="hash")
    answered = dataclasses.replace(link, reply_key="links:1.0", story="hash")
    assert storage.links.taken_on(BIOTECH, **options) == [answered]
    assert storage.links.taken_on(BIOTECH, canonical="https://y.com", story="hash", since=NOON) == [answered]
    assert storage.links.taken_on(BIOTECH, canonical="https://y.com", story=None, since=NOON) == []
    assert storage.links.taken_on(MACRO, **options) == []
    assert storage.links.taken_on(BIOTECH, **{**options, "since": NOON + timedelta(seconds=1)}) == []


def test_changes_made_together_are_all_kept_or_none(storage):
    """One transaction: its own reads see what is new, another thread sees it at the end, and an error takes all of it back."""

    def elsewhere() -> int:
        with ThreadPoolExecutor(1) as other:
            return len(other.submit(listed, storage).result())

    with storage.catalysts.together():
        row = added(storage)
        storage.catalysts.edit(BIOTECH, row, {"tier": "A"}, user="U1", at=NOON)
        assert [item.tier for item in listed(storage)] == ["A"]
        assert elsewhere() == 0
    assert elsewhere() == 1

    def fail() -> None:
        with storage.catalysts.together():
            storage.catalysts.close(BIOTECH, row, "removed", outcome=None, user="U1", at=NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [item.tier for item in listed(storage)] == ["A"]
    storage.watchlist.add(BIOTECH, ["ALLO"], user="U1", at=NOON)  # the writer is free again
