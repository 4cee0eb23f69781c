"""When a page says it was published, or changed: JSON-LD, meta tags, then what it shows. Pure."""

from __future__ import annotations

import re
from typing import Any

from bot.articles.dates import Moment, read_date, read_written
from bot.articles.structured import Metas, Nodes, first_of

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


def published_of(tree: Any, metas: Metas, nodes: Nodes) -> tuple[Moment | None, str | None]:
    """The moment and what said so: "JSON-LD", "meta" or "page"."""
    linked = read_date(first_of(nodes, "datePublished")) or read_date(first_of(nodes, "dateCreated"))
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
    for element in tree.xpath("//*[contains(@itemprop, 'datePublished')]|//time[@pubdate]"):
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
    for element in tree.xpath("//*[@class or @id][self::span or self::div or self::p or self::li or self::font]"):
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


def changed_of(metas: Metas, nodes: Nodes) -> Moment | None:
    """When the page says it was changed."""
    values = [value for key in _CHANGED for value in metas.get(key, ())] + [first_of(nodes, "dateModified")]
    return next((moment for value in values if (moment := read_date(value))), None)
