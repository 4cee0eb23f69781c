"""
Rule 10b5-1 plans in words: is this trade under one, and when was it adopted?

Plans show in a row's footnotes, in the remarks, or only in the form's box; each alone misses some. "10b5-1" comes in any
case, with any dash or none; a bare "10b-5" is the anti-fraud rule and no plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.insiders.language import Note
from bot.insiders.written_dates import DATE, read_date

RULE = re.compile(r"10\s?\(?\s?b\s?\)?\s?-?\s?5\s?[-(]?\s?1\b")
"""10b5-1, 10b5 - 1, 10b-5-1, 10(b)5-1, 10b5-1(c), 10b51."""
_MISSPELT = re.compile(r"10b-?5\s+(?:\w+\s+){0,2}?(?:plan|program|arrangement)\b")
"""A filer's slip: only a 10b5-1 plan is a plan."""
_UNNAMED = re.compile(
    r"""\b(?:pre-?\s?(?:arranged|set|existing|established|planned|determined|approved|scheduled|programmed)|automatic|
        automated|blind|written|previously\s+(?:adopted|established|disclosed|announced))\s+(?:\w+[\s,]+){0,3}?
        (?:trading|selling|sales?|trade|disposition|diversification)\s+
        (?:plan|program(?:me)?|arrangement|instructions?)\b
    |\b(?:trading|selling|sales)\s+plan\b(?=[^;]{0,80}\b(?:adopted|established|entered|dated|executed|effective)\b)
    |\b(?:pursuant\s+to|under|in\s+accordance\s+with)\s+(?:an?|the|his|her|its|such)\s+(?:\w+\s+){0,3}?
        (?:trading|selling|sales)\s+plan\b""",
    re.VERBOSE,
)
_HINT = re.compile(r"10\s?\(?\s?b|trading|selling|sales? plan|sales? program|(?:disposition|diversification) p")
_DENIED = re.compile(
    r"""(?:\b(?:not|never|neither|nor|no|without|none)\b(?:\W+\w+){0,9}?
    |n't\b(?:\W+\w+){0,6}
    |\b(?:outside(?:\s+of)?|other\s+than|independent(?:ly)?\s+(?:of|from)|unrelated\s+to|apart\s+from|except(?:\s+for)?|
        excluding|separate\s+from)\b(?:\W+\w+){0,8}?)\W*$""",
    re.VERBOSE,
)
_NOT_DISCRETION = re.compile(
    r"\b(?:not|no|nor|never|neither)\b[^;]{0,30}?\b(?:discretion\w*|control|influence|volition\w*|voluntar\w*|aware|"
    r"possess\w*|knowledge|material)\b"
)
""""which were not discretionary, were made under the plan" denies the discretion, not the plan."""
_LATER = re.compile(
    r"""\b(?:future|intends?|expects?|may(?!\s+\d)|will|would|anticipates?)\b[^;]{0,60}$
    |\b(?:terminat\w+|cancel\w+|expired|suspend\w+)\b(?:\W+\w+){0,6}\W*$""",
    re.VERBOSE,
)
_ENDED = re.compile(
    r"^[^;]{0,40}?\b(?:was|were|has\s+been|had\s+been|is)\s+(?:previously\s+)?(?:terminated|cancel+ed)\b"
)
_WRONG_BOX = re.compile(
    r"\b(?:check-?)?box\b(?:(?!\bnot\b|\bun|\bomit)[^;])*?(?:\b(?:inadvertently|erroneously|mistakenly|incorrectly)\s+(?:marked|checked|ticked|selected)\b|"
    r"\b(?:marked|checked|ticked|selected)\s+(?:inadvertently|erroneously|mistakenly|incorrectly|in\s+error|by\s+mistake)\b)"
)
_OVER = re.compile(
    r"^[^;]{0,80}?(?<!which )\b(?:terminated|expired|lapsed|ended)\b\s+(?:on|in|effective|as\s+of|by|prior)\b"
)
_TRADED_UNDER = re.compile(r"\b(?:pursuant|under|accordance|through|by|via|per|reflects?|represents?)\b")
"""A sentence about the plan alone ("the plan, adopted in May, terminated in June") makes no trade a planned one."""
_TRADED_IN_THAT_PLAN = re.compile(
    r"\b(?:sales?|sold|transactions?|trades?|purchase[sd]?|dispos\w+)\b[^;]{0,200}?(?=\b(?:such|that|this|the|said)\s+(?:\w+\s+)?"
    r"(?:plan|program|arrangement)\b)"
)
"""The plan of an earlier sentence: "the sale was made outside that plan"."""
_BALANCE = re.compile(r"^\W*(?:this\s+(?:number|amount|total)\s+)?(?:includes?|excludes?)\b[^;]*\bsubject\s+to\b")
_ISSUER_PLAN = re.compile(
    r"\b(?:issuer|company|corporation)'s\s+(?:\w+\s+){0,4}$|"
    r"\b(?:share|stock)?\s*(?:re-?purchase|buy-?back)\s+(?:\w+\s+){0,6}$"
)
_ALL_TRADES = re.compile(
    r"""\b(?:the|all|all\s+of\s+the|these|each\s+of\s+the|any)\s+(?:\w+\s+){0,2}?
        (?:sales|transactions|dispositions|trades|purchases|acquisitions)\b
    |\ball\s+(?:\w+\s+){0,2}?(?:sales|transactions|dispositions|trades|purchases|shares)\b
    |\b(?:reported\s+(?:on|in)\s+this|this\s+form\s+4)\b""",
    re.VERBOSE,
)

_NOT_ITS_DATE = (
    r"(?:disclos|announc|report(?!ing\s+(?:person|owner))|8-k|terminat|expir|amend|vest|grant|modif|"
    r"end(?:s|ing)|commenc|first|renew|filed|restat)"
)
_ADOPTING = (
    r"(?:adopted|adoption|adopting|entered(?:\s+into)?|entry\s+into|established|dated|executed|signed|made|put\s+in\s+place|"
    r"instituted|implemented|initiated|created|set\s+up|effective|in\s+effect\s+since)"
)
_GAP = rf"(?:(?!{_NOT_ITS_DATE})[^;])"
_ADOPTED = (
    re.compile(rf"\b{_ADOPTING}\b{_GAP}{{0,120}}?\b(?P<date>{DATE})"),
    re.compile(rf"\b(?:on|as\s+of|effective|dated)\s+(?P<date>{DATE})\s*,?{_GAP}{{0,90}}?\b{_ADOPTING}\b"),
    re.compile(
        rf"10b5-1[^;,]{{0,40}}?(?:plan|program|arrangement)\w*\s*,?\s*(?:\(|of|from|as\s+of)?\s*(?P<date>{DATE})"
    ),
    re.compile(rf"\b(?:the|his|her|an?|its)\s+(?P<date>{DATE})\s*,?\s+(?:rule\s+)?10b5-1"),
)


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A note's statement that a trade was made under a Rule 10b5-1 plan, or (denied) that it was not."""

    quote: str
    adopted: date | None = None
    denied: bool = False
    named: bool = True
    """False where the note speaks of a trading plan without naming the rule."""
    all_trades: bool = False
    """True where the words speak of every trade the form reports."""


def read_plan(note: Note) -> PlanReading | None:
    """What the note says about a plan; None where it says nothing. A statement beats a denial of something else."""
    if not _HINT.search(note.folded):
        return None
    found: PlanReading | None = None
    traded = False
    denied: PlanReading | None = None
    for sentence in note.sentences:
        text = sentence.text
        hit = RULE.search(text) or _MISSPELT.search(text)
        named = hit is not None
        hit = hit or _UNNAMED.search(text)
        if hit is None and (found or denied):
            that = _TRADED_IN_THAT_PLAN.search(text)
            if that and not traded and not _denies(that[0]):
                traded = True
            elif that and not traded:
                return PlanReading(note.quote(sentence.start, sentence.start + len(text)), denied=True)
        if hit is None or _ISSUER_PLAN.search(text[: hit.start()]) or _BALANCE.match(text):
            continue
        quote = note.quote(sentence.start, sentence.start + len(text))
        before = text[: hit.start()]
        if _denies(before) or _WRONG_BOX.search(text):
            denied = denied or PlanReading(quote, denied=True)
        elif not (
            _LATER.search(before) or _ENDED.match(text[hit.end() :]) or _about_the_plan(before, text[hit.end() :])
        ):
            traded = traded or bool(_TRADED_UNDER.search(before))
            reading = PlanReading(quote, named=named, all_trades=bool(_ALL_TRADES.search(text)))
            if found is None or (named and not found.named):
                found = reading
    if found is None:
        return denied
    return PlanReading(found.quote, adoption_date(note), named=found.named, all_trades=found.all_trades)


def _denies(before: str) -> bool:
    return bool(_DENIED.search(before)) and not _NOT_DISCRETION.search(before)


def _about_the_plan(before: str, after: str) -> bool:
    return bool(_OVER.match(after)) and not _TRADED_UNDER.search(before)


def adoption_date(note: Note) -> date | None:
    """The day the plan was adopted, where the note gives a full date for that and for nothing else."""
    for sentence in note.sentences:
        text = RULE.sub("10b5-1", sentence.text)
        if not re.search(r"10b-?5|plan|instruction|program|arrangement", text):
            continue
        for pattern in _ADOPTED:
            hit = pattern.search(text)
            day = read_date(hit["date"]) if hit else None
            if day is not None:
                return day
    return None
