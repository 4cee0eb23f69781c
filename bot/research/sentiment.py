"""How the news reads on a ticker over a window, which words made it so, and how that compares with its own past."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.delivery.trading_days import market_day
from bot.errors import BadInput, SourceDown, SourceError
from bot.model import Company, Quote, Score, Source, Story, text_hash
from bot.ports import Clock, Lane, MarketData, Scorer, Storage
from bot.research.names import MAX_QUERY, resolve_traded
from bot.sentiment.ticker import WINDOWS, TickerSentiment, aggregate, scores_of
from bot.tickers import Universe

log = logging.getLogger(__name__)

DEFAULT_WINDOW = "7d"
MAX_STORIES = 60
"""Newest first; a month of a large name is more than anybody reads or the score needs."""
MIXED = "mixed versions"
"""The engine version of a reading whose stories were scored by several: it is not kept, as it compares with no other."""

_SPAN = re.compile(
    r"(?<!\S)(?:(?:this|last|past) (?:(?P<last>\d{1,3}) ?)?|(?P<count>\d{1,3}) ?)"
    r"(?P<unit>[hdwm]|hours?|days?|weeks?|months?)(?!\S)",
    re.IGNORECASE,
)
_PLEASE = re.compile(r",? (?:please|pls|plz|thx|thanks)[.!]*$", re.IGNORECASE)
_LIKE_A_SPAN = re.compile(r"\d{1,2}|\d{1,3}[A-Za-z]+")
"""What may be meant for a window: 66 or 100d, but not the S&P 500."""
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1), "m": timedelta(days=30)}


@dataclass(frozen=True, slots=True)
class SentimentQuery:
    """A company and a window."""

    company: Company
    window: str = DEFAULT_WINDOW

    @classmethod
    def parse(cls, text: str, universe: Universe, quote: Callable[[str], Quote]) -> SentimentQuery:
        """Read "ALLO", "$ALLO 24h", "7d ALLO" or "Allogene 1 week". Raises the user errors of `resolve_traded`."""
        if len(text) > MAX_QUERY:
            raise BadInput(f"That is {len(text):,} characters long. Give one ticker such as ALLO, or one company name.")
        name, window = without_window(" ".join(text.split()))
        words = name.split()
        figure = any(map(_LIKE_A_SPAN.fullmatch, words[1:][-2:]))
        if figure and not universe.exact(name):  # Phillips 66 is a company
            raise BadInput(f"The window is one of {', '.join(WINDOWS)}, for example /sentiment ALLO 7d.")
        return cls(resolve_traded(name, universe, quote), window)


def without_window(text: str) -> tuple[str, str]:
    """The words besides the window, and the window: "ALLO 24h", "7d ALLO", "ALLO 1 week", "ALLO last month"."""
    text = _PLEASE.sub("", text)
    for span in _SPAN.finditer(text):
        length = int(span["count"] or span["last"] or 1) * _UNITS[span["unit"][0].lower()]
        window = next((name for name, known in WINDOWS.items() if known == length), None)
        if window and (span.start() == 0 or span.end() == len(text)):
            return f"{text[: span.start()]} {text[span.end() :]}".strip(), window
    return text, DEFAULT_WINDOW


@dataclass(frozen=True, slots=True)
class Trend:
    """Change against the ticker's own past readings of the same engine version."""

    days: int
    change: float | None
    """Score now minus the mean of the stored readings; None where history is too short."""
    since: date | None
    """First stored reading; None where there is none."""
    points: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True)
class SentimentReport:
    """What /sentiment shows."""

    company: Company
    sentiment: TickerSentiment
    others: tuple[tuple[str, float | None, int], ...]
    """Other tickers in the same stories: (ticker, score, stories)."""
    quote: Quote | None
    trends: tuple[Trend, ...]
    source: Source
    as_of: datetime
    fault: str | None = None
    """Why the newest stories may be missing, in words for the trader; None where the source answered just now."""

    @property
    def day(self) -> date:
        """The day in New York under which this reading is kept and drawn."""
        return market_day(self.as_of)


def sentiment(
    query: SentimentQuery,
    *,
    market: MarketData,
    storage: Storage,
    scorer: Scorer,
    universe: Universe,
    clock: Clock,
    lane: Lane = Lane.PERSON,
) -> SentimentReport:
    """Fetch, score, aggregate. Raises `SourceError` only where nothing is stored either."""
    now = clock.now()
    since = now - WINDOWS[query.window]
    stories, source, fault = _stories(query.company.ticker, since, market, storage, now, lane)
    scores = score_stories(stories, storage=storage, scorer=scorer, universe=universe, now=now)
    own = [(story, found.get(query.company.ticker) or _nothing(query.company.ticker, found[None]))
           for story, found in zip(stories, scores, strict=True)]  # fmt: skip
    engine, version = answered_by((score for _story, score in own), scorer)
    reading = aggregate(query.company.ticker, query.window, own, as_of=now, engine=engine, version=version)
    if reading.score is not None and reading.distinct and reading.engine_version != MIXED and fault is None:
        storage.stories.put_ticker_score(
            query.company.ticker, market_day(now), query.window,
            Score(query.company.ticker, reading.score, None, reading.confidence, reading.engine,
                  reading.engine_version),
            stories=reading.distinct, at=now,
        )  # fmt: skip
    quote = _quote(query.company.ticker, market, lane)
    return SentimentReport(
        company=query.company,
        sentiment=reading,
        others=_others(query.company.ticker, scores),
        quote=quote,
        trends=tuple(_trend(query, days, reading, storage, market_day(now)) for days in (7, 30)),
        source=source or _nothing_said(quote, now),
        as_of=now,
        fault=fault,
    )


def _stories(
    ticker: str, since: datetime, market: MarketData, storage: Storage, now: datetime, lane: Lane
) -> tuple[list[Story], Source | None, str | None]:
    """The stories, newest first; whose answer they are, None where nothing was said; why it is not a new one."""
    fault = None
    try:
        fetched = market.news(ticker, since=since, lane=lane)
        storage.stories.put_stories(fetched, at=now)
        if fetched and fetched[0].source.stale:
            fault = SourceDown.last_good(fetched[0].source.name, now - fetched[0].source.as_of).message
    except SourceError as error:
        fetched, fault = (), error.message
        if not storage.stories.stories(ticker, since=since):
            raise
    known = {story.url: story for story in storage.stories.stories(ticker, since=since)}
    known.update({story.url: story for story in fetched})
    ordered = sorted(known.values(), key=lambda story: story.published, reverse=True)
    found = [story for story in ordered if since <= story.published <= now][:MAX_STORIES]
    return found, next((story.source for story in (*fetched, *found)), None), fault


def score_stories(
    stories: Sequence[Story], *, storage: Storage, scorer: Scorer, universe: Universe, now: datetime
) -> list[dict[str | None, Score]]:
    """
    Scores by ticker (None: the text as a whole, always there) for each story; each text of a kind is scored once per engine
    version, whoever asks, and again where a feed's symbols now find a name in it that has no score yet.
    """
    from bot.tickers.mentions import mentions

    version = scorer.version
    texts: dict[str, Story] = {}
    hints: dict[str, dict[str, None]] = {}
    for story in stories:
        texts.setdefault(_key(story), story)
        hints.setdefault(_key(story), {}).update(dict.fromkeys(story.tickers))
    found = {key: dict(storage.stories.scores(key, engine_version=version)) for key in texts}
    batch = {}
    for key, story in texts.items():
        known = found[key]
        if None in known and hints[key].keys() <= known.keys():
            continue
        places = mentions(story.text, universe, hints=tuple(hints[key]))
        if None not in known or any(place.company.ticker not in known for place in places):
            batch[key] = (story.text, story.kind, places)
    for key, scored in zip(batch, scorer.score_many(list(batch.values())), strict=True):
        new = scores_of(scored)
        found[key].update(new)
        storage.stories.put_scores(key, list(new.values()), at=now)
    return [found[_key(story)] for story in stories]


def _key(story: Story) -> str:
    """Under what a story's scores are kept: posts and opinion are read otherwise than news of the same words."""
    return story.text_hash if story.kind == "news" else text_hash(f"{story.kind}\n\n{story.text}")


def answered_by(scores: Iterable[Score], scorer: Scorer) -> tuple[str, str]:
    """
    Engine and version that gave these scores, the scorer's own where there are none. A model may end loading, or fail, while
    stories are scored: then both engines are named and the version is `MIXED`, as such a reading compares with no other.
    """
    engines = dict.fromkeys((score.engine, score.engine_version) for score in scores) or {
        (scorer.engine, scorer.version): None
    }
    versions = {version for _engine, version in engines}
    names = dict.fromkeys(engine for engine, _version in engines)
    return "; ".join(names), versions.pop() if len(versions) == 1 else MIXED


def _nothing_said(quote: Quote | None, now: datetime) -> Source:
    """The source that has no story; it names itself, and marks sample data, in its quote."""
    return (
        Source(quote.source.name, quote.source.url, now, sample=quote.source.sample)
        if quote
        else Source("Yahoo", None, now)
    )


def _nothing(ticker: str, overall: Score) -> Score:
    return Score(ticker, None, None, "low", overall.engine, overall.engine_version)


def _others(ticker: str, scores: Sequence[dict[str | None, Score]]) -> tuple[tuple[str, float | None, int], ...]:
    by_ticker: dict[str, list[float]] = {}
    for found in scores:
        for other, score in found.items():
            if other and other != ticker:
                by_ticker.setdefault(other, []).extend([score.score] if score.score is not None else [])
    rows = [(other, sum(values) / len(values) if values else None, len(values)) for other, values in by_ticker.items()]
    return tuple(sorted(rows, key=lambda row: (-row[2], row[0]))[:6])


def _quote(ticker: str, market: MarketData, lane: Lane) -> Quote | None:
    try:
        return market.quote(ticker, lane=lane)
    except SourceError as error:
        log.info("no quote for %s: %s", ticker, error.message)
        return None


def _trend(query: SentimentQuery, days: int, reading: TickerSentiment, storage: Storage, today: date) -> Trend:
    rows = storage.stories.ticker_scores(
        query.company.ticker, window=query.window, since=today - timedelta(days=days),
        engine_version=reading.engine_version,
    )  # fmt: skip
    past = [(day, value) for day, value, _stories in rows if day < today]
    since = past[0][0] if past else None
    if reading.score is None or len(past) < max(3, days // 4):
        return Trend(days, None, since, tuple(past))
    mean = sum(value for _day, value in past) / len(past)
    return Trend(days, reading.score - mean, since, tuple(past))
