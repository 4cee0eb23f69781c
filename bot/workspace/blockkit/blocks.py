"""Blocks: the limits of each kind (docs.slack.dev, "Blocks")."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from bot.workspace.blockkit import data, elements
from bot.workspace.blockkit.elements import check_element
from bot.workspace.blockkit.node import ID_MOST, Node
from bot.workspace.blockkit.objects import check_picture, check_text, check_text_under
from bot.workspace.blockkit.rich import check_rich_text

MARKDOWN_MOST: Final = 12_000


def check_block(block: Node, allowed: frozenset[str], surface: str) -> None:
    """Check one block and that its kind may stand on this surface."""
    if not block.is_object():
        return
    kind = block.kind
    if not block.has("type"):
        block.fail("missing required field: type")
        return
    check = CHECKS.get(kind)
    if check is None:
        block.child("type").fail(f"unsupported type: {kind}")
        return
    if kind not in allowed:
        block.child("type").fail(f"unsupported type: {kind} is not available in {surface}")
    block.string("block_id", ID_MOST)
    check(block)


def _section(block: Node) -> None:
    block.only("text", "fields", "accessory", "expand")
    if not block.has("text") and not block.has("fields"):
        block.fail("must define either text or fields")
    check_text_under(block, "text", 3000, plain=False)
    if block.has("fields"):
        fields = block.child("fields")
        if fields.count(10):
            for field in fields.items():
                check_text(field, 2000)
    if block.has("accessory"):
        check_element(block.child("accessory"), elements.IN_SECTION)


def _divider(block: Node) -> None:
    block.only()


def _header(block: Node) -> None:
    block.only("text", "level")
    check_text_under(block, "text", 150, required=True)


def _context(block: Node) -> None:
    block.only("elements")
    parts = block.child("elements")
    if parts.count(10):
        for part in parts.items():
            if part.kind == "image":
                check_element(part, frozenset({"image"}))
            else:
                check_text(part)


def _actions(block: Node) -> None:
    block.only("elements")
    parts = block.child("elements")
    if parts.count(25):
        parts.unique("action_id")
        for part in parts.items():
            check_element(part, elements.IN_ACTIONS)


def _context_actions(block: Node) -> None:
    block.only("elements")
    parts = block.child("elements")
    if parts.count(5):
        parts.unique("action_id")
        for part in parts.items():
            check_element(part, elements.IN_CONTEXT_ACTIONS)


def _image(block: Node) -> None:
    block.only("image_url", "slack_file", "alt_text", "title")
    check_picture(block)
    check_text_under(block, "title", 2000)


def _input(block: Node) -> None:
    block.only("label", "element", "dispatch_action", "hint", "optional")
    check_text_under(block, "label", 2000, required=True)
    check_text_under(block, "hint", 2000)
    block.kind_of("optional", bool)
    block.kind_of("dispatch_action", bool)
    if block.has("element"):
        check_element(block.child("element"), elements.IN_INPUT)
    else:
        block.fail("missing required field: element")


def _markdown(block: Node) -> None:
    block.only("text")
    block.string("text", MARKDOWN_MOST, required=True)


def _video(block: Node) -> None:
    check_text_under(block, "title", 200, required=True)
    block.string("alt_text", 2000, required=True)
    block.url("video_url", required=True, web_only=True)
    block.url("thumbnail_url", required=True, web_only=True)


def _file(block: Node) -> None:
    block.string("external_id", 255, required=True)
    block.one_of("source", ("remote",), required=True)


def _alert(block: Node) -> None:
    check_text_under(block, "text", 3000, plain=False, required=True)


def _unchecked(block: Node) -> None:
    """Accept card, carousel and container as they are: deskbot builds none, and their limits are not in our facts."""
    block.is_object()


CHECKS: Final = MappingProxyType[str, Callable[[Node], None]](
    {
        "section": _section,
        "divider": _divider,
        "header": _header,
        "context": _context,
        "actions": _actions,
        "context_actions": _context_actions,
        "image": _image,
        "input": _input,
        "markdown": _markdown,
        "rich_text": check_rich_text,
        "video": _video,
        "file": _file,
        "table": data.check_table,
        "data_table": data.check_data_table,
        "data_visualization": data.check_chart,
        "alert": _alert,
        "card": _unchecked,
        "carousel": _unchecked,
        "container": _unchecked,
    }
)
_ALL = frozenset(CHECKS)
_MESSAGES_ONLY = frozenset({"markdown", "table", "data_table", "data_visualization", "context_actions", "file"})
IN_MESSAGE: Final = _ALL - {"alert"}
IN_MODAL: Final = _ALL - _MESSAGES_ONLY
IN_HOME: Final = _ALL - _MESSAGES_ONLY - {"alert"}
