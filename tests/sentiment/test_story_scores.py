"""Scores of stories are kept by text, kind and engine; a reading is kept only under the engine that gave it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cards.sentiment import points
from bot.clock import ManualClock
from bot.model import Mention, Score, Story, StoryKind
from bot.ports import Storage, TextScores
from bot.research.sentiment import MIXED, SentimentQuery, score_stories, sentiment
from bot.research.ticker_book import OVERNIGHT, make_report
from bot.sentiment.scorer import RuleScorer
from bot.tickers import load_universe
from storage import open_storage
from tests.digest.house import open_house
from tests.sentiment.helpers import NOW, story

UNIVERSE = load_universe()


class Engine(RuleScorer):
    """The rules under other names: what it says it is, what answers when asked, and what it says it is after that."""

    def __init__(self, name: str, answers: str = "", after: str = "") -> None:
        super().__init__()
        self.engine = self.version = name
        self.answers, self.after = answers or name, after or name
        self.asked: list[str] = []

    def score_many(self, texts: Sequence[tuple[str, StoryKind, Sequence[Mention]]]) -> list[TextScores]:
        """Scores in order, by the engine that answers."""
        self.asked += [text for text, _, _ in texts]
        self.engine = self.version = self.answers
        found = list(super().score_many(texts))
        self.engine = self.version = self.after
        return found


class Wire:
    """A market with these stories and nothing else."""

    def __init__(self, *stories: Story) -> None:
        self.stories = stories

    def news(self, ticker: str, **_: Any) -> list[Story]:
        """All of them."""
        return [one for one in self.stories if ticker in one.tickers]

    def quote(self, ticker: str, **_: Any) -> None:
        """None."""

    def health(self) -> tuple[()]:
        """Nothing to tell."""
        return ()


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    made = open_storage(tmp_path / "desk.db", clock=ManualClock(NOW))
    yield made
    made.close()


def told(title: str, *tickers: str, hours: float = 1, kind: StoryKind = "news") -> Story:
    """A story as a feed gives it, with the symbols it attaches."""
    return dataclasses.replace(story(title, hours, kind=kind), tickers=tickers)


def scored(storage: Storage, scorer: Engine, *stories: Story) -> list[dict[str | None, Score]]:
    return score_stories(stories, storage=storage, scorer=scorer, universe=UNIVERSE, now=NOW)


def test_a_symbol_that_a_feed_attaches_later_is_scored(storage: Storage):
    """
    "Target slumps" under XRT alone names no company; under TGT it is Target's, and stays so whoever asks next.
    """
    scorer, title = Engine("rules"), "Target slumps after outlook cut."
    assert set(scored(storage, scorer, told(title, "XRT"))[0]) == {None}
    assert set(scored(storage, scorer, told(title, "XRT", "TGT"))[0]) == {None, "TGT"}
    assert set(scored(storage, scorer, told(title, "XRT"))[0]) == {None, "TGT"}
    assert len(scorer.asked) == 2


def test_one_text_under_two_addresses_is_scored_once(storage: Storage):
    """
    Two feeds, one text: one question to the engine with the symbols of both, and one answer for both.
    """
    scorer, title = Engine("rules"), "Target slumps after outlook cut."
    first, second = scored(storage, scorer, told(title, "XRT"), told(title, "TGT", hours=2))
    assert scorer.asked == [title]
    assert set(first) == set(second) == {None, "TGT"}


def test_a_post_is_read_as_a_post_though_news_said_the_same(storage: Storage):
    """
    What was scored as news is scored anew as a post, and each keeps its own score.
    """
    scorer, title = Engine("rules"), "Diamond hands only"
    news, post = told(title, "ALLO"), told(title, "ALLO", kind="social")
    for _ in range(2):
        assert scored(storage, scorer, news)[0][None].score is None
        assert (scored(storage, scorer, post)[0][None].score or 0) > 0
    assert len(scorer.asked) == 2


GOOD = "Allogene (NASDAQ: ALLO) shares jump after it raises its full-year guidance"
BAD = "Allogene (NASDAQ: ALLO) shares plunge after a clinical hold"


def ask(storage: Storage, scorer: Engine, *stories: Story):
    market: Any = Wire(*stories)
    query = SentimentQuery.parse("ALLO 7d", UNIVERSE, market.quote)
    clock = ManualClock(NOW)
    report = sentiment(query, market=market, storage=storage, scorer=scorer, universe=UNIVERSE, clock=clock)
    return report.sentiment


def kept(storage: Storage, version: str, window: str = "7d"):
    rows = storage.stories.ticker_scores(
        "ALLO", window=window, since=NOW.date() - timedelta(days=9), engine_version=version
    )
    return [score for _day, score, _stories in rows]


@pytest.mark.parametrize("scorer", [Engine("stack", answers="rules"), Engine("rules", after="stack")])
def test_a_reading_is_kept_under_the_engine_that_gave_it(storage: Storage, scorer: Engine):
    """
    The model failed in use, or its load ended just after: the reading is the rules', and is kept as theirs.
    """
    found = ask(storage, scorer, told(GOOD, "ALLO"))
    assert (found.engine, found.engine_version) == ("rules", "rules")
    assert kept(storage, "rules") == [found.score]
    assert kept(storage, "stack") == []


def test_a_reading_of_the_evening_is_of_the_day_in_new_york(storage: Storage):
    """
    At 20:30 in New York on the 20th it is the 21st in UTC: the reading is kept and drawn under the 20th, as the digest's is.
    """
    evening = datetime(2026, 4, 21, 0, 30, tzinfo=UTC)
    market: Any = Wire(told(GOOD, "ALLO"))
    query = SentimentQuery.parse("ALLO 7d", UNIVERSE, market.quote)
    scorer = Engine("rules")
    found = sentiment(
        query, market=market, storage=storage, scorer=scorer, universe=UNIVERSE, clock=ManualClock(evening)
    )
    rows = storage.stories.ticker_scores("ALLO", window="7d", since=date(2026, 4, 1), engine_version="rules")
    assert [day for day, _score, _stories in rows] == [date(2026, 4, 20)]
    assert [day for day, _score in points(found)] == [date(2026, 4, 20)]


def test_a_reading_by_two_engines_is_shown_and_not_kept(storage: Storage):
    """
    One story from the store by the rules, one scored now by the stack: both are named, and no history holds the mixture.
    """
    scored(storage, Engine("rules"), told(GOOD, "ALLO"))
    scorer = Engine("rules", answers="stack", after="stack")
    found = ask(storage, scorer, told(GOOD, "ALLO"), told(BAD, "ALLO", hours=2))
    assert found.score is not None
    assert set(found.engine.split("; ")) == {"rules", "stack"}
    assert found.engine_version == MIXED
    assert [kept(storage, version) for version in ("rules", "stack", MIXED)] == [[], [], []]


def test_the_digest_compares_readings_of_one_engine(tmp_path: Path):
    """
    A reading of the rules is set beside yesterday's of the rules, though the model has answered for its name since.
    """
    house = open_house(tmp_path / "house.db", NOW)
    yesterday = NOW.date() - timedelta(days=1)
    for version, value in (("rules", -0.4), ("stack", 0.9)):
        score = Score("ALLO", value, None, "low", version, version)
        house.storage.stories.put_ticker_score("ALLO", yesterday, OVERNIGHT, score, stories=1, at=NOW)
    research: Any = house.research
    research.market, research.scorer = Wire(told(GOOD, "ALLO")), Engine("rules", after="stack")
    report = make_report(research, "ALLO")
    assert report.reading is not None
    assert (report.reading.engine_version, report.before) == ("rules", -0.4)
    assert kept(house.storage, "rules", OVERNIGHT) == [-0.4, report.reading.score]
    assert kept(house.storage, "stack", OVERNIGHT) == [0.9]
    house.storage.close()
