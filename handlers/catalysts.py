"""/catalysts: the channel's calendar of dated events; a fuzzy date stays a window, a moved one keeps its history."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from bot.cards import calendar_files, common
from bot.cards import catalysts as cards
from bot.channel_settings import value, zone_of
from bot.delivery.reminders import DEFAULT_RULES, read_rules, words
from bot.deps import Deps
from bot.errors import BadInput, DeskError
from bot.model import Catalyst
from bot.ports import Place
from bot.registry import Action, Answer, Command, File, Request, View
from bot.research import calendar
from bot.research.entries import as_catalyst, is_kind, read_entry, read_window
from bot.research.names import resolve

SPANS = (30, 90, 365)
MAX_OPEN = 2000
"""Open catalysts one channel may keep."""
_HELP = "Use /catalysts [30|90|365] [TICKER], add, edit, move, confirm, done, remove, share, export, remind or refresh."


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
    days, ticker = 90, None
    for word in rest.split():
        if word.isdigit() and int(word) in SPANS:
            days = int(word)
        elif ticker is None and re.fullmatch(r"\$?[A-Za-z.\-]{1,8}", word):
            ticker = resolve(word, deps.universe).ticker
        else:
            raise BadInput(_HELP)
    return _agenda(request, deps, days, ticker)


def _agenda(request: Request, deps: Deps, days: int, ticker: str | None, *, replace: bool = False) -> Answer:
    now = deps.clock.now()
    found = calendar.agenda(
        deps.storage.catalysts, request.place, days=days, now=now, zone=_zone(request.place, deps), ticker=ticker
    )
    return Answer(common.shareable(cards.listing(found), request.row, *cards.buttons()), replace=replace)


# Adding and changing --------------------------------------------------------------------------------------------------


def _add(request: Request, deps: Deps, rest: str) -> Answer:
    if not rest:
        return _open_form(request, deps, request.place, None)
    zone, now = _zone(request.place, deps), deps.clock.now()
    entry = read_entry(rest, universe=deps.universe, now=now, zone=zone)
    return _put(request, deps, as_catalyst(entry, now=now))


def _put(request: Request, deps: Deps, catalyst: Catalyst) -> Answer:
    store, now = deps.storage.catalysts, deps.clock.now()
    if len(store.list(request.place, since=now.date())) >= MAX_OPEN:
        raise BadInput(f"This calendar holds {MAX_OPEN} open catalysts. Remove some first.")
    number, new = store.add(request.place, catalyst, user=request.user, at=now)
    there = store.get(request.place, number) or catalyst
    return Answer(cards.added(there, new=new, number=number))


def _edit(request: Request, deps: Deps, rest: str) -> Answer:
    row, _more = _numbered(request, deps, rest)
    return _open_form(request, deps, request.place, row)


def _open_form(request: Request, deps: Deps, place: Place, row: Catalyst | None) -> Answer:
    if not request.trigger_id:
        raise BadInput("Say what is due and when, for example: catalysts add ALLO interim EFS mid-2027.")
    metadata = {"channel": place.channel, "response_url": request.response_url, "value": str(row.id) if row else ""}
    deps.slack.open_view(request.trigger_id, cards.edit_view(json.dumps(metadata), row))
    return Answer(show="nothing")


def check_form(request: Request, deps: Deps) -> Mapping[str, str]:
    """One sentence beside each field that cannot be read."""
    errors = {}
    for name, read in (
        ("ticker", lambda text: resolve(text, deps.universe)),
        ("when", lambda text: read_window(text, today=_today(request.place, deps))),
        ("url", _read_url),
    ):
        try:
            read(str(request.values.get(name) or "").strip())
        except DeskError as error:
            errors[name] = error.message
    return errors


def _read_url(text: str) -> str | None:
    if text and not re.match(r"https?://[^\s<>|]+\Z", text, re.IGNORECASE):
        raise BadInput("A link begins with https:// or http://.")
    return text or None


def save_form(request: Request, deps: Deps) -> Answer:
    """Add, or change the row the form was opened for; another window is a move."""
    values = {name: str(text or "").strip() for name, text in request.values.items()}
    now, zone = deps.clock.now(), _zone(request.place, deps)
    company = resolve(values["ticker"], deps.universe)
    kind = values.get("kind", "")
    if not is_kind(kind):
        raise BadInput("This kind of event is not known. Open the form again.")
    entry = read_entry(f"{company.ticker} {values['when']}", universe=deps.universe, now=now, zone=zone)
    entry = dataclasses.replace(entry, asset=" ".join(values.get("asset", "").split())[:80])
    made = as_catalyst(
        entry, now=now, url=_read_url(values.get("url", "")), note=values.get("note", "")[:300], kind=kind
    )
    if not request.value:
        return _put(request, deps, made)
    before = _open(request, deps, int(request.value))
    if made.window.phrase == before.window.phrase:
        made = dataclasses.replace(made, window=before.window, time=before.time)
    if not made.source.url or made.source.url == before.source.url:
        made = dataclasses.replace(made, source=before.source, tier=before.tier, confidence=before.confidence)
    if made.window != before.window:
        kept = dataclasses.replace(made, sentence=before.sentence)
        number = deps.storage.catalysts.supersede(request.place, int(request.value), kept, user=request.user, at=now)
        return Answer(cards.moved(before, kept, number))
    changes = {
        name: getattr(made, name) for name in ("ticker", "kind", "asset", "note", "source", "tier", "cik", "confidence")
    }
    deps.storage.catalysts.edit(request.place, int(request.value), changes, user=request.user, at=now)
    return Answer(cards.changed(_open(request, deps, int(request.value)), "Saved"))


def _move(request: Request, deps: Deps, rest: str) -> Answer:
    row, words_ = _numbered(request, deps, rest)
    if not words_:
        raise BadInput("To when? For example: /catalysts move 12 late 2027.")
    window = read_window(words_, today=_today(request.place, deps))
    after, number = calendar.move_to(
        deps.storage.catalysts, request.place, row, window, user=request.user, now=deps.clock.now()
    )
    return Answer(cards.moved(row, after, number))


def _confirm(request: Request, deps: Deps, rest: str) -> Answer:
    row, _more = _numbered(request, deps, rest)
    note = f"{calendar.CONFIRMED} {request.user}"
    changes = {"confidence": "high", "note": note}
    deps.storage.catalysts.edit(
        request.place, int(row.id or 0), changes, user=request.user, at=deps.clock.now(), change="confirmed"
    )
    return Answer(cards.changed(row, "Confirmed; estimates of a source do not move it any more"))


def _done(request: Request, deps: Deps, rest: str) -> Answer:
    row, outcome = _numbered(request, deps, rest)
    return _close(request, deps, row, "done", outcome)


def _remove(request: Request, deps: Deps, rest: str) -> Answer:
    row, _more = _numbered(request, deps, rest)
    return _close(request, deps, row, "removed", "")


def _close(request: Request, deps: Deps, row: Catalyst, status: str, outcome: str) -> Answer:
    deps.storage.catalysts.close(
        request.place,
        int(row.id or 0),
        "done" if status == "done" else "removed",
        outcome=outcome[:300] or None,
        user=request.user,
        at=deps.clock.now(),
    )
    return Answer(cards.changed(row, "Done" if status == "done" else "Removed; the sources do not put it back"))


def _numbered(request: Request, deps: Deps, rest: str) -> tuple[Catalyst, str]:
    number, _, more = rest.partition(" ")
    if not number.lstrip("#").isdigit() or len(number) > 12:
        raise BadInput("Give its number from /catalysts first, for example: /catalysts done 12 approved.")
    return _open(request, deps, int(number.lstrip("#"))), more.strip()


def _open(request: Request, deps: Deps, number: int) -> Catalyst:
    row = deps.storage.catalysts.get(request.place, number)
    if row is None:
        raise BadInput(f"This calendar has no number {number}. /catalysts 365 lists what it has.")
    if row.status not in {"active", "proposed"}:
        raise BadInput(f"Number {number} is {row.status} already. /catalysts history shows what became of it.")
    return row


# Sharing, files, reminders, sources -----------------------------------------------------------------------------------


def _share(request: Request, deps: Deps, rest: str) -> Answer:
    everything = rest.lower() == "all"
    ids = [row.id for row in (_all_open(request, deps) if everything else [_numbered(request, deps, rest)[0]])]
    if not ids:
        raise BadInput("This calendar is empty, so there is nothing to share.")
    if not request.trigger_id:
        raise BadInput("Type /catalysts share 12 in the channel: a form opens only from a command or a button.")
    chosen = "all" if everything else ids[0]
    metadata = {"channel": request.channel, "response_url": request.response_url, "value": str(chosen)}
    deps.slack.open_view(request.trigger_id, cards.share_view(json.dumps(metadata), len(ids)))
    return Answer(show="nothing")


def check_share(request: Request, deps: Deps) -> Mapping[str, str]:
    """The person must be in that channel, and so must deskbot."""
    target = str(request.values.get("channel") or "")
    if target == request.channel:
        return {"channel": "That is this channel."}
    if target not in deps.slack.member_channels(request.user):
        return {"channel": "You and deskbot must both be in that channel."}
    return {}


def save_share(request: Request, deps: Deps) -> Answer:
    """Copies; a catalyst that is there already stays as it is."""
    if check_share(request, deps):
        raise BadInput("You and deskbot must both be in that channel.")
    rows = _all_open(request, deps) if request.value == "all" else [_open(request, deps, int(request.value))]
    target = Place(request.team, str(request.values.get("channel")))
    now = deps.clock.now()
    for row in rows:
        deps.storage.catalysts.add(target, row, user=request.user, at=now)
    return Answer(cards.shared(len(rows), 1))


def _all_open(request: Request, deps: Deps) -> list[Catalyst]:
    since = _today(request.place, deps) - calendar.OVERDUE_FOR
    return list(deps.storage.catalysts.list(request.place, since=since))


def _export(request: Request, deps: Deps, _rest: str) -> Answer:
    rows = _all_open(request, deps)
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
    if first.lstrip("#").isdigit():
        about, rest = _numbered(request, deps, rest)[0], more.strip()
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


def _refresh(request: Request, deps: Deps, _rest: str) -> Answer:
    count = len(deps.storage.watchlist.list(request.place))
    if not count:
        raise BadInput("This channel watches nothing yet, so there is nobody to ask about. Try /watchlist add ALLO.")
    return Answer(
        cards.asking(count), later=lambda: Answer(cards.refreshed(calendar.refresh(deps.research, request.place)))
    )


def _history(request: Request, deps: Deps, rest: str) -> Answer:
    number = int(rest) if rest.isdigit() and len(rest) < 12 else None
    now, store = deps.clock.now(), deps.storage.catalysts
    since = now.replace(year=now.year - 2, day=1)
    changes = [item for item in store.changes(request.place, since=since) if number in {None, item.catalyst_id}]
    shown = [(item, store.get(request.place, item.catalyst_id)) for item in changes[-25:]]
    return Answer(cards.history(shown, now))


# Buttons --------------------------------------------------------------------------------------------------------------


def open_add(request: Request, deps: Deps) -> Answer:
    """*Add*, in a card or in App Home (whose value names the channel)."""
    channel = json.loads(request.value)["channel"] if request.value else request.channel
    return _open_form(request, deps, Place(request.team, str(channel)), None)


def refresh_click(request: Request, deps: Deps) -> Answer:
    """*Refresh from sources*."""
    return _refresh(request, deps, "")


def _zone(place: Place, deps: Deps) -> ZoneInfo:
    return zone_of(deps.storage.settings.get(place))


def _today(place: Place, deps: Deps) -> date:
    return deps.clock.now().astimezone(_zone(place, deps)).date()


_VERBS: Mapping[str, Callable[[Request, Deps, str], Answer]] = {
    "list": _list, "show": _list, "add": _add, "edit": _edit, "move": _move, "confirm": _confirm, "done": _done,
    "remove": _remove, "delete": _remove, "share": _share, "export": _export, "remind": _remind, "reminders": _remind,
    "refresh": _refresh, "history": _history,
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
        "/catalysts remind",
    ),
    details=(
        "Known days and estimated windows stand apart; a fuzzy date is never made a day: mid-2027 is 1 May to 31 August "
        "2027, by year-end is until 31 December, early/mid/late are thirds. Numbers come from the list: "
        "`move 12 late 2027` (the old window stays as history), `done 12 approved`, `confirm 12`, `remove 12`, "
        "`share 12` (into another channel), `history`. `export` sends you ICS and CSV files. `remind` shows and sets the "
        "reminders; `refresh` asks Yahoo, ClinicalTrials.gov, the FDA and EDGAR about the watchlist."
    ),
    fast=True,
)
ACTIONS = (Action(cards.ADD_OPEN, open_add, fast=True), Action(cards.REFRESH, refresh_click))
VIEWS = (View(cards.EDIT_VIEW, save_form, check_form), View(cards.SHARE_VIEW, save_share, check_share))
