"""The /sentiment card: the reading first, then why, then the stories, each with source, link and age."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.cards import blocks as b
from bot.cards import common
from bot.cards.quotes import quote_words
from bot.cards.text import NA, age, clip, day, escape, link, plural, quote, signed, sourced
from bot.model import Driver, Score
from bot.ports import Json, Message
from bot.research.sentiment import SentimentReport, Trend
from bot.research.text import TextReport
from bot.sentiment.bands import band
from bot.sentiment.ticker import Share, TickerSentiment, WeighedStory, shares

STORIES = 6
DRIVERS = 3
CHART = "sentiment_chart"
"""action_id of *Chart*; its value is "TICKER window"."""
CHART_SHARED = "sentiment_chart_share"
"""action_id of *Chart to channel*."""
LEAST_PAST = 2
"""Past days a chart needs beside today's."""
CHART_POINTS = 20
"""Slack's limit for a line."""
SHOWN = 0.005
"""What moved the score by less than this rounds to 0.00 and is counted in the last line."""


def sentiment_card(report: SentimentReport, *, short: bool = False) -> Message:
    """First line the answer: label, number, confidence, how many stories, over which window."""
    lead = headline(report)
    blocks: list[Json] = [b.section(f"*{escape(lead)}*\n{_facts(report)}")]
    if report.fault:
        blocks.append(b.context(f":warning: From stored stories: {escape(report.fault)}"))
    if report.sentiment.score is not None and not short:
        blocks.append(b.section(_why(report)))
        if report.others:
            blocks.append(b.context("Also told of: " + ", ".join(
                f"{escape(ticker)} {signed(score)}{' in ' + _of_these(count) if count else ''}"
                for ticker, score, count in report.others
            )))  # fmt: skip
    if len(past(report)) >= LEAST_PAST and not short:
        blocks.append(_native_chart(report))
    if report.sentiment.stories:
        blocks.append(b.section(_stories(report.sentiment.stories[: 3 if short else STORIES], report)))
    blocks.append(b.context(*_small_print(report)))
    return b.message(lead, blocks)


def _of_these(count: int) -> str:
    return "1 of these stories" if count == 1 else f"these {count} stories"


def headline(report: SentimentReport) -> str:
    """Like: ALLO mildly positive +0.35, medium confidence, 6 distinct stories in 7 days."""
    reading = report.sentiment
    ticker = report.company.ticker
    span = {"24h": "24 hours", "7d": "7 days", "30d": "30 days"}[reading.window]
    if not reading.stories:
        return f"{ticker}: no stories in the last {span}, so there is no sentiment (n/a)"
    if reading.score is None:
        return (
            f"{ticker} n/a: {plural(len(reading.stories), 'story', 'stories')} in {span}, none says anything about it"
        )
    words = "mixed" if reading.mixed else band(reading.score)
    thin = ", thin" if reading.thin else ""
    return (
        f"{ticker} {words} {signed(reading.score)}, {reading.confidence} confidence{thin}, "
        f"{plural(reading.distinct, 'distinct story', 'distinct stories')} in {span}"
    )


def buttons(report: SentimentReport) -> tuple[Json, ...]:
    """*Chart* sends the PNG to the asker's DM, *Chart to channel* where the question was asked; none where no line can be drawn."""
    if len(past(report)) < LEAST_PAST:
        return ()
    value = f"{report.company.ticker} {report.sentiment.window}"
    return (b.button("Chart", CHART, value), b.button("Chart to channel", CHART_SHARED, value))


def past(report: SentimentReport) -> tuple[tuple[date, float], ...]:
    """The longest stored history: (day, score) in order of day, without today."""
    longest = max(report.trends, key=lambda trend: trend.days, default=None)
    return longest.points if longest else ()


def points(report: SentimentReport) -> tuple[tuple[date, float], ...]:
    """The history and today's score, where there is one."""
    now = report.sentiment.score
    return (*past(report), *([(report.day, now)] if now is not None else []))


def chart_finding(report: SentimentReport) -> str:
    """What the chart's title says: today's reading against its own past."""
    reading = report.sentiment
    known = [trend for trend in report.trends if trend.change is not None]
    lead = f"{report.company.ticker} {'mixed' if reading.mixed and reading.score is not None else band(reading.score)}"
    if reading.score is not None:
        lead += f" {signed(reading.score)}"
    told = [f"{signed(trend.change)} vs own {trend.days} d mean" for trend in known]
    if not known:
        told = [f"mean n/a, history since {day(past(report)[0][0])}"] if past(report) else ["no history yet"]
    span = {"24h": "24 hours", "7d": "7 days", "30d": "30 days"}[reading.window]
    return "; ".join([lead, *told, f"each day reads the {span} before it"])


def no_chart(report: SentimentReport) -> Message:
    """Too little history for a line, in one sentence."""
    first = min((trend.since for trend in report.trends if trend.since), default=None)
    since = f"history since {day(first)}" if first else "no history yet"
    return common.note(
        f"{escape(report.company.ticker)}: {since}, and a chart needs readings of at least {LEAST_PAST} earlier days."
    )


def _native_chart(report: SentimentReport) -> Json:
    """Slack's own line chart of the last days; a workspace that does not have it yet shows the card without."""
    shown = points(report)[-CHART_POINTS:]
    labels = [f"{moment.day} {moment:%b}" for moment, _score in shown]
    values = [round(score, 2) + 0.0 for _moment, score in shown]
    title = f"{report.company.ticker} score, {signed(values[0])} ({labels[0]}) to {signed(values[-1])} ({labels[-1]})"
    line = {"name": "score", "data": [{"label": label, "value": value}
                                      for label, value in zip(labels, values, strict=True)]}  # fmt: skip
    return {
        "type": "data_visualization",
        "title": clip(title, 50),
        "chart": {"type": "line", "series": [line], "axis_config": {"categories": labels, "y_label": "−1 to +1"}},
    }


def text_card(report: TextReport) -> Message:
    """How a message reads: overall first, then each company it names."""
    lead = f"This text reads {_words(report.overall)}"
    lines = [
        f"*{escape(company.ticker)}* {escape(company.name)}: {_words(score)}" for company, score in report.companies
    ]
    blocks: list[Json] = [b.section(f"*{escape(lead)}*" + ("\n" + "\n".join(lines[:10]) if lines else ""))]
    drivers = sorted(report.overall.drivers, key=lambda driver: -abs(driver.contribution))[: 2 * DRIVERS]
    told = [_driver(driver) for driver in drivers if abs(driver.contribution) >= SHOWN]
    if told:
        blocks.append(b.section("*What moved it*\n" + "\n".join(told)))
    engine = common.scored_by(report.overall.engine, report.overall.engine_version)
    blocks.append(b.context(f"Your message, {report.characters:,} characters · {engine}"))
    return b.message(lead, blocks)


def _words(score: Score) -> str:
    if score.score is None:
        return f"{NA} (no evidence)"
    words = "mixed" if score.mixed else band(score.score)
    return f"{words} {signed(score.score)}, {score.confidence} confidence"


def _facts(report: SentimentReport) -> str:
    parts = [escape(report.company.name)]
    if report.quote:
        parts.append(quote_words(report.quote, report.as_of))
    parts += _trends(report.trends)
    return " · ".join(parts)


def _trends(trends: Sequence[Trend]) -> list[str]:
    """Change against the own past; one n/a with its reason where there is none."""
    known = [f"{signed(trend.change)} vs own {trend.days} d mean" for trend in trends if trend.change is not None]
    missing = [trend for trend in trends if trend.change is None]
    if missing:
        first = min((trend.since for trend in missing if trend.since), default=None)
        since = f"history since {day(first)}" if first else "no history yet"
        known.append(f"vs own {'/'.join(str(trend.days) for trend in missing)} d mean {NA}, {since}")
    return known


def _why(report: SentimentReport) -> str:
    """Lines whose figures add up, as they are shown, to the score in the first line."""
    reading = report.sentiment
    names = (report.company.ticker, report.company.name.split()[0])
    found = shares(reading, names)
    up = [share for share in found if share.contribution >= SHOWN][:DRIVERS]
    down = [share for share in found if share.contribution <= -SHOWN][:DRIVERS]
    told = (*up, *down)
    lines = [f"*What moved it*, as parts of {signed(reading.score)}", *(_share(share, names) for share in told)]
    rest = round(round(reading.score or 0.0, 2) - sum(round(share.contribution, 2) for share in told), 2)
    if rest:
        lines.append(f"{signed(rest)} {_left(reading, len(found) - len(told))}")
    if reading.disagreement:
        lines.append("_Rules and transformer disagree on some of these stories; confidence is lowered._")
    return "\n".join(lines)


def _share(share: Share, names: Sequence[str]) -> str:
    """A whole sentence is shown where it speaks of the company."""
    repeats = f", told {share.tellings} times" if share.tellings > 1 else ""
    return f"{signed(share.contribution)} {_words_in(share.phrase, share.sentence, names)}{repeats}"


def _left(reading: TickerSentiment, count: int) -> str:
    """What the lines above leave: so many more stories, or sentences of a thin reading; words that no sentence carries."""
    words = ["smaller words"] if reading.thin and abs(reading.remainder) >= SHOWN else []
    if count:
        unit = ("smaller sentence", "smaller sentences") if reading.thin else ("smaller story", "smaller stories")
        words.insert(0, plural(count, *unit))
    net = "net of " if count > 1 or len(words) > 1 else ""
    return net + " and ".join(words) if words else "rounding"


def _driver(driver: Driver) -> str:
    return f"{signed(driver.contribution)} {_words_in(driver.phrase, driver.sentence)}"


def _words_in(phrase: str, sentence: str, names: Sequence[str] = ()) -> str:
    where = f" in “{quote(sentence, 140)}”" if sentence and sentence != phrase else ""
    return f"*{quote(phrase, 80 if where else 140, names)}*{where}"


def _stories(stories: Sequence[WeighedStory], report: SentimentReport) -> str:
    more = len(report.sentiment.stories) - len(stories)
    lines = ["*Stories*"]
    for entry in stories:
        repeat = ", repeat" if entry.repeat_of is not None else ""
        lines.append(
            f"{signed(entry.score.score)} {link(entry.story.url, entry.story.title, 110)} "
            f"{escape(entry.story.publisher)}, {age(entry.story.published, report.as_of)}{repeat}"
        )
    if more > 0:
        lines.append(f"and {more} more")
    return "\n".join(lines)


def _small_print(report: SentimentReport) -> list[str]:
    parts = [sourced(report.source, report.as_of, what="News:")]
    parts.append(common.scored_by(report.sentiment.engine, report.sentiment.engine_version))
    return [" · ".join(parts)]


def examples() -> dict[str, Message]:
    """Every state, for the gallery."""
    from bot.cards.showcase import sentiment as showcase

    cards = {state: sentiment_card(report) for state, report in showcase.reports().items()}
    return {**cards, "short": sentiment_card(showcase.NORMAL, short=True)}
