"""The modals of /catalysts: add, edit, share across channels."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence

from bot.cards import catalyst_forms as forms
from bot.cards import catalysts as cards
from bot.deps import Deps
from bot.errors import BadInput, DeskError
from bot.model import Catalyst, Source
from bot.ports import Json, Place
from bot.registry import Action, Answer, Request, View
from bot.research.calendar import CONFIRMED, DESK, OVERTAKEN
from bot.research.entries import Entry, as_catalyst, company_of, is_kind, read_when, read_window
from handlers import _calendar as shared


def open_form(request: Request, deps: Deps, place: Place, row: Catalyst | None) -> Answer:
    """Add (without a row) or edit, for this place."""
    if not request.trigger_id:
        raise BadInput("Say what is due and when, for example: catalysts add ALLO interim EFS mid-2027.")
    metadata = {"channel": place.channel, "response_url": request.response_url, "value": str(row.id) if row else ""}
    deps.slack.open_view(request.trigger_id, forms.edit_view(json.dumps(metadata), row))
    return Answer(show="nothing")


def check_form(request: Request, deps: Deps) -> Mapping[str, str]:
    """One sentence beside each field that cannot be read."""
    errors = {}
    row = deps.storage.catalysts.get(request.place, int(request.value)) if request.value else None
    for name, read in (
        ("ticker", lambda text: company_of(text, deps.universe, shared.unlisted(request.place, deps))),
        (
            "when",
            lambda text: None if _untouched(text, row) else read_window(text, today=shared.today(request.place, deps)),
        ),
        ("url", _read_url),
    ):
        try:
            read(str(request.values.get(name) or "").strip())
        except DeskError as error:
            errors[name] = error.message
    return errors


def _untouched(when: str, row: Catalyst | None) -> bool:
    """Whether the field says what the form put there, a source's own form of a date or one that is over included."""
    return row is not None and " ".join(when.split()) == " ".join(row.window.phrase[:300].split())


def _read_url(text: str) -> str | None:
    if text and not re.match(r"https?://[^\s<>|]+\Z", text, re.IGNORECASE):
        raise BadInput("A link begins with https:// or http://.")
    return text or None


def save_form(request: Request, deps: Deps) -> Answer:
    """Add, or change the row the form was opened for; another window is a move."""
    before = shared.open_row(request, deps, int(request.value)) if request.value else None
    values = _typed(request, before)
    now, zone = deps.clock.now(), shared.zone(request.place, deps)
    company = company_of(values["ticker"], deps.universe, shared.unlisted(request.place, deps))
    kind = values.get("kind", "")
    if not is_kind(kind):
        raise BadInput("This kind of event is not known. Open the form again.")
    if before is not None and _untouched(values["when"], before):
        entry = Entry(company, kind, "", before.window, before.time)
    else:
        entry = Entry(company, kind, "", *read_when(values["when"], now=now, zone=zone))
    entry = dataclasses.replace(entry, asset=" ".join(values.get("asset", "").split())[:80])
    made = as_catalyst(
        entry, now=now, url=_read_url(values.get("url", "")), note=values.get("note", "")[:300], kind=kind
    )
    if before is None:
        return shared.put(request, deps, made)
    if made.window.phrase == before.window.phrase:
        made = dataclasses.replace(made, window=before.window, time=made.time or before.time)
    moved = made.window != before.window
    if not made.source.url or made.source.url == before.source.url:
        if not moved or before.source.name == DESK:
            made = dataclasses.replace(made, source=before.source, tier=before.tier, confidence=before.confidence)
        else:  # a person's word for another date is not the source's
            made = dataclasses.replace(made, source=Source(DESK, None, now), tier="C")
    if moved:
        try:
            number = deps.storage.catalysts.supersede(
                request.place, int(request.value), made, user=request.user, at=now
            )
        except LookupError:
            raise BadInput(OVERTAKEN) from None
        return Answer(cards.moved(before, made, zone, number))
    if not made.note and before.note.startswith(CONFIRMED):  # the form does not show it
        made = dataclasses.replace(made, note=before.note)
    changes = {
        name: getattr(made, name)
        for name in ("ticker", "kind", "asset", "note", "source", "tier", "cik", "confidence", "time")
    }
    deps.storage.catalysts.edit(request.place, int(request.value), changes, user=request.user, at=now)
    return Answer(cards.changed(shared.open_row(request, deps, int(request.value)), "Saved"))


def _typed(request: Request, row: Catalyst | None) -> dict[str, str]:
    """The fields; one that still says what the form put there is as the row says it now: somebody may have edited it."""
    values = {name: str(text or "").strip() for name, text in request.values.items()}
    if row is None:
        return values
    shown = _put_there((request.payload.get("view") or {}).get("blocks") or ())
    current = _put_there(forms.edit_view("{}", row)["blocks"])
    return {
        name: current[name] if name in current and shown.get(name) == text else text for name, text in values.items()
    }


def _put_there(blocks: Sequence[Json]) -> dict[str, str]:
    """What a form's fields began with, by name."""
    elements = [block["element"] for block in blocks if "element" in block]
    return {
        item["action_id"]: str(
            item.get("initial_value") or (item.get("initial_option") or {}).get("value") or ""
        ).strip()
        for item in elements
    }


def open_share(request: Request, deps: Deps, rest: str) -> Answer:
    """`share 12` or `share all`: asks for the channel."""
    everything = rest.lower() == "all"
    ids = [
        row.id for row in (shared.all_open(request, deps) if everything else [shared.numbered(request, deps, rest)[0]])
    ]
    if not ids:
        raise BadInput("This calendar is empty, so there is nothing to share.")
    if not request.trigger_id:
        raise BadInput("Type /catalysts share 12 in the channel: a form opens only from a command or a button.")
    chosen = "all" if everything else ids[0]
    metadata = {"channel": request.channel, "response_url": request.response_url, "value": str(chosen)}
    deps.slack.open_view(request.trigger_id, forms.share_view(json.dumps(metadata), len(ids)))
    return Answer(show="nothing")


def check_share(request: Request, deps: Deps) -> Mapping[str, str]:
    """Another channel than this; asking Slack who is where would take longer than an ack may."""
    del deps
    return {"channel": "That is this channel."} if request.values.get("channel") == request.channel else {}


def save_share(request: Request, deps: Deps) -> Answer:
    """Copies, into a channel that the person and deskbot are in; a catalyst that is there already stays as it is."""
    channel = str(request.values.get("channel") or "")
    if channel not in deps.slack.member_channels(request.user):
        raise BadInput("Nothing was shared: you and deskbot must both be in that channel.")
    rows = (
        shared.all_open(request, deps)
        if request.value == "all"
        else [shared.open_row(request, deps, int(request.value))]
    )
    target = Place(request.team, channel)
    now = deps.clock.now()
    new = sum(deps.storage.catalysts.add(target, row, user=request.user, at=now)[1] for row in rows)
    return Answer(cards.shared(new, 1, there=len(rows) - new))


def open_add(request: Request, deps: Deps) -> Answer:
    """*Add*, in a card or in App Home (whose value names the channel)."""
    channel = json.loads(request.value)["channel"] if request.value else request.channel
    return open_form(request, deps, Place(request.team, str(channel)), None)


ACTION = Action(cards.ADD_OPEN, open_add, fast=True)
VIEWS = (View(forms.EDIT_VIEW, save_form, check_form), View(forms.SHARE_VIEW, save_share, check_share))
