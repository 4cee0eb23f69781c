"""Symbols a text gives outright: "(NASDAQ: ALLO)", "NYSE American:UMAC", "$TSLA", "ticker symbol 'ZENA'"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Company
from bot.tickers.nameindex import keys_by_name, trimmed
from bot.tickers.names import normalise_name
from bot.tickers.universe import Universe
from bot.tickers.words import load_words

US = frozenset({"Nasdaq", "NYSE", "NYSE American", "NYSE Arca", "CBOE", "OTC"})
"""Exchanges whose symbols the SEC's list holds."""

_EXCHANGES: tuple[tuple[str, str, str], ...] = (
    ("Nasdaq", "", r"nasdaq(?:\s*(?:gs|gm|cm|capital\s+markets?|global(?:\s+select)?(?:\s+markets?)?))?|nasdaq(?:gs|gm|cm)|nms"),
    ("NYSE American", "", r"nyse[\s-]*(?:american|amex|mkt)|nyseamerican|amex"),
    ("NYSE Arca", "", r"nyse[\s-]*arca"),
    ("NYSE", "", r"nyse|new\s+york\s+stock\s+exchange"),
    ("CBOE", "", r"cboe(?:\s+bzx)?|bats"),
    ("OTC", "", r"otc(?:\s*(?:qb|qx|pink(?:\s+sheets?)?|pk|id|bb|markets?))?(?:\s*markets?)?|pink(?:\s+sheets?)?"),
    ("TSXV", ".V", r"tsx[\s.-]*v(?:enture)?(?:\s+exchange)?|tsxv|cve"),
    ("TSX", ".TO", r"tsx|toronto(?:\s+stock\s+exchange)?"),
    ("CSE", ".CN", r"cse|cnsx"),
    ("Cboe Canada", ".NE", r"cboe\s+c(?:a|anada)|neo(?:\s+exchange)?"),
    ("ASX", ".AX", r"asx"),
    ("LSE", ".L", r"lse|lon|aim|lse[\s-]*aim|london\s+stock\s+exchange|ftse"),
    ("Euronext", ".PA", r"euronext(?:\s+(?:growth|paris|amsterdam|brussels))?|epa|ams|alternext|enx"),
    ("Xetra", ".DE", r"xetra|etr|fse|fwb|frankfurt|fra"),
    ("SIX", ".SW", r"six(?:\s+swiss\s+exchange)?|swx|vtx"),
    ("Nasdaq Nordic", ".ST", r"nasdaq\s+(?:stockholm|copenhagen|helsinki|first\s+north)|sto|cph|omx|first\s+north"),
    ("Oslo", ".OL", r"oslo|ose|osl"),
    ("HKEX", ".HK", r"hkex|sehk|hkse|hkg"),
    ("Tokyo", ".T", r"tse|tyo|tokyo"),
    ("Korea", ".KS", r"krx|kosdaq|kospi"),
    ("India", ".NS", r"nse|bse"),
    ("Singapore", ".SI", r"sgx"),
    ("Shanghai", ".SS", r"sse|szse"),
    ("TASE", ".TA", r"tase|tlv"),
    ("Borsa Italiana", ".MI", r"borsa\s+italiana|bit|mil"),
    ("BME", ".MC", r"bme"),
    ("Johannesburg", ".JO", r"jse"),
)  # fmt: skip
_SYMBOL = r"[A-Z0-9]{1,6}(?:[.\-/ ](?:[A-Z]|PR[A-Z]?|WS|UN?|RT|V|TO|L)(?![\w.]))?"
_EXCHANGE_WORDS = "|".join(words for _, _, words in sorted(_EXCHANGES, key=lambda row: -len(row[2])))
EXCHANGE_BEFORE = re.compile(
    rf"(?<![\w$])(?P<exchange>{_EXCHANGE_WORDS})(?:\s*(?:and|/|&)\s*(?:{_EXCHANGE_WORDS}))?\s?$", re.IGNORECASE
)
SYMBOLS_AFTER = re.compile(
    rf"\s?[“\"'‘*_]{{0,2}}(?P<symbols>{_SYMBOL}(?:\s?(?:,|and|/|&|;)\s?{_SYMBOL}(?![\w:]|\s?:))*)(?![\w])"
)
EXCHANGE_REACH = 48
"""Characters before a colon in which the exchange is looked for."""
CASHTAG = re.compile(r"(?<![\w$])\$(?P<symbol>[A-Z]{1,6}(?:[.\-](?:[A-Z]{1,2}))?)(?![\w$])")
LOWER_CASHTAG = re.compile(r"(?<![\w$])\$(?P<symbol>[a-z]{3,5}(?:\.[ab])?)(?![\w$(\[=]|[.\-]\w)")
"""As posts are typed: "$vktx". Only of symbols that are no words, so that "$cash" and a program's "$path" stay words."""
AMERICAN_PLACES = frozenset({"US", "O", "OQ", "N", "K"})
"""What a terminal writes behind the dot of an American symbol; "$ALL.AX" is not Allstate."""
SYMBOL_WORDS = re.compile(
    r"(?:(?:ticker|trading|stock)\s+symbols?|under\s+the\s+(?:new\s+)?symbols?|ticker)\s*(?:of\s+|is\s+|:\s*)?[“\"'‘]?"
    r"(?P<symbol>[A-Z]{1,6}(?:[.\-][A-Z]{1,2})?)(?![\w])"
)
_NAME_BEFORE = re.compile(
    r"((?:[A-Z0-9][\w&’'.\-+]*,?[ \u00a0]+(?:(?:of|and|the|de|&|for)[ \u00a0]+)?){0,6}"
    r"[A-Z0-9a-z][\w&’'.\-+]*(?:/[SA]\b)?)[\s*_,“”\"()®™]*$"
)
_SENTENCES = re.compile(
    r"[.!?][ \u00a0]+(?=[A-Z])(?<!Inc\. )(?<!Co\. )(?<!Corp\. )(?<!Ltd\. )(?<!Bros\. )(?<!Dr\. )(?<!Mr\. )(?<!Mrs\. )(?<!St\. )"
    r"(?<!Mt\. )(?<!Ft\. )(?<!\b[A-Z]\. )"
)
"""Between the end of a sentence and a name; initials and titles ("J.P. Morgan", "St. Joe") end none."""
_ABROAD = re.compile(
    r"Toronto|TSX|London|Frankfurt|Australian|ASX|Euronext|Canadian|CSE|Cboe Canada|Hong Kong|Swiss|Tokyo|Tel Aviv|Oslo|"
    r"Stockholm|Copenhagen|Helsinki|Singapore|Johannesburg|Xetra|AIM"
)
_ON_ABROAD = re.compile(rf"[”\"'’)]*,?\s+(?:on|at)\s+(?:the\s+)?(?:{_ABROAD.pattern})")
_DEFINITION = re.compile(r"\s*\([^()]{0,60}\)?\s*$")
_COLON = re.compile(r"[:：]")
_BETWEEN = re.compile(r"(?:[\s;,&|/()*_]|and\b|(?:WKN|ISIN|CUSIP)\s?:?\s?\w++)*+")
_SPLIT = re.compile(r"\s?(?:,|\band\b|&|;|/)\s?")


@dataclass(frozen=True, slots=True)
class Explicit:
    """One symbol in the text, with the exchange as the text gives it, and the name that stands before it."""

    company: Company
    start: int
    end: int
    name: str
    cashtag: bool = False


def pairs(text: str, universe: Universe) -> Iterator[Explicit]:
    """Every "(EXCHANGE: SYMBOL)". Pairs side by side name one company, known by the one that the list holds."""
    group: list[tuple[int, int, str, str]] = []
    for start, end, written, symbols in _places(text):
        exchange, suffix = _exchange(written)
        if group and not _BETWEEN.fullmatch(text, group[-1][1], start):
            yield from _resolve(text, group, universe)
            group = []
        group.extend((start, end, symbol, f"{exchange}\t{suffix}") for symbol in _SPLIT.split(symbols) if symbol)
    if group:
        yield from _resolve(text, group, universe)


def _places(text: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, exchange, symbols) of every pair, found from its colon."""
    for colon in _COLON.finditer(text):
        at = colon.start()
        before = EXCHANGE_BEFORE.search(text[max(0, at - EXCHANGE_REACH) : at])
        if before is None or (
            before.group("exchange").islower() and before.group("exchange") not in {"nasdaq", "nyse"}
        ):
            continue
        after = SYMBOLS_AFTER.match(text, at + 1)
        if after is not None:
            start = max(0, at - EXCHANGE_REACH) + before.start()
            yield start, after.end(), before.group("exchange"), after.group("symbols")


def _exchange(words: str) -> tuple[str, str]:
    spelled = " ".join(words.lower().split())
    for name, suffix, pattern in _EXCHANGES:
        if re.fullmatch(pattern, spelled):
            return name, suffix
    return words, ""


def _resolve(text: str, group: list[tuple[int, int, str, str]], universe: Universe) -> Iterator[Explicit]:
    name = name_before(text, group[0][0])
    american_first = sorted(group, key=lambda row: row[3].split("\t")[0] not in US)
    company = next((found for row in american_first if (found := _listed(row, name, universe))), None)
    if company is None:
        symbol, exchange = group[0][2], group[0][3].split("\t")[0]
        company = _by_name(name, universe)
        if company is None or exchange in US:
            cik = company.cik if company else None
            bare = symbol.replace(".", "-")
            ticker = f"{exchange}:{bare}" if exchange not in US and universe.lookup(bare) else bare
            company = Company(ticker, name or symbol, cik, exchange, verified=False)
    seen: set[tuple[int, int]] = set()
    for start, end, _symbol, _exchange_name in group:
        if (start, end) not in seen:
            seen.add((start, end))
            yield Explicit(company, start, end, name)


def _listed(row: tuple[int, int, str, str], name: str, universe: Universe) -> Company | None:
    exchange, suffix = row[3].split("\t")
    if exchange in US:
        return universe.lookup(row[2]) or _class_run_on(row[2], name, universe)
    if suffix and (company := universe.lookup(row[2] + suffix)):
        return _main_line(company, universe)
    company = universe.lookup(row[2])
    return company if company and name and _surely_same(name, company.name) else None


def _main_line(company: Company, universe: Universe) -> Company:
    """For a home listing ("$SHOP.TO") the company's American line, where it has one."""
    american = universe.by_cik(company.cik) if company.cik and company.exchange not in US else None
    return american or company


def _surely_same(written: str, listed: str) -> bool:
    """Whether a foreign symbol's company is the American one: its first word is coined, or the second is there, too."""
    if not same_name(written, listed):
        return False
    words, known = normalise_name(written).split(), normalise_name(listed).split()
    at = words.index(known[0])
    return load_words().coined(known[0]) or words[at : at + 2] == known[:2]


def _class_run_on(symbol: str, name: str, universe: Universe) -> Company | None:
    """A class written without its mark, "BFB" for BF.B, where the name before the bracket is that company's."""
    company = universe.lookup(f"{symbol[:-1]}-{symbol[-1]}") if len(symbol) > 2 else None
    return company if company and name and same_name(name, company.name) else None


def _by_name(name: str, universe: Universe) -> Company | None:
    """The listed company of exactly this name, for a symbol that the list lacks (renamed, or a home listing)."""
    if not name:
        return None
    words = tuple(normalise_name(name).split())
    known = keys_by_name(universe)
    for skip in range(len(words)):
        for tail in (words[skip:], trimmed(words[skip:])):
            spelled = " ".join(tail)
            telling = tail == words[skip:] or len(tail) > 1 or load_words().coined(spelled)
            keys = known.get(spelled, ()) if telling and len(spelled) >= MIN_NAME else ()
            if len(keys) == 1:
                return universe.at(keys[0])
    return None


MIN_NAME = 4
"""Letters a name needs before a symbol the list lacks is taken for the company of that name."""


def same_name(written: str, listed: str) -> bool:
    """Whether two names may be one company: the listed name's first word stands in the written name."""
    words = normalise_name(written).split()
    known = normalise_name(listed).split()
    return bool(words and known) and known[0] in words


def name_before(text: str, position: int) -> str:
    """The capitalised words right before a bracket: "Universal Digital Inc. (CSE: LFG" gives "Universal Digital Inc."."""
    begin = max(0, position - NAME_REACH)
    line = max(text.rfind("\n", begin, position) + 1, begin)
    found = _NAME_BEFORE.search(_DEFINITION.sub("", text[line:position].rstrip(" (\u00a0")))
    if found is None:
        return ""
    return _SENTENCES.split(found.group(1))[-1].strip(" ,*")


NAME_REACH = 90
"""Characters before a bracket in which its company's name is looked for."""


def cashtags(text: str, universe: Universe) -> Iterator[Explicit]:
    """Every "$SYMBOL" that is listed; "$5" and "$1.2B" are money, and so is "$C" before a figure."""
    if "$" not in text:
        return
    for found in CASHTAG.finditer(text):
        company = universe.lookup(found.group("symbol"))
        bare, _, place = found.group("symbol").partition(".")
        if company is None and place in AMERICAN_PLACES:
            company = universe.lookup(bare)
        if company is not None:
            company = _main_line(company, universe) if place else company
            yield Explicit(company, found.start(), found.end(), "", cashtag=True)
    words = load_words()
    for found in LOWER_CASHTAG.finditer(text):
        bare = found.group("symbol").partition(".")[0]
        company = universe.lookup(found.group("symbol"))
        if (
            company is None
            or company.exchange in {None, "OTC"}
            or bare.upper() in words.acronyms
            or not words.coined(bare)
        ):
            continue
        yield Explicit(company, found.start(), found.end(), "", cashtag=True)


def named_symbols(text: str, universe: Universe) -> Iterator[Explicit]:
    """Every 'under the symbol "ZENA"'."""
    if "symbol" not in text and "icker" not in text:
        return
    for found in SYMBOL_WORDS.finditer(text):
        abroad = _ABROAD.search(text, max(0, found.start() - EXCHANGE_REACH), found.end())
        abroad = abroad or _ON_ABROAD.match(text, found.end())
        company = None if abroad else universe.lookup(found.group("symbol"))
        if company is not None:
            yield Explicit(company, found.start("symbol"), found.end("symbol"), "")
