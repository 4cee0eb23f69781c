"""All Web API methods of the workspace, by name."""

from types import MappingProxyType
from typing import Final

from bot.workspace.methods import basics, chat, conversations, files, reactions, users, views
from bot.workspace.methods.call import Method

_ALL = (
    *basics.METHODS,
    *chat.METHODS,
    *conversations.METHODS,
    *files.METHODS,
    *reactions.METHODS,
    *users.METHODS,
    *views.METHODS,
)
METHODS: Final = MappingProxyType({method.name: method for method in _ALL})
BOT_SCOPES: Final = frozenset(
    scope for method in _ALL if method.holder == "bot" for scope in (*method.scopes, "commands", "app_mentions:read")
)


def find(name: str) -> Method | None:
    """Return the method with this name, or None."""
    return METHODS.get(name)
