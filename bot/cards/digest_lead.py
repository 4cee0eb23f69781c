"""The digest's one message for the channel: what a desk must know before anything else, each line the answer to a question."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import blocks as b
from bot.cards import digest_words as words
from bot.cards.catalysts import what
from bot.cards.text import NA, day, escape, plural, quote, slack_time
from bot.model import Catalyst
from bot.ports import CatalystChange, Json, Message
from bot.research.calendar import PERIODIC, Agenda, next_day
from bot.research.digest import NOTABLE_MOVE, Digest
from bot.research.ticker_book import TickerReport

TOP_NAMES, MORE_NAMES = 3, 6
"""Names with a line of their own, and those named beside them."""
INSIDERS, FILINGS, COMING, SLIPS = 2, 3, 3, 2


def lead(digest: Digest) -> Message:
    """At most eleven short lines: what is due today, the names that matter with what happened, filings, what comes."""
    head = f"Digest for {digest.day:%a} {day(digest.day)}"
    today, coming = _coming(digest.agenda)
    lines = [
        f"*{head}* · {_count(digest)}",
        f":calendar: {escape(digest.market)}" if digest.market else "",
        _listed("*Today*", [words.due(row, digest.agenda) for row in today], COMING),
        *_names(digest.notable),
        _insiders(digest),
        _filings(digest),
        _listed("Next", [words.due(row, digest.agenda) for row in coming], COMING),
        _changes(digest.changes),
    ]
    blocks: list[Json] = b.sections([line for line in lines if line])
    small = list(filter(None, [late_words(digest), words.prices(digest) if digest.notable else ""]))
    if small:
        blocks.append(b.context(*small))
    moved = [words.move(report, session=False) for report in digest.notable if _moved(report)][:TOP_NAMES]
    return b.message("; ".join(filter(None, [f"{head}: {_count(digest)}", ", ".join(moved)])), blocks)


def late_words(digest: Digest) -> str:
    """Why it comes later than it was due; empty where it does not."""
    if digest.late is None:
        return ""
    minutes = int(digest.late.total_seconds() // 60)
    span = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
    why = "quiet hours held it" if digest.held else "deskbot was not running or busy"
    return f":hourglass: Late by {span}: it was due {slack_time(digest.due_at, '{time}')}, {why}."


def _count(digest: Digest) -> str:
    if not digest.watched:
        return "no names on the watchlist"
    names = plural(digest.watched, "name")
    unknown = len(digest.missing) + len(digest.silent)
    tail = f", {unknown} {NA}" if unknown else ""
    if digest.notable:
        return f"{len(digest.notable)} of {names} with news, a move or a filing{tail}"
    if unknown == digest.watched:
        return f"{names}, {NA}: {'no source answered' if digest.silent else 'not fetched yet'}"
    if unknown:
        return f"{len(digest.quiet)} of {names} quiet{tail}"
    return f"{names}, all quiet" + ("" if all(one.whole for one in digest.quiet) else " as far as is known")


def _names(notable: Sequence[TickerReport]) -> list[str]:
    """The first few with what happened to them, the next ones by their figure; a filing alone has its own line below."""
    told = [report for report in notable if _moved(report) or _scored(report)]
    top, more = told[:TOP_NAMES], told[TOP_NAMES : TOP_NAMES + MORE_NAMES]
    lines = [
        " · ".join(filter(None, [words.move(report, bold=True), words.reading(report), words.headline(report)]))
        for report in top
    ]
    if more:
        one_session = len({report.quote.session for report in told if report.quote}) == 1
        figures = [
            words.move(report, session=not one_session)
            if _moved(report)
            else f"{escape(report.company.ticker)} {words.feeling(report)}"
            for report in more
        ]
        lines.append("Also: " + ", ".join([*figures, *words.rest(told, [*top, *more])]))
    return lines


def _moved(report: TickerReport) -> bool:
    return abs(report.move or 0.0) >= NOTABLE_MOVE


def _scored(report: TickerReport) -> bool:
    return report.reading is not None and report.reading.score is not None


def _insiders(digest: Digest) -> str:
    own = [words.insider(ticker, event) for ticker, event in digest.insiders if event.discretionary]
    return _listed("Insiders", own, INSIDERS)


def _filings(digest: Digest) -> str:
    told = [f"{escape(ticker)} {words.meanings(items)}" for ticker, items in words.filings(digest.reported)]
    return _listed("8-K", told, FILINGS)


def _coming(agenda: Agenda) -> tuple[list[Catalyst], list[Catalyst]]:
    """
    What is due today, and what can happen or run out within the agenda's days, the soonest first; the ends of trials' data
    collections last, for they are no readouts.
    """
    soon = sorted(agenda.soon, key=lambda row: row.kind == "primary_completion")
    today = [row for row in soon if next_day(row, agenda.today) == agenda.today]
    return today, [row for row in soon if row not in today]


def _changes(changes: Sequence[tuple[CatalystChange, Catalyst | None]]) -> str:
    """Slips in full, for they cost money, a quarterly date's last; the rest counted."""
    moved = [(change, row) for change, row in changes if change.change == "moved" and row is not None]
    moved.sort(key=lambda pair: pair[1].kind in PERIODIC)
    slips = [
        f"{what(row)}{',' if row.asset else ''} moved {quote(change.detail, 160)}" for change, row in moved[:SLIPS]
    ]
    counts: dict[str, int] = {}
    for change, _row in changes:
        counts[change.change] = counts.get(change.change, 0) + 1
    counts["moved"] = counts.get("moved", 0) - len(slips)
    said = {"added": "new", "moved": "more moved" if slips else "moved"}
    tally = [f"{count} {said.get(name, name)}" for name, count in counts.items() if count > 0]
    parts = [*slips, ", ".join(tally)]
    return "Calendar: " + "; ".join(filter(None, parts)) if changes else ""


def _listed(title: str, parts: Sequence[str], most: int) -> str:
    """Title: one; two; and 3 more. Empty where there is nothing."""
    shown = parts[:most]
    return f"{title}: " + "; ".join([*shown, *words.rest(parts, shown)]) if shown else ""
