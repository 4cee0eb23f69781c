"""Cards of /catalysts: known days and estimated windows apart, each with its source, tier and age; and the modals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.cards import blocks as b
from bot.cards import common
from bot.cards.text import age, clip, day, escape, link, plural, quote
from bot.cards.windows import hour_words, kind_words, when, window_words
from bot.model import Catalyst
from bot.ports import CatalystChange, Json, Message
from bot.research.calendar import BY_SOURCE, CONFIRMED, DESK, MARKET, Agenda, Merged, is_exact

ADD_OPEN = "catalyst_add_open"
"""action_id of *Add*: opens the modal; its value may be JSON with the channel it is for."""
REFRESH = "catalyst_refresh"
"""action_id of *Refresh from sources*; its value is the list's ticker, if it has one."""
CHART = "catalysts_chart"
"""action_id of *Chart*; its value is the list's range: "90" or "90 ALLO"."""
CHART_SHARED = "catalysts_chart_share"
"""action_id of *Chart to channel*."""
SHOWN, OVERDUE_SHOWN, LATER_SHOWN = 40, 10, 8
NEXT = 2
"""Catalysts that the first line names."""
ROOM = 10_000
"""Characters of lines; the rest of `blocks.TOTAL_LIMIT` is for titles, the small print and the buttons."""


def listing(agenda: Agenda) -> Message:
    """First line: what is next, how many, and how many of them on a known day."""
    lead = escape(headline(agenda))
    blocks: list[Json] = [b.section(f"*{lead}*")]
    groups = [
        ("Known days", agenda.exact, SHOWN),
        ("Estimated windows", agenda.estimated, SHOWN),
        ("Over, and nobody said what came of it", agenda.overdue, OVERDUE_SHOWN),
    ]
    shown = _fitting([[_line(row, agenda) for row in rows[:most]] for _title, rows, most in groups])
    for (title, rows, _most), lines in zip(groups, shown, strict=True):
        if rows:
            blocks += b.sections([f"*{title}*", *lines, *_rest(len(rows) - len(lines))])
    if agenda.later:
        named_ = [f"`{row.id}` {what(row)}: {escape(window_words(row.window))}" for row in agenda.later[:LATER_SHOWN]]
        more = _rest(len(agenda.later) - len(named_))
        blocks += b.sections([f"*After these {agenda.days} days*", *named_, *more])
    if agenda.empty and agenda.ticker == MARKET:
        blocks.append(
            b.context("Add one: `/catalysts add market FOMC 9 Dec 2pm`; no source is asked about the market.")
        )
    elif agenda.empty:
        example = f"{agenda.ticker} earnings 7 May" if agenda.ticker else "ALLO interim EFS mid-2027"
        refresh = f"/catalysts refresh {agenda.ticker or ''}".rstrip()
        blocks.append(b.context(f"Add one: `/catalysts add {example}`, or let the sources fill it: `{refresh}`."))
    else:
        blocks.append(b.context("Tiers: A official date, B the company's words, C estimate. The number goes into "
                                "`/catalysts move 12 late 2027`, `done 12`, `edit 12`, `confirm 12`, `remove 12`."))  # fmt: skip
    return b.message(lead, blocks)


def headline(agenda: Agenda) -> str:
    """Like: Next: ALLO earnings 7–14 May 2026 (estimate, in 17 days). 2 estimated windows in the next 90 days."""
    if agenda.empty and agenda.ticker and not agenda.asked:
        return f"{agenda.ticker}: nothing on this channel's calendar; its sources were not asked yet"
    first = "; ".join(_next(row, agenda.today) for row in agenda.soon[:NEXT])
    return f"Next: {first}. {counted(agenda)}" if first else counted(agenda)


def counted(agenda: Agenda) -> str:
    """Like: 1 catalyst on a known day in the next 90 days for ALLO, 2 estimated windows."""
    span = f" in the next {agenda.days} days" + (f" for {agenda.ticker}" if agenda.ticker else "")
    windows = plural(len(agenda.estimated), "estimated window")
    if agenda.exact:
        known = f"{plural(len(agenda.exact), 'catalyst')} on a known day{span}"
        return f"{known}, {windows}" if agenda.estimated else known
    if agenda.estimated:
        return f"{windows}{span}"
    return f"No catalyst{span}" + (f", {len(agenda.later)} later" if agenda.later else "")


def _next(row: Catalyst, today: date) -> str:
    """ALLO earnings 7–14 May 2026 (estimate, in 17 days)."""
    start, end = row.window.start, row.window.end
    if start is None or end is None or start <= today < end:
        when = (
            f"{'by' if row.window.direction == 'by' else 'until'} {day(end)}" if end else f"from {day(start or today)}"
        )
    elif start == end:
        when = day(start)
    elif (start.year, start.month) == (end.year, end.month):
        when = f"{start.day}–{day(end)}"
    else:
        when = f"{day(start)} to {day(end)}"
    doubt = "" if is_exact(row) else "estimate, "
    asset = f", {clip(row.asset, 40)}," if row.asset else ""
    return f"{row.ticker} {kind_words(row.kind)}{asset} {when} ({doubt}{_ahead(row, today)})"


def buttons(agenda: Agenda) -> tuple[Json, ...]:
    """What stands beside *Share to channel*; no chart where there is nothing to draw."""
    value = f"{agenda.days} {agenda.ticker or ''}".strip()
    charts = (b.button("Chart", CHART, value), b.button("Chart to channel", CHART_SHARED, value))
    refresh = b.button(f"Refresh {agenda.ticker or ''}".rstrip() + " from sources", REFRESH, agenda.ticker or "")
    return (
        b.button("Add", ADD_OPEN),
        *(() if agenda.ticker == MARKET else (refresh,)),
        *(charts if agenda.all or agenda.overdue else ()),
    )


def line(row: Catalyst, today: date, now: datetime, *, moved_from: str = "", numbered: bool = True) -> str:
    """One catalyst in one line: number, name, kind, window, how far ahead, source, tier, age."""
    head = f"`{row.id}` " if numbered and row.id is not None else ""
    asset = f", {escape(row.asset)}" if row.asset else ""
    parts = [f"{head}*{escape(row.ticker)}* {escape(kind_words(row.kind))}{asset}: *{when(row)}*"]
    ahead = _ahead(row, today)
    if ahead:
        parts.append(ahead)
    parts.append(source_words(row, now))
    if moved_from:
        parts.append(f"moved from {escape(moved_from)}")
    if row.note:
        parts.append(quote(row.note, 160) if not row.note.startswith(CONFIRMED) else _confirmed(row.note))
    return " · ".join(parts)


def _confirmed(note: str) -> str:
    """The note's person is our own mark-up, the rest is text."""
    user = note.removeprefix(CONFIRMED).strip().split()[0] if note.removeprefix(CONFIRMED).strip() else ""
    return f"confirmed by <@{user}>" if user.isalnum() else "confirmed"


def source_words(row: Catalyst, now: datetime) -> str:
    """Whose word it is, how good that is, and how old."""
    name = source_link(row)
    sample = ", sample data" if row.source.sample else ""
    stale = ", stale" if row.source.stale else ""
    when = f"{row.source.as_of:%Y-%m-%d}" if row.source.sample else age(row.source.as_of, now)
    by = f" (<@{row.added_by}>)" if row.added_by and row.added_by != BY_SOURCE and row.source.name == DESK else ""
    return f"{name}{by}, tier {row.tier}, {when}{stale}{sample}"


def _line(row: Catalyst, agenda: Agenda) -> str:
    return line(row, agenda.today, agenda.as_of, moved_from=agenda.moved_from.get(row.id or 0, ""))


def _fitting(groups: list[list[str]]) -> list[list[str]]:
    """The lines that one message holds: while there are too many, the longest group gives up its last."""
    while sum(len(line) + 1 for lines in groups for line in lines) > ROOM:
        max(groups, key=lambda lines: sum(map(len, lines))).pop()
    return groups


def _rest(count: int) -> list[str]:
    """Where the lines are that are not shown."""
    return [f"and {count} more: `/catalysts export` sends all of them"] if count > 0 else []


def _ahead(row: Catalyst, today: date) -> str:
    start, end = row.window.start, row.window.end
    if end is not None and end < today:
        return f"over since {plural((today - end).days, 'day')}"
    if start is not None and start > today:
        return f"in {plural((start - today).days, 'day')}"
    if start is not None and start == end:
        return "today"
    if end is not None and start is not None and row.window.direction != "by":
        return f"open now, {plural((end - today).days, 'day')} left"
    return f"{plural((end - today).days, 'day')} left" if end is not None else ""


def what(row: Catalyst) -> str:
    """CLLS FDA decision (PDUFA date), lasme-cel."""
    return f"{escape(row.ticker)} {escape(kind_words(row.kind))}" + (f", {escape(row.asset)}" if row.asset else "")


def named(row: Catalyst) -> str:
    """A catalyst in a sentence: *ALLO data interim, EFS, mid-2027 (1 May 2027 to 31 Aug 2027)*."""
    return f"*{what(row)}, {when(row)}*"


def added(row: Catalyst, zone: ZoneInfo, *, new: bool, number: int) -> Message:
    """After add, from text or modal; an hour in the channel's `zone`, too, as it was read."""
    if new:
        return common.note(f"Added {named(row)}, as number {number}.{_read_as(row, zone)}")
    by = f", added by <@{row.added_by}>" if row.added_by and row.added_by != BY_SOURCE else ""
    return common.note(f"It is on the calendar already as number {number}{by}: {named(row)}.")


def moved(before: Catalyst, after: Catalyst, zone: ZoneInfo, number: int) -> Message:
    """After a move: old and new window; the old one stays as history."""
    text = f"Moved {named(before)} to *{when(after)}*. It is number {number} now."
    return common.note(text + _read_as(after, zone))


def _read_as(row: Catalyst, zone: ZoneInfo) -> str:
    return f" That is {hour_words(row.time, zone)}." if row.time is not None else ""


def changed(row: Catalyst, what: str) -> Message:
    """After edit, remove, confirm, done."""
    return common.note(f"{what}: {named(row)}.")


def exported(count: int) -> Message:
    """Files are on their way to the DM."""
    return common.note(
        f"Sent you {plural(count, 'catalyst')} as catalysts.ics and catalysts.csv in our direct message."
    )


def asking(count: int) -> Message:
    """The first answer of a refresh."""
    return common.note(f"Asking the sources about {plural(count, 'name')}…")


def refreshed(merged: Merged) -> Message:
    """What the sources changed."""
    if not (merged.new or merged.moved or merged.timed or merged.off):
        lead = "The sources have nothing new for this calendar."
        if merged.faults:
            lead = "The sources that answered have nothing new for this calendar; not all of them did."
    else:
        lead = f"{plural(len(merged.new), 'new catalyst')}, {len(merged.moved)} moved"
        lead += f", {len(merged.timed)} with another hour" if merged.timed else ""
        lead += f", {len(merged.off)} called off" if merged.off else ""
        lead += "; not all sources answered." if merged.faults else "."
    blocks = [b.section(f"*{lead}*")]
    lines = [f"{named(after)}, before: {escape(window_words(before.window))}" for before, after in merged.moved]
    lines += [f"{named(row)}, called off ({link(row.source.url, row.source.name, 60)})" for row in merged.off]
    lines += [f"{named(row)}, another hour than before" for row in merged.timed]
    lines += [f"{named(row)} ({escape(row.source.name)}, tier {row.tier})" for row in merged.new]
    (shown,) = _fitting([lines[:SHOWN]])
    if shown:
        blocks += b.sections([*shown, *_rest(len(lines) - len(shown))])
    if merged.faults:
        rest = [f"and {len(merged.faults) - 8} more"] if len(merged.faults) > 8 else []
        blocks.append(b.context(*(f":warning: {escape(clip(fault, 200))}" for fault in merged.faults[:8]), *rest))
    return b.message(lead, blocks)


def history(changes: Sequence[tuple[CatalystChange, Catalyst | None]], now: datetime, *, older: int = 0) -> Message:
    """The calendar's history, newest first; `older` changes are not among them."""
    if not changes:
        return common.note("Nothing has changed in this calendar yet.")
    lines = []
    for change, row in reversed(changes):
        lines.append(f"`{change.catalyst_id}` {change_words(change, row)}, {age(change.at, now)}")
    (shown,) = _fitting([lines])
    left = older + len(lines) - len(shown)
    rest = [f"and {plural(left, 'older change')}"] if left else []
    return b.message("History of this calendar", b.sections(["*History, newest first*", *shown, *rest]))


def change_words(change: CatalystChange, row: Catalyst | None) -> str:
    """*ALLO* interim data, EFS moved: 2H26 (…) → mid-2027 (…) · by whom; a confirmation's own fields say nothing."""
    what = f"*{escape(row.ticker)}* {escape(kind_words(row.kind))}" if row else f"number {change.catalyst_id}"
    asset = f", {escape(row.asset)}," if row and row.asset else ""
    detail = f": {quote(change.detail, 200)}" if change.detail and change.change != "confirmed" else ""
    by = source_link(row) if change.by == BY_SOURCE else f"<@{change.by}>"
    return f"{what}{asset} {escape(change.change)}{detail} · {by}"


def source_link(row: Catalyst | None) -> str:
    """Which source changed it, with its page."""
    return link(row.source.url, row.source.name, 60) if row is not None else "a source"


def rules(words: Sequence[str], *, about: Catalyst | None, default: bool, at: str, zone: str) -> Message:
    """Which reminders the channel (or one catalyst) gets."""
    whose = named(about) if about else "This channel"
    shown = ", ".join(words) if words else "no reminders"
    origin = " (the default)" if default else ""
    text = f"{whose}: {shown}{origin}. They come at {at}, {escape(zone)}."
    usage = (
        "Change them: `/catalysts remind T-14 T-7 T-1 day 30m opens half closes-7 overdue`, `/catalysts remind off`, "
        "`/catalysts remind default`; for one catalyst put its number first: `/catalysts remind 12 T-3 day`."
    )
    return b.message(text.replace("*", ""), [b.section(text), b.context(usage)])


def shared(row_count: int, channels: int, *, there: int = 0) -> Message:
    """After sharing across channels; `there` counts what the other calendar had already."""
    known = f" {there} {'was' if there == 1 else 'were'} there already." if there else ""
    return common.note(f"Copied {plural(row_count, 'catalyst')} to {plural(channels, 'channel')}.{known}")


def examples() -> dict[str, Message]:
    """Every state, for the gallery."""
    from bot.cards.showcase import calendar as showcase
    from bot.cards.showcase.texts import NOW

    zone = ZoneInfo("America/New_York")
    return {
        "list": listing(showcase.agenda(showcase.PDUFA, showcase.EARNINGS, showcase.INTERIM, showcase.ENROLLED)),
        "list_empty": listing(showcase.agenda()),
        "list_unasked": listing(replace(showcase.agenda(), ticker="ALLO", asked=False)),
        "list_later": listing(replace(showcase.agenda(), later=(showcase.INTERIM, showcase.EVIL))),
        "list_overdue_and_fiscal": listing(showcase.agenda(showcase.FISCAL, overdue=(showcase.OVERDUE,))),
        "list_150": listing(showcase.MANY),
        "list_hostile": listing(showcase.agenda(showcase.EVIL)),
        "added": added(showcase.INTERIM, zone, new=True, number=4),
        "added_hour": added(showcase.PDUFA, zone, new=True, number=3),
        "known": added(showcase.INTERIM, zone, new=False, number=4),
        "moved": moved(showcase.INTERIM, showcase.OVERDUE, zone, 9),
        "done": changed(showcase.PDUFA, "Done"),
        "exported": exported(12),
        "asking": asking(20),
        "refreshed": refreshed(showcase.MERGED),
        "refreshed_nothing": refreshed(Merged()),
        "history_hostile": history(showcase.CHANGES, NOW),
        "history_empty": history((), NOW),
        "rules": rules(("the day before", "on the day"), about=None, default=True, at="08:00", zone="America/New_York"),
        "rules_off": rules((), about=showcase.PDUFA, default=False, at="08:00", zone="Europe/London"),
        "shared": shared(3, 1),
    }
