"""What a figure in a sentence is: a percentage, a sum of some money, a date, the end of a range; and how much, in units of one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.sentiment.tokens import NUMBER_START, number
from bot.sentiment.wordlists import words

MONTHS = words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec"
)
CURRENCIES = words(
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
SCALES = {
    **dict.fromkeys(words("cents cent pence paise"), 0.01),
    **dict.fromkeys(words("k thousand"), 1e3),
    **dict.fromkeys(words("lakh lakhs lac"), 1e5),
    **dict.fromkeys(words("m mn mln mio mm million millions"), 1e6),
    **dict.fromkeys(words("cr crore crores"), 1e7),
    **dict.fromkeys(words("b bn bln billion billions"), 1e9),
    **dict.fromkeys(words("tn trn trillion"), 1e12),
}
_PERCENT = words("percent pct pc")
_HALF_OR_QUARTER = re.compile(r"[hq](\d\d)?")
UNITS = _PERCENT | SCALES.keys() | words("x times")


def is_figure(tokens: Sequence[str], place: int) -> bool:
    """Is there a figure at this place, if there is such a place?"""
    return 0 <= place < len(tokens) and tokens[place][0] in NUMBER_START


def is_percent(tokens: Sequence[str], place: int) -> bool:
    """Is the figure a percentage?"""
    if tokens[place].endswith("%"):
        return True
    after = tokens[place + 1 : place + 3]
    return bool(after) and (after[0] in _PERCENT or after == ["per", "cent"])


def is_date(tokens: Sequence[str], place: int) -> bool:
    """Is the number a year, the day of a month, or that of a quarter or half ("3Q26")?"""
    token = tokens[place].rstrip(",")
    if is_year(token):
        return True
    return (
        len(token) <= 2
        and token.isdigit()
        and (
            not MONTHS.isdisjoint(tokens[max(0, place - 1) : place + 2])
            or (place + 1 < len(tokens) and _HALF_OR_QUARTER.fullmatch(tokens[place + 1]) is not None)
        )
    )


def is_year(token: str) -> bool:
    """Does the number look like a year of this century or the last?"""
    token = token.rstrip(",")
    return len(token) == 4 and token.isdigit() and token[:2] in {"19", "20"}


def is_upper(tokens: Sequence[str], place: int) -> bool:
    """Is there a figure that is the upper end of a range, "30-34 million"?"""
    if not place or not is_figure(tokens, place):
        return False
    before = place - 1 - (tokens[place - 1] == "–")
    return before >= 0 and tokens[before][0] in NUMBER_START and not tokens[before].endswith("%")


def amounts(tokens: Sequence[str], left: int, right: int) -> tuple[float, float]:
    """Both figures in one unit: one that has none ("NOK 1,204 m (1,017)") has the other's, where that is not absurd."""
    bare = number(tokens[left]), number(tokens[right])
    scales = _scale(tokens, left), _scale(tokens, right)
    first, second = bare[0] * scales[0], bare[1] * scales[1]
    if (scales[0] == 1) == (scales[1] == 1) or not bare[0] or not bare[1]:
        return first, second
    plausible = 1 / 20 < abs(bare[0] / bare[1]) < 20 and not 1 / 3 < abs(first / second) < 3
    return bare if plausible else (first, second)


def _scale(tokens: Sequence[str], place: int) -> float:
    return SCALES.get(tokens[place + 1], 1.0) if place + 1 < len(tokens) else 1.0


def is_converted(tokens: Sequence[str], left: int, right: int) -> bool:
    """Are the two sums of different money: "3.69 billion rupees ($45.17 million)"?"""
    one, other = currency_of(tokens, left), currency_of(tokens, right)
    return one is not None and other is not None and one != other


def currency_of(tokens: Sequence[str], place: int) -> str | None:
    """The money a figure is in: its sign, or the word before it or behind its unit."""
    before = tokens[place - 1] if place else ""
    sign = tokens[place].lstrip("+-−")[:1]
    if sign in "$€£₹¥":
        return f"{before}$" if sign == "$" and before in _DOLLARS and before != "us" else _SAME_CURRENCY[sign]
    for word in (before, *tokens[place + 1 : place + 3]):
        if word in CURRENCIES or word in _SAME_CURRENCY:
            return _SAME_CURRENCY.get(word, word)
    return None


def is_money(tokens: Sequence[str], place: int) -> bool:
    """Has the figure a currency or a unit?"""
    beside = [*tokens[place + 1 : place + 2], *tokens[max(0, place - 1) : place]]
    return tokens[place][0] in "$€£₹¥" or not (UNITS | CURRENCIES).isdisjoint(beside)
