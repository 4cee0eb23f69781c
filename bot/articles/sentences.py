"""Sentences of an article for people to read: initials within a name end none ("J.P. Morgan", "C.H. Robinson")."""

from __future__ import annotations

import re

from bot.sentiment import sentences as cutting
from bot.sentiment.sentences import Span

_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,4}$|(?<![\w.])(?:Ft|Ph|Exp|Vol|Engl?|Med)\.$")
_NAME_GOES_ON = re.compile(r"[ \u00a0](?:\d|[A-Z][\w’'-]*)")
_OPENS = re.compile(
    r"[ \u00a0](?:The|This|That|These|Those|It|Its|We|Our|He|She|They|In|On|At|For|But|And|As|If|When|While|After|Before|Since|"
    r"However|Meanwhile|Analysts|Shares|Investors|Based|Under|With|By|To|An?|There|During|Following)\b"
)


def sentences(text: str) -> tuple[Span, ...]:
    """Every sentence of the text, in order; what was cut after a name's initials is put together again."""
    found: list[Span] = []
    for span in cutting.sentences(text):
        start = found.pop().start if found and _goes_on(text, found[-1], span) else span.start
        found.append(Span(start, span.end))
    return tuple(found)


def _goes_on(text: str, before: Span, after: Span) -> bool:
    """Whether the first ends with initials and the second with the name they belong to begins."""
    if after.start - before.end != 1 or not _INITIALS.search(text, max(before.start, before.end - 12), before.end):
        return False
    return bool(_NAME_GOES_ON.match(text, before.end)) and not _OPENS.match(text, before.end)
