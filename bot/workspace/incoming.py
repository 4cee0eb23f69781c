"""
What Slack makes of the text a person types: entities, <links>, mentions, emoji names, and rich_text blocks.

Source: docs.slack.dev, "Formatting message text". Links arrive as <url> or <url|label>, & < > as entities.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.workspace.jsontypes import JsonObject

_TOKEN = re.compile(
    r"(?P<link>https?://[^\s<>]+)"
    r"|(?P<mail>\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b)"
    r"|(?<![\w@/.])(?P<domain>(?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|io|co\.uk)(?:/[^\s<>]*)?)(?![\w@])"
    r"|(?<![\w@])@(?P<user>[a-z0-9][\w.-]*\w|\w)"
    r"|(?<![\w#&])#(?P<channel>[a-z0-9][\w-]*)"
    r"|(?P<broadcast><!(?:here|channel|everyone)>)",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)'\"]}"
EMOJI: Final = MappingProxyType(
    {
        "🚀": "rocket",
        "📈": "chart_with_upwards_trend",
        "📉": "chart_with_downwards_trend",
        "👍": "+1",
        "👎": "-1",
        "🔥": "fire",
        "😀": "grinning",
        "🎉": "tada",
        "⚠️": "warning",
        "✅": "white_check_mark",
        "❌": "x",
        "👀": "eyes",
    }
)


def escape(text: str) -> str:
    """Return text with Slack's three entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Return text with Slack's three entities decoded."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of typed text: plain, or a link, user, channel with its target."""

    kind: str
    text: str
    target: str = ""


def split(text: str, user_id: Callable[[str], str | None], channel_id: Callable[[str], str | None]) -> Iterator[Piece]:
    """Yield the pieces of a typed text; unknown @names and #names stay plain."""
    at = 0
    for match in _TOKEN.finditer(text):
        piece = _piece(match, user_id, channel_id)
        if piece is None:
            continue
        if match.start() > at:
            yield Piece("text", text[at : match.start()])
        yield piece
        at = match.start() + len(piece.text)
    if at < len(text):
        yield Piece("text", text[at:])


def _piece(
    match: re.Match[str], user_id: Callable[[str], str | None], channel_id: Callable[[str], str | None]
) -> Piece | None:
    if match["link"] or match["domain"]:
        shown = _without_trailing(match[0])
        return Piece("link", shown, shown if match["link"] else f"http://{shown}")
    if match["mail"]:
        return Piece("link", match[0], f"mailto:{match[0]}")
    if match["user"]:
        found = user_id(match["user"])
        return Piece("user", match[0], found) if found else None
    if match["channel"]:
        found = channel_id(match["channel"])
        return Piece("channel", match[0], found) if found else None
    return Piece("broadcast", match[0], match[0].strip("<!>"))


def _without_trailing(url: str) -> str:
    """Leave out the punctuation that ends a sentence, but keep a bracket that the address opened itself."""
    while url and url[-1] in _TRAILING:
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url


def to_message_text(pieces: list[Piece]) -> str:
    """Return the `text` of the message as Slack delivers it."""
    out: list[str] = []
    for piece in pieces:
        if piece.kind == "link":
            url = escape(piece.target)
            out.append(f"<{url}>" if piece.target == piece.text else f"<{url}|{escape(piece.text)}>")
        elif piece.kind == "user":
            out.append(f"<@{piece.target}>")
        elif piece.kind == "channel":
            out.append(f"<#{piece.target}|>")
        elif piece.kind == "broadcast":
            out.append(f"<!{piece.target}>")
        else:
            out.append(escape(_emoji_names(piece.text)))
    return "".join(out)


def to_rich_text(pieces: list[Piece], block_id: str) -> JsonObject:
    """Return the rich_text block that accompanies the text of a person's message."""
    elements: list[JsonObject] = []
    for piece in pieces:
        if piece.kind == "link":
            link: JsonObject = {"type": "link", "url": piece.target}
            if piece.target != piece.text:
                link["text"] = piece.text
            elements.append(link)
        elif piece.kind == "user":
            elements.append({"type": "user", "user_id": piece.target})
        elif piece.kind == "channel":
            elements.append({"type": "channel", "channel_id": piece.target})
        elif piece.kind == "broadcast":
            elements.append({"type": "broadcast", "range": piece.target})
        else:
            elements.append({"type": "text", "text": piece.text})
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}


def _emoji_names(text: str) -> str:
    for sign, name in EMOJI.items():
        text = text.replace(sign, f":{name}:")
    return text
