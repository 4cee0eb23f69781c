"""What the night's cleaning forgets, and what a button, a history or a rule against repeating still needs."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.model import Score, Source, Story
from bot.ports import CacheEntry, LinkRow
from tests.digest.house import DESK, PM, House, day_window, open_house

NIGHT = datetime(2026, 4, 21, 7, 30, tzinfo=UTC)
"""03:30 in New York."""
SCORE = Score("ALLO", 0.4, "positive", "high", "rules", "rules-1")


@pytest.fixture
def house(tmp_path: Path):
    opened = open_house(tmp_path / "house.db", NIGHT)
    yield opened
    opened.storage.close()


def ago(days: int) -> datetime:
    return NIGHT - timedelta(days=days)


@pytest.mark.parametrize(
    ("source", "kind", "days"),
    [
        ("deskbot", "card", 60),
        ("deskbot", "daily scores", 60),
        ("ClinicalTrials.gov", "trials", 60),
        ("deskbot", "offers", 400),
    ],
)
def test_what_was_kept_for_a_button_or_a_source_goes_after_its_time(house: House, source: str, kind: str, days: int):
    """Cards and answers of sources after 60 days; the dates behind *Add to calendar*, which stays in channels, after 400."""
    cache = house.storage.cache
    cache.put(source, kind, "old", CacheEntry("x", ago(days + 1), source))
    cache.put(source, kind, "kept", CacheEntry("x", ago(days - 1), source))
    cache.put(source, kind, "asked again", CacheEntry("x", ago(days + 1), source))
    cache.put(source, kind, "asked again", CacheEntry(None, ago(1), source, error="down"))
    house.tick()
    left = [key for key in ("old", "kept", "asked again") if cache.get(source, kind, key) is not None]
    assert left == ["kept", "asked again"]


def test_a_card_goes_no_later_than_the_post_that_shared_it(house: House):
    """The post's key is what keeps a second click from sharing twice: no card can be shared that has lost it."""
    house.storage.cache.put("deskbot", "card", "7", CacheEntry("{}", ago(60) - timedelta(minutes=1), "deskbot"))
    house.storage.outbox.put("share:7:C1", DESK, {}, due_at=ago(60))
    (row,) = house.storage.outbox.claim(owner="w", now=ago(60), lease=timedelta(minutes=1), limit=1)
    house.storage.outbox.sent(row.id, ts="1.1", at=ago(60) + timedelta(minutes=1))
    house.tick()
    assert house.storage.cache.get("deskbot", "card", "7") is None
    assert house.storage.outbox.get("share:7:C1") is not None


def test_links_go_long_after_a_repeat_is_one(house: House):
    """:eyes: on a message of last year still reads it; what is older than 400 days is gone."""
    for days in (1, 61, 399, 401):
        house.storage.links.put(LinkRow(DESK, f"{days}.0", "https://a.example", "a", PM, None, ago(days)))
    house.tick()
    assert [days for days in (1, 61, 399, 401) if house.storage.links.at(DESK, f"{days}.0")] == [1, 61, 399]


def test_stories_and_their_scores_go_and_the_daily_scores_stay(house: House):
    """No window of news is longer than 30 days; what a name's sentiment was each day is its history."""
    stories = house.storage.stories
    found = [
        Story(f"https://example.com/{days}", f"Title {days}", "", "Wire", ago(days), Source("Yahoo", None, ago(days)),
              ("ALLO", "CLLS"))
        for days in (29, 61, 500)
    ]  # fmt: skip
    for story in found:
        stories.put_stories([story], at=story.published)
        stories.put_scores(story.text_hash, [SCORE], at=story.published)
        score = dataclasses.replace(SCORE, score=0.1)
        stories.put_ticker_score("ALLO", story.published.date(), "24h", score, stories=1, at=story.published)
    house.tick()
    for ticker in ("ALLO", "CLLS"):
        assert [story.title for story in stories.stories(ticker, since=ago(900))] == ["Title 29"]
    assert [bool(stories.scores(story.text_hash, engine_version="rules-1")) for story in found] == [True, False, False]
    days = stories.ticker_scores("ALLO", window="24h", since=date(2020, 1, 1), engine_version="rules-1")
    assert [day for day, _score, _stories in days] == [ago(61).date(), ago(29).date()]


def test_the_calendar_and_its_reminders_are_never_forgotten(house: House):
    """A window of years ago, its history, rules and snoozes are the desk's own."""
    number = house.add(day_window(date(2020, 4, 20)))
    house.storage.reminders.put_rules(DESK, ["T-7"], catalyst=number, user=PM, at=ago(900))
    house.tick()
    assert house.storage.catalysts.get(DESK, number) is not None
    assert house.storage.catalysts.changes(DESK, since=ago(2000))
    assert house.storage.reminders.rules(DESK, catalyst=number) == ("T-7",)


def test_thousands_of_old_rows_go_in_one_night(house: House):
    """However many there are, in several transactions."""
    with house.storage.catalysts.together():
        for number in range(1_203):
            house.storage.cache.put("deskbot", "card", str(number), CacheEntry("{}", ago(90), "deskbot"))
    assert house.storage.cache.forget(before=ago(60)) == 1_203
    assert house.storage.cache.forget(before=ago(60)) == 0
