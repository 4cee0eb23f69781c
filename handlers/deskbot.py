"""/deskbot: help, status, settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta

from bot.cards import deskbot as cards
from bot.channel_settings import SETTINGS, setting
from bot.delivery.plan_digests import CHANNEL_ZONE, KIND
from bot.deps import Deps
from bot.errors import BadInput
from bot.ports import Place
from bot.registry import Action, Answer, Command, Request, View

RETRY_WITHIN = timedelta(days=1)
"""A post that died longer ago is old news: it stays in the status, undelivered."""


def answer(request: Request, deps: Deps) -> Answer:
    """`help [command]`, `status`, `settings`; help without a word."""
    word, _, rest = request.text.partition(" ")
    verb = word.lower() or "help"
    if verb == "help":
        name = rest.strip().lower()
        if name:
            command = deps.registry.commands.get(name if name.startswith("/") else f"/{name}")
            if command is None:
                raise BadInput(f"There is no command {name[:40]}. /deskbot help lists them.")
            return Answer(cards.command_help(command))
        return Answer(cards.help_card(deps.registry, deps.research.sample))
    if verb == "status":
        line = deps.line
        state = deps.research.status(deps.queue, transport=line.state(), last_event_at=line.heard_before)
        return Answer(cards.status(state, now=deps.clock.now()))
    if verb == "settings":
        return _open_settings(request, deps)
    if verb == "retry":
        outbox, now = deps.storage.outbox, deps.clock.now()
        count = outbox.retry_dead(now=now, since=now - RETRY_WITHIN)
        return Answer(cards.retried(count, outbox.counts().get("dead", 0)))
    raise BadInput("Use /deskbot help, /deskbot status or /deskbot settings.")


def _open_settings(request: Request, deps: Deps) -> Answer:
    if not request.trigger_id:
        raise BadInput("Type /deskbot settings in the channel: a form opens only from a command or a button.")
    values = _values(request.place, deps)
    metadata = {"channel": request.channel, "response_url": request.response_url, "value": json.dumps(values)}
    deps.slack.open_view(request.trigger_id, cards.settings_view(values, json.dumps(metadata)))
    return Answer(show="nothing")


def check(request: Request, deps: Deps) -> Mapping[str, str]:
    """Errors by block, one sentence each."""
    del deps
    errors = {}
    for entry in SETTINGS:
        try:
            entry.read(str(request.values.get(entry.name) or entry.default))
        except BadInput as error:
            errors[entry.name] = error.message
    return errors


def save(request: Request, deps: Deps) -> Answer:
    """
    Keep what the person changed in the form, and say so; what somebody else saved while it was open stays as it is.
    """
    before = json.loads(request.value) if request.value else _values(request.place, deps)
    changed = {}
    for entry in SETTINGS:
        new = entry.read(str(request.values.get(entry.name) or entry.default))
        if new != (before.get(entry.name) or entry.default):
            changed[entry.name] = new
    kept = {name: new for name, new in changed.items() if name != DIGESTS}
    if kept:
        deps.storage.settings.put(request.place, kept, user=request.user, at=deps.clock.now())
    if DIGESTS in changed:
        _set_digests(request, deps, before[DIGESTS], changed[DIGESTS])
    titles = {setting(name).title: setting(name).shown(new) for name, new in changed.items()}
    return Answer(cards.settings_saved(titles), posts_later=DIGESTS in changed)


DIGESTS = "digest_times"
"""The one entry whose truth is another table: the schedules."""


def _values(place: Place, deps: Deps) -> dict[str, str]:
    times = sorted(row.local_time for row in deps.storage.schedules.list(place, kind=KIND))
    return {**deps.storage.settings.get(place), DIGESTS: ", ".join(times) or "off"}


def _set_digests(request: Request, deps: Deps, before: str, text: str) -> None:
    """Times that stay keep their zone and days; a new one is on trading days in the channel's zone."""
    shown, wanted = (set() if times == "off" else set(times.split(", ")) for times in (before, text))
    there = {row.local_time for row in deps.storage.schedules.list(request.place, kind=KIND)}
    for local_time in shown - wanted:
        deps.storage.schedules.remove(request.place, kind=KIND, local_time=local_time)
    for local_time in wanted - shown - there:
        deps.storage.schedules.add(
            request.place, kind=KIND, local_time=local_time, zone=CHANNEL_ZONE, days="trading days",
            user=request.user, at=deps.clock.now(),
        )  # fmt: skip


def open_from_button(request: Request, deps: Deps) -> Answer:
    """The Settings button of help and App Home."""
    if request.value:
        place = json.loads(request.value)
        values = _values(Place(request.team, str(place["channel"])), deps)
        metadata = json.dumps({"channel": place["channel"], "value": json.dumps(values)})
        if request.trigger_id:
            deps.slack.open_view(request.trigger_id, cards.settings_view(values, metadata))
        return Answer(show="nothing")
    return _open_settings(request, deps)


COMMAND = Command(
    "/deskbot",
    usage="[help|status|settings|retry]",
    summary="Help, health of the sources, this channel's settings, undelivered posts again",
    run=answer,
    examples=("/deskbot help", "/deskbot help sentiment", "/deskbot status", "/deskbot settings"),
    fast=frozenset({"settings"}),
)
ACTION = Action("settings_open", open_from_button, fast=True)
VIEW = View(cards.SETTINGS_VIEW, save, check)
