"""Who does what to whom: the acquirer and the acquired, the winner and the loser, the regulator and the fined."""

from __future__ import annotations

import re

from bot.sentiment.families import frames
from bot.sentiment.reading import Hit, Reading
from bot.sentiment.roles import Role
from bot.sentiment.wordlists import words

NAME = "relations"
ROLES = Role.RELATION | Role.FRAME


def apply(reading: Reading) -> None:
    """One finding per relation; a passive ("downgraded by") swaps doer and other."""
    tokens = reading.tokens
    hits = reading.hits
    if reading.mask & Role.FRAME:
        frames.apply(reading)
    for index, hit in enumerate(hits):
        if not hit.roles & Role.RELATION or hit.used:
            continue
        if hit.roles & Role.SURPRISE and _has_expectation(hits, index):
            continue  # "beats estimates" has no loser
        if hit.roles & Role.RATING and hit.start and tokens[hit.start - 1] in _RATED:
            continue  # "keeps outperform on X" is a rating
        entry = hit.entry
        if entry.words in _REACHES and _is_level(hits, index):
            continue
        left, right = entry.left, entry.right
        if hit.negated:
            left, right = left * hit.negated, right * hit.negated
        if right < 0 and entry.words.endswith("against") and _ended(hits, tokens, index):
            right *= -ENDED
        passive = _PARTICIPLE.search(entry.words) is not None and "by" in tokens[hit.end : hit.end + 2]
        if passive:
            left, right = right, left
        factor = entry.factor
        left, right = left * factor, right * factor
        finding = reading.add(hit, max((left, right), key=abs) / (factor or 1.0), NAME)
        if left > 0 > right or right > 0 > left:
            finding.value = left
        if "deal" in entry.flags:
            finding.value *= OVERALL
        finding.relation = True
        finding.left, finding.right = left, right
        hit.used = True


_RATED = words(
    "to at with from keeps kept maintains maintained reiterates reiterated retains affirms reaffirms an a its"
)

OVERALL = 0.4
"""A deal that is good for one side says less about a text as a whole."""
_PARTICIPLE = re.compile(r"^\w+(?:ed|ght|ten|en|un)\b(?!.* by\b)")
"""A form that "by" can make passive ("downgraded by"); "beats by 2 cents" is none."""


_REACHES = frozenset({"hit", "hits"})
"""Of a level these only say that it was reached ("hits a record high", "hits 24,000")."""


ENDED = 0.9
"""What a case against somebody counts, turned round, once it "was dismissed" or "is over"."""


def _ended(hits: list[Hit], tokens: list[str], index: int) -> bool:
    """Does its clause go on to say that it has ended? The word that says so is then used up."""
    for hit in hits[index + 1 : index + 7]:
        if hit.roles & (Role.STRONG | Role.BREAK):
            return False
        if hit.roles & Role.STOPPER and (
            "after" in hit.entry.flags or tokens[hit.start - 1] in {"was", "were", "is", "been"}
        ):
            hit.used = True
            return True
    return False


def _is_level(hits: list[Hit], index: int) -> bool:
    end = hits[index].end
    return any(
        other.start - end <= 3 and other.roles & (Role.HIGH | Role.NUMBER | Role.METRIC | Role.DIRECTION)
        for other in hits[index + 1 : index + 3]
    )


def _has_expectation(hits: list[Hit], index: int) -> bool:
    end = hits[index].end
    for hit in hits[index + 1 : index + 4]:
        if hit.start - end > 5 or hit.roles & (Role.STRONG | Role.BREAK):
            return False
        if hit.roles & (Role.EXPECTATION | Role.METRIC):
            return True
    return False
