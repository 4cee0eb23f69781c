"""Holds lifted, suits dismissed, streaks ended: a verb that ends something turns its object's sign round."""

from __future__ import annotations

from bot.sentiment.reading import Hit, Reading
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "resolution"
ROLES = Role.STOPPER

REACH = 5
PASSIVE_REACH = 14
"""Tokens between what is ended and "was lifted", "is over", which may say in between whom it concerned."""
_BE = words("was were is are been be being gets got")
_WALL = Role.STRONG | Role.BREAK
_GOODS = Role.EVENT | Role.POLAR
_STOP = Role.STRONG | Role.BREAK | Role.COMMA | Role.SOFT | Role.NUMBER


def apply(reading: Reading) -> None:
    """One finding per ended thing: good where it was bad, bad where it was good."""
    hits = reading.hits
    for index, hit in enumerate(hits):
        if hit.used or not hit.roles & Role.STOPPER:
            continue
        target = _object(hits, reading.tokens, index)
        if target is None:
            continue
        polarity = target.entry.value or target.entry.metric * 0.5 or target.entry.direction
        bad = polarity < 0
        lifts = hit.roles & Role.DIRECTION
        if lifts and not (bad and target.roles & Role.EVENT):
            continue  # "lifted guidance" is a direction, not an end
        if not bad and not ("both" in hit.entry.flags and (target.roles & _GOODS or "n" in target.entry.flags)):
            continue
        strength = 0.25 if "weak" in hit.entry.flags else 0.7
        value = strength * max(0.7, abs(polarity)) * (1.0 if bad else -0.8)
        if hit.negated:
            value *= hit.negated
        if hit.start and reading.tokens[hit.start - 1] in _BEFORE_PLANS:
            value *= PLANNED
        reading.add(hit, value, NAME, min(hit.start, target.start), max(hit.end, target.end))
        hit.used = target.used = True


_BETWEEN = frozenset({"over", "for", "due", "in", "at", "through"})
"""Behind these stands why or where something ended, not what."""
_BEFORE_PLANS = frozenset({"to"})
PLANNED = 0.4
"""Something that is only to be ended ("pays $75 million to end the probe", "a plan to stop")."""


def _object(hits: list[Hit], tokens: list[str], index: int) -> Hit | None:
    """What is ended: to the right first (active), else, for a participle, to the left (passive)."""
    middle = hits[index]
    flags = middle.entry.flags
    for hit in () if "after" in flags else hits[index + 1 : index + 5]:
        if hit.start - middle.end > REACH or hit.roles & _STOP:
            break
        if _endable(hit):
            if not _BETWEEN.isdisjoint(tokens[middle.end : hit.start]):
                break
            return hit
    passive = "after" in flags or (middle.start > 0 and tokens[middle.start - 1] in _BE)
    if not passive and not tokens[middle.start].endswith(("ed", "wn", "en", "ck", "me")):
        return None  # no participle: "Nifty ends", "the bureau clears"
    reach, stop = (PASSIVE_REACH, _WALL) if passive else (REACH, _STOP)
    for hit in hits[max(0, index - 6) : index][::-1]:
        if middle.start - hit.end > reach or hit.roles & stop:
            return None
        if _endable(hit):
            return hit
    return None


def _endable(hit: Hit) -> bool:
    if hit.used:
        return False
    if hit.roles & (Role.EVENT | Role.POLAR) and hit.entry.value:
        return True
    return bool(hit.roles & Role.METRIC and hit.entry.metric < 0) or (
        bool(hit.roles & Role.DIRECTION) and "n" in hit.entry.flags
    )
