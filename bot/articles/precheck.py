"""
Markup that no parser should be given: one tag with thousands of attributes, or far too many tags. Linear, pure.

Attribute parsing is quadratic in lxml and its like: 150,000 attributes on one tag take minutes (facts/articles.md, 2.3).
"""

from __future__ import annotations

import re

MAX_TAGS = 120_000
"""Ninety saved news pages have at most 4,000; 40,000 link paragraphs take a second."""
LONG_TAG = 20_000
MAX_ATTRIBUTES = 2_000
MAX_TAG = 1_500_000
"""Characters of one tag; an image inside a tag may be large, but not that large."""

_OPENS = re.compile(r"<(?:(script|style|textarea|title|!--)|[A-Za-z])", re.IGNORECASE)
_STEP = re.compile(r">|=\s{0,20}([\"'])")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def fault_of_markup(html: str) -> str | None:
    """Why the page is not parsed; None for an ordinary one."""
    pieces = html.split("<")
    if len(pieces) > MAX_TAGS:
        return "too many tags"
    if max(map(len, pieces)) <= LONG_TAG:
        return None
    position = 0
    while match := _OPENS.search(html, position):
        kind = (match[1] or "").lower()
        if kind == "!--":
            end = html.find("-->", match.end())
        else:
            end = _tag_end(html, match.end())
            length = (len(html) if end < 0 else end) - match.start()
            if length > LONG_TAG and (fault := _fault_of_tag(html[match.start() : match.start() + length], length)):
                return fault
            if kind and end >= 0:
                end = _closing(html, kind, end)
        if end < 0:
            return None
        position = end
    return None


def _fault_of_tag(tag: str, length: int) -> str | None:
    if length > MAX_TAG:
        return "one tag is too long"
    bare = _QUOTED.sub("", tag)
    return "one tag has too many attributes" if max(bare.count("="), len(bare.split())) > MAX_ATTRIBUTES else None


def _tag_end(html: str, position: int) -> int:
    while match := _STEP.search(html, position):
        if not match[1]:
            return match.end()
        position = html.find(match[1], match.end()) + 1
        if position <= 0:
            return -1
    return -1


def _closing(html: str, kind: str, position: int) -> int:
    """Where the content of a raw element ends; -1 where it never does."""
    match = re.compile(rf"</{kind}", re.IGNORECASE).search(html, position)
    return match.start() + 2 if match else -1
