"""App Home: published when a person opens it, from what is kept; no source is asked."""

from __future__ import annotations

from bot.cards import home as cards
from bot.deps import Deps
from bot.ports import Json
from bot.registry import Event, Request
from bot.research.home import home


def opened(request: Request, deps: Deps) -> None:
    """For the channels that this person and deskbot share."""
    channels = deps.slack.member_channels(request.user)
    deps.slack.publish_home(request.user, cards.view(home(deps.research, request.team, channels)))


def _home_tab(event: Json) -> bool:
    return event.get("tab") == "home"


EVENTS = (Event("app_home_opened", opened, wants=_home_tab),)
