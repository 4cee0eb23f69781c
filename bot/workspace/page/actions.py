"""What a person does on the page, as one JSON object each: the page posts them, recordings hold them."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final

from bot.workspace.admin import Admin
from bot.workspace.errors import WorkspaceError
from bot.workspace.interaction import Interaction
from bot.workspace.jsontypes import JsonObject

TEXT_MOST: Final = 12_000


def perform(desk: Admin, action: JsonObject) -> Interaction | None:
    """
    Carry out one action: `do` names it, `user` who does it.

    Returns the interaction to wait for where the app is to ack it. Raises WorkspaceError with a sentence to show.
    """
    run = _ACTIONS.get(str(action.get("do")))
    if run is None:
        raise WorkspaceError(f"There is no action {action.get('do')!r}.")
    return run(desk, str(action.get("user", "")), action)


def _text(action: JsonObject) -> str:
    text = action.get("text")
    if not isinstance(text, str) or not text.strip():
        raise WorkspaceError("There is nothing to send.")
    if len(text) > TEXT_MOST:
        raise WorkspaceError(f"A message has at most {TEXT_MOST:,} characters.")
    return text.strip()


def _where(action: JsonObject) -> str:
    return str(action.get("channel", ""))


def _thread(action: JsonObject) -> str | None:
    return str(action["thread_ts"]) if action.get("thread_ts") else None


def _target(action: JsonObject) -> JsonObject:
    """The message or view that was acted on."""
    if action.get("view_id"):
        return {"id": str(action["view_id"])}
    return {"channel": _where(action), "ts": str(action.get("ts", ""))}


def _command(desk: Admin, user: str, action: JsonObject) -> Interaction:
    return desk.command(user, _where(action), _text(action), _thread(action))


def _say(desk: Admin, user: str, action: JsonObject) -> None:
    desk.say(user, _where(action), _text(action), _thread(action))


def _edit(desk: Admin, user: str, action: JsonObject) -> None:
    desk.edit(user, _where(action), str(action.get("ts")), _text(action))


def _delete(desk: Admin, user: str, action: JsonObject) -> None:
    desk.delete(user, _where(action), str(action.get("ts")))


def _react(desk: Admin, user: str, action: JsonObject) -> None:
    change = desk.unreact if action.get("remove") else desk.react
    change(user, _target(action), str(action.get("name", "")))


def _click(desk: Admin, user: str, action: JsonObject) -> Interaction:
    block = str(action["block_id"]) if action.get("block_id") else None
    value: Any = action.get("value")
    return desk.click(user, _target(action), str(action.get("action_id")), value, block_id=block)


def _submit(desk: Admin, user: str, action: JsonObject) -> Interaction:
    values = action.get("values")
    view = _target(action) if action.get("view_id") else None
    return desk.submit(user, view, values if isinstance(values, dict) else {})


def _close(desk: Admin, user: str, _action: JsonObject) -> Interaction:
    return desk.close_view(user)


def _shortcut(desk: Admin, user: str, action: JsonObject) -> Interaction:
    return desk.shortcut(user, str(action.get("callback_id")), _target(action) if action.get("ts") else None)


def _home(desk: Admin, user: str, action: JsonObject) -> None:
    desk.open_home(user, "messages" if action.get("tab") == "messages" else "home")


_ACTIONS: Final = MappingProxyType[str, Callable[[Admin, str, JsonObject], Interaction | None]](
    {
        "command": _command,
        "say": _say,
        "edit": _edit,
        "delete": _delete,
        "react": _react,
        "click": _click,
        "submit": _submit,
        "close": _close,
        "shortcut": _shortcut,
        "home": _home,
    }
)
