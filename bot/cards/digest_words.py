"""What a digest says of one name, one filing or one date, in words: shared by its lead and its thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.cards.catalysts import what
from bot.cards.common import scored_by
from bot.cards.quotes import priced_at
from bot.cards.text import DAY_AND_HOUR, NA, clip, day, escape, link, percent, short_money, signed, slack_time
from bot.model import Catalyst, InsiderEvent
from bot.research.calendar import Agenda, is_exact, next_day
from bot.research.digest import Digest
from bot.research.reported import RecentItem
from bot.research.ticker_book import TickerReport, last_close
from bot.sentiment.bands import band


def move(report: TickerReport, *, bold: bool = False, session: bool = True) -> str:
    """ALLO +29.9 % pre-market; the move alone where all of a line are of one session."""
    ticker = f"*{escape(report.company.ticker)}*" if bold else escape(report.company.ticker)
    if report.quote is None or report.move is None:
        return f"{ticker} {NA}"
    stale = " (stale)" if report.quote.source.stale and not bold else ""
    return f"{ticker} {percent(report.move)}{f' {report.quote.session}' if session else ''}{stale}"


def reading(report: TickerReport, *, window: bool = True) -> str:
    """Mildly positive +0.35 since Fri close, thin (change −0.10 from 17 Apr 2026); `window`: where no head names the close."""
    found = report.reading
    if found is None:
        return f"news {NA}, the source did not answer"
    since = f" since {last_close(found.as_of):%a} close" if window else ""
    if found.score is None:
        return f"no news{since}" if not found.stories else f"news without a reading ({NA}){since}"
    before = (
        f" (change {signed(report.change)} from {day(report.before_day)})"
        if report.change is not None and report.before_day
        else ""
    )
    return f"{feeling(report)}{since}{', thin' if found.thin else ''}{before}"


def feeling(report: TickerReport) -> str:
    """Mildly positive +0.35."""
    found = report.reading
    if found is None or found.score is None:
        return NA
    return f"{'mixed' if found.mixed else band(found.score)} {signed(found.score)}"


def headline(report: TickerReport) -> str:
    """The story that says what happened, with its publisher; empty where there is none."""
    if report.reading is None or not report.reading.stories:
        return ""
    story = report.reading.stories[0].story
    return f"{link(story.url, story.title, 110)}, {escape(clip(story.publisher, 30))}"


def prices(digest: Digest) -> str:
    """Whose prices and how old, which engine read the news, and whether these are sample data."""
    reports = (*digest.notable, *digest.quiet)
    quotes = [report.quote for report in reports if report.quote]
    readings = [report.reading for report in reports if report.reading]
    parts = []
    if quotes:
        oldest = min(quotes, key=lambda one: one.made_at or one.source.as_of)
        parts.append(f"Prices: {escape(quotes[0].source.name)}, the oldest{priced_at(oldest, digest.as_of)}")
    if readings:
        parts.append(scored_by(readings[0].engine, readings[0].engine_version))
    if any(one.source.sample for one in quotes):
        parts.append("sample data")
    return " · ".join(parts)


def insider(ticker: str, event: InsiderEvent) -> str:
    """ALLO David Chang, CEO: sold in the market, $171 k."""
    from bot.cards.insider_words import named as class_named
    from bot.insiders.roles import short_role

    named = [clip(", ".join(owner for owner in event.owners if owner != NA), 60), short_role(event.title)]
    who = escape(", ".join(part for part in named if part)) or NA
    did = class_named(event)
    size = short_money(event.dollars) if event.dollars is not None else (
        f"{event.shares:,.0f} shares" if event.shares is not None else NA)  # fmt: skip
    return f"{escape(ticker)} {who}: {did[0].lower()}{did[1:]}, {size}"


Filing = tuple[str, tuple[RecentItem, ...]]
"""(ticker, its followed items) of one 8-K."""


def filings(reported: Iterable[tuple[str, RecentItem]]) -> list[Filing]:
    """Each 8-K once with all its items, the weightiest first (`bot.research.reported.MEANINGS` is in that order)."""
    by_page: dict[tuple[str, str], list[RecentItem]] = {}
    for ticker, item in reported:
        by_page.setdefault((ticker, item.url), []).append(item)
    found = [(ticker, tuple(sorted(items, key=lambda item: item.rank))) for (ticker, _url), items in by_page.items()]
    return sorted(found, key=lambda filing: filing[1][0].rank)


def meanings(items: Sequence[RecentItem]) -> str:
    """Results, Regulation FD disclosure."""
    return ", ".join(dict.fromkeys(item.meaning for item in items))


def due(row: Catalyst, agenda: Agenda) -> str:
    """REGN earnings Wed 22 Apr 06:30 (estimate); of a window what comes next: BEAM readout: 2Q26 ends Tue 30 Jun."""
    on, today = next_day(row, agenda.today), agenda.today
    if row.window.start is not None and row.window.start == row.window.end:
        at = f" {slack_time(row.time, DAY_AND_HOUR)}" if row.time is not None else _near(on, today)
        return f"{what(row)}{at}" + ("" if is_exact(row) else " (estimate)")
    turn = "opens" if on == row.window.start else "ends"
    said = "by" if row.window.direction == "by" and turn == "ends" else f"{escape(clip(row.window.phrase, 40))} {turn}"
    return f"{what(row)}: {said}{_near(on, today) or ' today'}"


def _near(on: date, today: date) -> str:
    """Tomorrow, Mon 27 Apr; nothing for today, which the line says already."""
    ahead = (on - today).days
    return "" if ahead == 0 else " tomorrow" if ahead == 1 else f" {on:%a} {on.day} {on:%b}"


def rest(everything: Sequence[object], shown: Sequence[object], where: str = "") -> list[str]:
    """How many are left out, and where they are; nothing where all are shown."""
    left = len(everything) - len(shown)
    return [f"and {left} more{where}"] if left > 0 else []
