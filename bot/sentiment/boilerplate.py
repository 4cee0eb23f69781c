"""
What is no news: safe-harbour statements, about-the-company, class-action adverts, contacts, a publisher's own score box.

A sentence is judged by the marked phrases the vocabulary found in it, a section by its heading. What is left out is
reported, with the reason, and never scored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.sentiment.reading import Reading
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

REASONS = {
    "safeharbour": "safe-harbour statement",
    "offer": "no-offer legend",
    "advert": "class-action advert",
    "contact": "contact or housekeeping line",
    "about": "about-the-company text",
    "box": "the publisher's own score box",
}
"""What each kind of boilerplate is called on a card."""

_HEADINGS = re.compile(
    r"(?P<about>about\s+\S.{0,70}|company overview|corporate profile)"
    r"|(?P<safeharbour>(?:.{0,40}\b)?(?:forward[- ]looking (?:statements?|information)|safe[- ]harbou?r"
    r"|cautionary (?:note|statement)s?|disclaimers?)\b.{0,60})"
    r"|(?P<contact>(?:.{0,30}\b)?(?:contacts?|contact details|media inquiries|investor inquiries|note to investors"
    r"|sources?|logo|conference call (?:details|information)|webcast (?:details|information))\b.{0,30})"
    r"|(?P<box>overall sentiment|sentiment score|ticker sentiment|related tickers)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_HEADING_LENGTH = 90
_MARKUP = re.compile(r"^(?:\[[^\]]*\]\(|!\[|https?://|www\.|pic\.twitter\.com)", re.IGNORECASE)
_NEWS = words("today announced announces announce reported reports said says unveiled disclosed")
"""A sentence that introduces the company and then reports something is news."""


def heading_kind(paragraph: str) -> str | None:
    """The kind of section a short line opens: a key of `REASONS`, "" for another heading, None for prose."""
    line = paragraph.strip().strip("#*_: \t")
    if not line or len(line) > _HEADING_LENGTH or line[-1:] in ".!?,;”\"'":
        return None
    if _DIGIT.search(line) and not line.lower().startswith("about"):
        return None
    match = _HEADINGS.fullmatch(line)
    if match is None:
        return "" if len(line) <= 60 and line[:1].isupper() else None
    return match.lastgroup


def sentence_kind(reading: Reading) -> str | None:
    """The kind of boilerplate a sentence is, or None where it may be news."""
    text = reading.text
    if text[:1] in "[!hHwWp" and _MARKUP.match(text):
        return "contact"
    if not reading.mask & Role.BOILERPLATE:
        return None
    weights: dict[str, float] = {}
    for hit in reading.hits:
        if hit.roles & Role.BOILERPLATE:
            kind = next(iter(hit.entry.kinds))
            weights[kind] = weights.get(kind, 0.0) + hit.entry.boilerplate
    kind, weight = max(weights.items(), key=lambda item: item[1])
    if weight < 1 or (kind == "about" and not _NEWS.isdisjoint(reading.tokens)):
        return None
    return kind


def report(dropped: Sequence[str]) -> tuple[str, ...]:
    """What was left out, in words with counts, most first: "safe-harbour statement (3 sentences)"."""
    if not dropped:
        return ()
    counts = Counter(dropped)
    return tuple(
        REASONS[kind] if count == 1 else f"{REASONS[kind]} ({count} sentences)" for kind, count in counts.most_common()
    )
