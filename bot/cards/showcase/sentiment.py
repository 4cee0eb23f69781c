"""Readings of a ticker as /sentiment may have to show them: normal, thin, mixed, empty, stale, long, hostile."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

from bot.cards.showcase.texts import HOSTILE, LONG_WORD, NOW, RIGHT_TO_LEFT, long_sentence
from bot.model import Company, Driver, Quote, Score, Source, Story
from bot.research.sentiment import SentimentReport, Trend
from bot.sentiment.ticker import aggregate

ALLO = Company("ALLO", "Allogene Therapeutics, Inc.", 1737287, "NASDAQ")
SOURCE = Source("Yahoo", "https://finance.yahoo.com/quote/ALLO/news/", NOW)


def report(
    *titles: tuple[str, float | None],
    drivers: tuple[Driver, ...] = (),
    source: Source = SOURCE,
    disagreement: bool = False,
) -> SentimentReport:
    """A report over stories with these titles and scores, newest first, one an hour; each has the driver of its place."""
    scored = []
    for index, (title, value) in enumerate(titles):
        said = drivers[index : index + 1]
        score = Score("ALLO", value, None, "medium", "rules", "rules-2", drivers=said, disagreement=disagreement)
        scored.append(_story(index, title, score, source))
    reading = aggregate("ALLO", "7d", scored, as_of=NOW, engine="rules + transformer", version="rules-2")
    quote = Quote("ALLO", 2.91, "USD", dataclasses.replace(source, name="Yahoo"), previous_close=2.24)
    return SentimentReport(ALLO, reading, (), quote, _history(), source, NOW)


def _story(index: int, title: str, score: Score, source: Source) -> tuple[Story, Score]:
    published = NOW - timedelta(minutes=20 + 65 * index)
    return Story(
        f"https://news.example/stories/{index}", title, "", "Example Wire", published, source, ("ALLO",)
    ), score


def _history() -> tuple[Trend, ...]:
    return (Trend(7, 0.12, date(2026, 3, 2)), Trend(30, -0.04, date(2026, 3, 2)))


def driver(phrase: str, contribution: float, sentence: str = "") -> Driver:
    """A phrase that moved the score."""
    return Driver(phrase, contribution, sentence or f"The trial {phrase} on Monday.", "event")


def _daily(count: int) -> tuple[tuple[date, float], ...]:
    """A score for each of the last days before the gallery's own."""
    scores = (0.05, -0.12, 0.18, 0.31, -0.48, 0.22, 0.44)
    return tuple((NOW.date() - timedelta(days=count - number), scores[number % 7]) for number in range(count))


NORMAL = report(
    ("Allogene trial passes futility check", 0.72),
    ("Allogene shares jump before the open", 0.62),
    ("Allogene may have to raise money before its pivotal readout", -0.31),
    ("What to watch in cell therapy this week", None),
    drivers=(
        driver("passes futility check", 0.40), driver("shares jump", 0.32), driver("raise money", -0.28),
    ),
)  # fmt: skip


def reports() -> dict[str, SentimentReport]:
    """State -> report."""
    stale = dataclasses.replace(SOURCE, stale=True, as_of=NOW - timedelta(hours=9))
    sample = dataclasses.replace(SOURCE, sample=True)
    mixed = report(
        ("Allogene trial passes futility check", 0.52),
        ("Allogene may have to raise money", -0.55),
        ("What to watch in cell therapy this week", 0.1),
        drivers=(driver("passes futility check", 0.40), driver("raise money", -0.43)),
        disagreement=True,
    )
    new = (Trend(7, None, None), Trend(30, None, date(2026, 4, 18)))
    faulty = report(("Allogene trial passes futility check", 0.4), source=stale)
    long = report(
        *((" ".join(f"statement{index}part{part}" for part in range(20)), 0.1 * (index % 5)) for index in range(40)),
        drivers=tuple(driver(long_sentence(30), 0.05 * index - 0.12, long_sentence(200)) for index in range(6)),
    )
    return {
        "normal": NORMAL,
        "sample_data": report(
            ("Allogene trial passes futility check", 0.52), ("Shares jump", 0.4), ("Raise", -0.1), source=sample
        ),
        "thin": report(
            ("Allogene trial passes futility check", 0.44), drivers=(driver("passes futility check", 0.40),)
        ),
        "mixed_and_engines_disagree": mixed,
        "empty": report(),
        "nothing_said_about_it": report(("Ten stocks to watch", None), ("Morning movers", None)),
        "no_quote_no_history": dataclasses.replace(NORMAL, quote=None, trends=new),
        "stale_after_a_fault": dataclasses.replace(
            faulty, fault="Yahoo does not answer; the last good answer is 9 h old. Try again in a few minutes."
        ),
        "with_trend": dataclasses.replace(
            NORMAL,
            trends=(Trend(7, 0.27, date(2026, 4, 13), _daily(7)), Trend(30, 0.26, date(2026, 3, 21), _daily(30))),
        ),
        "with_other_tickers": dataclasses.replace(
            NORMAL, others=(("CLLS", 0.41, 3), ("GILD", None, 1), ("CRSP", -0.12, 2))
        ),
        "very_long": long,
        "long_word": report(*((f"{LONG_WORD}{n}", 0.1 * n) for n in (3, 2, 1)), drivers=(driver(LONG_WORD, 0.2),)),
        "right_to_left": report(
            (RIGHT_TO_LEFT, 0.4), (RIGHT_TO_LEFT, 0.3), (RIGHT_TO_LEFT, 0.2), drivers=(driver(RIGHT_TO_LEFT, 0.2),)
        ),
        "hostile_text": report(
            (HOSTILE, 0.4), (HOSTILE, -0.3), (HOSTILE, None), drivers=(driver(HOSTILE, 0.2, HOSTILE),)
        ),
    }
