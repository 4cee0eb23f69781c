"""
The shared vocabulary: frozen dataclasses every room passes to every other, declared once.

Nothing here knows Slack, SQL, the network or the clock. Times are aware UTC datetimes, calendar dates are `date`
without a zone, money carries its currency, and an unknown value is None, never 0.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

Label = Literal["positive", "neutral", "negative"]
Confidence = Literal["high", "medium", "low"]
Tier = Literal["A", "B", "C"]
StoryKind = Literal["news", "press release", "filing", "opinion", "social"]


def text_hash(text: str) -> str:
    """The key of a text in `stories` and `scores`: SHA-256 over its words in lower case, 32 hex digits."""
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure comes from and as of when; every figure on a card has one."""

    name: str
    """As a trader knows it: "Yahoo", "SEC EDGAR", "ClinicalTrials.gov"."""
    url: str | None
    as_of: datetime
    """When the source said so (UTC): the fetch time for live data, the recorded time for sample data."""
    stale: bool = False
    """True where the source is down and this is the last good answer."""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """A listed company (or fund) as the symbol universe knows it."""

    ticker: str
    name: str
    cik: int | None = None
    exchange: str | None = None
    verified: bool = True
    """False for an explicit symbol that the universe does not hold (a foreign or new listing)."""


class Evidence(StrEnum):
    """Why a stretch of text counts as a company, strongest first (facts/articles.md, 4.4)."""

    EXCHANGE = "exchange and symbol"
    PUBLISHER = "publisher metadata"
    CASHTAG = "cashtag"
    NAME = "company name"
    SHORT_NAME = "short name"
    SYMBOL = "bare symbol"
    PRODUCT = "product"
    REFERENCE = "the company"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a text that names a company: `text[start:end] == phrase`."""

    company: Company
    start: int
    end: int
    phrase: str
    evidence: Evidence
    rank: float = 0.0
    """How central the company is to the text, 0 to 1; the subject has the highest."""


@dataclass(frozen=True, slots=True)
class Story:
    """A news item about one or more tickers: what a source says was published, not the page itself."""

    url: str
    """Canonical URL: no tracking parameters."""
    title: str
    summary: str
    publisher: str
    published: datetime
    source: Source
    tickers: tuple[str, ...] = ()
    kind: StoryKind = "news"

    @property
    def text(self) -> str:
        """Title and summary, one paragraph each."""
        return f"{self.title}\n\n{self.summary}" if self.summary else self.title

    @property
    def text_hash(self) -> str:
        """See `text_hash`."""
        return text_hash(self.text)


@dataclass(frozen=True, slots=True)
class Article:
    """A fetched page reduced to its article."""

    url: str
    canonical_url: str
    title: str
    text: str
    """Paragraphs separated by a blank line; boilerplate cut off."""
    site: str | None = None
    author: str | None = None
    published: datetime | None = None
    """UTC; None where the page does not say."""
    published_precision: Literal["time", "day"] | None = None
    published_from: str | None = None
    """What said so: "JSON-LD", "meta", "dateline"."""
    published_day: date | None = None
    """The day in the zone that the page's timestamp states, else of its dateline; None where the page gives only UTC."""
    language: str | None = None
    kind: StoryKind = "news"
    partial: str | None = None
    """Why only a part of the article could be read, in words for the trader; None when whole."""
    source: Source | None = None
    tickers: tuple[str, ...] = ()
    """Symbols the publisher attaches to the page (its metadata, not its text)."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A phrase that moved a score. Contributions of a score's drivers plus its remainder add up to the score."""

    phrase: str
    contribution: float
    """Signed, in score units (-1 to 1)."""
    sentence: str
    rule: str
    """The rule family or engine part that says so: "direction x metric", "resolution", "transformer"."""


@dataclass(frozen=True, slots=True)
class Probabilities:
    """Calibrated class probabilities; they sum to 1."""

    negative: float
    neutral: float
    positive: float


@dataclass(frozen=True, slots=True)
class Score:
    """How a text, or a ticker over many stories, reads. `score` is None where there is no evidence: "n/a", never 0."""

    ticker: str | None
    """None for the text as a whole."""
    score: float | None
    """-1 to 1: P(positive) - P(negative) after calibration, or the rules' sum when they answer alone."""
    label: Label | None
    """The most probable class; cards show the band of `score` instead."""
    confidence: Confidence
    engine: str
    """Which engine answered: "rules", "rules + transformer", "VADER per sentence"."""
    engine_version: str
    """Changes whenever the same text may score differently: engine version and lexicon hash."""
    probabilities: Probabilities | None = None
    drivers: tuple[Driver, ...] = ()
    remainder: float = 0.0
    """What the shown drivers leave unexplained, in score units, so that the sum is the score."""
    ignored: tuple[str, ...] = ()
    """What was left out and why ("safe-harbour statement")."""
    sentences: int = 0
    relevance: float = 1.0
    disagreement: bool = False
    """True where rules and transformer point in opposite directions."""
    mixed: bool = False
    """True where both sides are heavy (each at least 35 % of the total weight)."""


Session = Literal["pre-market", "today", "after hours", "last session"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A last price with its age."""

    ticker: str
    price: float
    currency: str
    """As the source says; "GBp" is pence."""
    source: Source
    previous_close: float | None = None
    market_state: str | None = None
    """"pre", "regular", "post" or "closed"; None where unknown."""
    name: str | None = None
    market_cap: float | None = None
    extended_price: float | None = None
    """Pre- or after-hours price where the source carries one."""
    extended_as_of: datetime | None = None
    """When that price was made, UTC; None where the source does not say."""

    @property
    def session(self) -> Session:
        """Which session the move belongs to."""
        if self.market_state in {"pre", "post"} and self.extended_price is not None:
            return "pre-market" if self.market_state == "pre" else "after hours"
        return "today" if self.market_state == "regular" else "last session"

    @property
    def extended(self) -> bool:
        """Whether the newest price is one outside the regular session."""
        return self.session in {"pre-market", "after hours"}

    @property
    def newest(self) -> float:
        """The price of that session."""
        return self.extended_price if self.extended and self.extended_price is not None else self.price

    @property
    def made_at(self) -> datetime | None:
        """When that price was made, UTC; None where the source does not say."""
        return self.extended_as_of if self.extended else self.source.as_of

    @property
    def move(self) -> float | None:
        """Relative move of that session (0.05 is +5 %): outside hours against the last regular price."""
        if not self.extended:
            return self.change
        return self.newest / self.price - 1 if self.price else None

    @property
    def change(self) -> float | None:
        """Relative change against the previous close (0.05 is +5 %)."""
        if self.previous_close is None or self.previous_close == 0:
            return None
        return self.price / self.previous_close - 1


@dataclass(frozen=True, slots=True)
class Bar:
    """One day's close, adjusted for splits."""

    day: date
    close: float
    volume: float | None = None


Precision = Literal[
    "day", "week", "third-of-month", "half-month", "month", "third-of-quarter", "quarter", "third-of-half", "half",
    "third-of-year", "season", "year", "year-end", "range", "duration", "vague", "event", "fiscal", "period",
]  # fmt: skip
Direction = Literal["on", "within", "by", "around", "earliest", "after", "past"]


@dataclass(frozen=True, slots=True)
class Window:
    """When something is due: calendar dates, both ends included, never forced to one day (facts/catalysts.md, 4)."""

    start: date | None
    end: date | None
    """None at both ends: a fiscal phrase whose year end is not known. None at one end: open."""
    precision: Precision
    direction: Direction
    phrase: str
    """The writer's own words."""

    @property
    def words(self) -> str:
        """
        The writer's words and the days they stand for: mid-2027 (1 May 2027 to 31 Aug 2027); of a known day the day alone, for
        "tomorrow" means another one tomorrow.
        """
        phrase = " ".join(self.phrase.split())
        if self.start is None and self.end is None:
            return f"{phrase} (the company's fiscal year end is not known)"
        days = self._days()
        one_day = self.start == self.end and self.precision == "day"
        return f"{phrase} ({days})" if phrase and phrase != days and not one_day else days

    def overlaps(self, other: Window) -> bool:
        """Whether they share a day; an open end has no limit, and a window without ends overlaps only its own phrase."""
        if (self.start is None and self.end is None) or (other.start is None and other.end is None):
            return self.phrase.casefold() == other.phrase.casefold()
        starts_before = self.start is None or other.end is None or self.start <= other.end
        ends_after = other.start is None or self.end is None or other.start <= self.end
        return starts_before and ends_after

    def _days(self) -> str:
        start, end = (f"{one.day} {one:%b %Y}" if one else "" for one in (self.start, self.end))
        if start == end:
            return f"about {start}" if self.precision == "day" and self.direction == "around" else start
        if not start or not end:
            return f"from {start}" if start else f"until {end}"
        return f"by {end}" if self.direction == "by" else f"{start} to {end}"


CATALYST_KINDS = MappingProxyType(
    {
        "pdufa": "FDA decision (PDUFA date)",
        "regulatory_decision": "regulatory decision",
        "adcomm": "FDA advisory committee",
        "nda_acceptance": "filing accepted for review",
        "submission": "regulatory submission",
        "fda_meeting": "meeting with a regulator",
        "data_topline": "topline data",
        "data_interim": "interim data",
        "data_primary": "primary data",
        "data_readout": "data readout",
        "data_update": "data update",
        "trial_start": "trial start",
        "enrollment_complete": "enrolment complete",
        "dosing_complete": "dosing complete",
        "primary_completion": "primary completion (end of data collection, not a readout)",
        "conference": "conference or presentation",
        "earnings": "earnings",
        "deal_close": "deal closing",
        "deal_payment": "deal payment",
        "offering_close": "offering closing",
        "shareholder_meeting": "shareholder meeting",
        "vote": "vote",
        "index_change": "index change",
        "dividend": "dividend (ex, record or payment date)",
        "spin_off": "spin-off",
        "lock_up": "lock-up expiry",
        "product_launch": "product launch",
        "capacity": "capacity or production start",
        "delivery": "delivery",
        "survey": "survey or drilling",
        "study_publication": "study published",
        "permit": "permit or licence",
        "macro": "macro event",
    }
)
"""Every kind of catalyst with its words for a card (facts/catalysts.md, 5)."""

CatalystStatus = Literal["proposed", "active", "superseded", "done", "removed"]


@dataclass(frozen=True, slots=True)
class Catalyst:
    """A dated event a desk waits for, in one channel's calendar or offered from a text."""

    ticker: str
    kind: str
    """One of `CATALYST_KINDS`."""
    window: Window
    sentence: str
    """The sentence that says so, quoted; empty for a calendar source."""
    source: Source
    confidence: Confidence = "medium"
    tier: Tier = "B"
    """A = official day, B = company's words, C = estimate."""
    asset: str = ""
    """Drug, trial or event words that tell two catalysts of one kind apart."""
    cik: int | None = None
    note: str = ""
    time: datetime | None = None
    """UTC, for timed events only (an earnings call at a stated hour)."""
    id: int | None = None
    status: CatalystStatus = "proposed"
    supersedes: int | None = None
    added_by: str | None = None
    added_at: datetime | None = None
    outcome: str | None = None

    def in_zone(self, zone: tzinfo) -> Catalyst:
        """As that zone's calendar has it: 16:30 in New York is the next day in Tokyo."""
        window = self.window
        if self.time is None or window.start is None or window.start != window.end:
            return self
        day = self.time.astimezone(zone).date()
        return replace(self, window=replace(window, start=day, end=day))


class InsiderClass(StrEnum):
    """What an ownership-form transaction was (facts/insiders.md, 4)."""

    SELL_TO_COVER = "sell_to_cover"
    TAX_WITHHOLDING = "tax_withholding"
    PLANNED_SALE = "planned_sale_10b5_1"
    PLANNED_BUY = "planned_buy_10b5_1"
    OPEN_MARKET_SELL = "open_market_sell"
    OPEN_MARKET_BUY = "open_market_buy"
    OPTION_EXERCISE = "option_exercise"
    RSU_SETTLEMENT = "rsu_settlement"
    GRANT = "grant"
    ISSUER_PURCHASE = "issuer_purchase"
    GIFT = "gift"
    TRANSFER = "transfer"
    CONVERSION = "conversion"
    OTHER = "other"
    NEEDS_REVIEW = "needs_review"


@dataclass(frozen=True, slots=True)
class InsiderEvent:
    """Fills of one owner group, day and class merged: what a desk calls "a trade"."""

    issuer_cik: int
    owners: tuple[str, ...]
    """Persons in reading order ("David Chang"), entities as filed; joint filers of one event together."""
    owner_ciks: tuple[int, ...]
    title: str
    day: date
    kind: InsiderClass
    discretionary: bool | None
    confidence: Confidence
    shares: float | None
    vwap: float | None
    """US dollars per share, volume-weighted over the fills; None where no price was filed."""
    dollars: float | None
    evidence: str
    """The filing's own words, or the box, that decided the class."""
    percent_of_holding: float | None = None
    """Of the same ownership bucket before the trade, 0 to 100; None where the balance is not filed."""
    fills: int = 1
    accessions: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    accepted: datetime | None = None
    late: bool = False
    lag_days: int | None = None
    """Business days from trade to filing."""
    plan: bool | None = None
    adoption_date: date | None = None
    tags: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    security: str = ""
    direct: bool = True


@dataclass(frozen=True, slots=True)
class FilingRef:
    """A filing as an index lists it, before its document is read."""

    accession: str
    form: str
    filed: date
    accepted: datetime | None
    """UTC."""
    url: str
    """The complete submission text."""
    issuer_cik: int | None = None
    items: tuple[str, ...] = ()
    """8-K item numbers."""


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source has been doing, for /deskbot status."""

    name: str
    state: Literal["ok", "degraded", "down", "idle"]
    last_good: datetime | None = None
    last_error: str | None = None
    retry_at: datetime | None = None
    requests: int = 0
    extra: dict[str, str] = field(default_factory=dict)
