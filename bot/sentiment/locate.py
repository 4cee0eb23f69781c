"""Where a target named by a person stands in a text: the name itself, $TICKER, (NASDAQ: TICKER), short forms of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model import Company, Evidence, Mention

_FORMS = re.compile(
    r"[\s,]+(?:inc|corp|corporation|company|co|ltd|limited|plc|llc|nv|n\.v|s\.?a|ag|se|ab|oyj|asa|group|holdings?)\.?$",
    re.IGNORECASE,
)
_TICKER = re.compile(r"\$?[A-Z]{1,5}(?:[.-][A-Z]{1,2})?")
MAX_PLACES = 200


def is_ticker(target: str) -> bool:
    """Does the target look like a symbol ("ALLO", "$ALLO", "BRK.B") rather than a name?"""
    return _TICKER.fullmatch(target.strip()) is not None


def locate(text: str, target: str) -> list[Mention]:
    """
    Every place of `target` in `text`, in order, as mentions of a company of that name; empty where it does not occur.

    A symbol is looked for in its written case first, then in any; a name in any case, then without its legal form.
    """
    wanted = target.strip()
    if not wanted:
        return []
    company = Company(wanted.lstrip("$").upper() if is_ticker(wanted) else wanted, wanted, verified=False)
    bare = wanted.lstrip("$")
    attempts: list[tuple[str, int]] = [(wanted, 0)]
    if is_ticker(wanted):
        attempts.append((bare, 0))
    attempts += [(wanted, re.IGNORECASE), (bare, re.IGNORECASE)]
    short = wanted
    while (cut := _FORMS.sub("", short)) != short:
        short = cut
        attempts.append((short, re.IGNORECASE))
    for words, flags in attempts:
        for pattern in (rf"(?<!\w){re.escape(words)}(?!\w)", re.escape(words)):
            found = [
                match.span() for _, match in zip(range(MAX_PLACES), re.finditer(pattern, text, flags), strict=False)
            ]
            if found:
                return [_mention(company, text, start, end) for start, end in found if end > start]
    return []


def others(mentions: Sequence[Mention], target: Sequence[Mention]) -> list[Mention]:
    """The mentions that do not overlap any place of the target: the other companies of the text."""
    return [
        mention
        for mention in mentions
        if not any(mention.start < place.end and place.start < mention.end for place in target)
    ]


def _mention(company: Company, text: str, start: int, end: int) -> Mention:
    phrase = text[start:end]
    evidence = Evidence.CASHTAG if text[max(0, start - 1) : start + 1].startswith("$") else Evidence.NAME
    return Mention(company, start, end, phrase, evidence, rank=1.0)
