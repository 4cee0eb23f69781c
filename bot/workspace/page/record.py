"""
Recording what people do on the page, and doing it again in another workspace: one JSON object per line.

Ids and times differ from run to run, so a recording names things by place: a channel by its name, a message by its
number in the channel, a button by its number in the message, an input by its label.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, TextIO

from bot.workspace import inputs
from bot.workspace.admin import Admin
from bot.workspace.errors import WorkspaceError
from bot.workspace.interaction import Interaction
from bot.workspace.jsontypes import JsonObject
from bot.workspace.page.actions import perform
from bot.workspace.reading import Reader

FORMAT: Final = 1
_KEPT: Final[tuple[str, ...]] = ("do", "user", "text", "name", "remove", "callback_id", "tab", "value", "to")


class Recorder:
    """Writes every action it hears of to an open text file; `hear` is a `Page`'s watcher."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._desk: Reader | None = None

    def begin(self, desk: Reader) -> None:
        """Write the head line; actions heard before it are not recorded."""
        self._desk = desk
        self._write({"format": FORMAT, "starts": desk.space.clock().isoformat()})

    def hear(self, action: JsonObject) -> None:
        """Write one action, before it is carried out."""
        if self._desk is not None:
            try:
                self._write(described(self._desk, action))
            except (WorkspaceError, KeyError, ValueError):
                return  # an action that the workspace is about to refuse

    def _write(self, line: JsonObject) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()


def described(desk: Reader, action: JsonObject) -> JsonObject:
    """Return an action with names and numbers in place of ids and times."""
    line = {key: action[key] for key in _KEPT if action.get(key) is not None}
    with desk.space.state.changed:
        blocks: list[JsonObject] = []
        if action.get("channel"):
            channel = desk.channel(str(action["channel"]))
            person = next(
                (desk.space.state.users[m].name for m in channel.members if m != desk.space.state.bot_user), ""
            )
            line["channel"] = f"@{person}" if channel.kind == "im" else f"#{channel.name}"
            numbers = {ts: number for number, ts in enumerate(channel.messages)}
            for key in ("ts", "thread_ts"):
                if action.get(key):
                    line[key] = numbers[str(action[key])]
            if action.get("ts"):
                blocks = channel.messages[str(action["ts"])].body.get("blocks") or []
        if action.get("view_id"):
            home = desk.home(str(action["user"]))
            line["view"] = "home" if home and home["id"] == action["view_id"] else "modal"
            blocks = _view(desk, str(action["user"]), line["view"])["blocks"]
        if action["do"] == "click":
            line["element"] = _number(blocks, action)
        if action["do"] == "submit":
            labels = {block["block_id"]: block["label"]["text"] for block in blocks if block.get("type") == "input"}
            line["inputs"] = {labels[key]: value for key, value in action.get("values", {}).items()}
    return line


def _number(blocks: list[JsonObject], action: JsonObject) -> int:
    for number, (block, element) in enumerate(inputs.elements(blocks)):
        if element["action_id"] == action.get("action_id") and action.get("block_id") in (None, block["block_id"]):
            return number
    raise WorkspaceError(f"There is no {action.get('action_id')!r} to press.")


def _view(desk: Reader, user: str, which: str) -> JsonObject:
    view = desk.home(user) if which == "home" else desk.view(user)
    if view is None:
        raise WorkspaceError(f"{user} has no {which} open.")
    return view


def read(lines: Iterable[str]) -> Iterator[JsonObject]:
    """Yield the actions of a recording. Raises WorkspaceError for a file that is none."""
    numbered = enumerate(lines, 1)
    for number, text in numbered:
        if not text.strip():
            continue
        try:
            line = json.loads(text)
        except ValueError:
            line = None
        if not isinstance(line, dict):
            raise WorkspaceError(f"Line {number} of the recording is no JSON object.")
        if "format" in line:
            if line["format"] != FORMAT:
                raise WorkspaceError(f"This recording has format {line['format']}; this deskbot reads {FORMAT}.")
            continue
        yield line


def do_again(desk: Admin, line: JsonObject) -> Interaction | None:
    """Carry out one recorded action. Raises WorkspaceError where what it acts on is not there."""
    if line.get("do") == "clock":
        desk.space.clock.move_to(datetime.fromisoformat(str(line["to"])))
        return None
    return perform(desk, _resolved(desk, line))


def _resolved(desk: Admin, line: JsonObject) -> JsonObject:
    action: JsonObject = {key: line[key] for key in _KEPT if key in line}
    blocks: list[JsonObject] = []
    if "channel" in line:
        channel = desk.channel(str(line["channel"]))
        action["channel"] = channel.id
        order = list(channel.messages)
        for key in ("ts", "thread_ts"):
            if key in line:
                if not 0 <= int(line[key]) < len(order):
                    raise WorkspaceError(f"{line['channel']} has no message number {line[key]}.")
                action[key] = order[int(line[key])]
        if "ts" in line:
            blocks = channel.messages[action["ts"]].body.get("blocks") or []
    if "view" in line:
        view = _view(desk, str(line["user"]), str(line["view"]))
        action["view_id"], blocks = view["id"], view["blocks"]
    if "element" in line:
        found = list(inputs.elements(blocks))
        if not 0 <= int(line["element"]) < len(found):
            raise WorkspaceError(f"There is no button number {line['element']} any more.")
        block, element = found[int(line["element"])]
        action |= {"action_id": element["action_id"], "block_id": block["block_id"]}
        if element["type"] == "button":
            action["value"] = element.get("value")
    if "inputs" in line:
        ids = {block["label"]["text"]: block["block_id"] for block in blocks if block.get("type") == "input"}
        action["values"] = {ids[label]: value for label, value in line["inputs"].items() if label in ids}
    return action
