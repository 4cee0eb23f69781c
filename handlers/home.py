"""App Home: published when a person opens it, from what is kept; its buttons do what the commands do, in the person's DM."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.cards import catalysts as catalyst_cards
from bot.cards import home as cards
from bot.deps import Deps
from bot.errors import BadInput
from bot.ports import Json, Place
from bot.registry import Action, Answer, Event, Request
from bot.research import calendar
from bot.research.home import home
from handlers import _calendar as shared
from handlers.catalysts import LISTED_DAYS, refresh_click
from handlers.digest import asked_now


def opened(request: Request, deps: Deps) -> None:
    """For the channels that this person and deskbot share."""
    channels = deps.slack.member_channels(request.user)
    deps.slack.publish_home(request.user, cards.view(home(deps.research, request.team, channels)))


def _home_tab(event: Json) -> bool:
    return event.get("tab") == "home"


def digest(request: Request, deps: Deps) -> Answer:
    """*Digest now*."""
    place = _place(request, deps)
    return asked_now(replace(request, channel=place.channel), deps, lambda card: cards.about(place.channel, card))


def catalysts(request: Request, deps: Deps) -> Answer:
    """*Catalysts*: the list of the next days."""
    place = _place(request, deps)
    zone, now = shared.zone(place, deps), deps.clock.now()
    found = calendar.agenda(deps.storage.catalysts, place, days=LISTED_DAYS, now=now, zone=zone)
    return Answer(cards.about(place.channel, catalyst_cards.listing(found)))


def refresh(request: Request, deps: Deps) -> Answer | None:
    """*Refresh from sources*: that they are asked is told first, for they take their time."""
    place = _place(request, deps)
    return _about(place, refresh_click(replace(request, channel=place.channel, value=""), deps))


def _about(place: Place, answer: Answer | None) -> Answer | None:
    """A command's answer, and the one that follows it, for a person who is not in the channel just now."""
    if answer is None or answer.message is None:
        return answer
    later = answer.later
    following = (lambda: _about(place, later())) if later else None
    return Answer(cards.about(place.channel, answer.message), later=following)


def _place(request: Request, deps: Deps) -> Place:
    """The channel that the button names; the tab may be older than a person's stay in it."""
    channel = str(json.loads(request.value)["channel"])
    if channel not in deps.slack.member_channels(request.user):
        raise BadInput("You and deskbot are not both in that channel any more.")
    return Place(request.team, channel)


EVENTS = (Event("app_home_opened", opened, wants=_home_tab),)
ACTIONS = (Action(cards.DIGEST, digest), Action(cards.LISTING, catalysts), Action(cards.REFRESH, refresh))
