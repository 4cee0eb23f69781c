"""
What a page says about itself: title, site, author, date, canonical URL, language, tickers. Pure; works on a parsed tree.

JSON-LD and meta tags first (87 of 88 dates exact, facts/articles.md, 3.1), then what the page shows. The title is the
one that most sources agree on, without the site's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.articles.dates import Moment
from bot.articles.published import changed_of, published_of
from bot.articles.structured import Metas, Nodes, clean, first_of, is_article, linked_data, metas_of, plain, types_of
from bot.articles.titles import title_of

_AUTHORS = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "article:author",
    "dcterms.creator",
)
_TICKERS = (
    "ticker",
    "tickers",
    "news_keywords",
    "keywords",
    "emailtickers",
    "article:tag",
    "stock",
    "symbol",
    "stocks",
)
_EXCHANGES = re.compile(
    r"(?<![A-Za-z])(?:US|(?i:NASDAQ(?:GS|GM|CM)?|NYSE(?:\s?American|\s?Arca|MKT)?|AMEX|XNAS|XNYS|CBOE|BATS|OTC(?:QB|QX|MKTS)?))\s*[:/-]\s*([A-Z]{1,5}(?:[.-][A-Z]{1,2})?)(?![A-Za-z])"
)

_COLON = re.compile(r"\s?:\s*")
_TERMINAL = re.compile(
    r"\s*\$?(?P<symbol>[A-Z0-9]{1,6}(?:[./][A-Z])?)\s+(?P<place>US|U[NQWARPF]|AU|LN|CN|CT|CV|FP|GR|GY|IM|JP|JT|HK|SW|SE|VX|SS|"
    r"DC|NO|FH|NA|BB|ID|SM|SQ|PL|IN|IB|IS|SP|TB|MK|KS|KP|TT|CH|CG|C[12]|BZ|MM|NZ|SJ|PW|TI|AV|LI)(?:\s+Equity)?\s*",
    re.IGNORECASE,
)
"""A symbol with a terminal's code of its place: "ALL AU" is Aristocrat in Sydney, "ALL US" Allstate."""


@dataclass(slots=True)
class Metadata:
    """What the page says; None where it does not."""

    title: str = ""
    site: str | None = None
    author: str | None = None
    published: Moment | None = None
    published_from: str | None = None
    modified: Moment | None = None
    canonical: str | None = None
    language: str | None = None
    tickers: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    free: bool = True
    """False where the page itself says that it is not accessible for free."""
    summary: str = ""
    headings: tuple[str, ...] = field(default=())


def read_metadata(tree: Any, url: str) -> Metadata:
    """From an lxml HTML tree; `url` is where the page came from. Never raises on odd pages."""
    metas = metas_of(tree)
    nodes = [node for node in linked_data(tree) if is_article(node)]
    found = Metadata()
    found.types = frozenset(kind for node in nodes for kind in types_of(node))
    found.free = not any(str(node.get("isAccessibleForFree", "")).lower() == "false" for node in nodes)
    found.site = _site(metas, nodes, url)
    found.headings = tuple(clean(" ".join(h1.itertext())) for h1 in list(tree.iter("h1"))[:8])
    found.title = title_of(tree, metas, nodes, found.headings, site=found.site, url=url)
    found.author = _author(tree, metas, nodes)
    found.published, found.published_from = published_of(tree, metas, nodes)
    found.modified = changed_of(metas, nodes)
    found.canonical = _canonical(tree, metas, url)
    found.language = _language(tree, metas, nodes)
    found.tickers = _tickers(metas, nodes)
    found.summary = next((clean(metas[key][0]) for key in ("og:description", "description") if metas.get(key)), "")
    return found


def _site(metas: Metas, nodes: Nodes, url: str) -> str | None:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    named = [*(metas.get("og:site_name") or ()), first_of(nodes, "publisher"), *(metas.get("application-name") or ())]
    names = [clean(value.lstrip("@"))[:80] for value in named if value and not value.startswith("http")]
    whole = plain(host)
    return next((name for name in names if len(name) > 1 and (plain(name) in whole)), next(iter(names), host or None))


def _author(tree: Any, metas: Metas, nodes: Nodes) -> str | None:
    names: list[str] = []
    for node in nodes:
        people = node.get("author") or node.get("creator") or ()
        for person in people if isinstance(people, list) else [people]:
            name = person.get("name") if isinstance(person, dict) else person
            names += [str(item) for item in (name if isinstance(name, list) else [name]) if item]
    if not names:
        names = [value for key in _AUTHORS for value in metas.get(key, ())][:4]
    if not names:
        for element in tree.xpath("//a[@rel or @itemprop]|//span[@rel or @itemprop]|//div[@itemprop]|//p[@itemprop]"):
            marks = f"{element.get('rel') or ''} {element.get('itemprop') or ''}"
            if re.search(r"\bauthor\b", marks):
                names.append(" ".join(element.itertext()))
                if len(names) > 3:
                    break
    kept = [re.sub(r"^(?:by|von|par)\s+", "", clean(name), flags=re.IGNORECASE) for name in names]
    kept = [name for name in kept if 2 < len(name) < 80 and not name.startswith(("http", "www.", "{"))]
    whole = [name for name in dict.fromkeys(kept) if not any(name != other and name in other for other in kept)]
    return ", ".join(whole) or None


def _canonical(tree: Any, metas: Metas, url: str) -> str | None:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and (address := (element.get("href") or "").strip()):
            return _absolute(url, address)
    address = next(iter(metas.get("og:url") or ()), "")
    return _absolute(url, address) if address else None


def _absolute(url: str, address: str) -> str | None:
    try:
        joined = urljoin(url, address)
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in {"http", "https"} and parts.hostname and len(joined) <= 2048 else None


def _language(tree: Any, metas: Metas, nodes: Nodes) -> str | None:
    root = tree.getroottree().getroot()
    for value in (
        root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), first_of(nodes, "inLanguage"),
        *(metas.get("og:locale") or ()), *(metas.get("content-language") or ()), *(metas.get("language") or ()),
    ):  # fmt: skip
        if value and (match := re.match(r"([A-Za-z]{2})(?:[-_]|$)", value.strip())):
            return match[1].lower()
    return None


def _tickers(metas: Metas, nodes: Nodes) -> tuple[str, ...]:
    """Symbols the publisher attaches to the page: `US:ORCL` among the keywords, a ticker meta tag, JSON-LD."""
    found: list[str] = []
    for key in _TICKERS:
        for value in metas.get(key, ())[:40]:
            found += _EXCHANGES.findall(value)
            if key in {"ticker", "tickers", "emailtickers", "stock", "symbol", "stocks"}:
                for piece in re.split(r"[,;|]", value):
                    found += _written(piece)
    for node in nodes:
        about = node.get("about") or node.get("mentions") or ()
        for item in about if isinstance(about, list) else [about]:
            if isinstance(item, dict) and isinstance(item.get("tickerSymbol"), str):
                symbol = item["tickerSymbol"].strip().upper()
                found += _EXCHANGES.findall(symbol) if ":" in symbol else _written(symbol)
    return tuple(dict.fromkeys(symbol for symbol in found if re.fullmatch(r"[A-Z]{1,6}(?:[.-][A-Z]{1,2})?", symbol)))[
        :12
    ]


def _written(piece: str) -> list[str]:
    """The American symbols of one entry of a ticker tag."""
    terminal = _TERMINAL.fullmatch(piece)
    if terminal is not None:
        return [terminal["symbol"].replace("/", ".")] if terminal["place"].upper().startswith("U") else []
    return re.findall(r"(?<![A-Za-z:])[A-Z]{1,5}(?:[.-][A-Z]{1,2})?(?![A-Za-z:])", _COLON.sub(":", piece))
