"""The cover page of an SEC form: which form it is, what it reports, and where the report begins. Pure."""

from __future__ import annotations

import re

_COVER = re.compile(r"exact\s+name\s+of\s+registrant", re.IGNORECASE)
_CURRENT = re.compile(r"\bform\s+8-K(/A)?\b", re.IGNORECASE)
_FOREIGN = re.compile(r"\brule\s+13a-16\b", re.IGNORECASE)
_ITEM = re.compile(r"^[ \t|]*item\s+(\d\.\d\d)[.:]?[ \t|]*([^\n|]*)", re.IGNORECASE | re.MULTILINE)
_RELEASE = re.compile(r"press\s+releases?\b[^“\"]{0,60}[“\"]([^”\"\n]{20,160})[”\"]", re.IGNORECASE)
_NEAR = 6_000
"""Characters within which a cover page names itself."""
_EXHIBITS = "9.01"
_TITLE = 200


def read_cover(text: str) -> tuple[str, str] | None:
    """
    (title, what the form says after its cover) of an 8-K or 6-K; None where `text` is no such form.

    The title is the form and the names of its items, "Form 8-K: Results of Operations and Financial Condition", or of the
    press release that it brings.
    """
    head = text[:_NEAR]
    if not _COVER.search(head):
        return None
    current = _CURRENT.search(head)
    if current is not None:
        title = f"Form 8-K{(current[1] or '').upper()}"
    elif _FOREIGN.search(head):
        title = "Form 6-K"
    else:
        return None
    items = list(_ITEM.finditer(text))
    told = [_name(item, text) for item in items if item[1] != _EXHIBITS]
    release = _RELEASE.search(head)
    if not told and release:
        told = [" ".join(release[1].split()).rstrip(",")]
    if named := "; ".join(dict.fromkeys(name for name in told if name)):
        title = f"{title}: {named}"
    return title[:_TITLE], text[items[0].start() :].lstrip(" \t|") if items else text


def _name(item: re.Match[str], text: str) -> str:
    """The first part of an item's name, which may stand on the next line."""
    own = item[2].strip(" .\t")
    if not own:
        own = next((line.strip(" .\t|") for line in text[item.end() :].split("\n") if line.strip(" .\t|")), "")
    return " ".join(own.split(";")[0].split())[:100]
