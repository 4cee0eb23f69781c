"""/catalysts: the channel's calendar of dated events; a fuzzy date stays a window, a moved one keeps its history."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.cards import calendar_files, common
from bot.cards import catalysts as cards
from bot.cards.text import day, escape
from bot.channel_settings import value
from bot.delivery.reminders import DEFAULT_RULES, read_rules, words
from bot.deps import Deps
from bot.errors import BadInput
from bot.model import Catalyst
from bot.registry import Action, Answer, Command, File, Request
from bot.research import calendar
from bot.research.entries import as_catalyst, read_entry, read_when, read_window
from bot.research.names import resolve_traded
from handlers import _calendar as shared
from handlers.catalyst_forms import open_form, open_share

LISTED_DAYS = 90
"""The range of a list where none is asked for."""
MOST_DAYS = 730
"""A range that anybody may ask for; what begins later is named below it."""
CHANGES = 25
"""Lines of a history."""
_RANGE = re.compile(r"(?<!\S)(\d+) ?(d|days?|w|weeks?|months?|y|years?|)(?!\S)", re.IGNORECASE)
_SPOKEN = re.compile(r"(?<!\S)(?:today|tomorrow|(?:this|next) (?:week|month|quarter|year))(?!\S)", re.IGNORECASE)
"""A range in words, from today to its end."""
_EVERYTHING = re.compile(r"(?<!\S)(?:all|everything)(?!\S)")
"""The longest range; in small letters, for ALL is Allstate."""
_DAYS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}
_HELP = "Use /catalysts [30|90|365] [TICKER], add, edit, move, confirm, done, remove, share, chart, export, remind or refresh."


def answer(request: Request, deps: Deps) -> Answer:
    """A verb, or a list."""
    word, _, rest = request.text.strip().partition(" ")
    verb = word.lower()
    if verb == "help":
        return Answer(common.usage(COMMAND))
    run = _VERBS.get(verb)
    if run is not None:
        return run(request, deps, rest.strip())
    return _list(request, deps, request.text.strip())


def _list(request: Request, deps: Deps, rest: str) -> Answer:
    found = _agenda(request, deps, rest)
    row = None if found.empty else request.row
    return Answer(common.shareable(cards.listing(found), row, *cards.buttons(found)))


def _agenda(request: Request, deps: Deps, rest: str) -> calendar.Agenda:
    """The calendar over the range that was typed, or that a button carries."""
    ranges = [] if deps.universe.exact(rest) else list(_RANGE.finditer(rest))  # Phillips 66 is a company
    days = next((int(found[1][:5]) * _DAYS[found[2][:1].lower()] for found in ranges), LISTED_DAYS)
    if _EVERYTHING.search(rest):
        days, rest = MOST_DAYS, _EVERYTHING.sub(" ", rest)
    now, zone, place = deps.clock.now(), shared.zone(request.place, deps), request.place
    if spoken := _SPOKEN.search(rest):
        today = now.astimezone(zone).date()
        days = max(1, ((read_window(spoken[0], today=today).end or today) - today).days)
        rest = _SPOKEN.sub(" ", rest)
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"A list covers 1 to {MOST_DAYS} days. {_HELP}")
    name = " ".join((_RANGE.sub(" ", rest) if ranges else rest).split())
    ticker = _ticker(name, deps) if name else None
    found = calendar.agenda(deps.storage.catalysts, place, days=days, now=now, zone=zone, ticker=ticker)
    asked = ticker in {None, calendar.MARKET} or calendar.was_asked(deps.storage, place, str(ticker))
    return replace(found, asked=asked)


def _ticker(name: str, deps: Deps) -> str:
    if name.casefold() == calendar.MARKET.casefold():
        return calendar.MARKET
    if (name.lower() in _VERBS or name.lower() == "help") and name != name.upper():
        raise BadInput(f"“{name}” is a word of this command, no name. {_HELP}")
    return resolve_traded(name, deps.universe, deps.market.quote).ticker


# Adding and changing --------------------------------------------------------------------------------------------------


def _add(request: Request, deps: Deps, rest: str) -> Answer:
    if not rest:
        return open_form(request, deps, request.place, None)
    zone, now = shared.zone(request.place, deps), deps.clock.now()
    entry = read_entry(rest, universe=deps.universe, now=now, zone=zone, unlisted=shared.unlisted(request.place, deps))
    return shared.put(request, deps, as_catalyst(entry, now=now))


def _edit(request: Request, deps: Deps, rest: str) -> Answer:
    row = shared.only_numbered(request, deps, rest)
    return open_form(request, deps, request.place, row)


def _move(request: Request, deps: Deps, rest: str) -> Answer:
    row, words_ = shared.numbered(request, deps, rest)
    if not words_:
        raise BadInput("To when? For example: /catalysts move 12 late 2027.")
    now, zone = deps.clock.now(), shared.zone(request.place, deps)
    window, at = read_when(words_, now=now, zone=zone)
    after, number = calendar.move_to(
        deps.storage.catalysts, request.place, row, window, user=request.user, now=now, time=at
    )
    return Answer(cards.moved(row, after, zone, number))


def _confirm(request: Request, deps: Deps, rest: str) -> Answer:
    row = shared.only_numbered(request, deps, rest)
    note = f"{calendar.CONFIRMED} {request.user}"
    changes = {"confidence": "high", "note": note}
    confirmed = deps.storage.catalysts.edit(
        request.place, int(row.id or 0), changes, user=request.user, at=deps.clock.now(), change="confirmed"
    )
    if not confirmed:
        raise BadInput(calendar.OVERTAKEN)
    return Answer(cards.changed(row, "Confirmed; estimates of a source do not move it any more"))


def _done(request: Request, deps: Deps, rest: str) -> Answer:
    row, outcome = shared.numbered(request, deps, rest)
    return _close(request, deps, row, "done", outcome)


def _remove(request: Request, deps: Deps, rest: str) -> Answer:
    row = shared.only_numbered(request, deps, rest)
    return _close(request, deps, row, "removed", "")


def _close(request: Request, deps: Deps, row: Catalyst, status: str, outcome: str) -> Answer:
    closed = deps.storage.catalysts.close(
        request.place,
        int(row.id or 0),
        "done" if status == "done" else "removed",
        outcome=outcome[:300] or None,
        user=request.user,
        at=deps.clock.now(),
    )
    if not closed:
        raise BadInput(calendar.OVERTAKEN)
    said = f"Done, {escape(outcome[:300])}" if outcome else "Done"
    return Answer(cards.changed(row, said if status == "done" else "Removed; the sources do not put it back"))


# Sharing, files, reminders, sources -----------------------------------------------------------------------------------


def _export(request: Request, deps: Deps, _rest: str) -> Answer:
    rows = shared.all_open(request, deps)
    if not rows:
        raise BadInput("This calendar is empty, so there is nothing to export. Add something first.")
    store, place = deps.storage.catalysts, request.place
    first = {int(row.id or 0): calendar.first_id(store, place, row) for row in rows}
    ics = calendar_files.as_ics(rows, first, place=f"{place.team}-{place.channel}", now=deps.clock.now())
    files = (
        File("catalysts.ics", ics, "Catalysts for a calendar"),
        File("catalysts.csv", calendar_files.as_csv(rows), "Catalysts"),
    )
    return Answer(cards.exported(len(rows)), files=files)


def _remind(request: Request, deps: Deps, rest: str) -> Answer:
    reminders, about = deps.storage.reminders, None
    first, _, more = rest.partition(" ")
    if first.lstrip("#").isdecimal():
        about, rest = shared.numbered(request, deps, rest)[0], more.strip()
    number = about.id if about else None
    if rest:
        lowered = rest.lower()
        chosen = None if lowered == "default" else () if lowered in {"off", "none"} else read_rules(rest)
        reminders.put_rules(request.place, chosen, catalyst=number, user=request.user, at=deps.clock.now())
    own = reminders.rules(request.place, catalyst=number)
    general = reminders.rules(request.place) if number else own
    active = own if own is not None else general if general is not None else DEFAULT_RULES
    values = deps.storage.settings.get(request.place)
    return Answer(
        cards.rules(
            [words(rule) for rule in active],
            about=about,
            default=own is None,
            at=value(values, "reminder_time"),
            zone=value(values, "timezone"),
        )
    )


def _refresh(request: Request, deps: Deps, rest: str) -> Answer:
    place, rest = request.place, _EVERYTHING.sub("", rest).strip()
    tickers = [_ticker(rest, deps)] if rest else [entry.ticker for entry in deps.storage.watchlist.list(place)]
    if calendar.MARKET in tickers:
        raise BadInput("No source is asked about the market. Add its dates: /catalysts add market FOMC 9 Dec 2pm.")
    if not tickers:
        raise BadInput(
            "This channel watches nothing yet, so there is nobody to ask about. Try /watchlist add ALLO or "
            "/catalysts refresh ALLO."
        )
    return Answer(
        cards.asking(len(tickers)),
        later=lambda: Answer(cards.refreshed(calendar.refresh(deps.research, place, tickers=tickers))),
    )


def _history(request: Request, deps: Deps, rest: str) -> Answer:
    number = int(rest) if rest.isdecimal() and len(rest) < 12 else None
    now, store = deps.clock.now(), deps.storage.catalysts
    since = now.replace(year=now.year - 2, day=1)
    changes = [item for item in store.changes(request.place, since=since) if number in {None, item.catalyst_id}]
    shown = [(item, store.get(request.place, item.catalyst_id)) for item in changes[-CHANGES:]]
    return Answer(cards.history(shown, now, older=len(changes) - len(shown)))


# Buttons --------------------------------------------------------------------------------------------------------------


def refresh_click(request: Request, deps: Deps) -> Answer:
    """*Refresh from sources*: about the list's ticker, else the watchlist."""
    return _refresh(request, deps, request.value)


def chart(request: Request, deps: Deps) -> Answer:
    """The list's range as PNG, to the asker's DM."""
    return _drawn(request, deps, request.value, to_channel=False)


def _typed_chart(request: Request, deps: Deps, rest: str) -> Answer:
    return _drawn(request, deps, rest, to_channel=False)


def chart_to_channel(request: Request, deps: Deps) -> Answer:
    """The same PNG, into the channel where the list was asked for."""
    return _drawn(request, deps, request.value, to_channel=True)


def _drawn(request: Request, deps: Deps, asked: str, *, to_channel: bool) -> Answer:
    found = _agenda(request, deps, asked)
    rows = (*found.overdue, *found.all)
    if not rows:
        return Answer(common.note(f"{escape(cards.headline(found))}, so there is nothing to draw."))
    from bot.charts.catalysts import timeline_chart

    until = found.today + timedelta(days=found.days)
    picture = timeline_chart(
        rows,
        title=f"{f'{found.ticker} c' if found.ticker else 'C'}atalysts, {day(found.today)} to {day(until)}",
        finding=cards.counted(found),
        as_of=found.today,
        until=until,
        sample=any(row.source.sample for row in rows),
    )
    name = f"catalysts-{f'{found.ticker}-' if found.ticker else ''}{found.today:%Y-%m-%d}.png"
    note = f"The timeline of {found.days} days was {'shared here' if to_channel else 'sent to your DM'}."
    return Answer(common.note(note), files=(File(name, picture.png, picture.alt),), share_files=to_channel)


_VERBS: Mapping[str, Callable[[Request, Deps, str], Answer]] = {
    "list": _list, "show": _list, "add": _add, "edit": _edit, "move": _move, "confirm": _confirm, "done": _done,
    "remove": _remove, "delete": _remove, "share": open_share, "export": _export, "remind": _remind, "reminders": _remind,
    "refresh": _refresh, "history": _history, "chart": _typed_chart, "timeline": _typed_chart,
}  # fmt: skip

COMMAND = Command(
    "/catalysts",
    usage="[30|90|365] [TICKER] | add|edit|move|confirm|done|remove|share|export|remind|refresh",
    summary="Keep this channel's calendar of dated events, with sources, windows and reminders",
    run=answer,
    examples=(
        "/catalysts",
        "/catalysts 365 ALLO",
        "/catalysts add ALLO interim EFS mid-2027",
        "/catalysts add ALLO earnings 7 May 4:30pm ET",
        "/catalysts add market FOMC 9 Dec 2pm",
        "/catalysts remind",
    ),
    details=(
        "What concerns no company alone goes under market (`add market FOMC 9 Dec 2pm`, `/catalysts market`). "
        f"The list covers {LISTED_DAYS} days, or as many as you type, up to {MOST_DAYS}. "
        "Known days and estimated windows stand apart; a fuzzy date is never made a day: mid-2027 is 1 May to 31 August "
        "2027, by year-end is until 31 December, early/mid/late are thirds. Numbers come from the list: "
        "`move 12 late 2027` (the old window stays as history), `done 12 approved`, `confirm 12`, `remove 12`, "
        "`share 12` (into another channel), `history`. `export` sends you ICS and CSV files. `remind` shows and sets the "
        "reminders; `refresh` asks Yahoo, ClinicalTrials.gov, the FDA and EDGAR about the watchlist, `refresh ALLO` about one name."
    ),
    fast=frozenset({"add", "edit", "share"}),
)
ACTIONS = (
    Action(cards.REFRESH, refresh_click),
    Action(cards.CHART, chart),
    Action(cards.CHART_SHARED, chart_to_channel),
)
