"""What a person typed -> a company, or a kind refusal."""

from __future__ import annotations

import re

from bot.errors import AmbiguousName, BadInput, UnknownTicker
from bot.model import Company
from bot.tickers import Universe
from bot.tickers.names import normalise_name
from bot.tickers.words import load_words

MAX_QUERY = 200
"""Characters; nobody types a longer ticker or name."""

_SYMBOL = re.compile(r"\$?[A-Za-z]{1,6}(?:[.\-/][A-Za-z]{1,2})?")
_ON_A_MARKET = re.compile(
    r"(?:NASDAQ|NYSE(?: American| Arca)?|AMEX) ?: ?(?P<after>\$?[A-Z]{1,6}(?:[./-][A-Z]{1,2})?)"
    r"|(?P<before>\$?[A-Z]{1,6}(?:[./-][A-Z]{1,2})?) U[SNQWR](?: EQUITY)?",
    re.IGNORECASE,
)
"""NASDAQ:ALLO, and ALLO US Equity as terminals write it (US, or one of its exchanges: UN, UQ, UW, UR)."""
_WORDY = frozenset(
    """
    A ALL AN AND ANY ARE AS AT BE BIG BY CAN DO FOR FUN GO GOOD HAS HE IN IT LOVE MAN ME NEW NEXT NOW OF OLD ON ONE OR
    OUT PLAY REAL SEE SO TEAM THE TO TWO TRUE UP US VERY WE WELL YOU
    """.split()  # noqa: SIM905 - reads as a list
)
"""Tickers that are everyday words: accepted in capitals or as $TICKER, not in lower case."""


def resolve(text: str, universe: Universe) -> Company:
    """
    A ticker or a company name. Raises `BadInput` for what cannot be either, `AmbiguousName` with candidates,
    `UnknownTicker` with a hint.
    """
    query = " ".join(text.split())
    if not query:
        raise BadInput("Which company? Give a ticker such as ALLO, or a name.")
    if len(query) > MAX_QUERY:
        raise BadInput(f"That is {len(query):,} characters long. Give one ticker such as ALLO, or one company name.")
    query = without_market(query)
    if _SYMBOL.fullmatch(query):
        symbol = query.lstrip("$").upper()
        everyday = symbol in _WORDY and not query.startswith("$") and query != symbol
        company = universe.lookup(symbol)
        if company is not None and not everyday:
            return company
        if everyday:
            raise UnknownTicker(f"“{query}” is an everyday word. If you mean the stock, type ${symbol}.")
    if query.startswith("$") or not re.search(r"[A-Za-z]", query):
        raise UnknownTicker(f"No listed company has the ticker {query[:40]}. Try its name.")
    exact = universe.exact(query)
    if len(exact) == 1:
        return exact[0]
    found = universe.search(query, limit=5)
    if not found:
        raise UnknownTicker(f"No listed company goes by “{query[:60]}”. Try the ticker, for example ALLO.")
    if " " not in query and query.islower() and not load_words().coined(query):
        raise AmbiguousName(query, tuple(found[:1]))
    if len(found) == 1 or len({company.cik for company in found}) == 1:
        return found[0]
    alias = normalise_name(query)
    if " " in alias and alias in universe.aliases:
        return found[0]  # "J&J", "Capital One": what everybody calls one company
    raise AmbiguousName(query, tuple(found))


def without_market(text: str) -> str:
    """The symbol alone where it is written with its American market, NASDAQ:ALLO or ALLO US; any other text as it is."""
    found = _ON_A_MARKET.fullmatch(text)
    return (found["after"] or found["before"]) if found else text
