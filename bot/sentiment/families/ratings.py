"""Analysts' ratings and calls to trade: "cut to Sell from Hold", "initiated at Overweight", "Buy Infosys, target Rs 500"."""

from __future__ import annotations

from bot.sentiment.reading import Hit, Reading
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "ratings"
ROLES = Role.RATING

_OPENERS = words(
    "initiated initiates initiate initiating starts started start resumes resumed assumes assumed launches rated rates rate"
)
_KEPT = words(
    "maintains maintained maintain reiterates reiterated reiterate keeps kept affirms affirmed stays "
    "retains retained reaffirms reaffirmed remains"
)
_UP = words(
    "upgrade upgrades upgraded raise raises raised ups upped lifts lifted boosts boosted moves moved move hikes hiked"
)
_DOWN = words("downgrade downgrades downgraded cut cuts lowers lowered lower drops dropped reduces reduced slashes")
_VERBS = _OPENERS | _KEPT | _UP | _DOWN
_LINKS = words("to at as with from a")
_AFTER = words(
    "from at with by on after amid as and for rating ratings citing ahead following due vs in target pt price"
)
_MARKS = words(": ; , ( — –")


def apply(reading: Reading) -> None:
    """A move between ratings, a first or kept rating, or a call at the head of a clause."""
    hits, tokens = reading.hits, reading.tokens
    moves = [index for index, token in enumerate(tokens) if token in _VERBS]
    for index, hit in enumerate(hits):
        if hit.used or not hit.roles & Role.RATING:
            continue
        before = tokens[hit.start - 1] if hit.start else ""
        after = tokens[hit.end] if hit.end < len(tokens) else ""
        verb = next((tokens[place] for place in reversed(moves) if place < hit.start and hit.start - place <= 9), None)
        if verb is not None and (
            (before in _LINKS | _KEPT and (after in _AFTER or not after.isalpha())) or after in {"rating", "ratings"}
        ):
            _rated(reading, hits, index, verb, before)
        elif _is_call(tokens, hit, before, after):
            value = hit.entry.rating
            if value:
                reading.add(hit, value * -0.8 if hit.negated else value, NAME)
            hit.used = True


def _rated(reading: Reading, hits: list[Hit], index: int, verb: str, before: str) -> None:
    """The rating after a verb; an upgrade or downgrade verb says by itself which way it went."""
    hit = hits[index]
    hit.used = True
    if before == "from":
        return
    if verb in _UP | _DOWN:
        if any(other.roles & Role.RELATION and other.entry.right and not other.used for other in hits[:index]) or any(
            finding.rule == "relations" for finding in reading.findings
        ):
            return  # "downgraded" has said it already
        mover = next(
            (other for other in reversed(hits[:index]) if other.roles & Role.DIRECTION and not other.used), None
        )
        if mover is not None:
            mover.used = True
        reading.add(hit, 0.6 if verb in _UP else -0.6, NAME)
        return
    if hit.entry.rating:
        strength = 0.75 if verb in _KEPT else 1.0
        reading.add(hit, hit.entry.rating * strength, NAME)


def _is_call(tokens: list[str], hit: Hit, before: str, after: str) -> bool:
    """Is it one: "Buy X", "Analyst: sell X", "is a strong buy"; not "to buy a stake"."""
    word = tokens[hit.start]
    if hit.start == 0 or before in _MARKS:
        return word in {"buy", "sell", "avoid", "accumulate", "short", "exit", "book", "go", "reduce", "hold"} and after not in {
            "", ":", ",", "side", "back", "or", "and", "out", "off", "in", "by", "the", "term", "sellers", "seller",
        }  # fmt: skip
    if after in {"rating", "ratings", "call", "recommendation"}:
        return True
    return (
        word in {"buy", "sell"}
        and before in {"a", "strong", "soft", "is", "says", "recommends", "'", "clear"}
        and after not in {"out", "side"}
    )
