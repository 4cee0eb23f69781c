"""
What a handler module declares, and how declarations are found.

A module in `handlers/` names any of COMMANDS, ACTIONS, VIEWS, EVENTS, SHORTCUTS (or COMMAND for a single one).
Discovery, help, the manifest, the README table and the default tests all read this registry; two declarations with one
name are an error at start.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from bot.errors import ConfigError
from bot.ports import Json, Message, Place

if TYPE_CHECKING:
    from bot.deps import Deps


@dataclass(frozen=True, slots=True)
class Request:
    """What a person did, whatever the surface: a command, a click, a submitted modal, an event, a shortcut."""

    kind: Literal["command", "action", "view", "event", "shortcut", "mention"]
    name: str
    """"/sentiment", an action_id, a callback_id, an event type."""
    text: str
    """A command's arguments as typed, Slack's entities resolved (`&amp;` -> `&`, `<url|label>` -> url)."""
    team: str
    channel: str
    user: str
    thread_ts: str | None = None
    message_ts: str | None = None
    response_url: str | None = None
    trigger_id: str | None = None
    value: str = ""
    """A button's value or a select's chosen value."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """A submitted modal's input values by action_id."""
    payload: Json = field(default_factory=dict)
    """The whole payload as Slack sent it."""
    row: int | None = None
    """The inbox row."""

    @property
    def place(self) -> Place:
        """Team and channel, the key of what a channel owns."""
        return Place(self.team, self.channel)


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand to the asker (by DM) or into a channel."""

    filename: str
    content: bytes
    title: str


REPLACEMENTS = 3
"""How often a longer answer may replace one: a response_url takes 5 uses; one is for the first answer, one in reserve."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler returns: a card and how it is shown."""

    message: Message | None = None
    show: Literal["asker", "channel", "thread", "nothing"] = "asker"
    """"asker" is ephemeral; "channel" and "thread" go through the outbox under `key`."""
    replace: bool = False
    """Replace the message whose button was clicked, where Slack allows it."""
    key: str | None = None
    """The outbox key of a channel or thread post; derived from the inbox row where None."""
    thread_ts: str | None = None
    files: tuple[File, ...] = ()
    """Go to the asker's DM; into the channel where `share_files`."""
    share_files: bool = False
    posts_later: bool = False
    """It promises posts into this channel: where Slack would take none, it says so."""
    error: bool = False
    """True for an answer that says what went wrong; `deskbot ask` exits with 1."""
    later: Callable[[], Answer | None] | None = None
    """More to come: runs after this answer is out, and its answer replaces this one (at most `REPLACEMENTS` times, 30 minutes)."""


Handler = Callable[[Request, "Deps"], Answer | None]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command."""

    name: str
    usage: str
    summary: str
    run: Handler
    examples: tuple[str, ...] = ()
    details: str = ""
    """Longer help in mrkdwn: conventions, bands, caveats."""
    needs_ticker: bool = False
    """True where the first word is a ticker: the default tests then try an unknown one and a source that is down."""
    fast: frozenset[str] = frozenset()
    """First words that open a form: these run at once after the ack, because a trigger lives 3 seconds; they never fetch."""


@dataclass(frozen=True, slots=True)
class Action:
    """A button, select or date picker, by action_id (or its prefix before ":")."""

    id: str
    run: Handler
    fast: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A submitted modal, by callback_id. `check` runs before the ack and returns errors by block_id, or none."""

    id: str
    run: Handler
    check: Callable[[Request, Deps], Mapping[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An Events API event, by type."""

    type: str
    run: Handler
    wants: Callable[[Json], bool] = lambda _event: True
    """Cheap and pure: which events are worth a row in the inbox."""
    scopes: tuple[str, ...] = ()
    subscriptions: tuple[str, ...] = ()
    """Names for the manifest where they differ from the type: "message" -> "message.channels", ..."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A message shortcut, by callback_id."""

    id: str
    title: str
    summary: str
    run: Handler


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything the handlers declare."""

    commands: Mapping[str, Command]
    actions: Mapping[str, Action]
    views: Mapping[str, View]
    events: Mapping[str, tuple[Event, ...]]
    shortcuts: Mapping[str, Shortcut]

    def action(self, action_id: str) -> Action | None:
        """By exact id, or by the part before the first colon (so that ids in one message stay unique)."""
        return self.actions.get(action_id) or self.actions.get(action_id.split(":", 1)[0])


def discover(package: ModuleType | None = None) -> Registry:
    """Import every module of `handlers`, collect what they declare. Raises `ConfigError` for a name declared twice."""
    package = package or importlib.import_module("handlers")
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names if not name.startswith("_")]
    events: dict[str, tuple[Event, ...]] = {}
    for module in modules:
        for event in getattr(module, "EVENTS", ()):
            events[event.type] = (*events.get(event.type, ()), event)
    return Registry(
        commands=_collect(modules, "COMMAND", lambda item: item.name),
        actions=_collect(modules, "ACTION", lambda item: item.id),
        views=_collect(modules, "VIEW", lambda item: item.id),
        events=events,
        shortcuts=_collect(modules, "SHORTCUT", lambda item: item.id),
    )


def _collect(modules: Iterable[ModuleType], attribute: str, name_of: Callable[[Any], str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in modules:
        declared = list(getattr(module, attribute + "S", ()))
        if hasattr(module, attribute):
            declared.append(getattr(module, attribute))
        for item in declared:
            name = name_of(item)
            if name in found:
                raise ConfigError(
                    f"Two handlers declare {name}: the second is in {module.__name__}. Rename one of them."
                )
            found[name] = item
    return found
