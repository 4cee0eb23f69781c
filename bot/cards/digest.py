"""Cards of the digest: one short message for the channel, the rest in its thread; and of /digest itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.cards import blocks as b
from bot.cards import catalysts as calendar_cards
from bot.cards import common
from bot.cards.quotes import priced_at
from bot.cards.text import NA, age, clip, day, escape, link, percent, plural, quote, short_money, signed, slack_time
from bot.cards.windows import kind_words, window_words
from bot.model import Catalyst, InsiderEvent
from bot.ports import Json, Message
from bot.research.calendar import BY_SOURCE, Agenda
from bot.research.digest import NOTABLE_MOVE, Digest
from bot.research.ticker_book import TickerReport
from bot.sentiment.bands import band

LEAD_NAMES = 3
THREAD_NAMES = 25
STORIES = 2


def lead(digest: Digest) -> Message:
    """The channel's one message: at most eight short lines."""
    head = f"Digest for {digest.day:%a} {day(digest.day)}"
    lines = [f"*{head}* · {_count(digest)}"]
    if digest.market:
        lines.append(f":calendar: {escape(digest.market)}")
    moved = [report for report in digest.notable if abs(report.move or 0) >= NOTABLE_MOVE]
    if moved:
        lines.append(_moves(sorted(moved, key=lambda report: -abs(report.move or 0))[:LEAD_NAMES]))
    news = [report for report in digest.notable if report.reading is not None and report.reading.score is not None]
    news = sorted(news, key=lambda report: -abs(_score(report) or 0))[:LEAD_NAMES]
    if news:
        lines.append("News: " + "; ".join(_news(report) for report in news))
    own = [entry for entry in digest.insiders if entry[1].discretionary]
    if own:
        lines.append("Insiders: " + "; ".join(_insider(ticker, event) for ticker, event in own[:2]))
    if digest.reported:
        lines.append("8-K: " + "; ".join(f"{escape(ticker)} {item.meaning}" for ticker, item in digest.reported[:3]))
    coming = _coming(digest.agenda)[:2]
    if coming:
        lines.append("Next: " + "; ".join(_due(row) for row in coming))
    if digest.changes:
        lines.append(f"Calendar: {_tally(digest)}")
    blocks: list[Json] = [b.section("\n".join(lines))]
    late = late_words(digest)
    if late:
        blocks.append(b.context(late))
    return b.message(f"{head}: {_count(digest)}", blocks)


def late_words(digest: Digest) -> str:
    """Why it comes later than it was due; empty where it does not."""
    if digest.late is None:
        return ""
    minutes = int(digest.late.total_seconds() // 60)
    span = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
    why = "quiet hours held it" if digest.held else "deskbot was not running or busy"
    return f":hourglass: Late by {span}: it was due {slack_time(digest.due_at, '{time}')}, {why}."


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
    """All in one card, for the person who asked."""
    blocks = list(lead(digest).blocks)
    for _name, part in thread(digest):
        blocks += [b.divider(), *part.blocks]
    return b.message(lead(digest).text, blocks)


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
    return f"{len(digest.quiet)} of {names} quiet{tail}" if unknown else f"{names}, all quiet"


def _moves(reports: Sequence[TickerReport]) -> str:
    """The session once where it is the same for all."""
    sessions = {report.quote.session for report in reports if report.quote}
    if len(sessions) == 1:
        return f"Moves ({sessions.pop()}): " + ", ".join(_move(report, session=False) for report in reports)
    return "Moves: " + ", ".join(_move(report) for report in reports)


def _coming(agenda: Agenda) -> list[Catalyst]:
    """What can happen or run out within the agenda's days, the soonest first: a window open until 2027 is no news."""
    last = agenda.today + timedelta(days=agenda.days)
    soon = [row for row in agenda.all if _next_day(row, agenda.today) <= last]
    return sorted(soon, key=lambda row: _next_day(row, agenda.today))


def _next_day(row: Catalyst, today: date) -> date:
    """The next day on which something can happen or run out: a window that is open, from today on too, counts by its end."""
    start, end = row.window.start, row.window.end
    return start if start is not None and start > today else end or date.max


def _due(row: Catalyst) -> str:
    asset = f", {escape(row.asset)}," if row.asset else ""
    return f"{escape(row.ticker)} {escape(kind_words(row.kind))}{asset} {escape(window_words(row.window))}"


def _names(digest: Digest) -> Message:
    shown = digest.notable[:THREAD_NAMES]
    blocks: list[Json] = []
    if shown:
        title = "*Moves and news since the last close*"
        blocks += b.sections([title, *(_lines(report, digest.as_of) for report in shown)])
    if len(digest.notable) > len(shown):
        rest = ", ".join(f"{escape(report.company.ticker)}" for report in digest.notable[len(shown) :])
        blocks.append(b.section(f"Also: {rest}"))
    if digest.quiet:
        blocks.append(b.section(_quiet(digest.quiet)))
    if digest.silent:
        blocks.append(b.section(f"*{NA}, no source answered*: {', '.join(map(escape, digest.silent))}"))
    if digest.missing:
        blocks.append(b.section(f"*{NA}, not fetched yet*: {', '.join(map(escape, digest.missing))}"))
    blocks.append(b.context(*_small_print(digest)))
    return b.message("Moves and news", blocks)


def _quiet(reports: Sequence[TickerReport]) -> str:
    head = f"*Quiet* (no news, no filing, less than {NOTABLE_MOVE:.0%}): ".replace("%", " %")
    told = head + ", ".join(_move(report, session=False) for report in reports)
    return told if len(told) <= b.SECTION_LIMIT else head + ", ".join(escape(one.company.ticker) for one in reports)


def _small_print(digest: Digest) -> list[str]:
    reports = (*digest.notable, *digest.quiet)
    quotes = [report.quote for report in reports if report.quote]
    parts = []
    if quotes:
        oldest = min(quotes, key=lambda one: one.made_at or one.source.as_of)
        parts.append(f"Prices: {escape(quotes[0].source.name)}, the oldest{priced_at(oldest, digest.as_of)}")
    readings = [report.reading for report in reports if report.reading]
    if readings:
        parts.append(f"Scored by {escape(readings[0].engine)} ({escape(readings[0].engine_version)})")
    if any(quote_.source.sample for quote_ in quotes):
        parts.append("sample data")
    names: dict[str, list[str]] = {}
    for name, fault in digest.faulty:
        names.setdefault(fault, []).append(name)
    faults = [
        f":warning: {escape(clip(', '.join(hit), 80))}: {escape(clip(fault, 120))}"
        for fault, hit in list(names.items())[:3]
    ]
    if len(names) > len(faults):
        faults.append(f"and {len(names) - len(faults)} more; /deskbot status shows the sources")
    return [" · ".join(parts), *faults] if parts else faults or ["No figures yet"]


def _lines(report: TickerReport, now: datetime) -> str:
    when = priced_at(report.quote, now) if report.quote else ""
    head = f"{_move(report, bold=True)}{when} · {_news(report, ticker=False)}"
    lines = [head]
    if report.reading is not None:
        for entry in report.reading.stories[:STORIES]:
            story = entry.story
            lines.append(
                f"   {signed(entry.score.score)} {link(story.url, story.title, 100)} "
                f"{escape(clip(story.publisher, 30))}, {age(story.published, now)}"
            )
    return "\n".join(lines)


def _move(report: TickerReport, *, bold: bool = False, session: bool = True) -> str:
    ticker = f"*{escape(report.company.ticker)}*" if bold else escape(report.company.ticker)
    if report.quote is None or report.move is None:
        return f"{ticker} {NA}"
    stale = " (stale)" if report.quote.source.stale and not bold else ""
    return f"{ticker} {percent(report.move)}{f' {report.quote.session}' if session else ''}{stale}"


def _news(report: TickerReport, *, ticker: bool = True) -> str:
    name = f"{escape(report.company.ticker)} " if ticker else ""
    reading = report.reading
    if reading is None:
        return f"{name}news {NA}, the source did not answer"
    if reading.score is None:
        return f"{name}no news" if not reading.stories else f"{name}news without a reading ({NA})"
    words = "mixed" if reading.mixed else band(reading.score)
    before = (
        f" (change {signed(report.change)} since {day(report.before_day)})"
        if report.change is not None and report.before_day
        else ""
    )
    thin = ", thin" if reading.thin else ""
    return f"{name}{words} {signed(reading.score)}{thin}{before}"


def _score(report: TickerReport) -> float | None:
    return report.reading.score if report.reading else None


def _insider(ticker: str, event: InsiderEvent) -> str:
    """ALLO David Chang, CEO: sold in the market, $171 k."""
    from bot.cards.insider_words import named as class_named
    from bot.insiders.roles import short_role

    named = [clip(", ".join(owner for owner in event.owners if owner != NA), 60), short_role(event.title)]
    who = escape(", ".join(part for part in named if part)) or NA
    did = class_named(event)
    size = short_money(event.dollars) if event.dollars is not None else (
        f"{event.shares:,.0f} shares" if event.shares is not None else NA)  # fmt: skip
    return f"{escape(ticker)} {who}: {did[0].lower()}{did[1:]}, {size}"


def _insiders(digest: Digest) -> Message:
    lines = []
    for ticker, event in digest.insiders[:15]:
        url = event.urls[0] if event.urls else None
        label = _insider(ticker, event)
        sure = "" if event.discretionary is None else " (a decision)" if event.discretionary else " (not a decision)"
        lines.append(f"{label}{sure}, traded {day(event.day)}" + (f" · {link(url, 'filing')}" if url else ""))
    lines += _rest(digest.insiders, lines, ": /insiders shows them")
    blocks = [
        b.section("*Insider filings since the last digest*\n" + "\n".join(lines)),
        b.context("SEC EDGAR, Forms 4 and 5"),
    ]
    return b.message("Insider filings", blocks)


def _filings(digest: Digest) -> Message:
    lines = [
        f"*{escape(ticker)}* {item.meaning} (item {item.item}), "
        + (f"accepted {slack_time(item.accepted)}" if item.accepted else f"filed {day(item.filed)}")
        + f" · {link(item.url, 'filing')}"
        for ticker, item in digest.reported[:15]
    ]
    lines += _rest(digest.reported, lines, " on EDGAR")
    blocks = [
        b.section("*8-K items since the last digest*\n" + "\n".join(lines)),
        b.context("SEC EDGAR's list of filings; the documents were not read"),
    ]
    return b.message("8-K filings", blocks)


def _catalysts(digest: Digest) -> Message:
    agenda = digest.agenda
    blocks: list[Json] = []
    for title, rows in (
        (f"*Known days, next {agenda.days} days*", agenda.exact),
        ("*Estimated windows*", agenda.estimated),
        ("*Over, and nobody said what came of it*", agenda.overdue),
    ):
        if rows:
            lines = [
                calendar_cards.line(row, agenda.today, agenda.as_of, moved_from=agenda.moved_from.get(row.id or 0, ""))
                for row in rows[:15]
            ]
            lines += _rest(rows, lines, ": /catalysts lists them")
            blocks += b.sections([title, *lines])
    return b.message("Catalysts", blocks)


def _changes(digest: Digest) -> Message:
    lines = []
    for change, row in digest.changes[:20]:
        what = f"*{escape(row.ticker)}* {escape(kind_words(row.kind))}" if row else f"number {change.catalyst_id}"
        by = f", {calendar_cards.source_link(row)}" if change.by == BY_SOURCE else f", <@{change.by}>"
        detail = f": {quote(change.detail, 160)}" if change.detail else ""
        lines.append(f"{what} {escape(change.change)}{detail}{by}")
    lines += _rest(digest.changes, lines, ": /catalysts history")
    head = f"*Changed since {slack_time(digest.since)}*"
    return b.message("What changed", [b.section("\n".join([head, *lines]))])


def _rest(everything: Sequence[object], shown: Sequence[str], where: str) -> list[str]:
    """How many lines are left out, and where they are; nothing where all are shown."""
    left = len(everything) - len(shown)
    return [f"and {left} more{where}"] if left > 0 else []


def _tally(digest: Digest) -> str:
    counts: dict[str, int] = {}
    for change, _row in digest.changes:
        counts[change.change] = counts.get(change.change, 0) + 1
    words = {"added": "new", "moved": "moved", "done": "done", "removed": "removed", "confirmed": "confirmed"}
    return ", ".join(f"{count} {words.get(name, name)}" for name, count in counts.items())


# /digest --------------------------------------------------------------------------------------------------------------


def switched_on(
    local_time: str, zone: str, days: str, next_at: datetime, next_day: date, *, instead: str = ""
) -> Message:
    """After on. `instead` is zone and days of the one that was set for this time before."""
    said = f"{zone}, {days}"
    before = f" It replaces the one at {local_time} {escape(instead)}." if instead not in {"", said} else ""
    return common.note(
        f"Digest at *{local_time}* {escape(said)}. Next: {next_day:%a} {day(next_day)}, "
        f"{slack_time(next_at, '{time}')}.{before}"
    )


def switched_off(count: int, local_time: str | None) -> Message:
    """After off."""
    if not count:
        return common.note(f"There was no digest{f' at {local_time}' if local_time else ''} to switch off.")
    return common.note(f"Switched off {plural(count, 'digest')}. `/digest on {local_time or '07:30'}` switches one on.")


def status(
    rows: Sequence[tuple[str, str, str, date, datetime]], runs: Sequence[Json], now: datetime, *, quiet: str = "off"
) -> Message:
    """Times with their next run, and what became of the last ones. Rows: time, zone, days, next date, next instant."""
    if not rows:
        lead_ = "No digest is set. `/digest on 07:30` sends one each trading day; `/digest now` shows one."
        blocks = [b.section(lead_)]
    else:
        lead_ = f"{plural(len(rows), 'digest')} set."
        lines = [
            f"*{time}* {escape(zone)}, {escape(days)} · next {on:%a} {day(on)}, {age(at, now)}"
            for time, zone, days, on, at in rows
        ]
        blocks = [b.section(f"*{lead_}*\n" + "\n".join(lines))]
    if rows and quiet != "off":
        blocks.append(b.context(f"Quiet hours {quiet}: a digest due in them waits for their end."))
    shown = [run_line(run) for run in runs[:8]]
    if shown:
        blocks.append(b.section("*Last runs*\n" + "\n".join(shown)))
    return b.message(lead_.replace("`", ""), blocks)


def run_line(run: Json) -> str:
    """What became of one run."""
    on = date.fromisoformat(str(run["local_date"]))
    detail = f": {escape(clip(str(run['detail']), 150))}" if run["detail"] else ""
    return f"{on:%a} {day(on)} {escape(str(run['local_time']))} {escape(str(run['state']))}{detail}"


def examples() -> dict[str, Message]:
    """Every state, for the gallery."""
    from bot.cards.showcase import calendar as showcase
    from bot.cards.showcase.texts import NOW

    states = {
        "usual": showcase.USUAL,
        "quiet": showcase.EMPTY_DAY,
        "late_hostile": showcase.LATE,
        "full": showcase.FULL,
    }
    cards = {f"lead_{name}": lead(digest) for name, digest in states.items()}
    cards |= {f"{part}_{name}": message for name, digest in states.items() for part, message in thread(digest)}
    rows = [("07:30", "America/New_York", "trading days", showcase.TODAY, NOW)]
    run = {"local_date": "2026-04-17", "local_time": "07:30", "state": "skipped", "detail": "deskbot was not running"}
    return {
        **cards,
        "at_once": at_once(showcase.USUAL),
        "at_once_full": at_once(showcase.FULL),
        "on": switched_on("07:30", "America/New_York", "trading days", NOW, showcase.TODAY),
        "off": switched_off(2, None),
        "off_none": switched_off(0, "07:30"),
        "status": status(rows, [run], NOW, quiet="20:00-07:00"),
        "status_none": status((), (), NOW),
    }
