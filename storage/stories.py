"""`stories` by canonical URL, `scores` by text, ticker and engine version, `ticker_scores` by trading day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.model import Score, Source, Story
from storage.codec import maybe_stamp, moment, pack, stamp, unpack
from storage.database import Connections, Row
from storage.engine import Database

WHOLE = ""
"""The ticker column of a score of the text as a whole: PostgreSQL allows no NULL in a primary key."""


class Stories:
    """See `bot.ports.StoryStore`."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections

    def put_stories(self, stories: Sequence[Story], *, at: datetime) -> None:
        """Store or refresh; a story known under other tickers keeps those too."""
        if not stories:
            return
        with self._db.write() as db:
            for story in stories:
                _put_story(db, story, at)

    def stories(self, ticker: str, *, since: datetime) -> Sequence[Story]:
        """About `ticker`, published at or after `since`, newest first."""
        params = {"ticker": ticker, "since": maybe_stamp(since)}
        about = "SELECT url FROM story_tickers WHERE ticker = :ticker AND published >= :since"
        with self._db.read() as db:
            rows = list(db.query(f"SELECT * FROM stories WHERE url IN ({about}) ORDER BY published DESC, url", params))
            named = list(
                db.query(f"SELECT url, ticker FROM story_tickers WHERE url IN ({about}) ORDER BY ticker", params)
            )
        tickers: dict[str, list[str]] = {}
        for row in named:
            tickers.setdefault(row["url"], []).append(row["ticker"])
        return [_story(row, tuple(tickers[row["url"]])) for row in rows]

    def put_scores(self, text_hash: str, scores: Sequence[Score], *, at: datetime) -> None:
        """Store what an engine made of a text; scoring again replaces."""
        if not scores:
            return
        with self._db.write() as db:
            for score in scores:
                db.execute(
                    "INSERT INTO scores (text_hash, ticker, engine_version, score, body, scored_at)"
                    " VALUES (:text_hash, :ticker, :version, :score, :body, :at)"
                    " ON CONFLICT (text_hash, engine_version, ticker) DO UPDATE"
                    " SET score = excluded.score, body = excluded.body, scored_at = excluded.scored_at",
                    {
                        "text_hash": text_hash,
                        "ticker": score.ticker or WHOLE,
                        "version": score.engine_version,
                        "score": score.score,
                        "body": pack(score),
                        "at": stamp(at),
                    },
                )

    def scores(self, text_hash: str, *, engine_version: str) -> Mapping[str | None, Score]:
        """By ticker; None is the text as a whole. Empty where this text was not scored by this version."""
        rows = self._db.rows(
            "SELECT body FROM scores WHERE text_hash = :text_hash AND engine_version = :version ORDER BY ticker",
            {"text_hash": text_hash, "version": engine_version},
        )
        return {score.ticker: score for score in (unpack(Score, row["body"]) for row in rows)}

    def put_ticker_score(
        self, ticker: str, day: date, window: str, score: Score, *, stories: int, at: datetime
    ) -> None:
        """The aggregate of a trading day; the day's last one stays."""
        self._db.change(
            "INSERT INTO ticker_scores (ticker, span, day, engine_version, score, stories, body, scored_at)"
            " VALUES (:ticker, :span, :day, :version, :score, :stories, :body, :at)"
            " ON CONFLICT (ticker, span, engine_version, day) DO UPDATE SET score = excluded.score,"
            " stories = excluded.stories, body = excluded.body, scored_at = excluded.scored_at",
            {
                "ticker": ticker,
                "span": window,
                "day": day.isoformat(),
                "version": score.engine_version,
                "score": score.score,
                "stories": stories,
                "body": pack(score),
                "at": stamp(at),
            },
        )

    def ticker_scores(
        self, ticker: str, *, window: str, since: date, engine_version: str
    ) -> Sequence[tuple[date, float, int]]:
        """(day, score, stories) in order of day; days without evidence are left out, not zero."""
        rows = self._db.rows(
            "SELECT day, score, stories FROM ticker_scores WHERE ticker = :ticker AND span = :span"
            " AND engine_version = :version AND day >= :since AND score IS NOT NULL ORDER BY day",
            {"ticker": ticker, "span": window, "version": engine_version, "since": since.isoformat()},
        )
        return [(date.fromisoformat(row["day"]), float(row["score"]), row["stories"]) for row in rows]

    def forget(self, *, before: datetime, history_before: date) -> int:
        """Delete stories published and texts scored before `before`, and the scores of older days; how many stories."""
        old = {"before": stamp(before)}
        self._db.forget("story_tickers", "published < :before", old)
        self._db.forget("scores", "scored_at < :before", old)
        self._db.forget("ticker_scores", "day < :day", {"day": history_before.isoformat()})
        unnamed = "NOT EXISTS (SELECT 1 FROM story_tickers WHERE story_tickers.url = stories.url)"
        return self._db.forget("stories", f"published < :before AND {unnamed}", old)


def _put_story(db: Database, story: Story, at: datetime) -> None:
    db.execute(
        "INSERT INTO stories (url, text_hash, title, summary, publisher, published, kind, source, stored_at)"
        " VALUES (:url, :text_hash, :title, :summary, :publisher, :published, :kind, :source, :at)"
        " ON CONFLICT (url) DO UPDATE SET text_hash = excluded.text_hash, title = excluded.title,"
        " summary = excluded.summary, publisher = excluded.publisher, published = excluded.published,"
        " kind = excluded.kind, source = excluded.source",
        {
            "url": story.url,
            "text_hash": story.text_hash,
            "title": story.title,
            "summary": story.summary,
            "publisher": story.publisher,
            "published": stamp(story.published),
            "kind": story.kind,
            "source": pack(story.source),
            "at": stamp(at),
        },
    )
    for ticker in dict.fromkeys(story.tickers):
        db.execute(
            "INSERT INTO story_tickers (ticker, url, published) VALUES (:ticker, :url, :published)"
            " ON CONFLICT (ticker, url) DO UPDATE SET published = excluded.published",
            {"ticker": ticker, "url": story.url, "published": stamp(story.published)},
        )


def _story(row: Row, tickers: tuple[str, ...]) -> Story:
    return Story(
        url=row["url"],
        title=row["title"],
        summary=row["summary"],
        publisher=row["publisher"],
        published=moment(row["published"]),
        source=unpack(Source, row["source"]),
        tickers=tickers,
        kind=row["kind"],
    )
