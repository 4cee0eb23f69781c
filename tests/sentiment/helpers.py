"""Texts with companies in them: mentions at every place a name stands, as bot.tickers gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.model import Company, Evidence, Mention, Score, Source, Story, StoryKind
from bot.sentiment.scorer import RuleScorer
from bot.sentiment.ticker import scores_of

NOW = datetime(2026, 4, 20, 12, 45, tzinfo=UTC)


def mentions_of(text: str, names: Mapping[str, str], ranks: Mapping[str, float] | None = None) -> list[Mention]:
    """Mentions for {ticker: regular expression}."""
    found = [
        Mention(Company(ticker, ticker), m.start(), m.end(), m.group(), Evidence.NAME, (ranks or {}).get(ticker, 0.0))
        for ticker, pattern in names.items()
        for m in re.finditer(pattern, text)
    ]
    return sorted(found, key=lambda mention: mention.start)


def score(text: str, *names: str, kind: StoryKind = "news") -> dict[str | None, Score]:
    """The scores of a text by name (None: overall)."""
    result = RuleScorer().score_text(text, kind=kind, mentions=mentions_of(text, {n: re.escape(n) for n in names}))
    return dict(scores_of(result))


def value(found: Score) -> float:
    """The score, which must be there."""
    assert found.score is not None
    return found.score


def sign(value: float | None) -> int:
    """-1, 0 or 1 for a score, 0 for none or a neutral one."""
    if value is None or abs(value) < 0.15:
        return 0
    return 1 if value > 0 else -1


def story(title: str, hours_ago: float, *, summary: str = "", kind: StoryKind = "news") -> Story:
    """A story published so many hours before `NOW`."""
    published = NOW - timedelta(hours=hours_ago)
    url = f"https://news.example/{abs(hash((title, hours_ago)))}"
    return Story(url, title, summary, "Wire", published, Source("Wire", url, NOW), kind=kind)


def reading(value: float | None, **changes: object) -> Score:
    """A story's score on a ticker."""
    fields: dict[str, object] = {"confidence": "high", "relevance": 1.0}
    fields.update(changes)
    return Score("ACME", value, None, engine="rules", engine_version="rules-1", **fields)  # type: ignore[arg-type]
