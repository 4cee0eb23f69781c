"""
Two arms: figures of one kind that stand side by side though no word compares them, and which of the two is the control's.

"41% on the drug. On placebo, 14%", "4.6 days on Acme's capsules, 4.5 on placebo", "3 of 90 and 31 of 88".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.sentiment.amounts import SCALES, amounts, currency_of, is_figure, is_percent, is_upper
from bot.sentiment.figures import AMONG, APART, BESIDE, CONTROL, COUNTED, Pair, places, share
from bot.sentiment.wordlists import words

_SENTENCE = re.compile(r"(?<!\bvs)(?<!\best)(?<!\be)[.]\s+[A-Z]")
_AND = words("and or ,")
_LABELLING = words(
    "phase grade stage week day month year cohort part type level class tier age aged no article section rule form version"
    " series hr rr or p n ph"
)
"""Before a number that measures nothing, or nothing that its neighbours measure."""
_INTERVAL = words("ci confidence interval")
_DOSE = words("mg mcg ug µg iu")
_NO_NOUN = (BESIDE - words("month months quarter year years")) | SCALES.keys() | AMONG
_NO_NOUN |= words(
    "is are be did does with that which who where by than or as but after before over under per if when has have"
)
"""Words behind a figure that are not what it counts."""
NEXT = 18
"""Tokens between two figures of one kind in neighbouring sentences."""
BEFORE, BEHIND = 7, 9
"""Tokens ahead of the first figure and from the second one on where an arm's word may stand."""
STOP, AND = 9, 4
"""Tokens that a full stop, and "and" or a comma, put between an arm's word and a figure."""
_AGAINST = words("v vs versus against over than beat beats beating")
_WITHOUT = words("adjusted controlled corrected subtracted response by")
_ARM = words("arm arms group groups patients")
_JOINING = words("and but while whereas versus vs v against")


def alike(text: str, tokens: Sequence[str], starts: Sequence[int], taken: AbstractSet[int]) -> list[Pair]:
    """
    Figures of one kind, one after the other, that nothing compares: "19% for Acme, 3% for Borea", "4.6 days on Acme's capsules,
    4.5 on placebo". Two joined by "and" go with the two before them: "41% and 58% on the drug, 2% and 3% on placebo". None
    stands in two pairs.
    """
    free = [place for place in places(tokens) if place not in taken and _is_measure(tokens, place)]

    def is_pair(left: int, right: int) -> bool:
        ends = sentence_ends(text, starts[left], starts[right])
        return ends < 2 and right - left <= (NEXT if ends else APART) and _are_alike(tokens, left, right)

    found: list[tuple[int, int]] = []
    at = 0
    while at + 1 < len(free):
        first, second, *rest = free[at : at + 4]
        joined = len(rest) == 2 and _is_joined(tokens, first, second) and _is_joined(tokens, *rest)
        if joined and is_pair(first, rest[0]) and is_pair(second, rest[1]):
            found += [(first, rest[0]), (second, rest[1])]
            at += 4
        elif is_pair(first, second):
            found.append((first, second))
            at += 2
        else:
            at += 1
    return [
        Pair(left, right, *(_as_shares(tokens, left, right) or amounts(tokens, left, right))) for left, right in found
    ]


def _is_measure(tokens: Sequence[str], place: int) -> bool:
    """Not the number of a phase, a dose, a time, the end of a range or interval, or what a count is counted among."""
    before, after = tokens[max(0, place - 1)], tokens[place + 1 : place + 2]
    if before in _INTERVAL or {*after} & (_INTERVAL | _DOSE) or is_upper(tokens, place):
        return False
    if before in _LABELLING and not is_percent(tokens, place):
        return False
    if before in ("to", ":") and is_figure(tokens, place - 2) and not is_percent(tokens, place):
        return False
    if after == [":"] and is_figure(tokens, place + 2):  # a ratio, or the time ahead of what was measured then
        return False
    return before not in AMONG or not any(is_figure(tokens, place - back) for back in range(2, COUNTED + 2))


def _is_joined(tokens: Sequence[str], left: int, right: int) -> bool:
    """Does nothing but a unit and "and" stand between?"""
    return right - left < 4 and tokens[right - 1] in _AND


def _are_alike(tokens: Sequence[str], left: int, right: int) -> bool:
    """Do both count one thing, named with the first where not with both?"""
    one, other = _kind(tokens, left), _kind(tokens, right)
    return one == other or other is None


def _as_shares(tokens: Sequence[str], left: int, right: int) -> tuple[float, float] | None:
    """The two as shares, where each is counted among something: "3 of 90 and 31 of 88"."""
    one, other = share(tokens, left, 1), share(tokens, right, 1)
    return None if one is None or other is None else (one, other)


def _kind(tokens: Sequence[str], place: int) -> str | None:
    """What the figure counts: percent, a currency, the noun behind it; None where nothing says."""
    if is_percent(tokens, place):
        return "percent"
    currency = currency_of(tokens, place)
    if currency is not None:
        return currency
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    if following.isalpha() and following not in _NO_NOUN:
        return following.removesuffix("s")
    return None


def sentence_ends(text: str, start: int, end: int) -> int:
    """How many sentences end in `text[start:end]`."""
    return len(_SENTENCE.findall(text, start, end))


def control_side(text: str, tokens: Sequence[str], starts: Sequence[int], pair: Pair) -> int:
    """1 where the second figure is the control arm's, -1 where the first is, 0 where no word or two words say so."""
    first, last = max(0, pair.left - BEFORE), min(len(tokens), pair.right + BEHIND)
    sides = set()
    for place in range(first, last):
        if tokens[place] not in CONTROL or _is_measured_against(tokens, place):
            continue
        near = range(place, pair.left) if place < pair.left else range(pair.right + 1, place)
        listed = _listed(tokens, place, pair)
        if listed:
            sides.add(listed)
        elif not any(is_figure(tokens, at) for at in near):
            left, right = (_away(text, tokens, starts, place, figure) for figure in pair[:2])
            sides.add(0 if left == right else 1 if right < left else -1)
    return sides.pop() if len(sides) == 1 else 0


def _listed(tokens: Sequence[str], arm: int, pair: Pair) -> int:
    """The same where both arms are named before both figures: "for the drug and placebo arms were 61% and 37%"; else 0."""
    if not 0 < arm < pair.left or not _is_joined(tokens, *pair[:2]):
        return 0
    if tokens[arm - 1] in _JOINING or tokens[max(0, arm - 2) : arm] == ["and", "the"]:
        return 1
    behind = arm + 1 + (tokens[arm + 1] in _ARM)
    return -1 if tokens[behind] in _JOINING else 0


def _is_measured_against(tokens: Sequence[str], place: int) -> bool:
    """No arm with a figure of its own: "43% against placebo", "placebo-adjusted"."""
    if {*tokens[place + 1 : place + 2]} & _WITHOUT:
        return True
    against = place > 0 and tokens[place - 1] in _AGAINST
    return against and not any(is_figure(tokens, at) for at in range(place + 1, place + 4))


def _away(text: str, tokens: Sequence[str], starts: Sequence[int], arm: int, figure: int) -> int:
    """How far an arm's word is from a figure: in tokens, the more so across a comma behind the figure, "and", or a full stop."""
    low, high = min(arm, figure), max(arm, figure)
    between = tokens[low + 1 : high]
    far = high - low + STOP * sentence_ends(text, starts[low], starts[high])
    far += AND * sum(token in _JOINING for token in between) + AND * any(
        is_figure(tokens, at) for at in range(low + 1, high)
    )
    return far + (AND * sum(mark in between for mark in ",;") if figure < arm else 0)
