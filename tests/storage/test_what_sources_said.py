"""Stories, scores, cached answers and documents."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.model import Driver, Probabilities, Score, Source, Story
from bot.ports import CacheEntry
from storage.codec import moment, pack, stamp, unpack
from tests.storage.conftest import NOON

YAHOO = Source("Yahoo", "https://finance.yahoo.com/quote/ALLO", NOON, stale=True)
STORY = Story(
    url="https://example.com/allo",
    title="Allogene’s trial passes <futility>",
    summary="Two sentences. In Unicode: ≥ 20 %.",
    publisher="Wire & Co",
    published=NOON - timedelta(hours=2),
    source=YAHOO,
    tickers=("ALLO",),
    kind="press release",
)
SCORE = Score(
    ticker="ALLO",
    score=0.42,
    label="positive",
    confidence="medium",
    engine="rules",
    engine_version="rules-1",
    probabilities=Probabilities(0.1, 0.3, 0.6),
    drivers=(Driver("passes", 0.4, "The trial passes.", "direction x metric"),),
    remainder=0.02,
    ignored=("safe-harbour statement",),
    sentences=2,
    mixed=True,
)


def test_a_story_comes_back_as_it_was(storage, reopened):
    """Every field survives, and the newest story is first."""
    older = dataclasses.replace(STORY, url="https://example.com/old", published=NOON - timedelta(hours=5))
    storage.stories.put_stories([older, STORY], at=NOON)
    assert reopened().stories.stories("ALLO", since=NOON - timedelta(hours=5)) == [STORY, older]


def test_since_is_inclusive_and_leaves_older_ones_out(storage):
    """A story published at `since` is in, one a microsecond earlier is not."""
    storage.stories.put_stories([STORY], at=NOON)
    assert storage.stories.stories("ALLO", since=STORY.published) == [STORY]
    assert storage.stories.stories("ALLO", since=STORY.published + timedelta(microseconds=1)) == []
    assert storage.stories.stories("CLLS", since=STORY.published) == []


def test_a_story_seen_under_a_second_ticker_is_one_story(storage):
    """The same address fetched for another name keeps both names and the newer text."""
    storage.stories.put_stories([STORY], at=NOON)
    edited = dataclasses.replace(STORY, title="Corrected title", tickers=("CLLS",))
    storage.stories.put_stories([edited], at=NOON)
    both = dataclasses.replace(edited, tickers=("ALLO", "CLLS"))
    assert storage.stories.stories("ALLO", since=NOON - timedelta(days=1)) == [both]
    assert storage.stories.stories("CLLS", since=NOON - timedelta(days=1)) == [both]


def test_scores_belong_to_a_text_a_ticker_and_an_engine_version(storage, reopened):
    """Each text is scored once per version; a new engine starts afresh; the whole text has its own score."""
    whole = dataclasses.replace(SCORE, ticker=None, score=None, label=None, probabilities=None)
    storage.stories.put_scores(STORY.text_hash, [SCORE, whole], at=NOON)
    again = reopened()
    assert again.stories.scores(STORY.text_hash, engine_version="rules-1") == {None: whole, "ALLO": SCORE}
    assert again.stories.scores(STORY.text_hash, engine_version="rules-2") == {}
    assert again.stories.scores("another", engine_version="rules-1") == {}


def test_a_days_score_is_its_last_and_unknown_is_not_zero(storage):
    """The trend shows each day's last aggregate in order; a day without evidence is left out."""
    day = date(2026, 4, 20)
    for offset, value in ((1, 0.1), (0, -0.2), (0, 0.3)):
        score = dataclasses.replace(SCORE, score=value)
        storage.stories.put_ticker_score("ALLO", day - timedelta(days=offset), "24h", score, stories=4, at=NOON)
    nothing = dataclasses.replace(SCORE, score=None, label=None)
    storage.stories.put_ticker_score("ALLO", day - timedelta(days=2), "24h", nothing, stories=0, at=NOON)
    found = storage.stories.ticker_scores("ALLO", window="24h", since=date(2026, 4, 1), engine_version="rules-1")
    assert found == [(date(2026, 4, 19), 0.1, 4), (date(2026, 4, 20), 0.3, 4)]
    assert storage.stories.ticker_scores("ALLO", window="7d", since=day, engine_version="rules-1") == []


def test_an_error_does_not_hide_the_last_good_answer(storage, reopened):
    """After a failed fetch the last answer is the error and the last good one is still there with its age."""
    good = CacheEntry('{"price": 1.5}', NOON, "Yahoo")
    bad = CacheEntry(None, NOON + timedelta(minutes=5), "Yahoo", error="SourceTimeout")
    assert storage.cache.get("yahoo", "quote", "ALLO") is None
    storage.cache.put("yahoo", "quote", "ALLO", good)
    storage.cache.put("yahoo", "quote", "ALLO", bad)
    again = reopened()
    assert again.cache.get("yahoo", "quote", "ALLO") == bad
    assert again.cache.last_good("yahoo", "quote", "ALLO") == good
    newer = CacheEntry('{"price": 1.6}', NOON + timedelta(minutes=9), "Yahoo")
    again.cache.put("yahoo", "quote", "ALLO", newer)
    assert again.cache.get("yahoo", "quote", "ALLO") == newer
    assert again.cache.last_good("yahoo", "quote", "ALLO") == newer


def test_an_error_alone_is_no_good_answer(storage):
    """A source that never answered has no last good answer."""
    storage.cache.put("yahoo", "quote", "ALLO", CacheEntry(None, NOON, "Yahoo", error="down"))
    assert storage.cache.last_good("yahoo", "quote", "ALLO") is None


def test_documents_are_kept_as_they_came(storage, reopened):
    """Bytes come back unchanged, compressed on disk; a second document under one key changes nothing."""
    filing = b"<SUBMISSION>\xff\x00" + b"same line again\n" * 5000
    storage.documents.put("0001-26-000001", filing, at=NOON)
    storage.documents.put("0001-26-000001", b"other", at=NOON)
    again = reopened()
    assert again.documents.get("0001-26-000001") == filing
    assert again.documents.get("unknown") is None
    assert int(again.check()["size"]) < 4 * 80_000 + 200_000


def test_times_are_text_that_sorts():
    """Stored times compare as text, are UTC whatever zone they came in, and naive ones are refused."""
    times = [NOON + timedelta(microseconds=step) for step in (0, 1, 999_999, 1_000_000)]
    assert sorted(map(stamp, times)) == list(map(stamp, times))
    assert {len(stamp(at)) for at in times} == {32}
    tokyo = NOON.astimezone(ZoneInfo("Asia/Tokyo"))
    assert stamp(tokyo) == stamp(NOON)
    assert moment(stamp(tokyo)) == NOON
    with pytest.raises(ValueError, match="time zone"):
        stamp(NOON.replace(tzinfo=None))


def test_a_row_of_an_older_or_newer_model_is_readable():
    """A field the row lacks takes its default, one the model lacks is dropped: models grow without a migration."""
    text = pack(SCORE)
    older = text.replace('"mixed":true', '"from_the_future":1')
    assert unpack(Score, older) == dataclasses.replace(SCORE, mixed=False)
