"""
Yahoo's news stream reduced to stories. Pure: no network, no clock.

`reduce_news` checks the shape of an answer and keeps the few fields wanted (the cache stores them as JSON); `stories`
builds the model objects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from bot.errors import BadData
from bot.market.fields import SOURCE, dig, iso, rows_of, words
from bot.model import Source, Story, StoryKind
from bot.sources import canonical_url

MAX_TITLE = 300
MAX_SUMMARY = 2000

_PRESS_WIRES = re.compile(
    r"globe ?newswire|pr ?newswire|business ?wire|access(wire| newswire)|newsfile|press (wire|release)|cnw group|\beqs\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"motley fool|seeking alpha|zacks|insider monkey|simply wall st|investorplace|gurufocus|opinion|research notes?\b",
    re.IGNORECASE,
)
_SOCIAL = re.compile(r"stocktwits|reddit", re.IGNORECASE)
_LAW_FIRM = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\blaw (?:firm|offices?)\b|\bL\.?L\.?P\b|\bP\.?C\b|\bthe firm\b|\btheir rights\b|class[ -]action"
        r"|lead plaintiff|securities fraud|\balert:",
        r"\b(?:investors?|shareholders?|stockholders?|purchasers)\b|class[ -]action",
        r"\balert\b|\b(?:remind|encourage|inform|urge|invite)(?:s|d|ed)?\b|\bnotif(?:y|ies)\b|\binvestigat(?:es?|ing|ions?)\b|\blosses\b"
        r"|\blost money\b|\bon behalf of\b|\bopportunity to (?:lead|join)\b|\b(?:upcoming|important|plaintiff) deadline\b",
    )
)
"""A law firm that looks for clients names itself or its matter, speaks to holders, and calls on them: all three in a title."""


def reduce_news(body: Any) -> list[dict[str, Any]]:
    """
    The stories of an `xhr/ncp` ticker stream; videos, items without link or date, and advertisements are left out, those too
    in which law firms look for clients: after a fall they come every day on the press wires and say nothing new.
    """
    stream = dig(body, "data", "tickerStream", "stream", missing="no news stream")
    if stream is None:
        return []
    if not isinstance(stream, list):
        raise BadData(f"{SOURCE} answered with no news stream.", source=SOURCE)
    rows = [row for item in stream if isinstance(item, dict) and (row := _news_row(item)) is not None]
    if stream and not any(isinstance(item, dict) and (item.get("content") or item.get("ad")) for item in stream):
        raise BadData(f"{SOURCE} answered with news that cannot be read.", source=SOURCE)
    return list({row["url"]: row for row in reversed(rows)}.values())[::-1]


def stories(rows: Sequence[Mapping[str, Any]], symbol: str, ticker: str, source: Source) -> list[Story]:
    """
    Stories newest first. Where the feed names a story's symbols and ours is not among them, the story is left out.

    `symbol` is Yahoo's spelling, `ticker` ours. A story whose symbols the feed does not name counts as the ticker's.
    """
    found = []
    for row in rows:
        symbols = row["symbols"]
        published = datetime.fromisoformat(row["published"])
        if (symbols and symbol not in symbols) or published > source.as_of + timedelta(days=1):
            continue
        tickers = (ticker, *(other for other in symbols if other != symbol))
        kind = cast("StoryKind", row["kind"])
        found.append(
            Story(row["url"], row["title"], row["summary"], row["publisher"], published, source, tickers, kind)
        )
    return sorted(found, key=lambda story: story.published, reverse=True)


def _news_row(item: Mapping[str, Any]) -> dict[str, Any] | None:
    content = item.get("content")
    if not isinstance(content, dict) or content.get("contentType") != "STORY" or item.get("ad"):
        return None
    url = None
    for field in ("canonicalUrl", "clickThroughUrl"):
        link = content.get(field)
        url = url or canonical_url(str(link.get("url") or "") if isinstance(link, dict) else "")
    published = iso(content.get("pubDate")) or iso(content.get("displayTime"))
    title = words(content.get("title"), MAX_TITLE)
    if url is None or published is None or not title:
        return None
    provider = content.get("provider")
    publisher = words(provider.get("displayName"), 80) if isinstance(provider, dict) else ""
    finance = content.get("finance")
    kind = _kind(publisher)
    if kind == "press release" and all(sign.search(title) for sign in _LAW_FIRM):
        return None
    named = finance.get("stockTickers") if isinstance(finance, dict) else None
    symbols = [str(entry.get("symbol", "")).upper() for entry in rows_of(named) if isinstance(entry, dict)]
    return {
        "url": url,
        "title": title,
        "summary": words(content.get("summary") or content.get("description"), MAX_SUMMARY),
        "publisher": publisher or "unknown publisher",
        "published": published.isoformat(),
        "symbols": [symbol for symbol in dict.fromkeys(symbols) if symbol],
        "kind": kind,
    }


def _kind(publisher: str) -> StoryKind:
    if _PRESS_WIRES.search(publisher):
        return "press release"
    if _OPINION.search(publisher):
        return "opinion"
    return "social" if _SOCIAL.search(publisher) else "news"
