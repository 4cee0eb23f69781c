"""Slack's mrkdwn, and Markdown, as plain text for a terminal: links spelled out, entities decoded, no control codes."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.workspace.incoming import EMOJI, unescape

NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})
_ANGLE = re.compile(r"<([^<>\n]+)>")
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])")
_STRUCK = re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])")
_HELD = "\ue000"
"""Stands for a link, a person or a time while styles are read; of private use, so no text has it."""
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_QUOTE = re.compile(r"^&gt; ?", re.MULTILINE)
_EMOJI_NAME = re.compile(r":([a-z0-9_+'-]+):")
_MD_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
_MD_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_MD_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
# Marks that reorder or hide text: a hostile headline must not disguise itself in a terminal.
_HIDING = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
_SIGNS = MappingProxyType({name: sign for sign, name in EMOJI.items()})


def plain(text: str, names: Mapping[str, str] = NO_NAMES) -> str:
    """Return mrkdwn as plain text; `names` maps user and channel ids to what to show for them."""
    parts = _CODE.split(text)
    for index, part in enumerate(parts):
        if index % 2:
            code = part.strip("`")
            parts[index] = unescape(_ANGLE.sub(lambda m: _reference(m[1], names), code))
        else:
            parts[index] = _plain_prose(part, names)
    return safe("".join(parts))


def plain_markdown(text: str) -> str:
    """Return the text of a markdown block as plain text."""
    text = _MD_LINK.sub(lambda m: f"{m[1]} ({m[2]})" if m[1] and m[1] != m[2] else m[2], text)
    text = _MD_BOLD.sub(lambda m: m[2], _MD_HEADING.sub("", text))
    return safe(text)


def safe(text: str) -> str:
    """Return text without control characters and marks that could rewrite or disguise what a terminal shows."""
    kept = (c for c in text if c in "\n\t" or (unicodedata.category(c) != "Cc" and c not in _HIDING))
    return "".join(kept)


def _plain_prose(text: str, names: Mapping[str, str]) -> str:
    """Styles reach over what stands between < and >: *<!date^…>* is a bold time."""
    pieces = _ANGLE.split(_QUOTE.sub("| ", text.replace(_HELD, "")))
    prose = _unstyled(_HELD.join(pieces[::2])).split(_HELD)
    held = [_reference(piece, names) for piece in pieces[1::2]]
    return unescape("".join(f"{before}{piece}" for before, piece in zip(prose, [*held, ""], strict=True)))


def _unstyled(text: str) -> str:
    for style in (_BOLD, _ITALIC, _STRUCK):
        text = style.sub(lambda m: m[1], text)
    return _EMOJI_NAME.sub(lambda m: _SIGNS.get(m[1], m[0]), text)


def _reference(inner: str, names: Mapping[str, str]) -> str:
    target, _, label = inner.partition("|")
    if target.startswith("@"):
        return "@" + (label or names.get(target[1:], target[1:]))
    if target.startswith("#"):
        return "#" + (label or names.get(target[1:], target[1:]))
    if target.startswith("!date^"):
        return label or target.split("^")[2]
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    url = target.removeprefix("mailto:")
    return f"{label} ({url})" if label and label not in (url, target) else url
