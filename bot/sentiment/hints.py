"""What the sentence model is told of a text beside its words: an encoder does not see which of two figures is higher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from bot.sentiment.amounts import CURRENCIES, UNITS, is_upper
from bot.sentiment.arms import alike, sentence_ends
from bot.sentiment.families.comparison import first_is_better
from bot.sentiment.figures import LOSS, WITHIN, Pair, pairs, swing
from bot.sentiment.lexicon import load
from bot.sentiment.periods import moves
from bot.sentiment.reading import Reading, read
from bot.sentiment.tokens import lowered, tokenize
from bot.sentiment.wordlists import words

_NOISE = re.compile(
    r"""
    https?://\S+ | \[n[A-Z0-9]{6,}\] | </?[a-z][^<>]{0,200}>
    | ^\s*(?:(?:
        [A-Za-z]+(?:Breaks|News|Wire|Briefs?|Alerts?)\s+[–—-]
        | (?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED|EXCLUSIVE|BREAKING(?:\sNEWS)?|JUST\sIN)(?:\s\d)?\s?[:–—-]
        | [A-Z][^()/\n]{1,70}\s
          [(/](?:Reuters|Bloomberg|Dow\sJones|AP|AFP|GLOBE\s?NEWSWIRE|BUSINESS\s?WIRE|PR\s?Newswire)[)/]\s?[–—-]{1,2}
        | RT\s@\w+: | \d{1,2}:\d{2}(?=\s[A-Z$])
      )\s*)+
    | \s[–—|-]\s(?:Reuters|Bloomberg|WSJ|CNBC|MarketWatch)\s*$
    """,
    re.VERBOSE,
)
"""
Links, tags, wire codes, what stands ahead of a headline (a newsroom's series in "InvestorNewsBreaks – Acme wins", "UPDATE 2-",
"RT @desk:", an hour, "LONDON, May 5 (Reuters) - "), and the publisher behind it.
"""
_FIGURE = re.compile(r"(?<![A-Za-z\d.,])[\d.][\d.,]*")
SLIGHT = 0.005
"""Figures this close (relative difference) are told to be equal where they are compared."""
_EXTENDED = re.compile(
    r"\b(?:extend(?:s|ed|ing)?|extension)\b"
    r"(?=(?: \S+){0,3}? (?:pdufa|goal date|(?:target )?action date|(?:its|the) review\b|review (?:of|by|period|clock)))"
    r"|\b(?:pdufa|goal|action)(?: \w+){0,2} date(?: \w+){0,3} extended\b",
    re.IGNORECASE,
)
"""A regulator that takes longer: "extended" is mostly good news, of a runway or a contract."""
_WAS = words("is are was were")
SAME, LARGE = 0.03, 0.25
"""Figures that are only alike: this close they are the same, and from here on far apart."""


def tidy(text: str) -> str:
    """What a model is given of a text: no asterisks of its own, no HTML entities, nothing of `_NOISE`, single spaces."""
    return " ".join(_NOISE.sub(" ", unescape(text).replace("*", " ")).split())


def told(text: str) -> str:
    """
    The text with a word behind each figure that another one stands beside: "higher", "lower" or "equal" where they are compared
    ("1.02 lower, consensus 1.08"); a sign behind both where they are only alike, doubled where they are far apart, and which is
    better where the metric says ("response 19% >> better for Acme, 3% << worse for Borea"); "later" or "earlier" behind a date
    that takes another one's place; "slips" behind a review that is extended. Figures within asterisks are left alone.
    """
    low = lowered(text)
    added = [(found.end(), "slips") for found in _EXTENDED.finditer(text)]
    added += [(move.new.end, "later" if move.years > 0 else "earlier") for move in moves(low)]
    if len(_FIGURE.findall(text)) > 1:
        added += _compared(text, low)
    for place, word in sorted(added, reverse=True):
        if text.count("*", 0, place) % 2 == 0:
            text = f"{text[:place]} {word}{text[place:]}"
    return text


def _compared(text: str, low: str) -> list[tuple[int, str]]:
    """What is said of figures: the character behind each, and the word."""
    tokens, starts = tokenize(low)
    added: list[tuple[int, str]] = []
    taken: set[int] = set()
    for pair in pairs(tokens):
        taken.update(pair[:2])
        if not sentence_ends(text, starts[pair.left], starts[pair.right]):
            size = _turn(tokens, pair) or _sign(pair)
            added.append((pair.left, "higher" if size > 0 else "lower" if size < 0 else "equal"))
    both = alike(text, tokens, starts, taken)
    if both:
        reading = read(text, load())
        for pair in both:
            turn = _turn(tokens, pair) if "from" in tokens[pair.left : pair.right] else 0
            if turn:
                added.append((pair.left, "higher" if turn > 0 else "lower"))
            else:
                added += zip(pair[:2], _signs(reading, pair), strict=True)
    return [(_behind(text, tokens, starts, figure), word) for figure, word in added]


def _turn(tokens: Sequence[str], pair: Pair) -> int:
    """1 for a profit beside a loss, and for a loss beside a profit too, a higher loss; -1 where a result "was a loss"; else 0."""
    turn = swing(tokens, pair)
    before = tokens[max(0, pair.left - WITHIN) : pair.left]
    was = next((place for place, token in enumerate(before) if token in _WAS), len(before))
    return turn if not LOSS.isdisjoint(before[was:]) else abs(turn)


def _behind(text: str, tokens: Sequence[str], starts: Sequence[int], figure: int) -> int:
    """The character behind a figure and what belongs to it."""
    last = _last_of(tokens, figure)
    place = starts[last] + len(tokens[last].rstrip(","))
    while text[place : place + 1].isalnum():  # the c of "38c" is a word of its own
        place += 1
    return place


def _signs(reading: Reading, pair: Pair) -> tuple[str, str]:
    """What is said behind either figure."""
    if pair.change < SAME:
        return "=", "="
    size = 2 if pair.change >= LARGE else 1
    signs = (">" * size, "<" * size)
    first, second = signs if pair.first > pair.second else signs[::-1]
    better = first_is_better(reading, pair)
    if better is None:
        return first, second
    return (f"{first} better", f"{second} worse") if better else (f"{first} worse", f"{second} better")


def _sign(pair: Pair) -> int:
    """1 where the first is higher, -1 where it is lower, 0 where they are nearly the same."""
    return 0 if pair.change < SLIGHT else 1 if pair.first > pair.second else -1


def _last_of(tokens: Sequence[str], place: int) -> int:
    """The last token of a figure: the upper end of its range, its unit, its currency."""
    while place + 1 < len(tokens) and (
        is_upper(tokens, place + 1)
        or (tokens[place + 1] == "–" and is_upper(tokens, place + 2))
        or tokens[place + 1] in UNITS
        or tokens[place + 1 : place + 3] == ["per", "cent"]
        or tokens[place + 1] in CURRENCIES
    ):
        place += 1
    return place
