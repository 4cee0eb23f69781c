"""
Direction times metric: up or down, of something whose rise is good or bad for the holder.

"Net loss narrowed", "bleeding rate fell 43 %", "guidance raised", "lower costs", "a rise in defaults", "pared losses".
Without a metric an up or down is the price of the one it is said of.
"""

from __future__ import annotations

from bot.sentiment.reading import Hit, Reading, amount, is_percent
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "direction x metric"
ROLES = Role.DIRECTION

_WALL = Role.STRONG | Role.BREAK | Role.COMMA
_STOP = _WALL | Role.SOFT
LEFT = 7
"""Tokens between a metric and the verb to its right ("revenue for the third quarter of 2025 fell")."""


def apply(reading: Reading) -> None:
    """One finding per direction word that moves something."""
    hits = reading.hits
    tokens = reading.tokens
    for index, hit in enumerate(hits):
        if hit.used or not hit.roles & Role.DIRECTION:
            continue
        entry = hit.entry
        flags = entry.flags
        if "number" in flags and not _next_to_number(hits, index):
            continue
        adjective = "a" in flags
        metric = _metric(hits, tokens, index)
        if metric is None:
            value = _price(reading, index)
            if not value:
                continue
        else:
            good = _goodness(metric, losing=tokens[hit.start] in _LOSES)
            if good == 0:
                continue
            value = abs(entry.direction) * good * (1 if entry.direction > 0 else -1)
            if adjective:
                value *= 1.1
            metric.used = True
            if metric.negated and not hit.negated:
                value *= metric.negated
        value *= _size(reading, index)
        if hit.negated:
            value *= hit.negated * 0.8
        start, end = hit.start, hit.end
        if metric is not None:
            start, end = min(start, metric.start), max(end, metric.end)
        finding = reading.add(hit, max(-0.95, min(0.95, value)), NAME, start, end)
        finding.moves = "t" in flags
        hit.used = True


def _price(reading: Reading, index: int) -> float:
    """An up or down of nothing the vocabulary knows: the price of whom it is said of, if anything."""
    hits, tokens = reading.hits, reading.tokens
    hit = hits[index]
    entry, flags = hit.entry, hit.entry.flags
    adjective = "a" in flags
    if (adjective and abs(entry.direction) < 0.5) or "prevent" in flags or _counts_things(hits, tokens, index):
        return 0.0
    value = entry.direction * (0.55 if "v" not in flags and not adjective else 1.0)
    return value * UNKNOWN if "t" in flags and not reading.named and _has_object(tokens, hit) else value


UNKNOWN = 0.4
"""What a verb counts whose object the vocabulary does not know, where no company is named ("lowered the wall")."""
_NO_OBJECTS = words(
    "by to in on at after amid from for as and but with over since this last while ahead following sharply slightly than "
    "further against early despite"
)


def _has_object(tokens: list[str], hit: Hit) -> bool:
    """Is the verb followed by a word that is neither a preposition nor a figure?"""
    following = tokens[hit.end] if hit.end < len(tokens) else ""
    return following.isalpha() and following not in _NO_OBJECTS


def _goodness(hit: Hit, *, losing: bool) -> float:
    """1 where its rise is good; "loses its appeal" is no relief, though "appeal" is no good word."""
    entry = hit.entry
    if losing and "legal" in entry.flags:
        return 1.0
    if entry.metric:
        return 1.0 if entry.metric > 0 else -1.0
    if entry.direction and "n" in entry.flags:
        return 1.0 if entry.direction > 0 else -1.0
    if entry.value:
        return 1.0 if entry.value > 0 else -1.0
    return 0.0


def _metric(hits: list[Hit], tokens: list[str], index: int) -> Hit | None:
    """What goes up or down: the object of a verb, the noun after "in" or "of", the noun an adjective stands by, the subject."""
    hit = hits[index]
    flags = hit.entry.flags
    if "a" in flags:
        near = _right(hits, tokens, index, 1, numbers=False)
        if near is not None or "pre" in flags:
            return near
        return _left(hits, tokens, index, 4, _WALL | Role.SOFT)
    found = None
    if tokens[hit.end - 1].endswith("ing"):
        found = _right(hits, tokens, index, 2, numbers=False)
    if found is None and "t" in flags:
        found = _right(hits, tokens, index, 4, numbers=True)
    if found is None and "n" in flags and hit.end < len(tokens) and tokens[hit.end] in {"in", "of"}:
        found = _right(hits, tokens, index, 5, numbers=False)
    if found is None:
        found = _left(hits, tokens, index, 0 if flags == {"n"} else LEFT)
    return found


def _right(hits: list[Hit], tokens: list[str], index: int, gap: int, *, numbers: bool) -> Hit | None:
    end = hits[index].end
    for place in range(index + 1, min(index + 6, len(hits))):
        hit = hits[place]
        if hit.start - end > gap:
            return None
        roles = hit.roles
        if roles & (Role.METRIC | Role.EVENT | Role.POLAR) or (roles & Role.DIRECTION and "n" in hit.entry.flags):
            return None if roles & Role.METRIC and _modifies(tokens, hit) else hit
        if roles & (Role.NUMBER | Role.UNIT) and numbers:
            if hit.end < len(tokens) and tokens[hit.end] in {"of", "in"}:
                end = hit.end + 1
                continue
            if (
                roles & Role.NUMBER
                and hit.end < len(tokens)
                and tokens[hit.end] in {"percent", "million", "billion", "pc"}
            ):
                end = hit.end
                continue
            return None
        if roles & _STOP:
            return None
    return None


def _left(hits: list[Hit], tokens: list[str], index: int, gap: int, wall: int = _WALL) -> Hit | None:
    start = hits[index].start
    for place in range(index - 1, max(-1, index - 7), -1):
        hit = hits[place]
        if start - hit.end > gap:
            return None
        roles = hit.roles
        if roles & Role.METRIC and not (hit.used and hit.entry.metric == 0.5) and not _modifies(tokens, hit):
            return hit
        if roles & (Role.EVENT | Role.POLAR) and hit.entry.value < 0 and hit.end == start and not hit.used:
            return hit  # "concerns mount", "delays grow"
        if roles & wall or (roles & Role.DIRECTION and "n" not in hit.entry.flags and "a" not in hit.entry.flags):
            return None
        if roles & Role.DIRECTION and "n" in hit.entry.flags and "v" not in hit.entry.flags and not hit.used:
            return hit
    return None


_LOSES = words("lose loses lost losing")
_THINGS = words(
    "drug drugs therapy therapies treatment treatments patients study trial market markets program franchise test tests vaccine "
    "medicine medicines pill pills shot antibody antibodies candidate team force unit business company maker makers card cards"
)
"""After these a metric is only what a thing is for: a stroke drug, a pain patch, a sales team."""


def _modifies(tokens: list[str], hit: Hit) -> bool:
    return hit.end < len(tokens) and tokens[hit.end] in _THINGS


def _counts_things(hits: list[Hit], tokens: list[str], index: int) -> bool:
    """A number of things that are no metric: "add 200 stores", "cut 300 jobs"."""
    hit = hits[index]
    if "t" not in hit.entry.flags or index + 1 >= len(hits):
        return False
    after = hits[index + 1]
    if not after.roles & Role.NUMBER or after.start != hit.end:
        return False
    following = tokens[after.end] if after.end < len(tokens) else ""
    return following.isalpha() and following not in {
        "percent", "pc", "pct", "per", "on", "in", "at", "to", "as", "after", "points", "pts", "point", "cents",
        "million", "mln", "mn", "bps", "basis", "premarket", "today", "this", "from", "and", "over", "amid", "by",
        "x", "for", "against", "paise", "rs", "p", "following", "monday", "tuesday", "wednesday", "thursday", "friday",
    }  # fmt: skip


def _next_to_number(hits: list[Hit], index: int) -> bool:
    hit = hits[index]
    after = index + 1 < len(hits) and bool(hits[index + 1].roles & Role.NUMBER) and hits[index + 1].start - hit.end <= 1
    before = index > 0 and bool(hits[index - 1].roles & (Role.NUMBER | Role.UNIT)) and hits[index - 1].end == hit.start
    return after or before


def _size(reading: Reading, index: int) -> float:
    """A small percentage moves less, a large one more: 0.6 at nothing, 0.8 at 1 %, 1.4 at 50 % and above."""
    hits = reading.hits
    place = index + 1
    if place >= len(hits) or not hits[place].roles & Role.NUMBER or hits[place].start - hits[index].end > 3:
        return 1.0
    if not is_percent(reading, place):
        return 1.0
    percent = abs(amount(reading, place))
    return 0.6 + 0.2 * min(percent, 1.0) + min(percent, 50.0) * 0.012
