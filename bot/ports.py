"""
What the core needs from the outside world, as Protocols. Adapters and storage implement them; tests may too.

Every source method returns dataclasses that carry their `Source`, and raises the tree in `bot.errors`:
`UnknownTicker`, `SourceDown`, `SourceTimeout`, `RateLimited`, `BadData`. Times are aware UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import Any, Literal, Protocol

from bot.errors import SourceError
from bot.model import Bar, Catalyst, Company, FilingRef, Mention, Quote, Score, SourceHealth, Story, StoryKind
from bot.model import Source as Origin

Json = dict[str, Any]


class Clock(Protocol):
    """The only place that knows what time it is."""

    def now(self) -> datetime:
        """The current time, aware, UTC. In sample mode it starts at the sample's own day and runs on."""
        ...

    def monotonic(self) -> float:
        """Seconds for measuring durations; never for dates."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait; a moved test clock may return at once."""
        ...


class Lane(IntEnum):
    """Who waits for an answer: a person goes before scheduled work."""

    PERSON = 0
    SCHEDULED = 1


class Queue(Protocol):
    """deskbot's own bounded pool of workers. Listeners hand work to it after the ack."""

    def submit(self, work: Callable[[], None], *, lane: Lane = Lane.PERSON, name: str = "") -> Future[None]:
        """Queue work. Raises `bot.errors.DeskError` when the queue is full."""
        ...

    def depth(self) -> Mapping[str, int]:
        """Counts for status: waiting, running, done, failed."""
        ...

    def close(self, timeout: float) -> None:
        """Stop taking work and wait at most `timeout` seconds for what runs."""
        ...


# Sources ------------------------------------------------------------------------------------------------------------


class Source(Protocol):
    """What every source can tell about itself."""

    def health(self) -> Sequence[SourceHealth]:
        """How it has been doing; no request is made."""
        ...


class MarketData(Source, Protocol):
    """Quotes, news, earnings and dividend dates, daily closes."""

    def news(self, ticker: str, *, since: datetime, lane: Lane = Lane.PERSON) -> Sequence[Story]:
        """Stories published at or after `since`, newest first; empty when there are none."""
        ...

    def quote(self, ticker: str, *, lane: Lane = Lane.PERSON) -> Quote:
        """The last price; `source.stale` where only the last good one is known."""
        ...

    def history(self, ticker: str, *, days: int, lane: Lane = Lane.PERSON) -> Sequence[Bar]:
        """Daily closes over the last `days` calendar days, oldest first."""
        ...

    def dates(self, ticker: str, *, lane: Lane = Lane.PERSON) -> Sequence[Catalyst]:
        """Earnings and ex-dividend dates as catalysts of tier C (unconfirmed); two dates become one range."""
        ...


@dataclass(frozen=True, slots=True)
class SharesOutstanding:
    """A share count with the day it was true and the tag that says so."""

    shares: float
    as_of: date
    tag: str
    url: str


class Filings(Source, Protocol):
    """SEC EDGAR."""

    def list(self, cik: int, *, forms: Sequence[str], since: date, lane: Lane = Lane.PERSON) -> Sequence[FilingRef]:
        """Filings of one CIK of these forms filed on or after `since`, newest first."""
        ...

    def source(self, cik: int) -> Origin:
        """Where this CIK's list comes from, as of when it was last asked for, and whether it is stale; no request."""
        ...

    def document(self, ref: FilingRef, *, lane: Lane = Lane.PERSON) -> bytes:
        """The complete submission text, of an 8-K with its exhibits 99 alone; cached for ever."""
        ...

    def cached(self, ref: FilingRef) -> bytes | None:
        """The submission text if it is here already; no request."""
        ...

    def shares_outstanding(self, cik: int, *, lane: Lane = Lane.PERSON) -> SharesOutstanding | None:
        """The newest share count of the cover page (dei), else us-gaap; None where neither is filed."""
        ...

    def fiscal_year_end(self, cik: int, *, lane: Lane = Lane.PERSON) -> str | None:
        """Month and day on which the company's fiscal year ends, as the SEC writes it ("0926"); None where it does not say."""
        ...

    def latest(self, *, lane: Lane = Lane.SCHEDULED) -> Sequence[FilingRef]:
        """The current-filings feed, all issuers, newest first, each accession once."""
        ...


class Calendars(Source, Protocol):
    """Public calendars: ClinicalTrials.gov, FDA advisory committees, EDGAR 8-K items."""

    def ask(
        self, company: Company, *, since: date, lane: Lane = Lane.SCHEDULED
    ) -> tuple[Sequence[Catalyst], Sequence[SourceError]]:
        """Dated events of this company on or after `since`, by day, and the errors of the sources that did not answer."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page: where it really came from and its decoded text."""

    url: str
    final_url: str
    html: str
    fetched_at: datetime
    content_type: str
    sample: bool = False


class Fetcher(Protocol):
    """Opens pasted links, guarded."""

    def fetch(self, url: str, *, user: str = "") -> Page:
        """Raises `FetchRefused` before any connection to a forbidden address, `FetchFailed` with a named reason."""
        ...


# Scoring ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextScores:
    """One text scored: overall, and per ticker for every company the mentions name."""

    overall: Score
    tickers: Mapping[str, Score]


class Scorer(Protocol):
    """The sentiment engine. It detects no names itself: mentions come from `bot.tickers`."""

    @property
    def engine(self) -> str:
        """Which engine answers now, in words for a card."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same text may score differently."""
        ...

    def score_text(
        self, text: str, *, kind: StoryKind = "news", mentions: Sequence[Mention] = (), title: str = ""
    ) -> TextScores:
        """Score one article (paragraphs separated by blank lines); mention offsets are into `text`. Never raises."""
        ...

    def score_many(self, texts: Sequence[tuple[str, StoryKind, Sequence[Mention]]]) -> Sequence[TextScores]:
        """The same for many texts at once, batched; order kept."""
        ...

    def warm(self) -> None:
        """Load what is heavy; called in the background after start. Idempotent, thread-safe."""
        ...


# Slack --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Message:
    """What Slack is asked to show: fallback text always, blocks where there are any, files by name."""

    text: str
    blocks: tuple[Json, ...] = ()


class SlackPort(Protocol):
    """Slack's Web API as deskbot uses it, SDK retries off. Raises `Undeliverable`, `Uncertain`, `RateLimited`."""

    def post(self, channel: str, message: Message, *, thread_ts: str | None = None, key: str | None = None) -> str:
        """Post and return the ts. `key` travels in the message metadata, so that an uncertain post can be looked up."""
        ...

    def find_posts(
        self, channel: str, keys: Iterable[str], *, thread_ts: str | None, since: datetime
    ) -> Mapping[str, str]:
        """Which of these keys are in the channel (or thread) already: key -> ts."""
        ...

    def ephemeral(self, channel: str, user: str, message: Message, *, thread_ts: str | None = None) -> None:
        """Show to one person, at most once."""
        ...

    def respond(self, response_url: str, message: Message, *, replace: bool = False, delete: bool = False) -> None:
        """Answer through a response_url: ephemeral, at most once; `replace` updates the answer it belongs to."""
        ...

    def update(self, channel: str, ts: str, message: Message) -> None:
        """Change one of our own messages."""
        ...

    def upload(
        self,
        channel: str,
        *,
        filename: str,
        content: bytes,
        title: str,
        comment: str = "",
        thread_ts: str | None = None,
    ) -> None:
        """Share a file into a channel or DM (external upload flow)."""
        ...

    def open_dm(self, user: str) -> str:
        """The channel id of the DM with this person."""
        ...

    def open_view(self, trigger_id: str, view: Json) -> None:
        """Open a modal; the trigger lives 3 seconds."""
        ...

    def publish_home(self, user: str, view: Json) -> None:
        """Publish a person's App Home."""
        ...

    def user_timezone(self, user: str) -> str:
        """An IANA zone name; "UTC" where Slack does not say."""
        ...

    def member_channels(self, user: str) -> Sequence[str]:
        """Channels that both this person and deskbot are in."""
        ...

    def closed(self, channel: str, user: str) -> str:
        """Why deskbot cannot post where this person is, in words; empty where it can, or where nobody can tell."""
        ...

    def permalink(self, channel: str, ts: str) -> str | None:
        """A link to a message; None where Slack gives none."""
        ...


# Storage: one Protocol per table family -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happens; the key of everything a channel owns."""

    team: str
    channel: str


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """One name on a channel's list."""

    ticker: str
    added_by: str
    added_at: datetime
    name: str = ""
    """As the market source had it at that time; empty where the SEC's list has one."""


class WatchlistStore(Protocol):
    """`watchlist`: what each channel watches."""

    def add(
        self, place: Place, tickers: Sequence[str], *, user: str, at: datetime, names: Mapping[str, str] | None = None
    ) -> Mapping[str, WatchEntry | None]:
        """
        Add each, under its name where `names` has it; the value is None where it is new, else the entry that was there (and
        stays as it was).
        """
        ...

    def remove(self, place: Place, tickers: Sequence[str]) -> Sequence[str]:
        """Remove; returns those that were there."""
        ...

    def list(self, place: Place) -> Sequence[WatchEntry]:
        """In ticker order."""
        ...

    def clear(self, place: Place) -> int:
        """Remove all; returns how many there were."""
        ...

    def all_tickers(self, places: Iterable[Place] | None = None) -> Sequence[str]:
        """Every distinct ticker that any channel (any of these) watches, in order."""
        ...

    def watchers(self) -> Mapping[str, Sequence[Place]]:
        """Every ticker that any channel watches, in order, with those channels."""
        ...


class SettingsStore(Protocol):
    """`channel_settings`: raw values by name; `bot.channel_settings` gives them type and default."""

    def get(self, place: Place) -> Mapping[str, str]: ...

    def all(self) -> Mapping[Place, Mapping[str, str]]:
        """Of every channel that has set anything."""
        ...

    def put(self, place: Place, values: Mapping[str, str], *, user: str, at: datetime) -> None: ...


InboxState = Literal["received", "running", "answering", "following", "done", "failed", "broken", "expired"]
"""
Following: a first answer is out, the longer one is being made. Failed: answered with an error or a hint. Broken: deskbot
made a mistake, or the answer could not be shown.
"""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One thing Slack told us, durable before the ack."""

    id: int
    key: str
    kind: str
    """"command", "action", "view", "event", "shortcut"."""
    team: str
    payload: Json
    received_at: datetime
    state: InboxState
    attempts: int = 0
    error: str | None = None


class InboxStore(Protocol):
    """`inbox`: what came in, each once."""

    def receive(self, key: str, kind: str, team: str, payload: Json, *, at: datetime) -> int | None:
        """Store durably; the row id, or None where this key was received before."""
        ...

    def mark(self, row: int, state: InboxState, *, error: str | None = None) -> None: ...
    def claim(self, row: int) -> InboxRow | None:
        """
        Move an unfinished row to running, counting the attempt; None where it is finished or answering, or where
        another process runs it and lives (or cannot be asked, and began less than two minutes ago). One that is
        following is given only where its process is surely gone.
        """
        ...

    def unfinished(self, *, since: datetime) -> Sequence[InboxRow]:
        """Rows in state received, running or following, received at or after `since`: to run again after a restart."""
        ...

    def expire(self, *, before: datetime) -> int:
        """Give up on unfinished rows older than this; how many."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete finished rows received before this (Slack repeats an event for about an hour); how many."""
        ...

    def counts(self) -> Mapping[str, int]: ...


OutboxState = Literal["due", "claimed", "sent", "skipped", "dead"]


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A post to be made once."""

    id: int
    key: str
    team: str
    channel: str
    payload: Json
    """{"text", "blocks"}."""
    due_at: datetime
    """The next try; `planned_at` is what was promised."""
    state: OutboxState
    attempts: int
    thread_ts: str | None = None
    parent_key: str | None = None
    """Wait for this row's ts and post into its thread."""
    ts: str | None = None
    lease_until: datetime | None = None
    lease_owner: str | None = None
    error: str | None = None
    expires_at: datetime | None = None
    """After this time the row is skipped, and the skip recorded."""
    uncertain: bool = False
    """An attempt began and nobody knows how it ended: look it up before any second one."""
    planned_at: datetime | None = None
    """When the post was due at first; later tries do not change it."""
    begun_at: datetime | None = None
    """When the first attempt began: a look-up need not read further back."""


@dataclass(frozen=True, slots=True)
class Post:
    """A row to put into the outbox; see `OutboxStore.put`."""

    key: str
    place: Place
    payload: Json
    due_at: datetime
    thread_ts: str | None = None
    parent_key: str | None = None
    expires_at: datetime | None = None


class OutboxStore(Protocol):
    """`outbox`: unique key, lease, attempts. The delivery room decides, these rows remember."""

    def put(
        self,
        key: str,
        place: Place,
        payload: Json,
        *,
        due_at: datetime,
        thread_ts: str | None = None,
        parent_key: str | None = None,
        expires_at: datetime | None = None,
    ) -> bool:
        """Add a post; False where the key exists (nothing changes)."""
        ...

    def put_all(self, posts: Sequence[Post]) -> int:
        """Add several in one transaction: a message and its thread stand or fall together. How many were new."""
        ...

    def claim(
        self,
        *,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        per_channel: int = 1_000_000,
        spacing: timedelta = timedelta(0),
        take_over: bool = True,
        without_teams: Sequence[str] = (),
    ) -> Sequence[OutboxRow]:
        """
        Lease due rows, oldest first; rows whose lease ran out come back too (unless `take_over` is False), with
        `uncertain` set when an attempt had begun. A row whose parent is not sent yet is not given before it expires.

        A channel in which any worker holds a live lease, or was posted to less than `spacing` ago, gives nothing:
        that paces a channel and keeps its order over all processes. Else it gives at most `per_channel` rows, and
        all its uncertain ones, so that one look-up serves them.
        """
        ...

    def begin(self, row: int, *, owner: str, now: datetime, lease: timedelta | None = None) -> bool:
        """
        Count the attempt just before sending and mark the row uncertain until its outcome is recorded; `lease` starts
        the lease anew. False where the lease was lost.
        """
        ...

    def renew(self, rows: Sequence[int], *, owner: str, now: datetime, lease: timedelta) -> int:
        """Start the leases of these rows anew, for slow sends; how many were still this owner's."""
        ...

    def sent(self, row: int, *, ts: str, at: datetime) -> None:
        """It is in the channel, whoever holds the lease by now; rows that wait for this one get its thread."""
        ...

    def release(
        self,
        row: int,
        *,
        due_at: datetime,
        error: str,
        uncertain: bool,
        owner: str | None = None,
        counted: bool = True,
    ) -> None:
        """
        Give the row back for a later try. With `owner`, only while that owner holds it; `counted=False` takes the
        attempt back (Slack refused before looking, as with 429).
        """
        ...

    def close(
        self,
        row: int,
        state: Literal["skipped", "dead"],
        *,
        error: str,
        at: datetime,
        owner: str | None = None,
        uncertain: bool = False,
    ) -> None:
        """
        Give up on a row, and on those that wait for it. With `owner`, only while that owner holds it. `uncertain`
        where it may have been posted all the same: a retry then looks first.
        """
        ...

    def touched(self, *, since: datetime) -> Mapping[Place, datetime]:
        """When each channel posted to since then was posted to last (the beginning of the attempt)."""
        ...

    def next_due(self) -> datetime | None:
        """When the next row can be claimed (a due time, or a lease that runs out); None where nothing waits."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete rows sent or skipped before this; how many. Dead letters stay until somebody has seen to them."""
        ...

    def retry_dead(self, *, now: datetime, key: str | None = None, since: datetime | None = None) -> int:
        """
        Make dead rows (one, and those that wait for it; those that died since then) due again, without an expiry;
        how many.
        """
        ...

    def get(self, key: str) -> OutboxRow | None: ...
    def counts(self) -> Mapping[str, int]: ...
    def recent(
        self, state: OutboxState, *, limit: int = 1000, since: datetime | None = None
    ) -> Sequence[OutboxRow]: ...


class StoryStore(Protocol):
    """`stories` (canonical URL, text hash) and `scores` (text hash, ticker, engine version)."""

    def put_stories(self, stories: Sequence[Story], *, at: datetime) -> None: ...
    def stories(self, ticker: str, *, since: datetime) -> Sequence[Story]: ...
    def put_scores(self, text_hash: str, scores: Sequence[Score], *, at: datetime) -> None: ...
    def scores(self, text_hash: str, *, engine_version: str) -> Mapping[str | None, Score]:
        """By ticker; None is the text as a whole. Empty where this text was not scored by this version."""
        ...

    def put_ticker_score(
        self, ticker: str, day: date, window: str, score: Score, *, stories: int, at: datetime
    ) -> None:
        """The aggregate of a trading day, for trends."""
        ...

    def ticker_scores(
        self, ticker: str, *, window: str, since: date, engine_version: str
    ) -> Sequence[tuple[date, float, int]]:
        """(day, score, stories) in order of day."""
        ...

    def forget(self, *, before: datetime, history_before: date) -> int:
        """Delete stories published and texts scored before `before`, and the scores of older days; how many stories."""
        ...


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """A source's answer, kept: the value as JSON text, when it was fetched, and whether it is an error."""

    value: str | None
    fetched_at: datetime
    source: str
    error: str | None = None


class CacheStore(Protocol):
    """`source_cache`: keyed (source, kind, key); last good beside last answer."""

    def get(self, source: str, kind: str, key: str) -> CacheEntry | None: ...
    def last_good(self, source: str, kind: str, key: str) -> CacheEntry | None: ...
    def put(self, source: str, kind: str, key: str, entry: CacheEntry) -> None: ...


class CacheTable(CacheStore, Protocol):
    """The same in the database, where nothing goes by itself."""

    def forget(self, *, before: datetime, but: Sequence[str] = ()) -> int:
        """Delete what was said last before this, but not of these kinds; how many rows."""
        ...


class DocumentStore(Protocol):
    """`documents`: immutable source documents (filings) by key, compressed."""

    def get(self, key: str) -> bytes | None: ...
    def put(self, key: str, content: bytes, *, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class CatalystChange:
    """One line of a calendar's history: what changed, when, by whom."""

    catalyst_id: int
    change: str
    """"added", "moved", "edited", "confirmed", "done", "removed"."""
    detail: str
    by: str
    at: datetime


class CatalystStore(Protocol):
    """`catalysts` and `catalyst_changes`: each channel's calendar; a move keeps the old row as superseded."""

    def together(self) -> AbstractContextManager[None]:
        """What this thread does to calendars in the block is one transaction; others wait with their writes."""
        ...

    def add(self, place: Place, catalyst: Catalyst, *, user: str, at: datetime) -> tuple[int, bool]:
        """(id, True) if new; (existing id, False) where ticker, kind, asset are equal and the windows overlap."""
        ...

    def supersede(self, place: Place, old: int, new: Catalyst, *, user: str, at: datetime) -> int: ...
    def edit(
        self, place: Place, row: int, changes: Mapping[str, Any], *, user: str, at: datetime, change: str = "edited"
    ) -> bool:
        """Change fields of an open catalyst by name; `change` is the word for the history ("confirmed"), "" for none."""
        ...

    def close(
        self,
        place: Place,
        row: int,
        status: Literal["done", "removed"],
        *,
        outcome: str | None,
        user: str,
        at: datetime,
    ) -> bool: ...
    def get(self, place: Place, row: int) -> Catalyst | None: ...
    def list(
        self, place: Place, *, since: date, ticker: str | None = None, status: Sequence[str] = ("active",)
    ) -> Sequence[Catalyst]: ...
    def changes(self, place: Place, *, since: datetime) -> Sequence[CatalystChange]: ...
    def revision(self) -> int:
        """Grows with every change of any calendar that the history tells of."""
        ...

    def all_active(self) -> Sequence[tuple[Place, Catalyst]]: ...


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as a message event brought it."""

    place: Place
    ts: str
    url: str
    canonical: str
    user: str
    thread_ts: str | None
    seen_at: datetime
    reply_key: str | None = None
    """The outbox key of the reply that takes it on; whether that was made, the outbox says."""
    story: str | None = None
    """Text hash or near-duplicate key of the story, once read."""


class LinkStore(Protocol):
    """`links`: pasted links per message; found again for reaction mode and same-story answers."""

    def put(self, row: LinkRow) -> bool:
        """False where (channel, ts, url) is known."""
        ...

    def at(self, place: Place, ts: str) -> Sequence[LinkRow]: ...
    def taken_on(self, place: Place, *, canonical: str, story: str | None, since: datetime) -> Sequence[LinkRow]: ...
    def take_on(self, place: Place, ts: str, url: str, *, reply_key: str, story: str | None) -> None: ...

    def forget(self, *, before: datetime) -> int:
        """Delete links seen before this; how many."""
        ...


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A recurring post of one channel."""

    id: int
    place: Place
    kind: str
    """"digest"."""
    local_time: str
    """"HH:MM"."""
    zone: str
    """IANA name."""
    days: Literal["trading days", "weekdays", "daily"]
    active: bool
    created_by: str
    created_at: datetime


class ScheduleStore(Protocol):
    """`schedules` and `schedule_runs`: one run per (schedule, local date), made, skipped or late, never silent."""

    def add(
        self, place: Place, *, kind: str, local_time: str, zone: str, days: str, user: str, at: datetime
    ) -> int: ...
    def remove(self, place: Place, *, kind: str, local_time: str | None = None) -> int: ...
    def list(self, place: Place | None = None, *, kind: str | None = None) -> Sequence[ScheduleRow]: ...
    def record_run(self, schedule: int, local_date: date, *, state: str, detail: str, at: datetime) -> bool:
        """False where this (schedule, local date) has its run."""
        ...

    def runs(self, *, since: datetime, state: str | None = None) -> Sequence[Json]: ...
    def last_run(self, schedule: int, *, state: str = "made") -> date | None: ...


class ReminderStore(Protocol):
    """`reminder_rules` and `snoozes`: what a channel wants to be reminded of, in general and per catalyst."""

    def rules(self, place: Place, *, catalyst: int | None = None) -> tuple[str, ...] | None:
        """The rules as set for the channel (or for one catalyst); None where nobody set any, () for none wanted."""
        ...

    def put_rules(
        self, place: Place, rules: Sequence[str] | None, *, catalyst: int | None = None, user: str, at: datetime
    ) -> None:
        """Set the rules; None takes the setting back."""
        ...

    def all_rules(self) -> Mapping[tuple[Place, int | None], tuple[tuple[str, ...] | None, datetime]]:
        """By (place, catalyst id or None for the channel): the rules, None where taken back, and since when."""
        ...

    def snooze(self, place: Place, catalyst: int, *, until: datetime, user: str, at: datetime) -> None:
        """Remind again at `until`; a later snooze replaces an earlier one."""
        ...

    def snoozed(self, *, until: datetime) -> Sequence[tuple[Place, int, datetime]]:
        """Snoozes that end at or before `until`: (place, catalyst, end)."""
        ...

    def wake(self, place: Place, catalyst: int) -> bool:
        """End a snooze; False where there is none."""
        ...


class Storage(Protocol):
    """All tables behind one connection policy; `close` is idempotent."""

    @property
    def watchlist(self) -> WatchlistStore: ...
    @property
    def settings(self) -> SettingsStore: ...
    @property
    def inbox(self) -> InboxStore: ...
    @property
    def outbox(self) -> OutboxStore: ...
    @property
    def stories(self) -> StoryStore: ...
    @property
    def cache(self) -> CacheTable: ...
    @property
    def documents(self) -> DocumentStore: ...
    @property
    def catalysts(self) -> CatalystStore: ...
    @property
    def links(self) -> LinkStore: ...
    @property
    def schedules(self) -> ScheduleStore: ...

    @property
    def reminders(self) -> ReminderStore: ...

    def check(self) -> Mapping[str, str]:
        """Integrity, size, schema version, path: for doctor and status."""
        ...

    def close(self) -> None: ...
