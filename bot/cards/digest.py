"""Cards of the digest: one short message for the channel (`bot.cards.digest_lead`), the rest in its thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.cards import blocks as b
from bot.cards import catalysts as calendar_cards
from bot.cards import digest_words as words
from bot.cards.digest_lead import lead
from bot.cards.quotes import priced_at
from bot.cards.text import NA, age, clip, day, escape, link, signed, slack_time
from bot.cards.windows import window_words
from bot.model import InsiderClass, InsiderEvent
from bot.ports import Json, Message
from bot.research.calendar import is_exact
from bot.research.digest import NOTABLE_MOVE, Digest
from bot.research.ticker_book import TickerReport

__all__ = ["at_once", "lead", "thread"]

THREAD_NAMES = 25
STORIES = 2
MOST_LINES = 15
"""Filings or dates of one kind in one message."""
ROOM = b.SECTION_LIMIT - 150
"""Characters of names in one paragraph, beside its head."""
_IN_MARKET = frozenset({
    InsiderClass.OPEN_MARKET_BUY, InsiderClass.OPEN_MARKET_SELL, InsiderClass.PLANNED_BUY, InsiderClass.PLANNED_SALE,
})  # fmt: skip
"""Trades that the market saw, a decision of the day or not."""


def thread(digest: Digest) -> list[tuple[str, Message]]:
    """(a name that stays the same, message) of each reply, in order; sections without content are left out."""
    parts: list[tuple[str, Message]] = []
    if digest.watched:
        parts.append(("names", _names(digest)))
    if digest.insiders:
        parts.append(("insiders", _insiders(digest)))
    if digest.reported:
        parts.append(("filings", _filings(digest)))
    if digest.agenda.all or digest.agenda.overdue:
        parts.append(("catalysts", _catalysts(digest)))
    if digest.changes:
        parts.append(("changes", _changes(digest)))
    return parts


def at_once(digest: Digest) -> Message:
    """All in one card, for the person who asked; the small print of the prices once, below the names."""
    top = lead(digest)
    blocks = [block for block in top.blocks if block != b.context(words.prices(digest))]
    for _name, part in thread(digest):
        blocks += [b.divider(), *part.blocks]
    return b.message(top.text, blocks)


# Names ----------------------------------------------------------------------------------------------------------------


def _names(digest: Digest) -> Message:
    told = [report for report in digest.notable if not _only_filed(report)]
    filed = [report for report in digest.notable if _only_filed(report)]
    shown = told[:THREAD_NAMES]
    blocks: list[Json] = []
    if shown:
        blocks += b.sections(["*Moves and news since the last close*", *(_lines(one, digest.as_of) for one in shown)])
    if len(told) > len(shown):
        blocks += b.sections([f"Also: {_moves(told[len(shown) :])}"])
    if filed:
        blocks += b.sections([f"*Filings only* ({_silence(filed[0], filing=False)}): {_moves(filed)}"])
    groups: dict[str, list[TickerReport]] = {}
    for report in digest.quiet:
        groups.setdefault(f"*Quiet{'' if report.whole else ' as far as is known'}* ({_silence(report)})", []).append(
            report
        )
    blocks += [b.section(f"{head}: {_moves(reports)}") for head, reports in groups.items()]
    if digest.silent:
        blocks.append(b.section(f"*{NA}, no source answered*: {', '.join(map(escape, digest.silent))}"))
    if digest.missing:
        blocks.append(b.section(f"*{NA}, not fetched yet*: {', '.join(map(escape, digest.missing))}"))
    blocks.append(b.context(*_small_print(digest)))
    return b.message("Moves and news", blocks)


def _only_filed(report: TickerReport) -> bool:
    """Whether nothing but a filing makes it notable."""
    news = report.reading is not None and bool(report.reading.stories)
    return not news and report.whole and abs(report.move or 0.0) < NOTABLE_MOVE


def _silence(report: TickerReport, *, filing: bool = True) -> str:
    """No news, no filing, less than 3 %; what is not known is n/a, for nobody can call that quiet."""
    small = f"less than {NOTABLE_MOVE:.0%}".replace("%", " %")
    facts = [("news", "no news", report.reading is not None), ("price", small, report.move is not None)]
    if filing:
        facts.insert(1, ("filings", "no filing", report.filings_read))
    known = ", ".join(said for _name, said, here in facts if here)
    unknown = ", ".join(name for name, _said, here in facts if not here)
    return "; ".join(filter(None, [known, f"{unknown} {NA}" if unknown else ""]))


def _moves(reports: Sequence[TickerReport]) -> str:
    """Names with their moves; without them where there are too many names for one paragraph."""
    told = ", ".join(words.move(report, session=False) for report in reports)
    return told if len(told) <= ROOM else b.cut(", ".join(escape(one.company.ticker) for one in reports), ROOM)


def _small_print(digest: Digest) -> list[str]:
    told = words.prices(digest)
    names: dict[str, list[str]] = {}
    for name, fault in digest.faulty:
        names.setdefault(fault, []).append(name)
    faults = [
        f":warning: {escape(clip(', '.join(hit), 80))}: {escape(clip(fault, 120))}"
        for fault, hit in list(names.items())[:3]
    ]
    if len(names) > len(faults):
        faults.append(f"and {len(names) - len(faults)} more; /deskbot status shows the sources")
    return [told, *faults] if told else faults or ["No figures yet"]


def _lines(report: TickerReport, now: datetime) -> str:
    when = priced_at(report.quote, now) if report.quote else ""
    head = f"{words.move(report, bold=True)}{when} · {words.reading(report, window=False)}"
    lines = [head]
    if report.reading is not None:
        for entry in report.reading.stories[:STORIES]:
            story = entry.story
            lines.append(
                f"   {signed(entry.score.score)} {link(story.url, story.title, 100)} "
                f"{escape(clip(story.publisher, 30))}, {age(story.published, now)}"
            )
    return "\n".join(lines)


# Filings --------------------------------------------------------------------------------------------------------------


def _insiders(digest: Digest) -> Message:
    """Decisions, what needs a look, and trades in the market one by one; grants, taxes and transfers counted by name."""
    told = [entry for entry in digest.insiders if entry[1].discretionary is not False or entry[1].kind in _IN_MARKET]
    rest = [entry for entry in digest.insiders if entry not in told]
    lines = [_insider(ticker, event) for ticker, event in told[:MOST_LINES]]
    lines += words.rest(told, lines, ": /insiders shows them")
    if rest:
        lines.append(_routine(rest))
    blocks = [*b.sections(["*Insider filings since the last digest*", *lines]), b.context("SEC EDGAR, Forms 4 and 5")]
    return b.message("Insider filings", blocks)


def _insider(ticker: str, event: InsiderEvent) -> str:
    url = event.urls[0] if event.urls else None
    sure = "" if event.discretionary is None else " (a decision)" if event.discretionary else " (not a decision)"
    return f"{words.insider(ticker, event)}{sure}, traded {day(event.day)}" + (
        f" · {link(url, 'filing')}" if url else ""
    )


def _routine(entries: Sequence[tuple[str, InsiderEvent]]) -> str:
    from bot.cards.insider_words import named

    by_name: dict[str, list[str]] = {}
    for ticker, event in entries:
        by_name.setdefault(ticker, []).append(named(event).lower())
    told = [f"{escape(ticker)} {len(kinds)} ({', '.join(dict.fromkeys(kinds))})" for ticker, kinds in by_name.items()]
    return "Not decisions: " + ", ".join([*told[:MOST_LINES], *words.rest(told, told[:MOST_LINES])])


def _filings(digest: Digest) -> Message:
    found = words.filings(digest.reported)
    lines = [
        f"*{escape(ticker)}* {words.meanings(items)} ({_numbers([item.item for item in items])}), "
        + (f"accepted {slack_time(items[0].accepted)}" if items[0].accepted else f"filed {day(items[0].filed)}")
        + f" · {link(items[0].url, 'filing')}"
        for ticker, items in found[:MOST_LINES]
    ]
    lines += words.rest(found, lines, " on EDGAR")
    blocks = [
        *b.sections(["*8-K filings since the last digest*", *lines]),
        b.context("SEC EDGAR's list of filings; the documents were not read"),
    ]
    return b.message("8-K filings", blocks)


def _numbers(items: Sequence[str]) -> str:
    return f"item{'s' if len(items) > 1 else ''} {', '.join(items)}"


# Dates ----------------------------------------------------------------------------------------------------------------


def _catalysts(digest: Digest) -> Message:
    """By what comes next; windows that neither open nor end within these days only by name."""
    agenda = digest.agenda
    soon, later = agenda.soon, agenda.running
    blocks: list[Json] = []
    for title, rows in (
        (f"*Known days, next {agenda.days} days*", [row for row in soon if is_exact(row)]),
        (f"*Estimates and windows, next {agenda.days} days*", [row for row in soon if not is_exact(row)]),
        ("*Over, and nobody said what came of it*", agenda.overdue),
    ):
        if rows:
            lines = [
                calendar_cards.line(row, agenda.today, agenda.as_of, moved_from=agenda.moved_from.get(row.id or 0, ""))
                for row in rows[:MOST_LINES]
            ]
            lines += words.rest(rows, lines, ": /catalysts lists them")
            blocks += b.sections([title, *lines])
    if later:
        named = [f"{calendar_cards.what(row)}: {escape(window_words(row.window))}" for row in later[:MOST_LINES]]
        named += words.rest(later, named, ": /catalysts lists them")
        blocks += b.sections([f"*Open or undated*: {'; '.join(named)}"])
    return b.message("Catalysts", blocks)


def _changes(digest: Digest) -> Message:
    lines = [calendar_cards.change_words(change, row) for change, row in digest.changes[:20]]
    lines += words.rest(digest.changes, lines, ": /catalysts history")
    return b.message("What changed", b.sections([f"*Changed since {slack_time(digest.since)}*", *lines]))


def examples() -> dict[str, Message]:
    """Every state, for the gallery."""
    from bot.cards.showcase import calendar as showcase

    states = {
        "usual": showcase.USUAL,
        "quiet": showcase.EMPTY_DAY,
        "late_hostile": showcase.LATE,
        "full": showcase.FULL,
    }
    cards = {f"lead_{name}": lead(digest) for name, digest in states.items()}
    cards |= {f"{part}_{name}": message for name, digest in states.items() for part, message in thread(digest)}
    return {**cards, "at_once": at_once(showcase.USUAL), "at_once_full": at_once(showcase.FULL)}
