"""
Figures side by side: is the second one what the first is measured against?

"EUR 3.1 mn (EUR 4.9 mn)", "12.4 % (11.9)", "2.1 % from 2.8 %", "1.12, consensus 1.08", "EUR 61 mn at the end of March, EUR 48 mn
at the end of December".
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.sentiment.reading import Hit, Reading, amount, is_percent
from bot.sentiment.roles import Role
from bot.sentiment.tokens import NUMBER_START, number
from bot.sentiment.wordlists import words

CONTROL = words("placebo control ctrl observation standard soc sham comparator chemotherapy vehicle")
"""Words for the arm that a drug is compared with."""
_EXPECTED = words(
    "consensus est estimate estimates estimated expected expectation expectations forecast street whisper pencilled poll"
    " polled guide guided view e"
)
_PAST = words("ago earlier previous previously prior last before old was corresponding comparable preceding")
_MONTHS = words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec"
)
_CURRENCY = words(
    "eur euro euros usd dollar dollars gbp pounds pence sek nok dkk isk kronor kroner krona chf francs pln zloty czk huf"
    " forint jpy yen rs inr rupees cny yuan rmb brl reais try lira krw won aud cad rm zar rand"
)
_UNITS = words(
    "k thousand m mn mln mio million millions mm crore crores cr lakh b bn bln billion billions tn trn trillion percent"
    " pc pct per cent % x times"
)
_BESIDE = words(
    "in the a an of for at on and year years quarter half month months period same q1 q2 q3 q4 h1 h2 1h 2h 9m 6m 3m 12m fy"
    " spring summer autumn winter first second third fourth end analysts against vs versus from compared to was were group"
    " arm mean median"
)
ELSEWHEN = _EXPECTED | _PAST | _MONTHS | words("year quarter half month months")
"""Words for another time, or for what was expected: the other figure is no competitor's."""
_LABEL = CONTROL | _EXPECTED | _PAST | _MONTHS | _CURRENCY | _UNITS | _BESIDE | words("loss profit : ,")
"""Words that may stand beside the second figure: when it was, who expected it, in which arm, in what money."""
_FROM = words("from after")
_AMONG = words("of in among")
_MARKS = frozenset(",;")
_WALLS = frozenset(",;:!?()—–")

APART = 12
"""Tokens between two figures that stand side by side."""
BRACKETS = 12
"""Tokens behind a figure in brackets."""
COUNTED = 4
"""Tokens between a count and what it is counted among."""
NEAR = 6
"""Tokens between a figure and "from", or brackets that tell a time."""


def side_by_side(reading: Reading, left: int, right: int) -> bool:
    """Is the figure at hit `right`, the next one after `left`, what that one is measured against?"""
    between = reading.tokens[reading.hits[left].end : reading.hits[right].start]
    percent = is_percent(reading, left) or (
        left + 1 < right and is_upper(reading, left + 1) and is_percent(reading, left + 1)
    )
    if not 0 < len(between) <= APART or (is_percent(reading, right) and not percent):
        return False
    if "(" in between:
        return ")" not in between and _in_brackets(reading, between, right)
    if percent != is_percent(reading, right):
        return percent and between[-1] == "from" and _until_wall(reading, reading.hits[right].end) == []
    return _after_from(reading, between, left, right) or _after_comma(reading, between, right, percent=percent)


def amounts(reading: Reading, left: int, right: int) -> tuple[float, float]:
    """Both figures in one unit: one that has none ("NOK 1,204 m (1,017)") has the other's, where that is not absurd."""
    first, second = amount(reading, left), amount(reading, right)
    bare = number(reading.tokens[reading.hits[left].start]), number(reading.tokens[reading.hits[right].start])
    if (first == bare[0]) == (second == bare[1]) or not bare[0] or not bare[1]:
        return first, second
    plausible = 1 / 20 < abs(bare[0] / bare[1]) < 20 and not 1 / 3 < abs(first / second) < 3
    return bare if plausible else (first, second)


def is_expected(reading: Reading, right: int) -> bool:
    """Is the figure at hit `right` an estimate?"""
    hit = reading.hits[right]
    return not _EXPECTED.isdisjoint(reading.tokens[max(0, hit.start - 4) : hit.end + 2])


def is_upper(reading: Reading, place: int) -> bool:
    """Is the figure at hit `place` the upper end of a range, "30-34 million"?"""
    tokens, start = reading.tokens, reading.hits[place].start
    if start and tokens[start - 1] == "–":
        start -= 1
    return start > 0 and tokens[start - 1][0] in NUMBER_START and not tokens[start - 1].endswith("%")


def shares(reading: Reading, left: int, right: int) -> tuple[float, float] | None:
    """Two counts as shares of what they are counted among ("18 of 157 against 37 of 107"); None where they are none."""
    figures = [place for place, hit in enumerate(reading.hits) if hit.roles & Role.NUMBER]
    first, second = figures.index(left), figures.index(right)
    if first == 0 or second + 1 == len(figures):
        return None
    found = _share(reading, figures[first - 1], left), _share(reading, right, figures[second + 1])
    return (found[0], found[1]) if found[0] is not None and found[1] is not None else None


def _share(reading: Reading, count: int, among: int) -> float | None:
    tokens, before, after = reading.tokens, reading.hits[count], reading.hits[among]
    between = tokens[before.end : after.start]
    if not 0 < len(between) <= COUNTED or between[-1] not in _AMONG:
        return None
    part, whole = number(tokens[before.start]), number(tokens[after.start])
    return part / whole if 0 <= part <= whole and whole else None


def is_date(reading: Reading, hit: Hit) -> bool:
    """Is the number a year, or the day of a month?"""
    tokens = reading.tokens
    token = tokens[hit.start]
    return _is_year(token) or (
        len(token) <= 2 and token.isdigit() and not _MONTHS.isdisjoint(tokens[max(0, hit.start - 1) : hit.end + 1])
    )


def _in_brackets(reading: Reading, between: Sequence[str], right: int) -> bool:
    """A lone figure with nothing beside it but a label, straight after the other one or not far off if it has a date."""
    tokens, end = reading.tokens, reading.hits[right].end
    closed = next((place for place in range(end, min(end + BRACKETS, len(tokens))) if tokens[place] == ")"), None)
    if closed is None:
        return False
    opened = between.index("(")
    inside = [token for token in (*between[opened + 1 :], *_after_range(tokens[end:closed])) if not _is_year(token)]
    apart = [token for token in _after_range(between[:opened]) if token not in _UNITS and token not in _CURRENCY]
    dated = not (_PAST | _EXPECTED | CONTROL).isdisjoint(inside)
    return _LABEL.issuperset(inside) and len(apart) <= (NEAR if dated else 1) and _WALLS.isdisjoint(apart)


def _after_range(tokens: Sequence[str]) -> Sequence[str]:
    """The tokens behind a figure, without the upper end of its range."""
    upper = tokens[1:] if tokens[:1] in (["–"], ["to"]) else tokens
    return upper[1:] if upper and upper[0][0] in NUMBER_START else tokens


def _after_from(reading: Reading, between: Sequence[str], left: int, right: int) -> bool:
    """Two percentages or two sums of money: "0.6% of sales, from 2.8%"."""
    said = [token for token in between if token not in _CURRENCY]
    if len(between) > NEAR or not {*said[-1:]} & _FROM:
        return False
    return is_percent(reading, left) or (_is_money(reading, left) and _is_money(reading, right))


def _after_comma(reading: Reading, between: Sequence[str], right: int, *, percent: bool) -> bool:
    """With a time or an estimate: "4.1 mn; a year ago 6.3 mn", "61 mn at the end of March, 48 mn at the end of December"."""
    marks = [place for place, token in enumerate(between) if token in _MARKS]
    if not marks or not _LABEL.issuperset(between[marks[-1] + 1 :]):
        return False
    ahead, behind = {*between[: marks[-1]]}, _until_wall(reading, reading.hits[right].end)
    beside = {*between[marks[-1] + 1 :], *behind}
    if beside & (_EXPECTED | _PAST) or "end" in beside & ahead:
        return True
    if not beside & _MONTHS:
        return False
    if ahead & _MONTHS:
        return any(map(str.isdigit, behind))
    return percent


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.isdigit() and token[:2] in {"19", "20"}


def _is_money(reading: Reading, index: int) -> bool:
    """Has the figure a currency or a unit?"""
    hit, tokens = reading.hits[index], reading.tokens
    beside = [*tokens[hit.end : hit.end + 1], *tokens[max(0, hit.start - 1) : hit.start]]
    return tokens[hit.start][0] in "$€£₹¥" or not (_UNITS | _CURRENCY).isdisjoint(beside)


def _until_wall(reading: Reading, start: int) -> list[str]:
    """The next tokens, as far as a comma, bracket or other break, seven at most."""
    found: list[str] = []
    for token in reading.tokens[start : start + 7]:
        if token in _WALLS:
            break
        found.append(token)
    return found
