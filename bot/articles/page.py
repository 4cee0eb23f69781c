"""
One page to one article, in the process that may be killed: parse once, read the metadata, extract, clean.

Heavy: imports lxml and trafilatura. Everything else in this room reaches it through `bot.articles.pool`.
"""

from __future__ import annotations

import copy
import itertools
import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.articles.boilerplate import without_boilerplate, without_links
from bot.articles.covers import read_cover
from bot.articles.dates import Moment, date_in_url, dateline
from bot.articles.language import guess_language
from bot.articles.metadata import Metadata, read_metadata
from bot.articles.partial import why_partial
from bot.model import Article, StoryKind

_SITES: tuple[tuple[str, str], ...] = (
    ("globenewswire.com", "//div[@id='main-body-container']"),
    ("businesswire.com", "//div[contains(@class, 'bw-release-story')] | //div[@id='bw-release-story']"),
    ("prnewswire.com", "//section[contains(@class, 'release-body')]"),
)
"""Where generic extraction is known to take too much or too little (facts/articles.md, 3.2)."""
_WIRES = re.compile(
    r"(?:^|\.)(?:globenewswire|businesswire|prnewswire|accesswire|newsfilecorp|accessnewswire|newswire|einpresswire|prweb|"
    r"cision|actusnewswire|eqs-news)\.[a-z.]{2,6}$"
)
_WIRE_LINE = re.compile(
    r"\((?:GLOBE NEWSWIRE|BUSINESS WIRE|ACCESSWIRE|Newsfile Corp\.?)\)|/PRNewswire|/CNW/|--\(BUSINESS WIRE\)",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_START = re.compile(r"\A(?:\s*<(?:DOCUMENT|TYPE)>.{0,600}?<TEXT>)?(?:\s*<\?xml[^>]{0,200}\?>)?", re.DOTALL)
"""What stands before the page: lxml refuses text that names its own encoding, and EDGAR wraps its exhibits."""
_ENOUGH = 100
"""Words that a site rule must bring to be believed."""
_IDLE = (
    "script", "style", "svg", "iframe", "noscript", "button", "nav", "footer", "input", "select", "canvas", "video", "audio",
    "object", "embed", "map", "menu", "dialog", "template",
)  # fmt: skip
"""Elements that never hold the story: gone before the extraction, which walks and copies the tree many times."""


def parse_page(html: str, url: str) -> Article:
    """The article of a page. Raises ValueError for a page without readable text."""
    tree = _tree(_START.sub("", html, count=1))
    meta = read_metadata(tree, url)
    _lighten(tree)
    text = _text(tree, url, meta)
    if not text and not meta.title:
        raise ValueError("the page has no text")
    kind = _kind(url, text, meta)
    text = without_boilerplate(without_links(text), release=kind in {"press release", "filing"})
    cover = read_cover(text)
    moment, source = meta.published, meta.published_from
    if (moment is None or source == "page") and (line := dateline(text)) and not _same(moment, line):
        moment, source = line, "dateline"
    if moment is None:
        moment, source = date_in_url(url), "URL"
    if moment is None:
        moment, source = _searched(tree, url), "page"
        if moment and meta.modified and moment.at.date() == meta.modified.at.date():
            source = "last change"
    return Article(
        url=url,
        canonical_url=meta.canonical or url,
        title=_title(meta, text, cover),
        text=_paragraphs(cover[1] if cover else text),
        site=meta.site,
        author=meta.author,
        published=moment.at if moment else None,
        published_precision=moment.precision if moment else None,
        published_from=source if moment else None,
        published_day=_own_day(moment, text) if moment else None,
        language=guess_language(text) or meta.language,
        kind=kind,
        partial=why_partial(text, url, free=meta.free),
        tickers=meta.tickers,
    )


def _tree(html: str) -> Any:
    """The parsed page. Elements are made without lxml's look-up by name in Python, a tenth of an extraction's time."""
    from lxml import etree
    from lxml import html as markup

    parser = markup.HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(element=markup.HtmlElement, comment=markup.HtmlComment)
    )
    try:
        return markup.document_fromstring(_CONTROL.sub("", html).encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise ValueError("the page has no content") from None


def _lighten(tree: Any) -> None:
    """Take out what is never text; JSON-LD stays, where the extraction may find a body."""
    for element in list(tree.iter(*_IDLE)):
        if "ld+json" not in (element.get("type") or ""):
            element.drop_tree()


def _text(tree: Any, url: str, meta: Metadata) -> str:
    host = urlsplit(url).hostname or ""
    for site, path in _SITES:
        if host == site or host.endswith(f".{site}"):
            for element in tree.xpath(path)[:1]:
                text = _extract(_alone(element))
                if len(text.split()) >= _ENOUGH:
                    return text
    text = _extract(tree)
    if not _about(meta.title, text):
        precise = _extract(tree, precise=True)
        if _about(meta.title, precise) and len(precise.split()) >= 50:
            return precise
    return text


def _alone(element: Any) -> Any:
    """A page that holds a copy of this element as its article: of a bare element the extraction drops every list."""
    from lxml import html as markup

    page: Any = markup.document_fromstring("<html><body><article></article></body></html>")
    body = copy.deepcopy(element)
    body.tag, body.tail = "div", None
    body.attrib.clear()
    page.find(".//article").append(body)
    return page


def _extract(tree: Any, *, precise: bool = False) -> str:
    import trafilatura

    found = trafilatura.extract(
        tree, fast=True, include_comments=False, include_tables=True, favor_precision=precise
    )  # fmt: skip
    return (found or "").strip()


def _paragraphs(text: str) -> str:
    """A blank line between paragraphs; rows of a table and items of a list stay together."""
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    pieces = lines[:1]
    for before, line in itertools.pairwise(lines):
        together = (before.startswith("- ") and line.startswith("- ")) or ("|" in before and "|" in line)
        pieces += ["\n" if together else "\n\n", line]
    return "".join(pieces)


_SMALL = frozenset(
    {
        "and",
        "are",
        "for",
        "from",
        "has",
        "have",
        "how",
        "into",
        "its",
        "that",
        "the",
        "this",
        "was",
        "what",
        "why",
        "will",
        "with",
    }
)


def _about(title: str, text: str) -> bool:
    """Whether a third of the title's words stand in the text; a title without words says nothing."""
    words = {word for word in re.findall(r"\w{3,}", title.lower()) if word not in _SMALL}
    if len(words) < 3 or not text:
        return True
    body = text.lower()
    return sum(word in body for word in words) >= len(words) / 3


def _kind(url: str, text: str, meta: Metadata) -> StoryKind:
    host, path = urlsplit(url).hostname or "", urlsplit(url).path.lower()
    if host == "sec.gov" or host.endswith(".sec.gov"):
        return "filing"
    if _WIRES.search(host) or _WIRE_LINE.search(text[:1500]) or "/press-release" in path or "/news-releases/" in path:
        return "press release"
    if any(kind.startswith("Opinion") for kind in meta.types) or re.search(
        r"/(?:opinions?|comment|editorial|columnists?)/", path
    ):
        return "opinion"
    return "news"


def _title(meta: Metadata, text: str, cover: tuple[str, str] | None) -> str:
    """The page's own title; a form's items, or the first line, where the page has none or only a file's name."""
    if cover is not None:
        return cover[0]
    return meta.title if len(meta.title.split()) > 2 else _first_line(text) or meta.title


def _first_line(text: str) -> str:
    """The first line that could be a headline, for pages whose title is a file name."""
    lines = [line.strip() for line in text.split("\n")[:60]]
    return next((line[:200] for line in lines if 5 <= len(line.split()) <= 40 and line[0].isupper()), "")


def _own_day(moment: Moment, text: str) -> date | None:
    """By the timestamp's zone; of a time in UTC by the dateline, where that is the same day or the one beside it."""
    line = dateline(text) if moment.day is None else None
    return line.at.date() if line is not None and _same(moment, line) else moment.day


def _same(shown: Moment | None, line: Moment) -> bool:
    """Whether a time and a dateline, which has no zone, tell of one publication."""
    return shown is not None and abs(line.at.date() - shown.at.date()) <= timedelta(days=1)


def _searched(tree: Any, url: str) -> Any:
    """Htmldate's look at the whole page, the last resort; a day."""
    from htmldate import find_date

    from bot.articles.dates import read_date

    found = find_date(tree, url=url or None, extensive_search=False, original_date=True)
    return read_date(found) if found else None
