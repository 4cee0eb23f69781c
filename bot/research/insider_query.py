"""What a person typed after /insiders -> a company, a window, a side, perhaps one person."""

from __future__ import annotations

import calendar
import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.delivery.trading_days import market_day
from bot.errors import AmbiguousName, BadInput, UnknownTicker, UserError
from bot.insiders.roles import OFFICES
from bot.model import Company, Quote
from bot.research.names import MAX_QUERY, resolve, resolve_traded
from bot.tickers import Universe

Show = Literal["key", "buys", "sales", "all"]

DEFAULT_DAYS = 365
LONGEST_DAYS = 365

_DAYS = re.compile(r"(\d{1,4})d", re.IGNORECASE)
_SPAN = re.compile(
    r"\b(?:(?:in|over|for|the|past|this|last)\s+)*(?:(?<!-)\b(?P<count>\d{1,4})\s*(?P<unit>[dwmy]|days?|wks?|weeks?|mos?|months?|yrs?|years?)|"
    r"(?:past|this|last)\s+(?P<one>week|month|year))(?!\S)",
    re.IGNORECASE,
)
_MONTHS = [name.lower() for name in calendar.month_name]
_SINCE = re.compile(
    r"\b(?:ytd|year[ -]to[ -]date|since\s+(?:(?P<iso>\d{4}-\d\d-\d\d)|(?:(?P<before>\d{1,2})(?:st|nd|rd|th|\.)?\s+)?"
    rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in _MONTHS[1:])}|sept)\.?"
    r"(?:\s+(?P<after>\d{1,2})(?:st|nd|rd|th)?)?(?:,?\s+(?P<year>\d{4}))?))(?!\S)",
    re.IGNORECASE,
)
_UNITS = {"d": 1.0, "w": 7.0, "m": 365 / 12, "y": 365.0}
"""Days."""
_NOISE = frozenset(["insider", "insiders", "show", "by", "from"])
_SHOW: Mapping[str, Show] = {
    "buys": "buys",
    "buy": "buys",
    "purchases": "buys",
    "purchase": "buys",
    "bought": "buys",
    "buying": "buys",
    "buyers": "buys",
    "sales": "sales",
    "sells": "sales",
    "sell": "sales",
    "sale": "sales",
    "sold": "sales",
    "selling": "sales",
    "sellers": "sales",
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
    def parse(cls, text: str, universe: Universe, quote: Callable[[str], Quote], now: datetime) -> InsiderQuery:
        """Read "ALLO", "ALLO 6 months", "ALLO ytd", "ALLO buys", "ALLO CFO". Raises the errors of `resolve_traded`."""
        if len(text) > MAX_QUERY:
            raise BadInput(
                f"That is {len(text):,} characters long. Give a ticker such as ALLO, then 90d, buys, sales or a name."
            )
        first, _, rest = text.strip().partition(" ")  # 3M is a company, not three months
        today = market_day(now)
        more = _SPAN.sub(_in_days, _SINCE.sub(lambda said: _days_since(said, today), rest)).split()
        windows = [word for word in more if _DAYS.fullmatch(word)]
        words = [
            first if first.startswith(":") else first.rstrip(":;,!?"),
            *(word for word in more if word not in windows),
        ]
        days = _window(windows[-1]) if windows else DEFAULT_DAYS
        show: Show = "key"
        if len(universe.exact(" ".join(words))) != 1:  # Best Buy is a company
            show = next((_SHOW[word.lower()] for word in reversed(words[1:]) if word.lower() in _SHOW), show)
            words = [words[0], *(word for word in words[1:] if word.lower() not in _NOISE | _SHOW.keys())]
        company, name = _company_and_name(words, universe, quote)
        if re.search(r"\d|\bsince\b", name, re.IGNORECASE):
            raise BadInput(f"“{name}” is no window and nobody's name. The window is in days: /insiders ALLO 90d.")
        return cls(company, days, show, name)


def _in_days(span: re.Match[str]) -> str:
    """As days: 6 months are 182d, the last week 7d."""
    unit = (span["unit"] or span["one"])[0].lower()
    return f"{int(span['count'] or 1) * _UNITS[unit]:.0f}d"


def _days_since(said: re.Match[str], today: date) -> str:
    """As days, the first and today included: since 1 March, asked on 20 April, is 51d; what is no date stays as it is."""
    try:
        if said["iso"]:
            first = date.fromisoformat(said["iso"])
        else:
            month = [name[:3] for name in _MONTHS].index((said["month"] or "jan")[:3].lower())
            first = date(int(said["year"] or today.year), month, int(said["before"] or said["after"] or 1))
            if first > today and not said["year"]:
                first = first.replace(year=today.year - 1)
    except ValueError:
        return said[0]
    return f"{(today - first).days + 1}d"


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
            others = [
                universe.lookup(word) if word.isupper() and len(word) > 1 and word not in OFFICES else None
                for word in words[1:]
            ]
            if all(others):  # two symbols, not a person
                raise AmbiguousName(phrase, (company, *filter(None, others)))
            return company, " ".join(words[1:])
    try:
        return resolve_traded(phrase, universe, quote), ""
    except UnknownTicker as unknown:
        for count in range(len(words) - 1, 0, -1):
            with contextlib.suppress(UserError):
                return resolve(" ".join(words[:count]), universe), " ".join(words[count:])
        if phrase.istitle():
            raise UnknownTicker(f"{unknown.message} For a person give the company first: ALLO {phrase}.") from None
        raise
