"""What the calendar's commands, forms and buttons share; no handler itself."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from bot.cards import catalysts as cards
from bot.channel_settings import zone_of
from bot.deps import Deps
from bot.errors import BadInput
from bot.model import Catalyst
from bot.ports import Place
from bot.registry import Answer, Request
from bot.research import calendar

MAX_OPEN = 2000
"""Open catalysts one channel may keep."""


def zone(place: Place, deps: Deps) -> ZoneInfo:
    """The channel's."""
    return zone_of(deps.storage.settings.get(place))


def today(place: Place, deps: Deps) -> date:
    """The channel's own date."""
    return deps.clock.now().astimezone(zone(place, deps)).date()


def unlisted(place: Place, deps: Deps) -> dict[str, str]:
    """What the channel watches and the SEC's list lacks (a fund, a new listing): symbol -> name; asks no source."""
    entries = deps.storage.watchlist.list(place)
    return {entry.ticker: entry.name or entry.ticker for entry in entries if not deps.universe.lookup(entry.ticker)}


def put(request: Request, deps: Deps, catalyst: Catalyst) -> Answer:
    """Add it, or say that it is there."""
    store, now = deps.storage.catalysts, deps.clock.now()
    if len(store.list(request.place, since=now.date())) >= MAX_OPEN:
        raise BadInput(f"This calendar holds {MAX_OPEN} open catalysts. Remove some first.")
    number, new, before = calendar.put_in(store, request.place, catalyst, user=request.user, now=now)
    there = store.get(request.place, number) or catalyst
    where = zone(request.place, deps)
    if before:
        return Answer(cards.moved(before, there, where, number), posts_later=True)
    return Answer(cards.added(there, where, new=new, number=number), posts_later=True)


def numbered(request: Request, deps: Deps, rest: str) -> tuple[Catalyst, str]:
    """The open catalyst whose number stands first, and the words behind it."""
    number, _, more = rest.partition(" ")
    if not number.lstrip("#").isdecimal() or len(number) > 12:
        raise BadInput("Give its number from /catalysts first, for example: /catalysts done 12 approved.")
    return open_row(request, deps, int(number.lstrip("#"))), more.strip()


def only_numbered(request: Request, deps: Deps, rest: str) -> Catalyst:
    """The same, where no words belong behind the number: a second number must not be lost."""
    row, more = numbered(request, deps, rest)
    if more:
        raise BadInput(f"One number at a time, nothing else: “{more[:40]}” was not read, and nothing has changed.")
    return row


def open_row(request: Request, deps: Deps, number: int) -> Catalyst:
    """Raises `BadInput` where it is not there or not open."""
    row = deps.storage.catalysts.get(request.place, number)
    if row is None:
        raise BadInput(f"This calendar has no number {number}. /catalysts 365 lists what it has.")
    if row.status not in {"active", "proposed"}:
        raise BadInput(f"Number {number} is {row.status} already. /catalysts history shows what became of it.")
    return row


def all_open(request: Request, deps: Deps) -> list[Catalyst]:
    """Everything open, what is overdue included."""
    since = today(request.place, deps) - calendar.OVERDUE_FOR
    return list(deps.storage.catalysts.list(request.place, since=since))
