"""
Block Kit limits, as Slack enforces them; no Slack, network or state needed.

`validate_message` and `validate_view` return problems in Slack's words with a JSON pointer each, an empty list when
Slack would take the payload. They cover the documented limits and the traps that slack_sdk's model classes miss: empty
text, long fields, empty context or actions, duplicate ids, option text and value, the markdown total, tables, charts,
modal inputs without submit, blocks on the wrong surface. Use them over every payload the bot can build.
"""

from typing import Any, Final

from bot.workspace.blockkit.blocks import IN_HOME, IN_MESSAGE, IN_MODAL, MARKDOWN_MOST, check_block
from bot.workspace.blockkit.node import ID_MOST, Node
from bot.workspace.blockkit.objects import check_text_under
from bot.workspace.jsontypes import JsonObject

MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
BLOCKS_TOTAL: Final = 13_200  # slackapi/bolt-js #2509: msg_blocks_too_long, undocumented
MESSAGE_TEXT: Final = 40_000  # docs.slack.dev, chat.postMessage: longer text is cut
VIEW_TITLE: Final = 24
PRIVATE_METADATA: Final = 3_000
CHARTS: Final = 2
_UNCOUNTED = frozenset({"type", "block_id", "action_id"})
_MODAL_KEYS = (
    "title blocks close submit private_metadata callback_id clear_on_close notify_on_close external_id submit_disabled"
)


def validate_message(payload: JsonObject) -> list[str]:
    """Return what Slack would refuse in a message payload (`text`, `blocks`, `attachments`)."""
    problems: list[str] = []
    root = Node(payload, "", problems)
    text = payload.get("text")
    if isinstance(text, str) and len(text) > MESSAGE_TEXT:
        root.child("text").fail(f"must be less than {MESSAGE_TEXT + 1} characters")
    blocks = payload.get("blocks")
    if not text and not blocks and not payload.get("attachments"):
        root.fail("no_text")
    if blocks is not None:
        _check_message_blocks(root.child("blocks"))
    attachments = root.child("attachments")
    for attachment in attachments.items():
        if attachment.has("blocks"):
            _check_message_blocks(attachment.child("blocks"))
    return problems


def validate_view(view: JsonObject) -> list[str]:
    """Return what Slack would refuse in a modal or an App Home view."""
    problems: list[str] = []
    root = Node(view, "", problems)
    kind = root.kind
    if kind not in ("modal", "home"):
        root.child("type").fail("must be one of: home, modal")
        return problems
    root.string("callback_id", ID_MOST)
    root.string("external_id", ID_MOST)
    root.string("private_metadata", PRIVATE_METADATA, least=0)
    if kind == "modal":
        root.only(*_MODAL_KEYS.split())
        check_text_under(root, "title", VIEW_TITLE, required=True)
        check_text_under(root, "submit", VIEW_TITLE)
        check_text_under(root, "close", VIEW_TITLE)
    else:
        root.only("blocks", "private_metadata", "callback_id", "external_id")
    blocks = root.child("blocks")
    if not blocks.count(VIEW_BLOCKS, least=0):
        return problems
    _check_blocks(blocks, IN_MODAL if kind == "modal" else IN_HOME, "modals" if kind == "modal" else "home tabs")
    kinds = [block.kind for block in blocks.items()]
    if kind == "modal" and "input" in kinds and not root.has("submit"):
        root.fail("missing required field: submit, as the view has an input block")
    return problems


def blocks_length(blocks: Any) -> int:
    """Return the characters over all blocks that count towards msg_blocks_too_long: every string but types and ids."""
    if isinstance(blocks, str):
        return len(blocks)
    if isinstance(blocks, list):
        return sum(blocks_length(item) for item in blocks)
    if isinstance(blocks, dict):
        return sum(blocks_length(item) for key, item in blocks.items() if key not in _UNCOUNTED)
    return 0


def _check_message_blocks(blocks: Node) -> None:
    if not blocks.count(MESSAGE_BLOCKS, least=0):
        return
    _check_blocks(blocks, IN_MESSAGE, "messages")
    markdown = sum(len(str(block.value.get("text", ""))) for block in blocks.items() if block.kind == "markdown")
    if markdown > MARKDOWN_MOST:
        blocks.fail(f"markdown text must be less than {MARKDOWN_MOST + 1} characters in total")
    if sum(block.kind in ("table", "data_table") for block in blocks.items()) > 1:
        blocks.fail("only_one_table_allowed")
    if sum(block.kind == "data_visualization" for block in blocks.items()) > CHARTS:
        blocks.fail(f"no more than {CHARTS} data_visualization blocks allowed")
    total = blocks_length(blocks.value)
    if total > BLOCKS_TOTAL:
        blocks.fail(f"msg_blocks_too_long: {total} characters over all blocks, at most {BLOCKS_TOTAL}")


def _check_blocks(blocks: Node, allowed: frozenset[str], surface: str) -> None:
    blocks.unique("block_id")
    for block in blocks.items():
        check_block(block, allowed, surface)


def too_long_only(problems: list[str]) -> bool:
    """Return whether the total length is all that is wrong, which Slack calls msg_blocks_too_long."""
    return bool(problems) and all("msg_blocks_too_long" in problem for problem in problems)
