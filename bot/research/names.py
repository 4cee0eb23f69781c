"""What a person typed -> a company, or a kind refusal."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from bot.errors import AmbiguousName, BadInput, DeskError, UnknownTicker
from bot.model import Company, Quote
from bot.tickers import Universe
from bot.tickers.names import normalise_name
from bot.tickers.words import FUNCTION_WORDS, load_words

MAX_QUERY = 200
"""Characters; nobody types a longer ticker or name."""

_SYMBOL = re.compile(r"\$?[A-Za-z]{1,6}(?:[.\-/][A-Za-z]{1,2})?")
_ON_A_MARKET = re.compile(
    r"(?:NASDAQ|NYSE(?: American| Arca)?|AMEX) ?: ?(?P<after>\$?[A-Z]{1,6}(?:[./-][A-Z]{1,2})?)"
    r"|(?P<before>\$?[A-Z]{1,6}(?:[./-][A-Z]{1,2})?) U[SNQWR](?: EQUITY)?",
    re.IGNORECASE,
)
"""NASDAQ:ALLO, and ALLO US Equity as terminals write it (US, or one of its exchanges: UN, UQ, UW, UR)."""
_MARKS = " .,;!?'\"“”„‘’«»()[]{}*_~`•·–—-"
"""What stands around a pasted name and is no part of it: bullets, quotes, brackets, Slack's own formatting."""
_NO_NAME = re.compile(r"[@#].*|:[\w+-]+:|\w+://.*|<.*>")
"""A person, @channel, a channel, an emoji, a link."""
_LIKE_A_SYMBOL = re.compile(r"\^?(?=[^a-z]*[A-Z])[A-Z0-9]{1,10}(?:[.=-][A-Z0-9]{1,4})*|\^\w+")
_BOTH = re.compile(r"([^():]+?) ?[(:] ?([^():]+?)\)?")
"""A symbol and its name, as cards write them: ALLO (Allogene Therapeutics, Inc.), ALLO: Allogene Therapeutics."""
_TRADED = re.compile(r"\$?[A-Za-z]{2,5}")
"""How an American symbol is typed that the list may lack: a fund, a new listing."""
_ASKED_FOR = re.compile(r"(?:(?:for|on|of|about) )?(.+?)(?:,? please)?", re.IGNORECASE)
"""What is said around a name that is asked for."""
_MARKED = re.compile(r"(?<![\w$.-])[A-Z]{2,5}(?:-[A-Z])?(?![\w-])")
"""What may be a symbol in a sentence that is not in capitals as a whole."""
_PLACE_OF_A_NAME = re.compile(
    r"(?:\b(?:for|on|of|about|at|is|are|was|were|has|does|do|did|will|buying|selling) [a-z][a-z0-9]{2,}"
    r"|^[a-z][a-z0-9]{2,}(?= (?:up|down|news|mood|sentiment|insiders?|catalysts?|earnings|price|stock|shares)\b))(?![\w-])"
)
"""Where a question has its company, in small letters: "why is allo up", "allo news"."""
_BETWEEN = frozenset({"and", "or", "vs", "versus"})
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
    if _NO_NAME.fullmatch(query):
        raise UnknownTicker(f"“{query[:60]}” is no company. Give a ticker such as ALLO, or a company's name.")
    query = without_market(bare(query)) or query
    if _SYMBOL.fullmatch(query) or _LIKE_A_SYMBOL.fullmatch(query):
        symbol = query.lstrip("$").upper()
        everyday = symbol in _WORDY and not query.startswith("$") and query != symbol
        company = universe.lookup(symbol)
        if company is not None and not everyday:
            return company
        if everyday:
            raise UnknownTicker(f"“{query}” is an everyday word. If you mean the stock, type ${symbol}.")
    if both := _BOTH.fullmatch(query):
        for symbol, name in (both.groups(), both.groups()[::-1]):
            company = universe.lookup(symbol)
            if company is not None and normalise_name(company.name) == normalise_name(name):
                return company
    if query.startswith("$") or not re.search(r"[A-Za-z]", query):
        raise UnknownTicker(f"No listed company has the ticker {query[:40]}. Try its name.")
    return _by_name(query, universe)


def resolve_traded(text: str, universe: Universe, quote: Callable[[str], Quote]) -> Company:
    """
    The same, and an `unlisted_symbol` that `quote` knows (XBI, a new listing): unverified, by the name that the market source
    has for it. Raises what `resolve` raises.
    """
    try:
        return resolve(text, universe)
    except (AmbiguousName, UnknownTicker) as doubt:
        ticker = unlisted_symbol(text, universe)
        if not ticker:
            raise
        try:
            found = quote(ticker)
        except DeskError as error:
            if ticker in text:  # typed as a symbol: what the market source says of it belongs to the answer
                told = doubt.message if isinstance(doubt, AmbiguousName) else f"deskbot's list has no ticker {ticker}."
                doubt.message = f"{told} {error.message}"
            raise doubt from None
        return Company(ticker, found.name or ticker, verified=False)


def asked_about(text: str, universe: Universe, watched: Collection[str] = ()) -> tuple[str, ...]:
    """
    The symbols of the companies in a plain question to deskbot ("are insiders buying ALLO?"), the one it is most about
    first; else the one symbol that the list lacks. Raises `AmbiguousName` for a symbol that is mostly another word (AI) and
    not `watched`. Not for what people say among themselves: a question names a company with less evidence than a text.
    """
    from bot.tickers.mentions import companies, mentions

    words = load_words()

    def written(found: re.Match[str]) -> str:
        before, space, word = found[0].rpartition(" ")
        if word in FUNCTION_WORDS or word.upper() in _WORDY or not words.coined(word):
            return found[0]
        return before + space + (word.upper() if universe.lookup(word) else word.capitalize())

    said = _PLACE_OF_A_NAME.sub(written, text.lower() if text.isupper() else text)
    marked = [word for word in _MARKED.findall(said) if word not in _WORDY]
    symbols = [word for word in marked if word in watched or word not in words.acronyms]
    found = [*companies(mentions(said, universe, hints=symbols)), *filter(None, map(universe.lookup, symbols))]
    unlisted = [word for word in symbols if unlisted_symbol(word, universe)]
    named = [company.ticker for company in found if company.verified] or (unlisted if len(unlisted) == 1 else ())
    doubtful = None if named else next(filter(None, map(universe.lookup, marked)), None)
    if doubtful:
        doubt = AmbiguousName(doubtful.ticker, (doubtful,))
        doubt.message = f"Did you mean {doubtful.ticker} ({doubtful.name})?"
        raise doubt
    return tuple(dict.fromkeys(named))[:5]


def unlisted_symbol(text: str, universe: Universe) -> str | None:
    """
    The symbol that the list lacks and a market may know: XBI or $XBI. A word of the language counts only as $WORD, small
    letters only where they are no word of a company's name: xbi, but not novo.
    """
    typed = without_market(_asked_for(bare(text)))
    word = typed.removeprefix("$").lower()
    ticker = word.upper()
    if not _TRADED.fullmatch(typed) or universe.lookup(ticker):
        return None
    if typed.startswith("$"):
        return ticker
    if not load_words().coined(word) or word in FUNCTION_WORDS:
        return None
    in_capitals = typed == ticker
    named = not in_capitals and any(word in name.split() for name, _ in universe.names())
    return None if named or (not in_capitals and ticker in _WORDY) else ticker


def _by_name(query: str, universe: Universe) -> Company:
    """
    The company with this name, or the only one with these words in its name. Asked about is what only begins with the
    letters (alloge), a slip in a symbol or name (ALOO, alogene), and a bare name that goes on in a larger company's
    (Vertex, Vertex Pharmaceuticals). A symbol that the list lacks is no beginning of a name: XBI is not XBiotech.
    """
    name = normalise_name(query)
    exact = universe.exact(query)
    if len(exact) == 1:
        rivals = universe.larger(query) if len(name.split()) == len(query.split()) else []
        if not rivals:
            return exact[0]
        raise AmbiguousName(query, (*rivals[:4], *exact))
    alias = name in universe.aliases
    symbol = unlisted_symbol(query, universe)
    found = tuple(universe.search(query, limit=5))
    if not found and (asked := _asked_for(query)) != query:
        return resolve(asked, universe)
    if symbol and query.isupper() and not alias:
        found = tuple(company for company in found if name in normalise_name(company.name).split())
    found = found or _symbols_in(query, universe) or tuple(universe.misspelled(symbol) if symbol else ())
    if not found and (meant := universe.closest(name)):
        raise AmbiguousName(query, (meant,))
    if not found:
        if _LIKE_A_SYMBOL.fullmatch(query):
            raise UnknownTicker(
                f"deskbot's list has no ticker {query[:40]}: it holds US-listed companies, some foreign lines and few "
                "funds, no indices or currencies. Try the company's name."
            )
        raise UnknownTicker(f"No listed company goes by “{query[:60]}”. Try the ticker, for example ALLO.")
    if " " not in query and query.islower() and not load_words().coined(query):
        raise AmbiguousName(query, found[:1])
    if alias and " " in name:
        return found[0]  # "J&J", "Capital One": what everybody calls one company
    same = len({company.cik or company.ticker for company in found}) == 1
    if same and (alias or set(name.split()) <= set(normalise_name(found[0].name).split())):
        return found[0]
    raise AmbiguousName(query, found)


def _symbols_in(query: str, universe: Universe) -> tuple[Company, ...]:
    """The companies whose symbols stand among other words: "the mood on ALLO please"; in small letters only "allo and clls"."""
    words = [word for word in map(bare, query.split()) if word and word.lower() not in _BETWEEN]
    marked = [word for word in words if word.isupper() or word.startswith("$")]
    symbols = (word for word in marked or words if len(word) > 1 and word.upper() not in _WORDY)
    found = tuple(dict.fromkeys(company for symbol in symbols if (company := universe.lookup(symbol))))
    return found[:5] if marked or len(found) == len(words) else ()


def _asked_for(text: str) -> str:
    """The name alone: "for Allogene", "ALLO please"; what is called On Holding is found before this is tried."""
    found = _ASKED_FOR.fullmatch(text)
    return found[1] if found else text


def bare(text: str) -> str:
    """The name without what stands around it: “ALLO.”, (ALLO), "- ALLO", *ALLO* are ALLO; a closing full stop goes too."""
    return text.strip(_MARKS)


def without_market(text: str) -> str:
    """The symbol alone where it is written with its American market, NASDAQ:ALLO or ALLO US; any other text as it is."""
    found = _ON_A_MARKET.fullmatch(text)
    return (found["after"] or found["before"]) if found else text
