"""What a person typed after /insiders -> a company, a window, a side, perhaps one person."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.errors import AmbiguousName, BadInput, UnknownTicker, UserError
from bot.model import Company, Quote
from bot.research.names import MAX_QUERY, resolve, resolve_traded
from bot.tickers import Universe

Show = Literal["key", "buys", "sales", "all"]

DEFAULT_DAYS = 365
LONGEST_DAYS = 365

_DAYS = re.compile(r"(\d{1,4})d(?:ays?)?", re.IGNORECASE)
_DAYS_APART = re.compile(r"\b(\d{1,4})\s+days?\b", re.IGNORECASE)
_SHOW: Mapping[str, Show] = {
    "buys": "buys",
    "buy": "buys",
    "purchases": "buys",
    "purchase": "buys",
    "bought": "buys",
    "sales": "sales",
    "sells": "sales",
    "sell": "sales",
    "sale": "sales",
    "sold": "sales",
    "all": "all",
}


@dataclass(frozen=True, slots=True)
class InsiderQuery:
    """A company, how far back, which side, and perhaps one person."""

    company: Company
    days: int = DEFAULT_DAYS
    show: Show = "key"
    name: str = ""

    @classmethod
    def parse(cls, text: str, universe: Universe, quote: Callable[[str], Quote]) -> InsiderQuery:
        """Read "ALLO", "ALLO 90d", "ALLO buys", "Allogene all", "ALLO David Chang". Raises the errors of `resolve_traded`."""
        if len(text) > MAX_QUERY:
            raise BadInput(
                f"That is {len(text):,} characters long. Give a ticker such as ALLO, then 90d, buys, sales or a name."
            )
        words = _DAYS_APART.sub(r"\1d", text).split()
        windows = [word for word in words[1:] if _DAYS.fullmatch(word)]
        words = [*words[:1], *(word for word in words[1:] if word not in windows)]
        days = _window(windows[-1]) if windows else DEFAULT_DAYS
        show: Show = "key"
        while len(words) > 1 and words[-1].lower() in _SHOW:
            show = _SHOW[words.pop().lower()]
        company, name = _company_and_name(words, universe, quote)
        if re.search(r"\d", name):
            raise BadInput(f"“{name}” is no window and nobody's name. The window is in days: /insiders ALLO 90d.")
        return cls(company, days, show, name)


def _window(word: str) -> int:
    days = int(re.sub(r"\D", "", word))
    if not 1 <= days <= LONGEST_DAYS:
        raise BadInput(f"The window is 1d to {LONGEST_DAYS}d, for example /insiders ALLO 90d.")
    return days


def _company_and_name(words: Sequence[str], universe: Universe, quote: Callable[[str], Quote]) -> tuple[Company, str]:
    """A company by ticker or name; words after it that are no part of it are a person's name."""
    phrase = " ".join(words)
    if len(words) > 1:
        whole = universe.exact(phrase)
        if len(whole) == 1:
            return whole[0], ""
        first = words[0].lstrip("$").upper()
        company = universe.lookup(first) if first.isascii() and len(first) <= 6 else None
        if company is not None and (words[0] == words[0].upper() or words[0].startswith("$")):
            others = [universe.lookup(word) if word.isupper() and len(word) > 1 else None for word in words[1:]]
            if all(others):  # two symbols, not a person
                raise AmbiguousName(phrase, (company, *filter(None, others)))
            return company, " ".join(words[1:])
    try:
        return resolve_traded(phrase, universe, quote), ""
    except UnknownTicker as unknown:
        if len(words) == 1 and phrase.istitle():
            raise UnknownTicker(f"{unknown.message} For a person give the company first: ALLO {phrase}.") from None
        for count in range(len(words) - 1, 0, -1):
            with contextlib.suppress(UserError):
                return resolve(" ".join(words[:count]), universe), " ".join(words[count:])
        raise
