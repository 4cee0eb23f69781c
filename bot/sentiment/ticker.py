"""
Many stories -> one reading of a ticker: confidence x relevance x age decay x novelty; thin below three stories.

Half-lives and novelty steps are those that news-analytics vendors publish (12 h for a day's view, 3 d for a week's,
7 d for a month's; 1, 0.75, 0.56 for repeats of one story). Nothing found is None, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import Confidence, Driver, Score, Story
from bot.sentiment.bands import THIN_STORIES, is_mixed

WINDOWS: dict[str, timedelta] = {"24h": timedelta(hours=24), "7d": timedelta(days=7), "30d": timedelta(days=30)}
HALF_LIVES: dict[str, timedelta] = {"24h": timedelta(hours=12), "7d": timedelta(days=3), "30d": timedelta(days=7)}
NOVELTY = 0.75
"""Each repeat of a story counts this much of the one before it."""
SAME_STORY = 0.5
"""Stories that share this much of their words (Jaccard) within three days are one story told twice."""
CONFIDENCE_WEIGHT: dict[Confidence, float] = {"high": 1.0, "medium": 0.7, "low": 0.4}

_WORD = re.compile(r"[a-z0-9][a-z0-9.%-]+")


@dataclass(frozen=True, slots=True)
class WeighedStory:
    """One story's part in the whole."""

    story: Story
    score: Score
    weight: float
    """0 to 1, share of the total; 0 where the story has no evidence on the ticker."""
    repeat_of: int | None = None
    """Index (in this tuple) of the first telling of the same story."""


@dataclass(frozen=True, slots=True)
class TickerSentiment:
    """A ticker's reading over a window."""

    ticker: str
    window: str
    score: float | None
    """-1 to 1; None where no story carries evidence: "n/a"."""
    confidence: Confidence
    stories: tuple[WeighedStory, ...]
    """Newest first."""
    distinct: int
    """Distinct stories with evidence."""
    thin: bool
    mixed: bool
    drivers: tuple[Driver, ...]
    """Weighed by their story; contributions and `remainder` add up to the score."""
    remainder: float
    engine: str
    engine_version: str
    as_of: datetime
    disagreement: bool = False


def aggregate(
    ticker: str, window: str, scored: Sequence[tuple[Story, Score]], *, as_of: datetime, engine: str, version: str
) -> TickerSentiment:
    """Weigh each story's score on this ticker. `scored` in any order; `as_of` is the moment ages are counted from."""
    ordered = sorted(scored, key=lambda pair: pair[0].published, reverse=True)
    firsts, novelty = _repeats([story for story, _score in ordered])
    raw = [
        0.0
        if score.score is None
        else CONFIDENCE_WEIGHT[score.confidence]
        * max(score.relevance, 0.05)
        * 0.5 ** (max((as_of - story.published).total_seconds(), 0.0) / HALF_LIVES[window].total_seconds())
        * novelty[index]
        for index, (story, score) in enumerate(ordered)
    ]
    total = sum(raw)
    weights = [weight / total if total else 0.0 for weight in raw]
    stories = tuple(
        WeighedStory(story, score, weight, firsts[index])
        for index, ((story, score), weight) in enumerate(zip(ordered, weights, strict=True))
    )
    told = [entry for entry in stories if entry.score.score is not None]
    distinct = len({entry.repeat_of if entry.repeat_of is not None else stories.index(entry) for entry in told})
    if not told:
        return TickerSentiment(ticker, window, None, "low", stories, 0, thin=True, mixed=False, drivers=(),
                               remainder=0.0, engine=engine, engine_version=version, as_of=as_of)  # fmt: skip
    value = sum(entry.weight * (entry.score.score or 0.0) for entry in told)
    drivers = _drivers(told)
    shown = sum(driver.contribution for driver in drivers)
    positive = sum(entry.weight * max(entry.score.score or 0.0, 0.0) for entry in told)
    negative = sum(entry.weight * min(entry.score.score or 0.0, 0.0) for entry in told)
    return TickerSentiment(
        ticker,
        window,
        value,
        _confidence(told, distinct),
        stories,
        distinct,
        thin=distinct < THIN_STORIES,
        mixed=is_mixed(positive, negative) and abs(positive) + abs(negative) >= 0.15,
        drivers=drivers,
        remainder=value - shown,
        engine=engine,
        engine_version=version,
        as_of=as_of,
        disagreement=any(entry.score.disagreement for entry in told),
    )


def _repeats(stories: Sequence[Story]) -> tuple[list[int | None], list[float]]:
    """For each story (newest first) the index of its first telling, and its novelty factor."""
    words = [frozenset(_WORD.findall(story.text.lower())) for story in stories]
    firsts: list[int | None] = [None] * len(stories)
    novelty = [1.0] * len(stories)
    tellings: dict[int, int] = {}
    for index in range(len(stories) - 1, -1, -1):  # oldest first
        for first, count in tellings.items():
            close = abs(stories[first].published - stories[index].published) <= timedelta(days=3)
            if close and _jaccard(words[first], words[index]) >= SAME_STORY:
                firsts[index] = first
                novelty[index] = NOVELTY**count
                tellings[first] = count + 1
                break
        else:
            tellings[index] = 1
    return firsts, novelty


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def _drivers(told: Sequence[WeighedStory]) -> tuple[Driver, ...]:
    """Every driver weighed by its story; the same phrase of several stories counted together."""
    merged: dict[tuple[str, str], Driver] = {}
    for entry in told:
        for driver in entry.score.drivers:
            key = (driver.phrase.casefold(), driver.rule)
            known = merged.get(key)
            amount = driver.contribution * entry.weight + (known.contribution if known else 0.0)
            merged[key] = Driver(driver.phrase, amount, known.sentence if known else driver.sentence, driver.rule)
    return tuple(sorted(merged.values(), key=lambda driver: -abs(driver.contribution)))


def _confidence(told: Sequence[WeighedStory], distinct: int) -> Confidence:
    """From the stories' own confidence, how many they are, and whether they agree."""
    mean = sum(entry.weight * CONFIDENCE_WEIGHT[entry.score.confidence] for entry in told)
    value = sum(entry.weight * (entry.score.score or 0.0) for entry in told)
    size = sum(entry.weight * abs(entry.score.score or 0.0) for entry in told)
    agreement = abs(value) / size if size else 1.0
    if distinct < THIN_STORIES or mean < 0.5 or agreement < 0.3:
        return "low"
    return "high" if mean >= 0.8 and agreement >= 0.6 and distinct >= 5 else "medium"
