"""One pasted link, read: the article, its facts, who it is about, how it reads for each, and what is dated ahead."""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.articles import Fact, Sketch, key_facts, read_page, shared_reader, sketch
from bot.catalysts import Undated
from bot.errors import FetchFailed, SourceError
from bot.model import Article, Catalyst, Company, Mention, Score, Source, Window, text_hash
from bot.ports import Clock, Fetcher, Filings, Scorer, Storage
from bot.research.dated import YearEnd, ahead, dated, day_at, expected, publish_day
from bot.research.readthrough import ReadThrough, read_through
from bot.sources.urls import canonical_url
from bot.tickers import Universe
from bot.tickers.mentions import companies, mentions
from bot.tickers.ranking import without_brokers
from bot.web.urls import link_key

log = logging.getLogger(__name__)

FRESH = timedelta(minutes=10)
"""One fetch per page in this time, whoever asks."""
KEPT = 64
PATIENCE_S = 90.0
"""How long a second asker waits for the first one's reading."""
MAX_TEXT = 100_000
"""Characters of an article that are analysed; the median article has 5,000."""
WORDS_PER_MINUTE = 230
COMPANIES = 8


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What a thread reply shows about one link."""

    url: str
    article: Article
    facts: tuple[Fact, ...]
    subject: Company | None
    companies: tuple[Company, ...]
    """The subject first."""
    overall: Score
    scores: Mapping[str, Score]
    """By ticker; a ticker without evidence has a score of None."""
    others: tuple[ReadThrough, ...]
    catalysts: tuple[Catalyst, ...]
    """Every dated one, over or not; see `upcoming`."""
    replaced: tuple[Window | None, ...]
    """For each of them the window that it moves away from, where the article says so."""
    undated: tuple[Undated, ...]
    """What is expected without a date."""
    minutes: int
    sketch: Sketch
    source: Source
    as_of: datetime
    summary: str = ""
    """From the language model of the settings, checked; empty where none is set or its numbers were not the article's."""

    @property
    def upcoming(self) -> tuple[tuple[int, Catalyst], ...]:
        """The dated ones still to come, with their place in `catalysts`."""
        today = day_at(self.as_of, self.subject)
        return tuple((index, item) for index, item in enumerate(self.catalysts) if ahead(item, today))

    @property
    def counted_from(self) -> date:
        """The day from which words such as "tomorrow" count: the publish day, else that of reading."""
        return publish_day(self.article, self.subject) or day_at(self.as_of, self.subject)


Summarise = Callable[[Article], str]


class LinkReader:
    """Reads links; each page once in ten minutes however many ask at the same time. Thread-safe."""

    def __init__(
        self,
        *,
        fetcher: Fetcher,
        scorer: Scorer,
        storage: Storage,
        universe: Universe,
        clock: Clock,
        filings: Filings | None = None,
        summarise: Summarise | None = None,
    ) -> None:
        self._filings = filings
        self._fetcher = fetcher
        self._scorer = scorer
        self._storage = storage
        self._universe = universe
        self._clock = clock
        self._summarise = summarise
        self._known: OrderedDict[str, tuple[datetime, Future[LinkReport]]] = OrderedDict()
        self._lock = threading.Lock()
        self._warming = threading.Lock()
        self._is_warm = False

    def warm(self) -> None:
        """Build the indexes and start a parser ahead of the first link; many first links at once build them once."""
        with self._warming:
            if self._is_warm:
                return
            shared_reader().warm()
            text = "Allogene Therapeutics (NASDAQ: ALLO) expects to report topline data in mid-2027."
            article = Article("", "", "", text, published=self._clock.now())
            analyse(
                article, url="", scorer=self._scorer, universe=self._universe, as_of=self._clock.now()
            )  # fmt: skip
            self._is_warm = True

    def read(self, url: str, *, user: str = "") -> LinkReport:
        """Raises `FetchRefused`, `FetchFailed`, `RateLimited`; a failure is not kept."""
        key, now = link_key(url), self._clock.now()
        with self._lock:
            known = self._known.get(key)
            mine = known is None or now - known[0] > FRESH
            if mine:
                known = (now, Future())
                self._known[key] = known
                self._known.move_to_end(key)
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)
        assert known is not None  # noqa: S101 - set above
        if mine:
            try:
                known[1].set_result(self._read(url, user))
            except BaseException as error:  # noqa: BLE001 - whoever waits for this page must hear of it
                with self._lock:
                    if self._known.get(key) is known:
                        del self._known[key]
                known[1].set_exception(error)
        try:
            return known[1].result(timeout=PATIENCE_S)
        except TimeoutError:
            raise FetchFailed("The page took too long to read. Try again later.") from None

    def _read(self, url: str, user: str) -> LinkReport:
        page = self._fetcher.fetch(url, user=user)
        self.warm()
        article = read_page(page.html, page.final_url)
        source = Source(
            article.site or "the page",
            canonical_url(page.final_url) or page.final_url,
            article.published or page.fetched_at,
            sample=page.sample,
        )
        return analyse(
            dataclasses.replace(article, source=source),
            url=page.url,
            scorer=self._scorer,
            storage=self._storage,
            universe=self._universe,
            as_of=self._clock.now(),
            summarise=self._summarise,
            year_end=self._year_end,
        )

    def _year_end(self, cik: int) -> str | None:
        """From the SEC's list; a fiscal date stays unresolved where it does not answer."""
        try:
            return self._filings.fiscal_year_end(cik) if self._filings else None
        except SourceError as error:
            log.info("no fiscal year end for CIK %d: %s", cik, error)
            return None


def analyse(
    article: Article,
    *,
    url: str,
    scorer: Scorer,
    universe: Universe,
    as_of: datetime,
    storage: Storage | None = None,
    summarise: Summarise | None = None,
    year_end: YearEnd | None = None,
) -> LinkReport:
    """Everything after the page is read. Scores are stored by text, so a story that returns is not scored again."""
    text = article.text[:MAX_TEXT]
    title = f"{article.title}\n\n" if article.title and not text.startswith(article.title) else ""
    found = mentions(title + text, universe, publisher=article.tickers)
    found = without_brokers(title + text, found)
    ranked = companies(found)
    inside = [
        dataclasses.replace(mention, start=mention.start - len(title), end=mention.end - len(title))
        for mention in found
        if mention.start >= len(title)
    ]
    overall, scores = _scores(article, text, inside, scorer, storage, as_of)
    subject = ranked[0] if ranked else None
    source = article.source or Source(article.site or "the page", url or None, article.published or as_of)
    reference = publish_day(article, subject) or day_at(as_of, subject)
    dates = dated(text, inside, subject, article, source, reference, year_end)
    return LinkReport(
        url=url,
        article=article,
        facts=key_facts(text, article.title),
        subject=subject,
        companies=tuple(ranked[:COMPANIES]),
        overall=overall,
        scores=scores,
        others=tuple(item for item in read_through(text, inside, subject) if item.company in ranked[:COMPANIES]),
        catalysts=tuple(catalyst for catalyst, _old in dates),
        replaced=tuple(old for _catalyst, old in dates),
        undated=expected(text, reference),
        minutes=max(1, round(len(text.split()) / WORDS_PER_MINUTE)),
        sketch=sketch(text),
        source=source,
        as_of=as_of,
        summary=_summary(article, summarise),
    )


def _scores(
    article: Article, text: str, inside: Sequence[Mention], scorer: Scorer, storage: Storage | None, now: datetime
) -> tuple[Score, Mapping[str, Score]]:
    result = scorer.score_text(text, kind=article.kind, mentions=inside, title=article.title)
    if storage is not None:
        storage.stories.put_scores(text_hash(text), [result.overall, *result.tickers.values()], at=now)
    return result.overall, result.tickers


def _summary(article: Article, summarise: Summarise | None) -> str:
    return summarise(article) if summarise else ""
