"""
One sentence under the rules: its words, the vocabulary's hits in it, and what the rule families found.

A `Reading` is the families' shared work area, made and thrown away per sentence; what leaves the room are `Finding`s.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.sentiment.lexicon import Entry, Lexicon
from bot.sentiment.roles import Role
from bot.sentiment.tokens import NUMBER_START, lowered, number, tokenize

_NUMBER_ENTRY = Entry("#", Role.NUMBER)


class Hit:
    """A word or phrase of the vocabulary at tokens [start, end)."""

    __slots__ = ("end", "entry", "negated", "roles", "start", "used")

    def __init__(self, start: int, end: int, entry: Entry) -> None:
        self.start = start
        self.end = end
        self.entry = entry
        self.roles = entry.roles
        self.negated = 0.0
        """0, or what a negator does to a good value (negative factor)."""
        self.used = False


class Finding:
    """Something a family read out of tokens [start, end): a signed value for whom it concerns."""

    __slots__ = ("at", "end", "left", "moves", "relation", "right", "rule", "start", "value", "words")

    def __init__(self, start: int, end: int, at: int, value: float, rule: str) -> None:
        self.start = start
        self.end = end
        self.at = at
        """The token that carries it, for nearness to a company."""
        self.value = value
        """-1 to 1, as the text as a whole reads it."""
        self.rule = rule
        self.words = ""
        """The entry of the vocabulary behind it."""
        self.relation = False
        """True where doer and other read it differently: then `left` and `right` hold the two values."""
        self.left = 0.0
        self.right = 0.0
        self.moves = False
        """True for a verb that takes an object: said of the name that follows it at once."""


@dataclass(slots=True)
class Reading:
    """The sentence, its tokens with places, hits in order, the roles present, findings so far."""

    text: str
    low: str
    tokens: list[str]
    starts: list[int]
    hits: list[Hit]
    mask: int
    nulls: list[int]
    """Tokens the vocabulary knows to mean nothing."""
    named: bool = False
    """Does a company that is asked about stand in it?"""
    findings: list[Finding] = field(default_factory=list)

    def add(self, hit: Hit, value: float, rule: str, start: int | None = None, end: int | None = None) -> Finding:
        """A finding that `hit` carries, over tokens [start, end) or its own, at the weight its words have."""
        first = hit.start if start is None else start
        last = hit.end if end is None else end
        finding = Finding(first, last, hit.start, value * hit.entry.factor, rule)
        finding.words = hit.entry.words
        self.findings.append(finding)
        return finding

    def phrase(self, start: int, end: int) -> str:
        """The words of tokens [start, end) as they stand in the sentence."""
        last = end - 1
        return self.text[self.starts[start] : self.starts[last] + len(self.tokens[last])]


def read(text: str, lexicon: Lexicon, names: Sequence[tuple[int, int, str]] = ()) -> Reading:
    """
    Tokens and longest hits, one pass; cost linear in the length of the sentence.

    Words inside `names` (start, end, ticker) are names and nothing else: "Great Ajax" is not great.
    """
    low = lowered(text)
    tokens, starts = tokenize(low)
    hits: list[Hit] = []
    mask = 0
    skip = 0
    nulls: list[int] = []
    count = len(tokens)
    get = lexicon.first.get
    looked_up = _unnamed(tokens, starts, names) if names else tokens
    null, numeric = Role.NULL, Role.NUMBER
    for index, node in enumerate(map(get, looked_up)):
        if index < skip:
            continue
        if node is None:
            if looked_up[index][0] in NUMBER_START:
                hits.append(Hit(index, index + 1, _NUMBER_ENTRY))
                mask |= numeric
            continue
        entry = node.entry
        end = index + 1
        following = node.following
        place = end
        while following and place < count:
            step = following.get(looked_up[place])
            if step is None:
                break
            place += 1
            if step.entry is not None:
                entry = step.entry
                end = place
            following = step.following
        if entry is not None:
            skip = end
            roles = entry.roles
            if roles == null:
                nulls.extend(range(index, end))
            else:
                hits.append(Hit(index, end, entry))
                mask |= roles
    return Reading(text, low, tokens, starts, hits, mask, nulls, bool(names))


def _unnamed(tokens: list[str], starts: list[int], names: Sequence[tuple[int, int, str]]) -> list[str]:
    """The tokens with those inside a name made blank."""
    looked_up = tokens[:]
    for start, end, _ in names:
        first = bisect_left(starts, start, 0, len(tokens))
        for index in range(first, bisect_left(starts, end, first, len(tokens))):
            looked_up[index] = " "
    return looked_up


def amount(reading: Reading, index: int) -> float:
    """The number at hit `index`, its unit ("million", "crore", "%") multiplied in; percentages stay percentages."""
    hits = reading.hits
    hit = hits[index]
    value = number(reading.tokens[hit.start])
    if index + 1 < len(hits):
        after = hits[index + 1]
        if after.roles & Role.UNIT and after.start == hit.end and after.entry.scale >= 1:
            return value * after.entry.scale
    return value


def is_percent(reading: Reading, index: int) -> bool:
    """Is the number at hit `index` a percentage?"""
    hits = reading.hits
    hit = hits[index]
    if reading.tokens[hit.start].endswith("%"):
        return True
    return (
        index + 1 < len(hits)
        and bool(hits[index + 1].roles & Role.UNIT)
        and hits[index + 1].start == hit.end
        and hits[index + 1].entry.scale < 1
    )
