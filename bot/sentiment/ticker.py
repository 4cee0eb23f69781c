"""
Many stories -> one reading of a ticker: confidence x relevance x source x age decay x novelty; thin below three stories.

Half-lives and novelty steps are those that news-analytics vendors publish (12 h for a day's view, 3 d for a week's,
7 d for a month's; 1, 0.75, 0.56 for repeats of one story). Nothing found is None, never 0.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import Confidence, Driver, Label, Score, Story
from bot.ports import TextScores
from bot.sentiment.bands import THIN_STORIES, band, is_mixed, label_of
from bot.sentiment.duplicates import groups

WINDOWS: dict[str, timedelta] = {"24h": timedelta(hours=24), "7d": timedelta(days=7), "30d": timedelta(days=30)}
HALF_LIVES: dict[str, timedelta] = {"24h": timedelta(hours=12), "7d": timedelta(days=3), "30d": timedelta(days=7)}
NOVELTY = 0.75
"""Each repeat of a story counts this much of the one before it."""
CONFIDENCE_WEIGHT: dict[Confidence, float] = {"high": 1.0, "medium": 0.7, "low": 0.4}
KIND_WEIGHT = {"news": 1.0, "filing": 1.0, "press release": 0.8, "opinion": 0.7, "social": 0.4}
"""A press release is the company's own voice; opinion and posts say less about what happened."""
LEAST_RELEVANCE = 0.05


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
    buzz: float | None = None
    """Distinct stories per day beside the ticker's usual number (1 is usual); None where the usual is not known."""

    @property
    def band(self) -> str:
        """In words, from the one table of bands: "mildly positive"; "n/a" without a score."""
        return band(self.score)

    @property
    def label(self) -> Label | None:
        """The class of the score; None without one."""
        return label_of(self.score)

    @property
    def reason(self) -> str:
        """Why there is no score, in words for the trader; empty where there is one."""
        if self.score is not None:
            return ""
        if self.stories:
            return f"{len(self.stories)} stories in {self.window}, none says anything good or bad about {self.ticker}"
        return f"no story in {self.window}"


def aggregate(
    ticker: str,
    window: str,
    scored: Sequence[tuple[Story, Score]],
    *,
    as_of: datetime,
    engine: str,
    version: str,
    usual_per_day: float | None = None,
) -> TickerSentiment:
    """
    Weigh each story's score on this ticker. `scored` in any order; `as_of` is the moment ages are counted from.

    `usual_per_day` is the ticker's own usual number of distinct stories per day, for `buzz`.
    """
    ordered = sorted(scored, key=lambda pair: (pair[0].published, pair[0].url), reverse=True)
    firsts, novelty = _repeats([story for story, _score in ordered])
    raw = [
        _weight(story, score, as_of, HALF_LIVES[window]) * novelty[index]
        for index, (story, score) in enumerate(ordered)
    ]
    total = sum(raw)
    weights = [weight / total if total else 0.0 for weight in raw]
    stories = tuple(
        WeighedStory(story, score, weight, firsts[index])
        for index, ((story, score), weight) in enumerate(zip(ordered, weights, strict=True))
    )
    told = [entry for entry in stories if entry.score.score is not None]
    distinct = len({first if first is not None else index for index, (first, entry) in enumerate(zip(firsts, stories, strict=True))
                    if entry.score.score is not None})  # fmt: skip
    value = sum(entry.weight * (entry.score.score or 0.0) for entry in told)
    drivers = _drivers(told)
    positive = sum(entry.weight * max(entry.score.score or 0.0, 0.0) for entry in told)
    negative = sum(entry.weight * min(entry.score.score or 0.0, 0.0) for entry in told)
    days = WINDOWS[window] / timedelta(days=1)
    return TickerSentiment(
        ticker,
        window,
        value if told else None,
        _confidence(told, distinct),
        stories,
        distinct,
        thin=distinct < THIN_STORIES,
        mixed=is_mixed(positive, negative) and positive - negative >= WEIGHTY,
        drivers=drivers,
        remainder=value - sum(driver.contribution for driver in drivers),
        engine=engine,
        engine_version=version,
        as_of=as_of,
        disagreement=any(entry.score.disagreement for entry in told),
        buzz=firsts.count(None) / days / usual_per_day if usual_per_day else None,
    )


WEIGHTY = 0.15
"""Both sides together must reach this, in score units, before a reading is called mixed."""


def _weight(story: Story, score: Score, as_of: datetime, half_life: timedelta) -> float:
    if score.score is None:
        return 0.0
    age = max((as_of - story.published) / half_life, 0.0)
    return float(standing(story, score) * 0.5**age)


def standing(story: Story, score: Score) -> float:
    """What a story counts for whatever its age, 0 to 1: how sure its score is, how much of it is about the name, its kind."""
    return CONFIDENCE_WEIGHT[score.confidence] * max(score.relevance, LEAST_RELEVANCE) * KIND_WEIGHT[story.kind]


def _repeats(stories: Sequence[Story]) -> tuple[list[int | None], list[float]]:
    """For each story (newest first) the index of its first telling, and its novelty factor."""
    numbers = groups(stories[::-1])[::-1]
    firsts: list[int | None] = [None] * len(stories)
    novelty = [1.0] * len(stories)
    first_of: dict[int, int] = {}
    told: dict[int, int] = {}
    for index in range(len(stories) - 1, -1, -1):  # oldest first
        group = numbers[index]
        if group in first_of:
            firsts[index] = first_of[group]
            told[group] += 1
            novelty[index] = NOVELTY ** told[group]
        else:
            first_of[group] = index
            told[group] = 0
    return firsts, novelty


@dataclass(frozen=True, slots=True)
class Share:
    """One distinct story's part of a score, told by its strongest phrase; in a thin reading one sentence's part."""

    contribution: float
    """Signed, in score units; the shares of all stories add up to the score, those of sentences lack the remainder."""
    phrase: str
    sentence: str
    tellings: int = 1
    """The story and its repeats."""


def shares(reading: TickerSentiment, names: Sequence[str] = ()) -> tuple[Share, ...]:
    """What moved the score, largest first; a story is told in a sentence that speaks of `names`, where one does."""
    found = _by_sentence(reading.drivers) if reading.thin and reading.drivers else _by_story(reading, names)
    return tuple(sorted(found, key=lambda share: -abs(share.contribution)))


def _by_story(reading: TickerSentiment, names: Sequence[str]) -> Iterator[Share]:
    groups: defaultdict[int, list[WeighedStory]] = defaultdict(list)
    for index, entry in enumerate(reading.stories):
        if entry.score.score is not None:
            groups[index if entry.repeat_of is None else entry.repeat_of].append(entry)
    for told in groups.values():
        total = sum(entry.weight * (entry.score.score or 0.0) for entry in told)
        title = told[-1].story.title
        others = {symbol for entry in told for symbol in entry.story.tickers if symbol != reading.ticker}
        drivers = sorted(_drivers(told), key=lambda driver: not _speaks_of(driver.sentence, names, others))
        yield _share(total, drivers, Driver(title, total, title, ""), len(told))


def _speaks_of(sentence: str, names: Sequence[str], others: AbstractSet[str]) -> bool:
    """Whether a sentence names the company, and not after another's symbol: "Acme (ACME) rose after Bolt's trial" is Acme's."""
    before = re.split("|".join(map(re.escape, names)), sentence, maxsplit=1)[0] if names else sentence
    return before != sentence and others.isdisjoint(re.findall(r"[\w.-]+", before))


def _by_sentence(drivers: Sequence[Driver]) -> Iterator[Share]:
    groups: defaultdict[str, list[Driver]] = defaultdict(list)
    for driver in drivers:
        groups[driver.sentence.casefold()].append(driver)
    for said in groups.values():
        yield _share(sum(driver.contribution for driver in said), said, said[0], 1)


def _share(total: float, drivers: Sequence[Driver], default: Driver, tellings: int) -> Share:
    """Told by the first driver that points where the whole points."""
    best = next((driver for driver in drivers if driver.contribution * total > 0), default)
    return Share(total, best.phrase, best.sentence, tellings)


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


def scores_of(result: TextScores) -> Mapping[str | None, Score]:
    """By ticker, the overall score under None: the shape `scores` rows have."""
    scores: dict[str | None, Score] = {None: result.overall}
    scores.update(result.tickers)
    return scores
