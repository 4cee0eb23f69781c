"""
What a page says about itself: title, site, author, date, canonical URL, language, tickers. Pure; works on a parsed tree.

JSON-LD and meta tags first (87 of 88 dates exact, facts/articles.md, 3.1), then what the page shows. The title is the
one that most sources agree on, without the site's name.
"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.articles.dates import Moment, read_date, read_written

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|NewsItem|LiveBlogPosting|PressRelease|WebPage)$")
_DATES = (
    "article:published_time", "article.published", "og:article:published_time", "article_published_time", "og:published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "iso-8601-publish-date", "cxenseparse:recs:publishtime", "bt:pubdate",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dcterms.issued", "citation_publication_date", "publishdate",
    "publish-date", "publish_date", "publication_date", "published_date", "publisheddate", "publicationdate", "pubdate", "pub_date",
    "displaydate", "date_published", "article:post_date", "og:pubdate", "originalpublicationdate", "article.created",
    "datecreated", "date", "content_date", "releasedate", "release_date", "timestamp", "date.release",
)  # fmt: skip
_CHANGED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "article.updated",
    "updated_time",
)
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
    r"(?<![A-Za-z])(?:US|NASDAQ(?:GS|GM|CM)?|NYSE(?:\s?American|\s?Arca|MKT)?|AMEX|XNAS|XNYS|CBOE)\s*[:/-]\s*([A-Z]{1,5}(?:[.-][A-Z]{1,2})?)(?![A-Za-z])"
)
_SEPARATOR = re.compile(r"\s+[|\-–—:·•»›~]+\s+|\s*[|｜»]\s*|\s*::\s*")
_BROKEN_JSON = re.compile(r"[\x00-\x1f]+")
MAX_JSON = 400_000


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
    metas = _metas(tree)
    nodes = [node for node in _linked_data(tree) if _is_article(node)]
    found = Metadata()
    found.types = frozenset(kind for node in nodes for kind in _types(node))
    found.free = not any(str(node.get("isAccessibleForFree", "")).lower() == "false" for node in nodes)
    found.site = _site(metas, nodes, url)
    found.headings = tuple(_clean(" ".join(h1.itertext())) for h1 in list(tree.iter("h1"))[:8])
    found.title = _title(tree, metas, nodes, found, url)
    found.author = _author(tree, metas, nodes)
    found.published, found.published_from = _published(tree, metas, nodes)
    changed = [value for key in _CHANGED for value in metas.get(key, ())] + [_first(nodes, "dateModified")]
    found.modified = next((moment for value in changed if (moment := read_date(value))), None)
    found.canonical = _canonical(tree, metas, url)
    found.language = _language(tree, metas, nodes)
    found.tickers = _tickers(metas, nodes)
    found.summary = next((_clean(metas[key][0]) for key in ("og:description", "description") if metas.get(key)), "")
    return found


def _metas(tree: Any) -> dict[str, list[str]]:
    """Contents by lower-case name, property or itemprop; some saved pages keep the content in `value`."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or element.get("value") or "").strip()
        if not content:
            continue
        for attribute in ("property", "name", "itemprop"):
            if name := element.get(attribute):
                found.setdefault(name.strip().lower(), []).append(content[:2000])
    return found


def _linked_data(tree: Any) -> Iterator[Mapping[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "")[:MAX_JSON]
        text = re.sub(r"^\s*(?:<!\[CDATA\[|<!--|//\s*<!\[CDATA\[)|(?:\]\]>|-->)\s*$", "", text)
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            try:
                data = json.loads(_BROKEN_JSON.sub(" ", re.sub(r",\s*([}\]])", r"\1", text)), strict=False)
            except (ValueError, RecursionError):
                yield from _salvaged(text)
                continue
        yield from _nodes(data, 0)


def _salvaged(text: str) -> Iterator[Mapping[str, Any]]:
    """Headline and date out of JSON that is none."""
    if not re.search(r'"@type"\s*:\s*"[A-Za-z]*(?:Article|Posting)"', text):
        return
    node: dict[str, Any] = {"@type": "Article"}
    for key in ("headline", "datePublished"):
        if match := re.search(rf'"{key}"\s*:\s*"((?:[^"\\]|\\.){{1,400}})"', text):
            node[key] = match[1].replace('\\"', '"')
    yield node


def _nodes(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data[:50]:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(data.get(key), (list, dict)) and key != "itemListElement":
                yield from _nodes(data[key], depth + 1)


def _types(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [str(item) for item in kind] if isinstance(kind, list) else [str(kind or "")]


def _is_article(node: Mapping[str, Any]) -> bool:
    return any(_ARTICLE_TYPES.search(kind) for kind in _types(node))


def _first(nodes: Iterable[Mapping[str, Any]], key: str) -> str:
    """The text of a property; real articles before bare web pages."""
    ordered = sorted(nodes, key=lambda node: any(kind.endswith("WebPage") for kind in _types(node)))
    for node in ordered:
        value = node.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("name") or value.get("@value")
        if isinstance(value, (str, int)) and str(value).strip():
            return str(value)
    return ""


def _clean(text: str) -> str:
    return " ".join(entities.unescape(text).replace("\u200b", "").split())[:500]


def _plain(text: str) -> str:
    """For comparing titles: letters and digits only."""
    return re.sub(r"[\W_]+", "", text.lower())


def _title(tree: Any, metas: Mapping[str, list[str]], nodes: list[Mapping[str, Any]], found: Metadata, url: str) -> str:
    tag = next((_clean(" ".join(element.itertext())) for element in tree.iter("title")), "")
    names = {_plain(name) for name in (found.site or "", *_host_names(url)) if name}
    og = next(
        (
            _clean(metas[key][0])
            for key in ("og:title", "twitter:title", "sailthru.title", "dc.title", "title")
            if metas.get(key)
        ),
        "",
    )
    headline = _clean(_first(nodes, "headline"))
    heads = [head for head in found.headings if head and _plain(head) not in names]
    rest = [_plain(text) for text in (og, headline, tag) if text]
    heading = next((head for head in heads if any(_alike(_plain(head), other) for other in rest)), "")
    if not heading and not (og or headline):
        heading = max(heads, key=len, default="")
    candidates = [_without_site(text, names, heads) for text in (og, heading, headline, tag) if text]
    if not candidates:
        return next((_clean(" ".join(element.itertext())) for element in tree.iter("h2")), "")
    votes = {text: sum(_plain(text) == _plain(other) for other in candidates) for text in candidates}
    best = max(candidates, key=lambda text: votes[text])
    return heading if heading.lower() == best.lower() else best


def _alike(head: str, other: str) -> bool:
    return len(head) > 8 and (other.startswith(head) or head.startswith(other) or head in other)


def _host_names(url: str) -> list[str]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    return [host, *(label for label in labels[:-1] if len(label) > 3)]


def _without_site(text: str, names: set[str], heads: list[str]) -> str:
    """Cut `| Site` off a title: where a heading of the page says so, or the last part is the site's name."""
    pieces = [*_SEPARATOR.finditer(text)]
    plain_heads = {_plain(head) for head in heads}
    for piece in pieces:
        before = text[: piece.start()].strip()
        if len(before) > 12 and _plain(before) in plain_heads:
            return before
    while pieces:
        last = pieces.pop()
        before, after = text[: last.start()].strip(), _plain(text[last.end() :])
        if len(before) < 12 or not after:
            break
        if not (
            after in names
            or any(len(name) > 4 and (after.startswith(name) or name.startswith(after)) for name in names)
        ):
            break
        text = before
    return text


def _site(metas: Mapping[str, list[str]], nodes: list[Mapping[str, Any]], url: str) -> str | None:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    named = [*(metas.get("og:site_name") or ()), _first(nodes, "publisher"), *(metas.get("application-name") or ())]
    names = [_clean(value.lstrip("@"))[:80] for value in named if value and not value.startswith("http")]
    whole = _plain(host)
    return next((name for name in names if len(name) > 1 and (_plain(name) in whole)), next(iter(names), host or None))


def _author(tree: Any, metas: Mapping[str, list[str]], nodes: list[Mapping[str, Any]]) -> str | None:
    names: list[str] = []
    for node in nodes:
        people = node.get("author") or node.get("creator") or ()
        for person in people if isinstance(people, list) else [people]:
            name = person.get("name") if isinstance(person, dict) else person
            names += [str(item) for item in (name if isinstance(name, list) else [name]) if item]
    if not names:
        names = [value for key in _AUTHORS for value in metas.get(key, ())][:4]
    if not names:
        for element in tree.iter("a", "span", "div", "p"):
            marks = f"{element.get('rel') or ''} {element.get('itemprop') or ''}"
            if re.search(r"\bauthor\b", marks):
                names.append(" ".join(element.itertext()))
                if len(names) > 3:
                    break
    kept = [re.sub(r"^(?:by|von|par)\s+", "", _clean(name), flags=re.IGNORECASE) for name in names]
    kept = [name for name in kept if 2 < len(name) < 80 and not name.startswith(("http", "www.", "{"))]
    whole = [name for name in dict.fromkeys(kept) if not any(name != other and name in other for other in kept)]
    return ", ".join(whole) or None


def _published(
    tree: Any, metas: Mapping[str, list[str]], nodes: list[Mapping[str, Any]]
) -> tuple[Moment | None, str | None]:
    linked = read_date(_first(nodes, "datePublished")) or read_date(_first(nodes, "dateCreated"))
    meta = next((moment for key in _DATES for value in metas.get(key, ())[:1] if (moment := read_date(value))), None)
    if (
        linked
        and linked.precision == "day"
        and meta
        and meta.precision == "time"
        and abs((meta.at - linked.at).days) <= 1
    ):
        return meta, "meta"
    if linked:
        return linked, "JSON-LD"
    if meta:
        return meta, "meta"
    for element in tree.iter("time", "span", "div", "p", "abbr", "meta"):
        if "datePublished" not in (element.get("itemprop") or "") and not (
            element.tag == "time" and element.get("pubdate") is not None
        ):
            continue
        value = (
            element.get("datetime") or element.get("content") or element.get("title") or " ".join(element.itertext())
        )
        if moment := read_date(value):
            return moment, "page"
    return _shown(tree)


_RIGHT_CLASS = re.compile(
    r"publish|pub-?date|posted|timestamp|date-?line|article-?date|story-?date|entry-?date|byline|created", re.IGNORECASE
)
_WRONG_CLASS = re.compile(r"updat|modif|comment|related|sidebar|footer|nav|copyright|event", re.IGNORECASE)


def _shown(tree: Any) -> tuple[Moment | None, str | None]:
    """A date the page shows: the first `time` after the heading, else an element that is named after dates."""
    times = list(tree.iter("h1", "time"))
    after = [index for index, element in enumerate(times) if element.tag == "h1"]
    ordered = times[after[-1] :] + times[: after[-1]] if after else times
    for element in ordered:
        if element.tag != "time" or _wrong_place(element):
            continue
        if moment := read_date(element.get("datetime") or " ".join(element.itertext())):
            return moment, "page"
    for element in tree.iter("span", "div", "p", "li", "font"):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if not _RIGHT_CLASS.search(marks) or _WRONG_CLASS.search(marks):
            continue
        text = " ".join(element.itertext())
        if len(text) < 300 and (moment := read_written(" ".join(text.split()))):
            return moment, "page"
    return None, None


def _wrong_place(element: Any) -> bool:
    node = element
    for _step in range(6):
        if node is None:
            return False
        if node.tag in {"aside", "footer", "nav"} or _WRONG_CLASS.search(
            f"{node.get('class') or ''} {node.get('id') or ''}"
        ):
            return True
        node = node.getparent()
    return False


def _canonical(tree: Any, metas: Mapping[str, list[str]], url: str) -> str | None:
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


def _language(tree: Any, metas: Mapping[str, list[str]], nodes: list[Mapping[str, Any]]) -> str | None:
    root = tree.getroottree().getroot()
    for value in (
        root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), _first(nodes, "inLanguage"),
        *(metas.get("og:locale") or ()), *(metas.get("content-language") or ()), *(metas.get("language") or ()),
    ):  # fmt: skip
        if value and (match := re.match(r"([A-Za-z]{2})(?:[-_]|$)", value.strip())):
            return match[1].lower()
    return None


def _tickers(metas: Mapping[str, list[str]], nodes: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """Symbols the publisher attaches to the page: `US:ORCL` among the keywords, a ticker meta tag, JSON-LD."""
    found: list[str] = []
    for key in _TICKERS:
        for value in metas.get(key, ())[:40]:
            found += _EXCHANGES.findall(value)
            if key in {"ticker", "tickers", "emailtickers", "stock", "symbol", "stocks"}:
                found += re.findall(r"(?<![A-Za-z:])[A-Z]{1,5}(?:[.-][A-Z]{1,2})?(?![A-Za-z:])", value)
    for node in nodes:
        about = node.get("about") or node.get("mentions") or ()
        for item in about if isinstance(about, list) else [about]:
            if isinstance(item, dict) and isinstance(item.get("tickerSymbol"), str):
                found.append(item["tickerSymbol"].rsplit(":", 1)[-1].strip().upper())
    return tuple(dict.fromkeys(symbol for symbol in found if re.fullmatch(r"[A-Z]{1,6}(?:[.-][A-Z]{1,2})?", symbol)))[
        :12
    ]
