"""
What is no news: safe-harbour statements, about-the-company, drug labels, class-action adverts, contacts, a publisher's own score
box.

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
    "label": "drug label",
    "box": "the publisher's own score box",
}
"""What each kind of boilerplate is called on a card."""

_NAME = r"(?-i:[A-Z0-9&][\w.&'’/-]*,?|and|of|the|for)"
_ROLE = r"(?:media|press|news|investors?|shareholders?|analysts?|public|corporate|company|business|relations|ir|pr)"
_QUANTITY = (
    r"(?:\d[\d.,]*%?|[Hh]alf|(?-i:thirds?|quarters?|dozens?|hundreds?|thousands?|millions?|billions?|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|time|that|this|what|how|why))"
)
_CLAUSE = r"(?-i:to|be|is|are|was|were|will|has|have|had|may|could|as|by|after|says?)"
"""Behind "about" these make a sentence of it ("About half of the staff to be laid off"), not a section."""
_HEADINGS = re.compile(
    rf"(?P<about>about\s+(?!(?:an?\s+)?{_QUANTITY}\s)(?!(?:\S+\s+)*{_CLAUSE}\s)"
    rf"(?:{_NAME}(?:\s+{_NAME}){{0,7}}|[^\s:]+(?:\s+[^\s:]+){{0,5}})|company overview|corporate profile)"
    r"|(?P<safeharbour>(?:.{0,40}\b)?forward[- ]looking (?:statements?|information)\b.{0,60}"
    rf"|(?:{_NAME}\s+){{0,5}}safe[- ]harbou?r(?:\s+(?:statements?|provisions?|notices?|language|act|for|under|and)\b.{{0,60}})?"
    r"|(?:(?:important|legal)\s+)?cautionary (?:note|statement)s?(?:\s+(?:regarding|concerning|on|about|to|for|and)\b.{0,60})?"
    rf"|(?:{_NAME}\s+){{0,5}}disclaimers?(?::.{{0,60}})?)"
    rf"|(?P<contact>(?:(?:{_NAME}\s+){{0,4}}{_ROLE}\s+(?:contacts?|[ei]nquiries)|(?:(?:for|please)\s+)?contacts?)"
    rf"(?:\s+(?:for|and|details|information|persons?|us|{_ROLE})){{0,4}}(?::.{{0,60}})?"
    r"|note to investors|sources?|(?-i:SOURCE)(?:\s+(?-i:[A-Z0-9&])\S*){1,6}|(?:(?:company|corporate) )?logo"
    rf"|(?:{_NAME}\s+){{0,5}}(?:conference call|webcast) (?:details|information))"
    r"|(?P<label>(?:.{0,60}\b)?important safety information\b.{0,60}|contraindications|warnings and precautions|adverse reactions"
    r"|drug interactions|use in specific populations|limitations? of use|indications?(?: and usage)?|(?:boxed )?warnings?"
    r"|(?-i:(?:BOXED )?WARNING:).{0,80})"
    r"|(?P<box>overall sentiment|sentiment score|ticker sentiment|related tickers)",
    re.IGNORECASE,
)
"""A section's heading is the whole line: a headline may mention sources, a contact or a logo."""
_DIGIT = re.compile(r"\d")
_HEADING_LENGTH = 90
_LINKS = re.compile(
    r"(?:(?:\[[^\]]*\]\([^)]*\)?|!\[[^\]]*\]?(?:\([^)]*\)?)?|(?:https?://|www\.|pic\.twitter\.com)\S*)[\s:|–—-]*)+",
    re.IGNORECASE,
)
"""Links and pictures that a sentence begins with."""
_WORDS_BESIDE_A_LINK = 4
"""A link with fewer words behind it is housekeeping; with more it stands before a post."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_WORDS_BESIDE_MAIL = 16
"""A line with an e-mail address and fewer words says whom to ask."""
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
    if text[:1] in "[!hHwWpP" and (links := _LINKS.match(text)):
        behind = [word for word in text[links.end() :].split() if any(map(str.isalpha, word))]
        if len(behind) < _WORDS_BESIDE_A_LINK:
            return "contact"
    if "@" in text and _MAIL.search(text) and len(text.split()) < _WORDS_BESIDE_MAIL:
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
