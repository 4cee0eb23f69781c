"""rich_text blocks: sections, lists, quotes, preformatted text, and what they are made of."""

from typing import Final

from bot.workspace.blockkit.node import TEXT_MOST, Node

_LEAF_NEEDS: Final = {
    "text": ("text",),
    "link": ("url",),
    "emoji": ("name",),
    "user": ("user_id",),
    "usergroup": ("usergroup_id",),
    "channel": ("channel_id",),
    "broadcast": ("range",),
    "date": ("timestamp", "format"),
    "color": ("value",),
}
_RICH_TEXT_MOST: Final = 12_000


def check_rich_text(block: Node) -> None:
    """Check a rich_text block, in a message or in a table's cell."""
    block.only("elements")
    elements = block.child("elements")
    if not elements.count(TEXT_MOST):
        return
    for element in elements.items():
        if not element.is_object():
            continue
        match element.kind:
            case "rich_text_section" | "rich_text_quote" | "rich_text_preformatted":
                _check_leaves(element)
            case "rich_text_list":
                element.one_of("style", ("bullet", "ordered"), required=True)
                element.number("indent", 0, 8)
                sections = element.child("elements")
                if sections.count(TEXT_MOST):
                    for section in sections.items():
                        if section.is_object():
                            section.one_of("type", ("rich_text_section",), required=True)
                            _check_leaves(section)
            case other:
                element.child("type").fail(f"unsupported type: {other}")


def _check_leaves(section: Node) -> None:
    leaves = section.child("elements")
    if not leaves.count(TEXT_MOST, least=0):
        return
    for leaf in leaves.items():
        if not leaf.is_object():
            continue
        kind = leaf.kind
        if kind not in _LEAF_NEEDS:
            leaf.child("type").fail(f"unsupported type: {kind}")
            continue
        leaf.require(*_LEAF_NEEDS[kind])
        if kind == "text":
            leaf.string("text", _RICH_TEXT_MOST)
        if kind == "link":
            leaf.url("url")
