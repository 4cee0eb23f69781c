"""How central each company is to a text: place (title, lead, body), evidence and count, less for brokers and sources."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Evidence, Mention

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

LEAD = 700
"""Characters after the title that make the lead."""
TITLE_WEIGHT, LEAD_WEIGHT, BODY_WEIGHT = 4.0, 1.6, 0.6
HINT_WEIGHT, PUBLISHER_WEIGHT = 1.5, 3.0
EVIDENCE_WEIGHT = {
    Evidence.EXCHANGE: 1.4,
    Evidence.PUBLISHER: 1.4,
    Evidence.CASHTAG: 1.3,
    Evidence.NAME: 1.0,
    Evidence.SHORT_NAME: 0.9,
    Evidence.SYMBOL: 0.8,
    Evidence.PRODUCT: 0.3,
    Evidence.REFERENCE: 0.3,
}
BROKER_WEIGHT = 0.1
LATER = 0.12
"""Where no title names a company, each one named later counts this much less: a round-up is about its first."""
HALF_SURE = 2.5
"""The weight at which a text's main company has a rank of about 0.63."""

_RATING = r"(?:strong buy|buy|sell|hold|neutral|(?:over|under|equal)[- ]?weight|(?:out|under|market )perform)\b"
_BROKER_BEFORE = re.compile(
    r"\b(?:analysts? (?:at|from|with)|brokerage|underwriters?|book-?running managers?|placement agents?|advis[eo]rs?|"
    r"economists? at|strategists? at|polled by|compiled by|lawyers? at|counsel|advised by|"
    r"(?:(?:upgraded|downgraded|initiated|reiterated)(?: [\w$.]+){0,3}|"
    r"(?:target|PT|rating)(?: (?:is|was))? (?:raised|lifted|cut|lowered)(?: [\w$.]+){0,4}|"
    rf"(?:raised|lifted|cut|lowered) to {_RATING}) (?:at|by))[ ](?:the )?$",
    re.IGNORECASE,
)
_BROKER_AFTER = re.compile(
    r"(?:['’]s?)?(?: (?:Securities|Capital Markets))?(?:,? and [A-Z][\w.&’']+(?: [A-Z][\w.&’']+)?)?[ ]"
    r"(?:analysts?|economists?|strategists?|"
    r"(?:(?:is|are|was|were) )?(?:act|serv)(?:s|es|ed|ing) as\b|"
    r"(?:(?:is|are|was|were) )?advis(?:e[sd]?|ing) (?:on\b|[A-Z]|(?:the|its) (?:board|company|buyer|seller|bidder|target))|"
    r"initiat(?:es|ed) coverage|(?:up|down)grade[sd] (?:[A-Z]|(?:the )?(?:stock|shares)\b)|"
    rf"(?:reiterat|maintain|reaffirm|initiat)(?:s|es|ed)\b[^.;\n]{{0,40}}?\b(?i:{_RATING}|rating\b|price target\b)|"
    r"(?:raised|cut|lowered|raises|cuts|lowers) (?:its|their|the|his|her) (?:price target|target (?:on|price|to \$))|assigned a)"
)
"""Adviser or analyst's house: what is done to a rating, a target or a client, not to the company's own outlook or trial."""
_SOURCE_BEFORE = re.compile(r"\b(?:according to|data from|reported by|told)[ ](?:the )?$", re.IGNORECASE)
"""Behind it stands who says so: a house or a paper, or the company with its own data."""


def ranked(
    text: str,
    found: Sequence[Mention],
    *,
    title_end: int,
    hinted: AbstractSet[str],
    published: AbstractSet[str],
) -> list[Mention]:
    """The mentions with their company's rank; one figure per company, the subject's the highest."""
    from bot.tickers.mentions import identity

    weights: dict[str, list[float]] = {}
    for mention in found:
        weights.setdefault(identity(mention.company), []).append(_weight(text, mention, title_end))
    totals = {key: _total(values) for key, values in weights.items()}
    for key in totals:
        totals[key] *= (HINT_WEIGHT if key in hinted else 1.0) * (PUBLISHER_WEIGHT if key in published else 1.0)
    if not any(mention.start < title_end for mention in found):
        for order, key in enumerate(totals):
            totals[key] /= 1 + LATER * order
    best = max(totals.values(), default=0.0)
    sure = 1 - math.exp(-best / HALF_SURE)
    return [replace(mention, rank=round(sure * totals[identity(mention.company)] / best, 4)) for mention in found]


def _total(values: Sequence[float]) -> float:
    """Count with diminishing returns: the best place in full, the rest by the square root of how many there are."""
    ordered = sorted(values, reverse=True)
    rest = ordered[1:]
    return ordered[0] + (sum(rest) / math.sqrt(len(rest)) if rest else 0.0)


def _weight(text: str, mention: Mention, title_end: int) -> float:
    if mention.start < title_end:
        place = TITLE_WEIGHT * (1.15 if mention.start < title_end / 2 else 1.0)
    elif mention.start < title_end + LEAD:
        place = LEAD_WEIGHT
    else:
        place = BODY_WEIGHT
    weight = place * EVIDENCE_WEIGHT[mention.evidence]
    passing = _as_broker(text, mention) or _SOURCE_BEFORE.search(text, max(0, mention.start - 32), mention.start)
    return weight * BROKER_WEIGHT if passing else weight


def without_brokers(text: str, found: Sequence[Mention]) -> list[Mention]:
    """The mentions of companies that the text names for themselves; all of them where it names nobody so."""
    told = {mention.company.ticker for mention in found if not _as_broker(text, mention)}
    return [mention for mention in found if mention.company.ticker in told] if told else list(found)


def _as_broker(text: str, mention: Mention) -> bool:
    """Whether the company is named here as an adviser or an analyst's house, not for itself."""
    before = _BROKER_BEFORE.search(text, max(0, mention.start - 48), mention.start)
    return bool(before or _BROKER_AFTER.match(text, mention.end))
