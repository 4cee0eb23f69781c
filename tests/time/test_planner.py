"""Digests and reminders through DST changes, downtime, clock jumps, holidays and changed zones, by the planner itself."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.daily import DailyPlanner
from bot.delivery.due import instant
from bot.model import Source
from bot.ports import Place
from bot.queue import WorkPool
from tests.digest.house import DESK, House, day_window, open_house, span

ZONES = {
    "America/New_York": ("2026-03-07T00:00", "2026-10-31T00:00"),
    "Europe/London": ("2026-03-28T00:00", "2026-10-24T00:00"),
    "Australia/Sydney": ("2026-04-03T12:00", "2026-10-02T12:00"),
    "Australia/Lord_Howe": ("2026-04-03T12:00", "2026-10-02T12:00"),
}
WALLS = ("01:30", "01:45", "02:00", "02:15", "02:30", "07:30")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Opens houses on one database."""
    opened: list[House] = []

    def begin(at: str, **options: Any) -> House:
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
        opened.append(open_house(tmp_path / "house.db", moment, **options))
        return opened[-1]

    yield begin
    for house in opened:
        house.storage.close()


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("zone", "begin"), [(zone, at) for zone, both in ZONES.items() for at in both])
def test_one_digest_per_local_date_through_dst(start: Any, zone: str, begin: str):
    """Whatever DST skips or doubles, each local date has its one digest, at the wall time or right after the gap."""
    house = start(begin)
    house.add(span(date(2026, 1, 1), date(2027, 12, 31)))
    ids = {house.schedule(wall, zone=zone, days="daily"): wall for wall in WALLS}
    for _now in house.run(utc(begin) + timedelta(days=3), step=timedelta(minutes=15)):
        pass
    made = Counter((schedule, day) for schedule, day, state in house.runs() if state == "made")
    assert set(made.values()) == {1}
    for schedule, wall in ids.items():
        days = sorted(day for row, day in made if row == schedule)
        assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
        assert len(days) == 3
        for day in days:
            (post,) = [row for row in house.leads() if row.key.endswith(f":{schedule}:{day}")]
            assert post.planned_at == instant(day, time.fromisoformat(wall), ZoneInfo(zone))


@pytest.mark.parametrize("zone", ZONES)
def test_reminders_keep_the_wall_clock_through_dst(start: Any, zone: str):
    """T-7 and T-1 of a day after the change come at 08:00 of the channel's zone, on both sides of it."""
    for begin in ZONES[zone]:
        house = start(begin)
        place = Place("T1", f"C{begin}")
        house.set(place, timezone=zone, reminder_time="08:00")
        day = utc(begin).date() + timedelta(days=9)
        number = house.add(day_window(day), place=place)
        for _now in house.run(utc(begin) + timedelta(days=10), step=timedelta(hours=1)):
            pass
        due = {row.key.rsplit(":", 1)[1]: row.planned_at for row in house.posts(f"reminder:T1:C{begin}:{number}:")}
        expected = {
            "T-7": instant(day - timedelta(days=7), time(8), ZoneInfo(zone)),
            "T-1": instant(day - timedelta(days=1), time(8), ZoneInfo(zone)),
            "day": instant(day, time(8), ZoneInfo(zone)),
        }
        assert due == expected


def test_three_days_down_skips_and_says_so(start: Any):
    """After three days without a process, past digests are recorded as skipped, and the newest comes late."""
    house = start("2026-04-20T10:00")  # Monday, 06:00 in New York
    house.add(span(date(2026, 1, 1), date(2027, 12, 31)))
    schedule = house.schedule("07:30")
    house.clock.advance(timedelta(hours=2))
    house.tick()
    house.clock.advance(timedelta(days=3))  # Thursday 12:00 UTC: half an hour after the due time
    again = start("2026-04-23T12:00", clock=house.clock)
    again.tick()
    assert again.runs() == [
        (schedule, date(2026, 4, 20), "made"),
        (schedule, date(2026, 4, 21), "skipped"),
        (schedule, date(2026, 4, 22), "skipped"),
        (schedule, date(2026, 4, 23), "made"),
    ]
    late = again.leads()[-1]
    assert "Late by 30 min" in str(late.payload)
    assert any("skipped" in str(run["state"]) for run in again.research.status(_NoQueue()).runs)


def test_a_machine_asleep_for_three_days_accounts_for_each(start: Any):
    """The same process, ticking again after a sleep: no date is left without a record."""
    house = start("2026-04-20T10:00")
    house.add(span(date(2026, 1, 1), date(2027, 12, 31)))
    house.schedule("07:30")
    house.clock.advance(timedelta(hours=2))
    house.tick()
    house.clock.advance(timedelta(days=3))
    house.tick()
    assert [(day.day, state) for _schedule, day, state in house.runs()] == [
        (20, "made"), (21, "skipped"), (22, "skipped"), (23, "made"),
    ]  # fmt: skip


def test_a_digest_more_than_three_hours_late_is_skipped(start: Any):
    """Three hours after its time a digest is news of yesterday: it is recorded as skipped."""
    house = start("2026-04-20T10:00")
    house.add(span(date(2026, 1, 1), date(2027, 12, 31)))
    house.schedule("07:30")
    house.clock.advance(timedelta(hours=4, minutes=31))
    house.tick()
    assert [state for _schedule, _day, state in house.runs()] == ["skipped"]
    assert house.leads() == []


def test_reminders_after_three_days_down(start: Any):
    """A reminder of the last 24 hours comes late and says so; an older one is in the outbox as expired, to be skipped."""
    house = start("2026-04-20T10:00")
    old = house.add(day_window(date(2026, 4, 22)), asset="a")
    new = house.add(day_window(date(2026, 4, 24)), asset="b")
    house.clock.advance(timedelta(days=3, hours=6))  # Thursday 16:00 UTC, 12:00 in New York
    house.tick()
    posts = {row.key.split(":", 3)[3]: row for row in house.posts("reminder:")}
    assert set(posts) == {f"{old}:T-1", f"{old}:day", f"{new}:T-1"}
    assert posts[f"{old}:day"].expires_at <= house.clock.now()
    assert posts[f"{new}:T-1"].expires_at > house.clock.now()
    assert "late, it was due" in str(posts[f"{new}:T-1"].payload)


def test_zone_changed_between_scheduling_and_sending(start: Any):
    """A schedule without a zone of its own follows the channel's: it comes at London's 07:30, once that day."""
    house = start("2026-04-20T05:00")
    house.add(day_window(date(2026, 4, 27)))
    house.schedule("07:30")
    house.set(timezone="Europe/London")
    for _now in house.run(utc("2026-04-20T20:00"), step=timedelta(minutes=10)):
        pass
    (lead,) = house.leads()
    assert lead.planned_at == utc("2026-04-20T06:30")
    (reminder,) = house.posts("reminder:")
    assert reminder.planned_at == utc("2026-04-20T07:00")


def test_zone_changed_after_the_digest_gives_no_second_one(start: Any):
    """The key is the local date: a channel that moves west after its digest gets no second one for that date."""
    house = start("2026-04-20T05:00")
    house.set(timezone="Europe/London")
    house.add(span(date(2026, 1, 1), date(2027, 12, 31)))
    house.schedule("07:30", days="daily")
    for now in house.run(utc("2026-04-20T23:00"), step=timedelta(minutes=10)):
        if now == utc("2026-04-20T08:00"):
            house.set(timezone="America/New_York")
    assert len(house.leads()) == 1


@pytest.mark.parametrize(
    ("zone", "at", "first"),
    [
        ("Asia/Tokyo", "2026-05-07T20:30", "2026-05-06T23:00"),  # New York's close is Friday's dawn there
        ("America/New_York", "2026-05-07T00:00", "2026-05-05T12:00"),  # 8 in the morning in Hong Kong
    ],
)
def test_days_before_an_hour_are_the_channels(start: Any, zone: str, at: str, first: str):
    """The day before a stated hour, and its day, are counted where the channel is, and are told before the hour."""
    house = start("2026-05-04T00:00")
    house.set(timezone=zone)
    house.add(day_window(date(2026, 5, 7)), time=utc(at))
    for _now in house.run(utc(at), step=timedelta(minutes=30)):
        pass
    posts = {row.key.rsplit(":", 1)[1]: row for row in house.posts("reminder:")}
    assert posts["T-1"].planned_at == utc(first)
    assert "Tomorrow" in str(posts["T-1"].payload)


def test_the_clock_jumps_an_hour_and_back(start: Any):
    """A clock set forward past the due time and back again makes nothing twice and loses nothing."""
    house = start("2026-04-20T11:00")
    house.add(day_window(date(2026, 4, 21)))
    house.schedule("07:30")
    house.tick()
    house.clock.jump(timedelta(hours=1, minutes=15))
    house.tick()
    house.clock.jump(timedelta(hours=-1, minutes=-15))
    for _now in house.run(utc("2026-04-20T14:00"), step=timedelta(minutes=5)):
        pass
    assert len(house.leads()) == 1
    assert [row.key.rsplit(":", 1)[1] for row in house.posts("reminder:")] == ["T-1"]


def test_holidays_and_half_days(start: Any):
    """Nothing on Thanksgiving for trading days; the Friday after says that New York closes at 13:00."""
    house = start("2026-11-25T05:00")
    house.add(span(date(2026, 1, 1), date(2027, 12, 31)))
    house.schedule("07:30")
    weekdays = house.schedule("07:35", days="weekdays")
    for _now in house.run(utc("2026-11-28T05:00"), step=timedelta(minutes=15)):
        pass
    assert [day for schedule, day, _state in house.runs() if schedule != weekdays] == [
        date(2026, 11, 25),
        date(2026, 11, 27),
    ]
    texts = {row.key.rsplit(":", 1)[1]: str(row.payload) for row in house.leads()}
    assert "closes at 13:00" in texts["2026-11-27"]
    assert "Thanksgiving" in texts["2026-11-26"]


def test_two_processes_make_one_digest(start: Any):
    """Two planners on one database tick through the same due time: one lead, one run, one reminder."""
    one = start("2026-04-20T11:00")
    one.add(day_window(date(2026, 4, 21)))
    one.schedule("07:30")
    two = start("2026-04-20T11:00", clock=one.clock)
    for _now in one.run(utc("2026-04-20T13:00"), step=timedelta(minutes=5)):
        two.tick()
    assert len(one.leads()) == 1
    assert len(one.runs("made")) == 1
    assert len(one.posts("reminder:")) == 1


def test_quiet_hours_hold_back_and_say_so(start: Any):
    """What falls into quiet hours comes at their end, marked late; a timed event's minutes do not wait."""
    house = start("2026-04-20T05:00")
    house.set(quiet_hours="20:00-08:30")
    house.schedule("07:30")
    house.add(day_window(date(2026, 4, 20)), time=utc("2026-04-20T12:00"))
    for _now in house.run(utc("2026-04-20T14:00"), step=timedelta(minutes=10)):
        pass
    (lead,) = house.leads()
    assert lead.planned_at == utc("2026-04-20T12:30")
    assert "quiet hours" in str(lead.payload)
    due = {row.key.rsplit(":", 1)[1]: row.planned_at for row in house.posts("reminder:")}
    assert due == {"day": utc("2026-04-20T12:30"), "30m": utc("2026-04-20T11:30")}


def test_switched_on_again_while_quiet_hours_hold_it_a_digest_still_comes(start: Any):
    """The same command once more, between the due time and the quiet hours' end, takes nothing away."""
    house = start("2026-04-20T05:00")
    house.set(quiet_hours="20:00-07:00")
    house.watch("ALLO")
    house.schedule("06:30")
    for now in house.run(utc("2026-04-20T12:00"), step=timedelta(minutes=5)):
        if now == utc("2026-04-20T10:45"):
            house.schedule("06:30")
    (lead,) = house.leads()
    assert lead.planned_at == utc("2026-04-20T11:00")


def test_a_reminder_that_comes_a_night_late_counts_from_the_morning_it_comes(start: Any):
    """Due the evening before and held by quiet hours until the day itself: it says today, not tomorrow."""
    house = start("2026-04-20T05:00")
    house.set(quiet_hours="18:00-07:00", reminder_time="19:00")
    house.add(day_window(date(2026, 4, 22)))
    for _now in house.run(utc("2026-04-22T11:00"), step=timedelta(minutes=30)):
        pass
    (post,) = house.posts("reminder:")
    assert post.key.endswith(":T-1")
    assert post.payload["text"] == ":bell: Today: ALLO interim data"
    assert "(quiet hours)" in str(post.payload)


def test_reminders_after_an_outage_say_how_the_days_stand_now(start: Any):
    """Thirty-two hours late: yesterday's event is not "today", and no hour that has passed lies ahead."""
    house = start("2026-04-20T05:00")
    house.add(day_window(date(2026, 4, 22)), time=utc("2026-04-22T17:00"), asset="a")
    house.add(span(date(2026, 3, 1), date(2026, 4, 29)), asset="b")
    house.clock.advance(timedelta(days=3, hours=6, minutes=30))
    house.tick()
    texts = {row.key.split(":", 3)[3]: row.payload["text"] for row in house.posts("reminder:")}
    assert texts["1:day"] == ":bell: Yesterday: ALLO interim data"
    assert texts["1:30m"] == ":bell: Its hour was 18 h ago: ALLO interim data"
    assert texts["2:closes-7"] == ":bell: The window closes in 6 days: ALLO interim data"


def test_a_snooze_does_not_break_quiet_hours(start: Any):
    """Snoozed at 06:30, quiet until 07:00: it comes again at 07:00 of the next day, marked late."""
    house = start("2026-04-20T10:30")
    house.set(quiet_hours="20:00-07:00")
    number = house.add(day_window(date(2026, 4, 28)))
    now = house.clock.now()
    house.storage.reminders.snooze(DESK, number, until=now + timedelta(days=1), user="U1", at=now)
    came_at = None
    for now in house.run(utc("2026-04-21T11:10"), step=timedelta(minutes=10)):
        came_at = came_at or (now if house.posts("snooze:") else None)
    assert came_at == utc("2026-04-21T11:00")
    (post,) = house.posts("snooze:")
    assert post.planned_at == utc("2026-04-21T11:00")
    assert "(quiet hours)" in str(post.payload)


def test_a_reminder_tells_the_age_of_its_sources_last_word(start: Any):
    """A source that says the same date again changes no calendar, but the reminder's age is the newer one."""
    house = start("2026-04-20T05:00")
    number = house.add(day_window(date(2026, 4, 28)))
    house.tick()
    house.clock.advance(timedelta(days=6, hours=7, minutes=30))
    source = Source("the desk", None, utc("2026-04-26T10:00"))
    house.storage.catalysts.edit(DESK, number, {"source": source}, user="source", at=house.clock.now(), change="")
    for _now in house.run(utc("2026-04-27T12:00"), step=timedelta(hours=1)):
        pass
    (post,) = [row for row in house.posts("reminder:") if row.key.endswith(":T-1")]
    assert ", 26 h ago" in str(post.payload)


def test_a_catalysts_own_rules_go_on_after_it_moved(start: Any):
    """Rules set for one catalyst hold for its new date too: the source that moved it brings no default reminders."""
    house = start("2026-04-20T05:00")
    old = house.add(day_window(date(2026, 5, 5)))
    house.storage.reminders.put_rules(DESK, ["T-3"], catalyst=old, user="U1", at=house.clock.now())
    row = house.storage.catalysts.get(DESK, old)
    later = dataclasses.replace(row, window=day_window(date(2026, 5, 6)))
    new = house.storage.catalysts.supersede(DESK, old, later, user="source", at=house.clock.now())
    for _now in house.run(utc("2026-05-07T05:00"), step=timedelta(hours=2)):
        pass
    assert [row.key for row in house.posts("reminder:")] == [f"reminder:T1:C1:{new}:T-3"]


def test_rules_set_late_bring_nothing_that_had_passed(start: Any):
    """T-3 set on the afternoon three days before, or T-7 after its day, brings no late note; what is still to come comes."""
    house = start("2026-04-20T05:00")
    house.add(day_window(date(2026, 5, 5)))
    house.storage.reminders.put_rules(DESK, [], user="U1", at=house.clock.now())
    for _now in house.run(utc("2026-05-02T18:00"), step=timedelta(hours=1)):
        pass
    house.storage.reminders.put_rules(DESK, ["T-7", "T-3", "T-1"], user="U1", at=house.clock.now())
    for _now in house.run(utc("2026-05-06T05:00"), step=timedelta(hours=1)):
        pass
    assert [row.key.rsplit(":", 1)[1] for row in house.posts("reminder:")] == ["T-1"]


@pytest.mark.parametrize("whose", ["channel", "catalyst"])
def test_rules_taken_back_bring_nothing_that_had_passed(start: Any, whose: str):
    """Reminders switched off, and on again by "default" in the afternoon: the morning's does not come late."""
    house = start("2026-04-20T05:00")
    number = house.add(day_window(date(2026, 5, 5)))
    about = {"catalyst": number} if whose == "catalyst" else {}
    house.storage.reminders.put_rules(DESK, [], user="U1", at=house.clock.now(), **about)
    for _now in house.run(utc("2026-05-04T18:00"), step=timedelta(hours=1)):
        pass
    house.storage.reminders.put_rules(DESK, None, user="U1", at=house.clock.now(), **about)
    for _now in house.run(utc("2026-05-06T05:00"), step=timedelta(hours=1)):
        pass
    assert [row.key.rsplit(":", 1)[1] for row in house.posts("reminder:")] == ["day"]


def test_rules_changed_in_quiet_hours_keep_what_waits_for_their_end(start: Any):
    """A reminder held by quiet hours comes at their end, though the rules were set anew meanwhile."""
    house = start("2026-04-20T05:00")
    house.set(quiet_hours="20:00-09:00")
    house.add(day_window(date(2026, 4, 27)))
    house.clock.advance(timedelta(hours=7, minutes=30))  # 08:30 in New York
    house.tick()
    house.storage.reminders.put_rules(DESK, ["T-7", "T-1"], user="U1", at=house.clock.now())
    house.clock.advance(timedelta(minutes=30))
    house.tick()
    assert [row.key.rsplit(":", 1)[1] for row in house.posts("reminder:")] == ["T-7"]


def test_an_hour_that_is_changed_has_minutes_of_its_own(start: Any):
    """Edited to a later hour after its 30 minutes were told: they are told again before the new hour, once."""
    house = start("2026-04-20T05:00")
    number = house.add(day_window(date(2026, 4, 20)), time=utc("2026-04-20T16:00"))
    for now in house.run(utc("2026-04-20T23:00"), step=timedelta(minutes=5)):
        if now == utc("2026-04-20T15:40"):
            hour = {"time": utc("2026-04-20T20:00")}
            house.storage.catalysts.edit(DESK, number, hour, user="U1", at=now)
    again = start("2026-04-20T23:00", clock=house.clock)
    again.tick()
    minutes = [row for row in house.posts("reminder:") if ":30m" in row.key]
    assert [row.planned_at for row in minutes] == [utc("2026-04-20T15:30"), utc("2026-04-20T19:30")]
    assert "In 30 minutes" in minutes[1].payload["text"]


def test_an_hour_that_is_set_when_it_has_passed_is_not_reminded_of(start: Any):
    """An hour put right in the afternoon, for the history: nobody is told that it has come."""
    house = start("2026-04-20T05:00")
    number = house.add(day_window(date(2026, 4, 20)))
    for now in house.run(utc("2026-04-20T23:00"), step=timedelta(minutes=5)):
        if now == utc("2026-04-20T18:00"):
            hour = {"time": utc("2026-04-20T14:00")}
            house.storage.catalysts.edit(DESK, number, hour, user="U1", at=now)
    assert not [row for row in house.posts("reminder:") if ":30m" in row.key]


def test_calendars_are_asked_again_after_a_clock_that_was_ahead(start: Any):
    """The clock is a month ahead for one tick: set right, the names' dates are asked for on the next morning as ever."""
    house = start("2026-04-20T12:00")
    house.watch("ALLO")
    house.clock.jump(timedelta(days=30))
    house.tick()
    house.clock.jump(timedelta(days=-30))
    house.clock.advance(timedelta(days=1))
    assert "calendar" in house.planner.daily.plan(house.clock.now())
    assert "calendar" not in house.planner.daily.plan(house.clock.now())


def test_a_daily_job_that_the_queue_refuses_is_not_taken_for_done(start: Any):
    """A desk that stops at that moment starts nothing; the next process makes up for the day."""
    house = start("2026-04-20T21:00")
    house.watch("ALLO")
    closed = WorkPool()
    closed.close(0)
    assert DailyPlanner(house.research, house.research.book, closed).plan(house.clock.now()) == []
    assert house.planner.daily.plan(house.clock.now()) == ["scores", "housekeeping", "calendar"]


def test_several_digests_a_day_and_month_ends(start: Any):
    """Two digests a day over a month's end: each local date has both."""
    house = start("2026-01-30T05:00")
    house.add(span(date(2026, 1, 1), date(2027, 12, 31)))
    house.schedule("07:30", days="daily")
    house.schedule("16:15", days="daily")
    for _now in house.run(utc("2026-02-02T04:00"), step=timedelta(minutes=15)):
        pass
    assert Counter(day for _schedule, day, _state in house.runs("made")) == {
        date(2026, 1, 30): 2, date(2026, 1, 31): 2, date(2026, 2, 1): 2,
    }  # fmt: skip


class _NoQueue:
    def depth(self) -> dict[str, int]:
        return {}

    def submit(self, *_args: Any, **_more: Any) -> Any: ...
    def close(self, timeout: float) -> None: ...


@pytest.mark.parametrize("ends", [(date.max, date.max), (date(9999, 12, 1), date.max), (date.min, date.min)])
def test_the_ends_of_time_stop_no_reminder(start: Any, ends: tuple[date, date]):
    """A source's year 9999, or 1, costs no other catalyst its reminder."""
    house = start("2026-04-20T10:00")
    house.add(span(*ends))
    house.add(day_window(date(2026, 4, 21)), place=Place("T1", "C2"))
    for _now in house.run(utc("2026-04-21T23:00"), step=timedelta(hours=1)):
        pass
    assert [row.key.rsplit(":", 1)[1] for row in house.posts("reminder:T1:C2:")] == ["T-1", "day"]
