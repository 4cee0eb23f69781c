"""deskbot analyse article: everything the bot reads out of one saved page, as JSON. No network, no Slack."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.model import Article, Catalyst, Score
    from bot.research.link import LinkReport

NAME = "analyse article"
HELP = "Read a saved article page: title, date, text, tickers, facts, sentiment, catalysts as JSON"


def configure(parser: argparse.ArgumentParser) -> None:
    """The file, and where it came from."""
    parser.add_argument("file", type=Path, help="the saved page (HTML)")
    parser.add_argument("--url", default="", help="where the page was; helps with site, date and press-release rules")


def run(args: argparse.Namespace) -> int:
    """Print one JSON object. Raises `BadInput` for a file that cannot be read, `FetchFailed` for a page without article."""
    import json

    from bot.articles import read_page
    from bot.clock import SystemClock
    from bot.errors import BadInput
    from bot.research.link import analyse
    from bot.settings import Settings
    from bot.tickers import load_universe
    from bot.web.body import to_text
    from bot.wiring import make_scorer

    try:
        html = to_text(args.file.read_bytes(), "")
    except OSError as error:
        raise BadInput(f"{args.file.name} cannot be read: {error.strerror or 'no such file'}.") from None
    article = read_page(html, args.url)
    settings = Settings.load()
    scorer = make_scorer(settings)
    scorer.warm()
    report = analyse(
        article, url=args.url, scorer=scorer, universe=load_universe(settings.symbol_list), as_of=SystemClock().now()
    )  # fmt: skip
    print(json.dumps(as_json(report), ensure_ascii=False, indent=2))
    return 0


def as_json(report: LinkReport) -> dict[str, Any]:
    """The report as plain values; `tickers` has the subject first, times are UTC, a day without time stays a day."""
    article = report.article
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "site": article.site,
        "author": article.author,
        "published": _published(article),
        "published_precision": article.published_precision,
        "published_from": article.published_from,
        "language": article.language,
        "kind": article.kind,
        "partial": article.partial,
        "minutes": report.minutes,
        "text": article.text,
        "subject": report.subject.ticker if report.subject else None,
        "tickers": [company.ticker for company in report.companies],
        "companies": [
            {"ticker": c.ticker, "name": c.name, "cik": c.cik, "exchange": c.exchange, "verified": c.verified}
            for c in report.companies
        ],
        "facts": [fact.text for fact in report.facts],
        "fact_rules": [list(fact.why) for fact in report.facts],
        "sentiment": {
            "overall": _score(report.overall),
            "tickers": {ticker: _score(score) for ticker, score in report.scores.items()},
        },
        "read_through": [
            {"ticker": item.company.ticker, "relation": item.relation, "sentence": item.sentence}
            for item in report.others
        ],
        "catalysts": [_catalyst(catalyst) for catalyst in report.catalysts],
        "undated": [{"kind": item.kind, "phrase": item.phrase, "sentence": item.sentence} for item in report.undated],
    }


def _published(article: Article) -> str | None:
    if article.published is None:
        return None
    if article.published_precision == "day":
        return article.published.date().isoformat()
    return article.published.isoformat().replace("+00:00", "Z")


def _score(score: Score) -> dict[str, Any]:
    return {
        "score": score.score,
        "label": score.label,
        "confidence": score.confidence,
        "engine": score.engine,
        "drivers": [{"phrase": d.phrase, "contribution": d.contribution, "rule": d.rule} for d in score.drivers],
    }


def _catalyst(catalyst: Catalyst) -> dict[str, Any]:
    window = catalyst.window
    return {
        "ticker": catalyst.ticker,
        "kind": catalyst.kind,
        "start": window.start.isoformat() if window.start else None,
        "end": window.end.isoformat() if window.end else None,
        "precision": window.precision,
        "direction": window.direction,
        "phrase": window.phrase,
        "sentence": catalyst.sentence,
        "confidence": catalyst.confidence,
        "asset": catalyst.asset,
    }
