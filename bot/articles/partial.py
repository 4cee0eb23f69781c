"""Whether only a part of an article could be read, and why, in words for the trader. Pure."""

from __future__ import annotations

import re

SHORT = 120
"""Words below which a page is rarely a whole article (facts/articles.md, 3.2)."""

_MORE = re.compile(
    r"(?:continue reading|story continues|read (?:the )?(?:full|rest of the) (?:story|article)|keep reading|click here to read"
    r"|view the full (?:story|article)|read more (?:at|on) \w+)\b.{0,60}$",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|unlock)|to continue reading|already a subscriber|subscribers? only"
    r"|start your free trial"
    r"|this (?:article|story|content) is (?:for|reserved for|available to|exclusive to) (?:our )?(?:subscribers|members)"
    r"|(?:create|register for) (?:a )?free account to (?:read|continue)|unlock this (?:article|story)",
    re.IGNORECASE,
)
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def why_partial(text: str, url: str, *, free: bool = True) -> str | None:
    """None for a whole article. `free` is what the page says about itself."""
    words = len(text.split()) + len(_CJK.findall(text)) // 2
    tail = text[-600:]
    if words < SHORT and (not free or _WALL.search(text)):
        return f"The article is behind a paywall: only its first {words} words could be read."
    if _WALL.search(tail) or (not free and words < 2 * SHORT):
        return f"The article is behind a paywall: only {words} words could be read."
    if re.search(r"yahoo\.com/(?:[a-z]+/)?m/", url) or any(
        _MORE.search(line.strip()) for line in text.split("\n")[-3:]
    ):
        return "The page shows only the beginning; the rest is on another site."
    if words < SHORT:
        return f"Only {words} words could be read: a short item, or a part of it."
    return None
