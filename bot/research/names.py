"""What a person typed -> a company, or a kind refusal."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Collection

from bot.errors import AmbiguousName, BadInput, DeskError, UnknownTicker, UserError
from bot.model import Company, Quote
from bot.tickers import Universe
from bot.tickers.names import normalise_name
from bot.tickers.words import FUNCTION_WORDS, load_words

MAX_QUERY = 200
"""Characters; nobody types a longer ticker or name."""

_SYMBOL = re.compile(r"\$?[A-Za-z]{1,6}(?:[.\-/ ][A-Za-z]{1,2})?")
_ON_A_MARKET = re.compile(
    r"(?:NASDAQ|NYSE(?: American| Arca)?|AMEX) ?: ?(?P<after>\$?[A-Z]{1,6}(?:[./-][A-Z]{1,2})?)"
    r"|(?P<before>\$?[A-Z]{1,6}(?:[./-][A-Z]{1,2})?)(?: U[SNQWR](?: EQUITY)?|\.OQ?|\.N)",
    re.IGNORECASE,
)
"""NASDAQ:ALLO, and ALLO US Equity or ALLO.OQ as terminals write it (US, or one of its exchanges: UN, UQ, UW, UR, O, OQ, N)."""
_MARKS = " .,;!?'\"“”„‘’«»()[]{}*_~`•·–—-"
"""What stands around a pasted name and is no part of it: bullets, quotes, brackets, Slack's own formatting."""
_NO_NAME = re.compile(r"[@#].*|:[\w+-]+:|\w+://.*|<.*>")
"""A person, @channel, a channel, an emoji, a link."""
_LIKE_A_SYMBOL = re.compile(r"\^?(?=[^a-z]*[A-Z])[A-Z0-9]{1,12}(?:[.=-][A-Z0-9]{1,4})*|\^\w+")
_BOTH = re.compile(r"([^():]+?) ?[(:] ?([^():]+?)\)?")
"""A symbol and its name, as cards write them: ALLO (Allogene Therapeutics, Inc.), ALLO: Allogene Therapeutics."""
_TRADED = re.compile(r"\$?[A-Za-z]{2,5}")
"""How an American symbol is typed that the list may lack: a fund, a new listing."""
_TRY = " Try the ticker, for example ALLO."
_NO_BEGINNING = 3
"""Letters that are typed as a symbol in small letters, too, and begin no name: xbi is not XBiotech."""
_ASKED_FOR = re.compile(r"(?:(?:for|on|of|about) )?(.+?)(?:,? please)?", re.IGNORECASE)
"""What is said around a name that is asked for."""
_MARKED = re.compile(r"(?<![\w$.-])[A-Z]{1,5}(?:[.-][A-Z])?(?![\w-])")
"""What may be a symbol in a sentence that is not in capitals as a whole."""
_BESIDE = re.compile(r"(?<![\w$.-])([A-Z]{2,5})(?: and | or | vs\.? | versus |, ?| ?[/&] ?)([A-Z]{2,5})(?![\w-])")
_SAID_OF = frozenset(
    """
    up down doing looking bullish bearish buying selling reporting report falling rising overbought oversold
    news mood sentiment insider insiders catalyst catalysts earnings price stock shares
    """.split()  # noqa: SIM905 - reads as a list
)
"""What a question says of a company, right behind its name."""
_PLACE_OF_A_SYMBOL = re.compile(
    r"(?:\b(?:for|on|of|about|at|with|to|is|are|was|were|has|does|do|did|will|buying|selling|sold|bought|long|short"
    r"|(?:how|what|when|where|why)['’]s) [a-z][a-z0-9]{2,}"
    rf"|^[a-z][a-z0-9]{{2,}}(?= (?:{'|'.join(sorted(_SAID_OF))})\b))(?![\w-])"
)
"""Where a question has its company, in small letters: "why is allo up", "allo news"."""
_SMALL = re.compile(r"(?<![\w'’])((?:the|an?|my|our|your|this|that|these) )?([a-z][a-z0-9&'’-]+)")
_THEN = rf"(?:{'|'.join(sorted(_SAID_OF))}|moving|trading|a buy|a sell|a short|this|last|today|yesterday|lately|now|please)\b"
_ONLY_A_NAME = re.compile(
    r"\b(?i:(?P<object>for|on|of|about|at|with|to|(?P<verb>buy|sell|buying|selling))"
    r"|is|was|has|does|did|will|(?:how|what|when|where|why)['’]s) (?P<symbol>[A-Z]{1,5}(?:[.-][A-Z])?)"
    rf"(?=['’]s\b|,? {_THEN}"
    r"|(?(object)[?!,;:]|(?!))|(?(object)\.?$|(?!)))"
)
"""Where a symbol is nothing else although it is spelled like a word: "news on ON?", "why is IT down"; but "buy NOW" may be one."""
_SIDE_BY_SIDE = re.compile(r"\s*[/,&]\s*|\s+(?:and|or|vs\.?|versus)\s+", re.IGNORECASE)
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
            as_symbol = ticker in text
            if as_symbol or isinstance(doubt, UnknownTicker):  # what the market source says of it belongs to the answer
                unlisted = as_symbol and isinstance(doubt, UnknownTicker)
                told = f"deskbot's list has no ticker {ticker}." if unlisted else doubt.message.removesuffix(_TRY)
                doubt.message = f"{told} {error.message}"
            raise doubt from None
        return Company(ticker, found.name or ticker, verified=False)


def asked_about(text: str, universe: Universe, watched: Collection[str] = ()) -> tuple[str, ...]:
    """
    The symbols of the companies in a plain question to deskbot ("are insiders buying ALLO?"), the one it is most about
    first; else the one symbol that the list lacks. A symbol that is mostly another word (AI, NOW) counts where only a name
    can stand, beside another, or `watched`; raises `AmbiguousName` where it alone may be one. Not for what people say among
    themselves: a question names a company with less evidence than a text, in small letters, too.
    """
    from bot.tickers.mentions import companies, mentions

    words = load_words()

    def as_symbol(found: re.Match[str]) -> str:
        before, space, word = found[0].rpartition(" ")
        known = (
            word not in FUNCTION_WORDS and word.upper() not in _WORDY and words.coined(word) and universe.lookup(word)
        )
        return before + space + word.upper() if known else found[0]

    shouted = text.isupper() and "$" not in text
    said = _PLACE_OF_A_SYMBOL.sub(as_symbol, text.lower() if shouted else text)
    marked = _MARKED.findall(said)
    places = [] if shouted else [place for place in _ONLY_A_NAME.finditer(text) if universe.lookup(place["symbol"])]
    placed = {place["symbol"] for place in places if not (place["verb"] and place["symbol"] in _WORDY)}
    letters = {word for word in marked if len(word) > 1 and word not in _WORDY}
    sure = placed | {word for word in letters if word in watched or word not in words.acronyms}
    sure |= {word for pair in _BESIDE.findall(said) if sure.intersection(pair) for word in letters.intersection(pair)}
    symbols = [word for word in marked if word in sure]
    forms = (said, f"about {_SMALL.sub(_as_a_name, said)}")
    in_words = next(filter(None, (companies(mentions(form, universe, hints=symbols)) for form in forms)), [])
    found = [*in_words, *filter(None, map(universe.lookup, symbols))]
    unlisted = [word for word in symbols if unlisted_symbol(word, universe)]
    named = [company.ticker for company in found if company.verified] or (unlisted if len(unlisted) == 1 else ())
    maybe = letters.union(watched, (place["symbol"] for place in places))
    doubtful = None if named else next(filter(None, map(universe.lookup, filter(maybe.__contains__, marked))), None)
    if doubtful:
        doubt = AmbiguousName(doubtful.ticker, (doubtful,))
        doubt.message = f"Did you mean {doubtful.ticker} ({doubtful.name})?"
        raise doubt
    return tuple(dict.fromkeys(named))[:5]


def _as_a_name(found: re.Match[str]) -> str:
    """A word in small letters as it would begin a name: Allogene, J&J; not behind "the", and not what is said of a company."""
    article, word = found.groups()
    if article or word in FUNCTION_WORDS or word.split("'")[0] in _SAID_OF:
        return found[0]
    return word.upper() if "&" in word else string.capwords(word, "-")


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
    (Vertex, Vertex Pharmaceuticals). A symbol that the list lacks is no beginning of a name, XBI is not XBiotech, and is asked
    about where it is a word of one: SPX is an index, SPX Technologies is SPXC.
    """
    name = normalise_name(query)
    if "/" in query and (several := _several(query, universe)):
        raise AmbiguousName(query, several)
    exact = universe.exact(query)
    exact = [company for company in exact if company.name.casefold() == query.casefold()] or exact
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
    if symbol and (query.isupper() or len(query) <= _NO_BEGINNING) and not alias:
        found = tuple(company for company in found if name in normalise_name(company.name).split())
    found = found or _symbols_in(query, universe) or _several(query, universe)
    found = found or tuple(universe.misspelled(symbol) if symbol else ())
    if not found and (meant := universe.closest(name)):
        raise AmbiguousName(query, (meant,))
    if not found:
        if _LIKE_A_SYMBOL.fullmatch(query):
            raise UnknownTicker(
                f"deskbot's list has no ticker {query[:40]}: it holds US-listed companies, some foreign lines and few "
                "funds, no indices or currencies. Try the company's name."
            )
        raise UnknownTicker(f"No listed company goes by “{query[:60]}”.{_TRY}")
    if " " not in query and query.islower() and not alias and not load_words().coined(query):
        raise AmbiguousName(query, found[:1])
    if alias and " " in name:
        return found[0]  # "J&J", "Capital One": what everybody calls one company
    same = len({company.cik or company.ticker for company in found}) == 1 and not (
        symbol and query.isupper() and not alias
    )
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


def _several(query: str, universe: Universe) -> tuple[Company, ...]:
    """The companies that stand side by side, apple/pfizer or apple and pfizer; empty where one of them is none."""
    parts = _SIDE_BY_SIDE.split(query)
    if len(parts) == 1:
        return ()
    try:
        return tuple(dict.fromkeys(resolve(part, universe) for part in parts))[:5]
    except UserError:
        return ()


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
