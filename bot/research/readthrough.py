"""
Read-through: who else an article touches, and how it says so. Pure.

A relation is named only where its words stand in the same sentence as the company's name; the nearest words win, and the
sentence is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Company, Mention
from bot.sentiment.sentences import Span, sentence_at, sentences

MAX_SENTENCE = 1000
HOLDER = "holder or lender"
"""The relation of one that only has money in it."""


@dataclass(frozen=True, slots=True)
class ReadThrough:
    """One company beside the subject."""

    company: Company
    relation: str
    """"royalties or milestones", "partner", "competitor"; "named" where the text says no more."""
    sentence: str
    """The sentence that says so, exactly."""


_RELATIONS: tuple[tuple[str, re.Pattern[str], int], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE), reach)
    for name, pattern, reach in (
        ("deal", r"\b(?:acqui(?:re|res|red|sition)\w*|merg(?:e|er|es|ing)\b|takeover|buyout|to buy|tender offer"
         r"|deal\b|bid for|divest\w*|sold to|spin[- ]?off)", 90),
        ("royalties or milestones", r"\b(?:royalt\w+|milestones?|licen[sc]\w+|eligible (?:for|to receive)|upfront)", 140),
        ("partner", r"\b(?:partner\w*|collaborat\w+|co-develop\w+|alliance|joint venture|teamed up|agreement with"
         r"|together with|technology (?:is )?used|platform (?:is|from|of))", 110),
        ("competitor", r"\b(?:compet\w+|rivals?\b|head-to-head|versus|vs\.|such as|alternative to|market leader"
         r"|challenger|rac(?:es|ed|ing)(?: against| with)?(?-i:(?= [A-Z]))|catch(?:es|ing)? up (?:with|to))", 90),
        ("supplier or customer", r"\b(?:supplie[rs]\w*|supply|customers?|contract manufactur\w+|orders? (?:from|for)"
         r"|vendor|sells? to|buys? from)", 90),
        (HOLDER, r"\b(?:stake|shareholders? (?:of|in)|largest shareholder|investors? (?:such as|led by)|invested"
         r"|lender|loan|financing from|activist)", 90),
        ("move of its shares", r"\b(?:rose|fell|gained|lost|slid|slipped|sank|dropped|jumped|surged|climbed|tumbled|up|down|higher"
         r"|lower)\s(?:by\s|about\s|as\smuch\sas\s|more\sthan\s)?\d", 24),
        ("peer", r"\b(?:peers?\b|shares of|sector|also (?:rose|fell|gained|dropped)|followed by|along with)", 90),
    )
)  # fmt: skip

_BREAK = re.compile(r";|,\s(?:as|while|whereas|but|although|though)\s")
"""Between two clauses: what one of them tells is not said of a name in the other."""
_DENIED = re.compile(r"\b(?:no|not|without|neither|nor|never)\s(?:\w+\s){0,2}$", re.IGNORECASE)
"""Before a relation's word: there is none."""


def read_through(text: str, mentions: Sequence[Mention], subject: Company | None) -> tuple[ReadThrough, ...]:
    """Companies beside the subject, the most central first; `mentions` are offsets into `text`."""
    spans = sentences(text)
    words: dict[Span, Sequence[tuple[str, int, int, int]]] = {}
    best: dict[str, tuple[float, int, ReadThrough]] = {}
    for mention in mentions:
        ticker = mention.company.ticker
        if subject is not None and ticker == subject.ticker:
            continue
        span = sentence_at(spans, mention.start)
        sentence = span.of(text) if span else ""
        relation, distance = "named", 10_000
        if span and len(sentence) <= MAX_SENTENCE:
            if span not in words:
                words[span] = _words(sentence)
            start, end = mention.start - span.start, mention.end - span.start
            relation, distance = _relation(sentence, words[span], start, end)
        found = ReadThrough(mention.company, relation, sentence[:MAX_SENTENCE])
        known = best.get(ticker)
        if known is None or distance < known[1]:
            best[ticker] = (max(mention.rank, known[0] if known else 0.0), distance, found)
    return tuple(item for _rank, _distance, item in sorted(best.values(), key=lambda row: -row[0]))


def _words(sentence: str) -> list[tuple[str, int, int, int]]:
    """(relation, start, end, reach) of every word in a sentence that tells one."""
    return [
        (relation, *match.span(), reach)
        for relation, pattern, reach in _RELATIONS
        for match in pattern.finditer(sentence)
        if not _DENIED.search(sentence, max(0, match.start() - 40), match.start())
    ]


def _relation(sentence: str, words: Sequence[tuple[str, int, int, int]], start: int, end: int) -> tuple[str, int]:
    """The two relations whose words stand nearest to the name, in its clause and within their reach in characters."""
    found: dict[str, int] = {}
    for relation, first, last, reach in words:
        distance = max(first - end, start - last, 0)
        near = distance <= min(reach, found.get(relation, reach))
        if near and not _BREAK.search(sentence, min(last, end), max(first, start)):
            found[relation] = distance
    nearest = sorted(found.items(), key=lambda item: item[1])[:2]
    return (", ".join(name for name, _distance in nearest), nearest[0][1]) if nearest else ("named", 10_000)
