"""/digest: when the channel's digest comes, and one now."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from bot.cards import common
from bot.cards import digest as digest_cards
from bot.cards import digest_times as cards
from bot.cards.catalysts import asking
from bot.channel_settings import read_wall_time, read_zone, value, zone_of
from bot.delivery.due import Days, next_due
from bot.delivery.outbox import outbox_key
from bot.delivery.plan_digests import CHANNEL_ZONE, KIND, zone_for
from bot.deps import Deps
from bot.errors import BadInput
from bot.ports import Json, Message, Place
from bot.registry import Answer, Command, Request
from bot.research.digest import AHEAD_DAYS, Digest, now_digest, watched
from bot.research.ticker_book import last_close

MOST = 12
"""Digests a day in one channel."""
_TIME = re.compile(r"\d{1,2}(?:[:.]?\d{2})?\s*(?:am|pm)?(?=\s|$)", re.IGNORECASE)
_DAYS = {
    "trading days": "trading days",
    "trading": "trading days",
    "weekdays": "weekdays",
    "daily": "daily",
    "every day": "daily",
}
_USE = "Use /digest on 07:30 [zone] [trading days|weekdays|daily], off [07:30], now or status."


def answer(request: Request, deps: Deps) -> Answer:
    """on, off, now, status; status without a word."""
    word, _, rest = request.text.strip().partition(" ")
    verb = word.lower() or "status"
    if verb == "help":
        return Answer(common.usage(COMMAND))
    if verb == "on":
        return _on(request, deps, rest.strip())
    if verb == "off":
        return _off(request, deps, rest.strip())
    if verb == "now":
        return _now(request, deps)
    if verb == "status":
        return _status(request, deps)
    raise BadInput(_USE)


def _on(request: Request, deps: Deps, rest: str) -> Answer:
    wall, more = _wall(rest)
    days, zone_words = _days(more)
    now = deps.clock.now()
    values = deps.storage.settings.get(request.place)
    zone = read_zone(zone_words) if zone_words else CHANNEL_ZONE
    local_time = wall.isoformat("minutes")
    existing = deps.storage.schedules.list(request.place, kind=KIND)
    before = next((row for row in existing if row.local_time == local_time), None)
    if len(existing) >= MOST and before is None:
        raise BadInput(f"This channel has {MOST} digests a day already. Switch one off first.")
    number = deps.storage.schedules.add(
        request.place, kind=KIND, local_time=local_time, zone=zone, days=days, user=request.user, at=now
    )
    actual = zone_of(values) if zone == CHANNEL_ZONE else ZoneInfo(zone)
    day, at = _next(deps, number, wall=wall, zone=actual, days=days)
    instead = "" if before is None else f"{zone_for(before, values).key}, {before.days}"
    return Answer(cards.switched_on(local_time, actual.key, days, at, day, instead=instead), posts_later=True)


def _next(deps: Deps, schedule: int, *, wall: time, zone: ZoneInfo, days: Days) -> tuple[date, datetime]:
    """The next run: a local date that has its digest gets no second one, though the zone has changed since."""
    had = [deps.storage.schedules.last_run(schedule, state=state) for state in ("made", "skipped")]
    last = max(filter(None, had), default=date.min)
    day, at = next_due(deps.clock.now(), wall=wall, zone=zone, days=days)
    while day <= last:
        day, at = next_due(at, wall=wall, zone=zone, days=days)
    return day, at


def _wall(text: str) -> tuple[time, str]:
    match = _TIME.match(text)
    if match is None:
        raise BadInput(f"At what time? {_USE}")
    try:
        return read_wall_time(match[0]), text[match.end() :].strip()
    except ValueError:
        raise BadInput(f"“{match[0].strip()}” is no time of day. Write 07:30 or 4:15pm.") from None


def _days(text: str) -> tuple[Days, str]:
    """The days at the end, and what stands before them."""
    lowered = text.lower()
    for words, days in _DAYS.items():
        if lowered == words or lowered.endswith(" " + words):
            return cast("Days", days), text[: len(text) - len(words)].strip()
    return "trading days", text


def _off(request: Request, deps: Deps, rest: str) -> Answer:
    local_time = _wall(rest)[0].isoformat("minutes") if rest else None
    count = deps.storage.schedules.remove(request.place, kind=KIND, local_time=local_time)
    return Answer(cards.switched_off(count, local_time))


def _now(request: Request, deps: Deps) -> Answer:
    return asked_now(request, deps, lambda card: common.shareable(card, request.row))


def asked_now(request: Request, deps: Deps, dress: Callable[[Message], Message]) -> Answer:
    """The digest as it is now; that sources are asked is told first, where the answer can follow it."""

    def made() -> Answer:
        return Answer(dress(digest_cards.at_once(found_now(request, deps))))

    count = len(watched(deps.research, request.place))
    return Answer(asking(count), later=made) if count else made()


def found_now(request: Request, deps: Deps) -> Digest:
    """The channel's digest as it is now. Raises `BadInput` where there is nothing to make one of."""
    since = _last(request, deps)
    found = now_digest(deps.research, deps.research.book, request.place, since=since)
    if found.empty:
        raise BadInput(
            f"This channel watches nothing, and nothing is due in the next {AHEAD_DAYS} days. "
            "Try /watchlist add ALLO CLLS first."
        )
    return found


def _last(request: Request, deps: Deps) -> datetime:
    """
    When the channel's last digest that was posted was made, at most a week ago; else a day ago, and over a weekend the
    last close, from which on news are told.
    """
    now = deps.clock.now()
    runs = [
        _as_posted(run, request.place, deps)
        for run in deps.storage.schedules.runs(since=now - timedelta(days=7), state="made")
        if (run["team"], run["channel"]) == (request.team, request.channel)
    ]
    posted = [run["at"] for run in runs if run["state"] == "made"]
    return max(posted, default=min(now - timedelta(days=1), last_close(now)))


def _status(request: Request, deps: Deps) -> Answer:
    now = deps.clock.now()
    values = deps.storage.settings.get(request.place)
    rows = []
    for row in deps.storage.schedules.list(request.place, kind=KIND):
        zone = zone_for(row, values)
        day, at = _next(deps, row.id, wall=time.fromisoformat(row.local_time), zone=zone, days=row.days)
        rows.append((row.local_time, zone.key, row.days, day, at))
    runs = [
        _as_posted(run, request.place, deps)
        for run in deps.storage.schedules.runs(since=now - timedelta(days=14))
        if (run["team"], run["channel"]) == (request.team, request.channel)
    ]
    quiet = value(values, "quiet_hours")
    return Answer(cards.status(rows, runs, now, quiet=quiet))


def _as_posted(run: Json, place: Place, deps: Deps) -> Json:
    """A run whose message Slack did not take, or not yet, is told as that."""
    row = deps.storage.outbox.get(outbox_key(KIND, place, run["schedule"], run["local_date"]))
    if run["state"] != "made" or row is None or row.state == "sent":
        return run
    state = "made, not posted yet" if row.state in {"due", "claimed"} else "not posted"
    return {**run, "state": state, "detail": row.error or run["detail"]}


COMMAND = Command(
    "/digest",
    usage="on HH:MM [zone] [trading days|weekdays|daily] | off [HH:MM] | now | status",
    summary="Post the morning digest of the watchlist, once per local date",
    run=answer,
    examples=("/digest on 07:30", "/digest on 16:15 London weekdays", "/digest off", "/digest status"),
    details=(
        "One short message, the rest in its thread: moves, news since the last close with its change, insider filings, "
        "what is due in 14 days, what changed. Several times a day are fine. Trading days are New York's. Without a zone "
        "the channel's own is used (/deskbot settings), DST included; quiet hours hold a digest back and it says so. "
        "A digest that could not come within 3 hours is skipped, and status says so."
    ),
)
