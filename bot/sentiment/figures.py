"""
Figures side by side: which is measured against which.

"0.4 versus 0.9", "EUR 3.1 mn (EUR 4.9 mn)", "12.4 % (11.9)", "2.1 % from 2.8 %", "1.12, consensus 1.08", "EUR 61 mn at the end of
March, EUR 48 mn at the end of December", "18 of 157 against 37 of 107", "EUR 40-44 million (previously EUR 42-46 million)".

The rules judge such a pair by its metric (`families.comparison`); the sentence model is told which figure is higher (`told`):
an encoder sees words, not sizes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.sentiment.tokens import NUMBER_START, lowered, number, tokenize
from bot.sentiment.wordlists import words

CONTROL = words("placebo control ctrl observation standard soc sham comparator chemotherapy vehicle")
"""Words for the arm that a drug is compared with."""
EXPECTED = words(
    "consensus est estimate estimates estimated expected expectation expectations forecast street whisper pencilled poll"
    " polled guide guided view e"
)
"""Words for what was expected."""
_PAST = words("ago earlier previous previously prior last before old was corresponding comparable preceding")
_MONTHS = words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec"
)
ELSEWHEN = EXPECTED | _PAST | _MONTHS | words("year quarter half month months")
"""Words for another time, or for what was expected: the other figure is no competitor's."""
_CURRENCY = words(
    "eur euro euros usd dollar dollars gbp pounds sek nok dkk isk kronor kroner krona chf francs pln zloty czk huf"
    " forint jpy yen rs inr rupees cny yuan rmb brl reais try lira krw won aud cad rm zar rand"
)
_DOLLARS = words("a c s us hk nz au ca")
_SAME_CURRENCY = {
    **dict.fromkeys(words("$ us$ usd dollar dollars cents cent"), "usd"),
    **dict.fromkeys(words("€ eur euro euros"), "eur"),
    **dict.fromkeys(words("£ gbp pounds pence"), "gbp"),
    **dict.fromkeys(words("₹ rs inr rupees paise"), "inr"),
    **dict.fromkeys(words("¥ jpy yen"), "jpy"),
    **dict.fromkeys(words("sek kronor krona"), "sek"),
    **dict.fromkeys(words("chf francs"), "chf"),
    **dict.fromkeys(words("cny yuan rmb"), "cny"),
}
_SCALES = {
    **dict.fromkeys(words("cents cent pence paise"), 0.01),
    **dict.fromkeys(words("k thousand"), 1e3),
    **dict.fromkeys(words("lakh lakhs lac"), 1e5),
    **dict.fromkeys(words("m mn mln mio mm million millions"), 1e6),
    **dict.fromkeys(words("cr crore crores"), 1e7),
    **dict.fromkeys(words("b bn bln billion billions"), 1e9),
    **dict.fromkeys(words("tn trn trillion"), 1e12),
}
_PERCENT = words("percent pct pc")
_UNITS = _PERCENT | _SCALES.keys() | words("x times")
_BESIDE = words(
    "in the a an of for at on and it they had been while whereas comparison year years quarter half month months period same"
    " q1 q2 q3 q4 h1 h2 1h 2h 9m 6m 3m 12m fy spring summer autumn winter first second third fourth end analysts against vs"
    " versus from compared to were group arm mean median loss profit : ,"
)
_LABEL = CONTROL | EXPECTED | _PAST | _MONTHS | _CURRENCY | _UNITS | _BESIDE
"""Words that may stand beside the second figure: when it was, who expected it, in which arm, in what money."""
_VERSUS = words("versus vs v against")
_VERSUS_BEFORE = {
    "with": words("compared compares compare comparison"),
    "to": words("compared compares compare relative"),
    "from": words("up down"),
}
"""The word that makes another one mean "versus"."""
_LOSS = words("loss losses deficit negative")
_PROFIT = words("profit profits surplus income earnings positive")
_RESULT = _PROFIT | words("result eps ebit ebita ebitda share cash")
_FROM = words("from after")
_AMONG = words("of in among")
_TO = words("to and or")
"""Before the second of two figures that belong together: "0.41 to 0.79"."""
_MARKS = frozenset(",;")
_WALLS = frozenset(",;:!?()—–")
_BREAKS = frozenset(";!?") | words("but while whereas although though")

_FIGURE = re.compile(r"(?<![A-Za-z\d.,])[\d.][\d.,]*")
_SENTENCE = re.compile(r"(?<!\bvs)(?<!\best)(?<!\be)[.]\s+[A-Z]")

APART = 12
"""Tokens between two figures that stand side by side."""
GAP = 9
"""Tokens between a figure and its "versus", and between that and the other figure."""
BRACKETS = 12
"""Tokens behind a figure in brackets."""
COUNTED = 4
"""Tokens between a count and what it is counted among."""
NEAR = 6
"""Tokens between a figure and "from", or brackets that tell a time."""
EQUAL = 0.02
"""Figures this close (relative difference) are the same to the rules."""
SLIGHT = 0.005
"""Figures this close are told to be equal."""


class Pair(NamedTuple):
    """A figure and what it is measured against: their tokens, and their amounts in one unit."""

    left: int
    right: int
    first: float
    second: float
    versus: int | None = None
    """The token of the word "versus" (the last one where it is several), if one stands between."""

    @property
    def change(self) -> float:
        """Difference by the larger of the two, 0 to 1."""
        return min(abs(self.first - self.second) / max(abs(self.first), abs(self.second), 1e-9), 1.0)


def pairs(tokens: Sequence[str]) -> list[Pair]:
    """The pairs of a tokenized sentence, those with a "versus" first; no figure stands in two."""
    figures = [place for place, token in enumerate(tokens) if token[0] in NUMBER_START and not is_date(tokens, place)]
    if len(figures) < 2:
        return []
    found: list[Pair] = []
    taken: set[int] = set()
    for middle in range(figures[0] + 1, figures[-1]):
        if _is_versus(tokens, middle):
            made = _versus(tokens, middle)
            if made is not None and taken.isdisjoint(made[:2]):
                found.append(made)
                taken.update(made[:2])
    starts = [place for place in figures if not _is_upper(tokens, place)]
    for left, right in pairwise(starts):
        if left not in taken and right not in taken and _is_beside(tokens, left, right):
            found.append(Pair(left, right, *_amounts(tokens, left, right)))
            taken.update((left, right))
    return found


def told(text: str) -> str:
    """
    The text with a word behind each figure that another one stands beside: "higher", "lower" or "equal" where they are compared
    ("1.02 lower, consensus 1.08"), a sign behind both where they are only alike ("19% > for Acme, 3% < for Borea"). Figures of two
    sentences, and within asterisks, are left alone.
    """
    if len(_FIGURE.findall(text)) < 2:
        return text
    tokens, starts = tokenize(lowered(text))
    added: list[tuple[int, str]] = []
    taken: set[int] = set()
    for pair in pairs(tokens):
        taken.update(pair[:2])
        if not _SENTENCE.search(text, starts[pair.left], starts[pair.right]):
            size = swing(tokens, pair) or _sign(pair)
            added.append((pair.left, "higher" if size > 0 else "lower" if size < 0 else "equal"))
    for pair in _alike(tokens, taken):
        if not _SENTENCE.search(text, starts[pair.left], starts[pair.right]):
            size = _sign(pair)
            added += [(pair.left, "=><"[size]), (pair.right, "=<>"[size])]
    for figure, word in sorted(added, reverse=True):
        last = _last_of(tokens, figure)
        place = starts[last] + len(tokens[last].rstrip(","))
        while text[place : place + 1].isalnum():  # the c of "38c" is a word of its own
            place += 1
        if text.count("*", 0, place) % 2 == 0:
            text = f"{text[:place]} {word}{text[place:]}"
    return text


def _sign(pair: Pair) -> int:
    """1 where the first is higher, -1 where it is lower, 0 where they are nearly the same."""
    return 0 if pair.change < SLIGHT else 1 if pair.first > pair.second else -1


def _alike(tokens: Sequence[str], taken: set[int]) -> list[Pair]:
    """Figures of one kind, one after the other, that nothing compares: "19% for Acme, 3% for Borea"; none stands in two pairs."""
    found: list[Pair] = []
    free = [
        place
        for place, token in enumerate(tokens)
        if token[0] in NUMBER_START
        and place not in taken
        and not is_date(tokens, place)
        and not _is_upper(tokens, place)
    ]
    last = -1
    for left, right in pairwise(free):
        if left == last or not 1 < right - left <= APART or tokens[right - 1] in _TO:
            continue
        if _kind(tokens, left) == _kind(tokens, right) is not None:
            found.append(Pair(left, right, *_amounts(tokens, left, right)))
            last = right
    return found


def _kind(tokens: Sequence[str], place: int) -> str | None:
    """What the figure counts: percent, a currency, the noun behind it; None where nothing says."""
    if is_percent(tokens, place):
        return "percent"
    currency = _currency(tokens, place)
    if currency is not None:
        return currency
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    if following.isalpha() and following not in _BESIDE and following not in _SCALES and following not in _AMONG:
        return following
    return "decimal" if "." in tokens[place] else None


def _last_of(tokens: Sequence[str], place: int) -> int:
    """The last token of a figure: the upper end of its range, its unit, its currency."""
    while place + 1 < len(tokens) and (
        _is_upper(tokens, place + 1)
        or (tokens[place + 1] == "–" and _is_upper(tokens, place + 2))
        or tokens[place + 1] in _UNITS
        or tokens[place + 1 : place + 3] == ["per", "cent"]
        or tokens[place + 1] in _CURRENCY
    ):
        place += 1
    return place


def swing(tokens: Sequence[str], pair: Pair) -> int:
    """1 for a profit beside a loss, -1 for a loss beside a profit, else 0: figures are often written without their sign."""
    before, between = {*tokens[max(0, pair.left - 6) : pair.left]}, {*tokens[pair.left + 1 : pair.right]}
    if between & _LOSS and not between & _PROFIT and before & _RESULT and not before & _LOSS:
        return 1
    if between & _PROFIT and not between & _LOSS and before & _LOSS and not before & _PROFIT:
        return -1
    return 0


def is_expected(tokens: Sequence[str], right: int) -> bool:
    """Is the figure at token `right` an estimate?"""
    return not EXPECTED.isdisjoint(tokens[max(0, right - 4) : right + 3])


def is_percent(tokens: Sequence[str], place: int) -> bool:
    """Is the figure a percentage?"""
    if tokens[place].endswith("%"):
        return True
    after = tokens[place + 1 : place + 3]
    return bool(after) and (after[0] in _PERCENT or after == ["per", "cent"])


def is_date(tokens: Sequence[str], place: int) -> bool:
    """Is the number a year, or the day of a month?"""
    token = tokens[place].rstrip(",")
    return _is_year(token) or (
        len(token) <= 2 and token.isdigit() and not _MONTHS.isdisjoint(tokens[max(0, place - 1) : place + 2])
    )


def _is_versus(tokens: Sequence[str], place: int) -> bool:
    token = tokens[place]
    return token in _VERSUS or (token in _VERSUS_BEFORE and tokens[place - 1] in _VERSUS_BEFORE[token])


def _versus(tokens: Sequence[str], middle: int) -> Pair | None:
    right = next(_near(tokens, middle, 1), None)
    if right is None:
        return None
    percent = is_percent(tokens, right)
    left = next((place for place in _near(tokens, middle, -1) if is_percent(tokens, place) == percent), None)
    if left is None:
        return None
    one, other = _share(tokens, left, -1), _share(tokens, right, 1)
    if one is not None and other is not None:  # "18 of 157 against 37 of 107"
        return Pair(left, right, one, other, middle)
    while _is_upper(tokens, left):
        left -= 2 if tokens[left - 1] == "–" else 1
    return Pair(left, right, *_amounts(tokens, left, right), middle)


def _near(tokens: Sequence[str], middle: int, step: int) -> Iterator[int]:
    """The figures on one side, nearest first, as far as `GAP` or where a clause ends."""
    for place in range(middle + step, middle + step * (GAP + 2), step):
        if not 0 <= place < len(tokens) or tokens[place] in _BREAKS:
            return
        if _is_figure(tokens, place) and not is_date(tokens, place):
            yield place


def _share(tokens: Sequence[str], place: int, step: int) -> float | None:
    """The share that the count before or behind a "versus" is of what it is counted among; None where it is no count."""
    end = place + step * (COUNTED + 2)
    other = next((at for at in range(place + step, end, step) if _is_figure(tokens, at)), None)
    if other is None:
        return None
    count, among = sorted((place, other))
    if among - count < 2 or tokens[among - 1] not in _AMONG:
        return None
    part, whole = number(tokens[count]), number(tokens[among])
    return part / whole if 0 <= part <= whole and whole else None


def _is_figure(tokens: Sequence[str], place: int) -> bool:
    return 0 <= place < len(tokens) and tokens[place][0] in NUMBER_START


def _is_beside(tokens: Sequence[str], left: int, right: int) -> bool:
    """Is the figure at token `right`, the next one, what that at `left` is measured against, without a "versus"?"""
    between = tokens[left + 1 : right]
    percent = is_percent(tokens, left) or (_is_upper(tokens, left + 1) and is_percent(tokens, left + 1))
    if (
        not 0 < len(between) <= APART
        or (is_percent(tokens, right) and not percent)
        or _is_converted(tokens, left, right)
    ):
        return False
    if "(" in between:
        return ")" not in between and _in_brackets(tokens, between, right)
    if percent != is_percent(tokens, right):
        return percent and between[-1] == "from" and _until_wall(tokens, right + 1) == []
    return _after_from(tokens, between, left, right) or _after_comma(tokens, between, right, percent=percent)


def _amounts(tokens: Sequence[str], left: int, right: int) -> tuple[float, float]:
    """Both figures in one unit: one that has none ("NOK 1,204 m (1,017)") has the other's, where that is not absurd."""
    bare = number(tokens[left]), number(tokens[right])
    scales = _scale(tokens, left), _scale(tokens, right)
    first, second = bare[0] * scales[0], bare[1] * scales[1]
    if (scales[0] == 1) == (scales[1] == 1) or not bare[0] or not bare[1]:
        return first, second
    plausible = 1 / 20 < abs(bare[0] / bare[1]) < 20 and not 1 / 3 < abs(first / second) < 3
    return bare if plausible else (first, second)


def _scale(tokens: Sequence[str], place: int) -> float:
    return _SCALES.get(tokens[place + 1], 1.0) if place + 1 < len(tokens) else 1.0


def _is_upper(tokens: Sequence[str], place: int) -> bool:
    """Is there a figure that is the upper end of a range, "30-34 million"?"""
    if not place or not _is_figure(tokens, place):
        return False
    before = place - 1 - (tokens[place - 1] == "–")
    return before >= 0 and tokens[before][0] in NUMBER_START and not tokens[before].endswith("%")


def _in_brackets(tokens: Sequence[str], between: Sequence[str], right: int) -> bool:
    """A lone figure with nothing beside it but a label, straight after the other one or not far off if it has a date."""
    end = right + 1
    closed = next((place for place in range(end, min(end + BRACKETS, len(tokens))) if tokens[place] == ")"), None)
    if closed is None:
        return False
    opened = between.index("(")
    inside = [token for token in (*between[opened + 1 :], *_after_range(tokens[end:closed])) if not _is_year(token)]
    apart = [token for token in _after_range(between[:opened]) if token not in _UNITS and token not in _CURRENCY]
    dated = not (_PAST | EXPECTED | CONTROL).isdisjoint(inside)
    return _LABEL.issuperset(inside) and len(apart) <= (NEAR if dated else 1) and _WALLS.isdisjoint(apart)


def _after_range(tokens: Sequence[str]) -> Sequence[str]:
    """The tokens behind a figure, without the upper end of its range."""
    upper = tokens[1:] if tokens[:1] in (["–"], ["to"]) else tokens
    return upper[1:] if upper and upper[0][0] in NUMBER_START else tokens


def _after_from(tokens: Sequence[str], between: Sequence[str], left: int, right: int) -> bool:
    """Two percentages or two sums of money: "0.6% of sales, from 2.8%"."""
    said = [token for token in between if token not in _CURRENCY]
    if len(between) > NEAR or not {*said[-1:]} & _FROM:
        return False
    return is_percent(tokens, left) or (_is_money(tokens, left) and _is_money(tokens, right))


def _after_comma(tokens: Sequence[str], between: Sequence[str], right: int, *, percent: bool) -> bool:
    """With a time or an estimate: "4.1 mn; a year ago 6.3 mn", "61 mn at the end of March, 48 mn at the end of December"."""
    marks = [place for place, token in enumerate(between) if token in _MARKS]
    if not marks or not _LABEL.issuperset(between[marks[-1] + 1 :]):
        return False
    ahead, behind = {*between[: marks[-1]]}, _until_wall(tokens, right + 1)
    beside = {*between[marks[-1] + 1 :], *behind}
    if beside & (EXPECTED | _PAST) or "end" in beside & ahead:
        return True
    if not beside & _MONTHS:
        return False
    if ahead & _MONTHS:
        return any(map(str.isdigit, behind))
    return percent


def _is_year(token: str) -> bool:
    token = token.rstrip(",")
    return len(token) == 4 and token.isdigit() and token[:2] in {"19", "20"}


def _is_converted(tokens: Sequence[str], left: int, right: int) -> bool:
    """Are the two sums of different money: "3.69 billion rupees ($45.17 million)"?"""
    one, other = _currency(tokens, left), _currency(tokens, right)
    return one is not None and other is not None and one != other


def _currency(tokens: Sequence[str], place: int) -> str | None:
    """The money a figure is in: its sign, or the word before it or behind its unit."""
    before = tokens[place - 1] if place else ""
    sign = tokens[place].lstrip("+-−")[:1]
    if sign in "$€£₹¥":
        return f"{before}$" if sign == "$" and before in _DOLLARS and before != "us" else _SAME_CURRENCY[sign]
    for word in (before, *tokens[place + 1 : place + 3]):
        if word in _CURRENCY or word in _SAME_CURRENCY:
            return _SAME_CURRENCY.get(word, word)
    return None


def _is_money(tokens: Sequence[str], place: int) -> bool:
    """Has the figure a currency or a unit?"""
    beside = [*tokens[place + 1 : place + 2], *tokens[max(0, place - 1) : place]]
    return tokens[place][0] in "$€£₹¥" or not (_UNITS | _CURRENCY).isdisjoint(beside)


def _until_wall(tokens: Sequence[str], start: int) -> list[str]:
    """The next tokens, as far as a comma, bracket or other break, seven at most."""
    found: list[str] = []
    for token in tokens[start : start + 7]:
        if token in _WALLS:
            break
        found.append(token)
    return found
