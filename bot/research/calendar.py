"""
A channel's calendar: what is known to the day and what is only estimated, and what public sources say of its names.

A source's date that moved supersedes its old row, which stays as history. What a person removed, closed or confirmed is
not put back or moved by an estimate. One source down never blocks the others.
"""

from __future__ import annotations

import contextlib
import dataclasses
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.delivery.trading_days import market_day
from bot.errors import BadInput, DeskError, SourceError
from bot.model import Catalyst, Company, Source, Window
from bot.ports import CacheEntry, CatalystStore, Lane, Place, Storage

if TYPE_CHECKING:
    from bot.research import Research

log = logging.getLogger(__name__)

CONFIRMED = "confirmed by"
"""How the note of a catalyst begins that a person has checked."""
BY_SOURCE = "source"
"""`added_by` of what no person added."""
ASKED = "catalysts asked"
"""The kind of the cache's rows that keep which names were asked about for a channel."""
DESK = "the desk"
"""The source of what a person typed."""
MARKET = "Market"
"""In a ticker's place: what concerns no company alone (FOMC, ASCO). No ticker has small letters."""
SAME_PERIOD = timedelta(days=45)
"""A quarterly date that jumps further is the next quarter's, not a slip."""
_ANY = ("proposed", "active", "done", "removed", "superseded")
PERIODIC = frozenset({"earnings", "dividend"})
"""What comes every quarter."""
OVERDUE_FOR = timedelta(days=60)
"""How long a window that is over stays in the list, to be closed or moved."""
OVERTAKEN = "It was closed or moved a moment ago. /catalysts shows how it stands."
"""For a person who changes what somebody else has just closed or moved."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The calendar of a channel over some days: exact and estimated apart, each by what comes next, and what is overdue."""

    days: int
    ticker: str | None
    exact: tuple[Catalyst, ...]
    estimated: tuple[Catalyst, ...]
    overdue: tuple[Catalyst, ...]
    moved_from: Mapping[int, str]
    """By id: the window it stood at before, in words."""
    today: date
    as_of: datetime
    later: tuple[Catalyst, ...] = ()
    """What begins after its days."""
    asked: bool = True
    """Whether the sources were asked about its ticker for this channel."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to list."""
        return not (self.all or self.overdue or self.later)

    @property
    def all(self) -> tuple[Catalyst, ...]:
        """Everything that lies ahead."""
        return (*self.exact, *self.estimated)

    @property
    def ahead(self) -> tuple[Catalyst, ...]:
        """The same by what comes next of each."""
        return tuple(sorted(self.all, key=lambda row: next_day(row, self.today)))

    @property
    def soon(self) -> tuple[Catalyst, ...]:
        """What falls, opens or ends within its days."""
        return tuple(row for row in self.ahead if next_day(row, self.today) <= self.last)

    @property
    def running(self) -> tuple[Catalyst, ...]:
        """Windows that are open and end after its days, and those of which no day is known."""
        return tuple(row for row in self.ahead if next_day(row, self.today) > self.last)

    @property
    def last(self) -> date:
        """The last of its days."""
        return self.today + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the sources said about one company, and which did not answer."""

    catalysts: tuple[Catalyst, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a refresh changed in one channel."""

    new: list[Catalyst] = field(default_factory=list)
    moved: list[tuple[Catalyst, Catalyst]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    timed: list[Catalyst] = field(default_factory=list)
    """On the same day as before, with another hour."""
    off: list[Catalyst] = field(default_factory=list)
    """Postponed or cancelled, as the source says."""


def is_exact(catalyst: Catalyst) -> bool:
    """One day, said to be that day; a source's own estimate of a day is an estimate."""
    window = catalyst.window
    one_day = window.start is not None and window.start == window.end
    return one_day and window.direction == "on" and not (catalyst.tier == "C" and catalyst.confidence == "low")


def next_day(row: Catalyst, today: date) -> date:
    """The next day on which something can happen or run out: a window that is open, from today on too, counts by its end."""
    start, end = row.window.start, row.window.end
    return start if start is not None and start > today else end or date.max


def is_over(window: Window, today: date) -> bool:
    """Whether its last day has passed."""
    return window.end is not None and window.end < today


def agenda(
    store: CatalystStore, place: Place, *, days: int, now: datetime, zone: ZoneInfo, ticker: str | None = None
) -> Agenda:
    """What the channel waits for in the next `days` days of its own zone."""
    today = now.astimezone(zone).date()
    last = today + timedelta(days=days)
    found = [row.in_zone(zone) for row in store.list(place, since=today - OVERDUE_FOR, ticker=ticker)]
    rows = [row for row in found if row.window.start is None or row.window.start <= last]
    open_ = [row for row in rows if not is_over(row.window, today)]
    ahead = sorted(open_, key=lambda row: (next_day(row, today), row.time or datetime.max.replace(tzinfo=UTC)))
    return Agenda(
        days=days,
        ticker=ticker,
        exact=tuple(row for row in ahead if is_exact(row)),
        estimated=tuple(row for row in ahead if not is_exact(row)),
        overdue=tuple(row for row in rows if is_over(row.window, today)),
        moved_from=moved_from(store, place, rows, zone),
        today=today,
        as_of=now,
        later=tuple(row for row in found if row.window.start is not None and row.window.start > last),
    )


def moved_from(store: CatalystStore, place: Place, rows: Sequence[Catalyst], zone: ZoneInfo) -> dict[int, str]:
    """The window before, in words, of each that was moved."""
    found = {}
    for row in rows:
        before = store.get(place, row.supersedes) if row.supersedes else None
        if before is not None and row.id is not None:
            found[row.id] = before.in_zone(zone).window.words
    return found


def first_id(store: CatalystStore, place: Place, row: Catalyst) -> tuple[int, int]:
    """(the id it had before all its moves, how often it moved): what stays the same for other calendars."""
    seen, moves, current = {row.id}, 0, row
    while current.supersedes is not None and current.supersedes not in seen:
        before = store.get(place, current.supersedes)
        if before is None:
            break
        seen.add(before.id)
        moves += 1
        current = before
    return int(current.id or 0), moves


def gather(research: Research, company: Company, *, lane: Lane = Lane.SCHEDULED) -> Gathered:
    """Ask every source about one company; what fails is named and blocks nothing."""
    now = research.clock.now()
    since = market_day(now)
    found: list[Catalyst] = []
    faults: list[str] = []
    asks: list[Callable[[], tuple[Sequence[Catalyst], Sequence[DeskError]]]] = [
        lambda: (research.market.dates(company.ticker, lane=lane), ()),
        lambda: research.calendars.ask(company, since=since, lane=lane),
    ]
    for ask in asks:
        try:
            rows, down = ask()
        except DeskError as error:
            rows, down = (), (error,)
        found += rows
        faults += [_fault(error) for error in down]
    return Gathered(tuple(found), tuple(dict.fromkeys(faults)))


def _fault(error: DeskError) -> str:
    """Its sentence, with the source's name where that does not say it."""
    name = error.source if isinstance(error, SourceError) else ""
    named = not name or name == "the source" or name.casefold() in error.message.casefold()
    return error.message if named else f"{name}: {error.message}"


def merge(store: CatalystStore, place: Place, found: Sequence[Catalyst], *, now: datetime) -> Merged:
    """Put what sources said into a channel's calendar, all or nothing; see the module for what is left alone."""
    result = Merged()
    with store.together():
        for ticker in dict.fromkeys(item.ticker for item in found):
            _merge_name(store, place, [item for item in found if item.ticker == ticker], result, now)
    return result


def _merge_name(store: CatalystStore, place: Place, found: Sequence[Catalyst], result: Merged, now: datetime) -> None:
    """What sources said of one name."""
    today = market_day(now)
    said = [item for item in found if not is_over(item.window, today)]
    items = [item for item in said if item.status != "removed"]
    ticker = found[0].ticker
    known = _known(store, place, ticker, today)
    for item in items:
        if _merge_one(store, place, item, items, known, result, now=now, today=today):
            known = _known(store, place, ticker, today)
    for gone in (item for item in said if item.status == "removed"):
        _call_off(store, place, gone, items, known, result, now)


def _call_off(
    store: CatalystStore,
    place: Place,
    gone: Catalyst,
    items: Sequence[Catalyst],
    known: Sequence[Catalyst],
    result: Merged,
    now: datetime,
) -> None:
    """Take off the calendar what its own source calls off, and does not give elsewhere in the same answer."""
    for row in known:
        same_page = gone.source.url is not None and row.source.url == gone.source.url
        same = row.kind == gone.kind and row.source.name == gone.source.name
        if row.id is None or row.status not in {"proposed", "active"} or not same:
            continue
        if not (same_page or (_same_event(row, gone) and _says_the_same(row, gone))):
            continue
        if any(_same_event(row, item) and _says_the_same(row, item) for item in items):
            continue
        if store.close(place, row.id, "removed", outcome=gone.note[:300] or "called off", user=BY_SOURCE, at=now):
            result.off.append(row)


def _known(store: CatalystStore, place: Place, ticker: str, today: date) -> Sequence[Catalyst]:
    return store.list(place, since=today - timedelta(days=400), ticker=ticker, status=_ANY)


def _merge_one(
    store: CatalystStore,
    place: Place,
    item: Catalyst,
    items: Sequence[Catalyst],
    known: Sequence[Catalyst],
    result: Merged,
    *,
    now: datetime,
    today: date,
) -> bool:
    """Put one of a company's `items` into the calendar; whether a row was added or moved."""
    same = [row for row in known if _same_event(row, item)]
    closed = any(_closed_by_hand(row) and row.window.overlaps(item.window) for row in same)
    if closed or any(
        row.status == "superseded" and _says_the_same(row, item) and _moved_by_hand(row, same) for row in same
    ):
        return False
    open_rows = [row for row in same if row.status in {"proposed", "active"}]
    own = _own(open_rows, item, items, today)
    if own is not None and own.id is not None:
        better = _better(open_rows, item, today) if _of_a_source(own) else None
        if better is not None:
            return _give_way(store, place, own, better, item, now)
        return _told_again(store, place, own, item, result, now)
    overlapping = [
        row
        for row in open_rows
        if row.window.overlaps(item.window) or (_undated(item.window) and not _undated(row.window))
    ] or _same_quarter(open_rows, item, today)
    if overlapping:
        other = overlapping[0]
        if len(overlapping) == 1 and _gives_way(other, item):
            return _move(store, place, other, _beside(item, other), result, now)
        return _name_the_other(store, place, other, item, now)
    _row, new = store.add(place, item, user=BY_SOURCE, at=now)
    if new:
        result.new.append(item)
    return new


def _told_again(
    store: CatalystStore, place: Place, own: Catalyst, item: Catalyst, result: Merged, now: datetime
) -> bool:
    """What a source says anew of its own row."""
    if _says_the_same(own, item):
        if own.source != item.source:
            store.edit(place, int(own.id or 0), {"source": item.source}, user=BY_SOURCE, at=now, change="")
        return item.time not in {None, own.time} and _retime(store, place, own, item, result, now)
    if own.note.startswith(CONFIRMED) and item.tier == "C":
        return False
    return _move(store, place, own, item, result, now)


def _own(open_rows: Sequence[Catalyst], item: Catalyst, items: Sequence[Catalyst], today: date) -> Catalyst | None:
    """The row of the same source that this answer is about: the same days, else the nearest that no other answer names."""
    mine = [row for row in open_rows if row.source.name == item.source.name]
    exact = next((row for row in mine if _says_the_same(row, item)), None)
    if exact is not None:
        return exact
    others = [other for other in items if other is not item and _same_event(other, item)]
    left = [
        row
        for row in mine
        if _is_same_run(row, item, today) and not any(_says_the_same(row, other) for other in others)
    ]
    day = item.window.start or item.window.end or today
    return min(left, key=lambda row: abs((row.window.start or row.window.end or today) - day), default=None)


def put_in(
    store: CatalystStore, place: Place, new: Catalyst, *, user: str, now: datetime
) -> tuple[int, bool, Catalyst | None]:
    """
    Add what a person typed or took from an article: (number, whether it is new, the source's estimate of the same event
    whose place it took).
    """
    today = market_day(now)
    partners = _partners(store, place, new, today)
    if partners is not None:
        return int(partners.id or 0), False, None
    if new.kind in PERIODIC and not _undated(new.window):
        rows = store.list(place, since=today, ticker=new.ticker, status=("proposed", "active"))
        same = [row for row in rows if _same_event(row, new)]
        said = dataclasses.replace(new, tier="B")  # a person's word goes before any estimate
        near = [row for row in same if row.window.overlaps(new.window)] or _same_quarter(same, said, today)
        known = near[0] if near else None
        one_day = len(near) == 1 and new.window.start == new.window.end
        if one_day and known is not None and known.tier == "C" and _of_a_source(known):
            with contextlib.suppress(LookupError):  # closed or moved a moment ago
                number = store.supersede(place, int(known.id or 0), _beside(new, known), user=user, at=now)
                return number, True, known
        elif known is not None and known.id is not None and known.window.overlaps(new.window):
            return known.id, False, None
    return (*store.add(place, new, user=user, at=now), None)


def _partners(store: CatalystStore, place: Place, new: Catalyst, today: date) -> Catalyst | None:
    """The same event of the same drug or trial under another company, which an article gives to its subject."""
    from bot.catalysts.assets import DRUG_KINDS

    if not (new.sentence and new.asset) or new.kind not in DRUG_KINDS:
        return None
    rows = store.list(place, since=today, status=("proposed", "active"))
    return next(
        (
            row
            for row in rows
            if row.ticker != new.ticker and row.asset and _same_event(row, new) and row.window.overlaps(new.window)
        ),
        None,
    )


def _better(open_rows: Sequence[Catalyst], item: Catalyst, today: date) -> Catalyst | None:
    """The company's own day for the event of which this is an estimate, where a calendar has both."""
    if item.tier != "C" or item.kind not in PERIODIC:
        return None
    told = [row for row in open_rows if row.tier != "C" or row.sentence]  # the company's word, itself or in the news
    rows = [row for row in told if not _undated(row.window)]
    near = [row for row in rows if row.window.overlaps(item.window)] or _same_quarter(rows, item, today)
    return near[0] if near else None


def _give_way(
    store: CatalystStore, place: Place, own: Catalyst, better: Catalyst, item: Catalyst, now: datetime
) -> bool:
    """Take an estimate off a calendar that has the company's own day, too; that one names it."""
    said = f"one event with number {better.id}"
    closed = store.close(place, int(own.id or 0), "removed", outcome=said, user=BY_SOURCE, at=now)
    return _name_the_other(store, place, better, item, now) or closed


def _gives_way(row: Catalyst, item: Catalyst) -> bool:
    """Whether a row is only an estimate of what this says, or an older word of the company on its earnings day."""
    if _undated(item.window) or row.note.startswith(CONFIRMED) or row.source.name == DESK:
        return False
    if _of_a_source(row) and item.tier < row.tier:
        return True
    differs = (row.window.start, row.window.end) != (item.window.start, item.window.end)
    newer = item.source.as_of > row.source.as_of
    return item.kind == "earnings" and item.tier != "C" and differs and newer


def _beside(item: Catalyst, row: Catalyst) -> Catalyst:
    """What takes a row's place: with its hour and asset on the same day, else naming what the row's source says."""
    if (row.window.start, row.window.end) == (item.window.start, item.window.end):
        return dataclasses.replace(item, time=item.time or row.time, asset=item.asset or row.asset)
    if item.kind != "earnings":
        return item
    return dataclasses.replace(item, note=_with_other(item.note, row, agrees=row.window.overlaps(item.window)))


def _name_the_other(store: CatalystStore, place: Place, row: Catalyst, item: Catalyst, now: datetime) -> bool:
    """Keep in a row's note what another source says of the same earnings, while the days differ."""
    if item.kind != "earnings" or row.note.startswith(CONFIRMED) or _undated(item.window):
        return False
    note = _with_other(row.note, item, agrees=row.window.overlaps(item.window))
    return note != row.note and store.edit(place, int(row.id or 0), {"note": note}, user=BY_SOURCE, at=now, change="")


def _with_other(note: str, other: Catalyst, *, agrees: bool) -> str:
    says = f"{other.source.name} says "
    parts = [part for part in note.split("; ") if part and not part.startswith(says)]
    return "; ".join(parts if agrees else [*parts, f"{says}{other.window.phrase}"])[:300]


def _move(store: CatalystStore, place: Place, own: Catalyst, item: Catalyst, result: Merged, now: datetime) -> bool:
    try:
        store.supersede(place, int(own.id or 0), item, user=BY_SOURCE, at=now)
    except LookupError:  # a person closed or moved it a moment ago, and knows better
        return False
    result.moved.append((own, item))
    return True


def _retime(store: CatalystStore, place: Place, own: Catalyst, item: Catalyst, result: Merged, now: datetime) -> bool:
    """Give a row the hour that its source now says for its day; an hour that a person has had in hand stays."""
    changes = store.changes(place, since=own.added_at or now)
    by_hand = any(change.catalyst_id == own.id and change.by != BY_SOURCE for change in changes)
    if by_hand and own.time is not None:
        return False
    names = ("time",) if by_hand else ("time", "confidence", "note")
    new = {name: getattr(item, name) for name in names}
    if not store.edit(place, int(own.id or 0), new, user=BY_SOURCE, at=now):
        return False
    result.timed.append(dataclasses.replace(own, **new))
    return True


def _same_quarter(open_rows: Sequence[Catalyst], item: Catalyst, today: date) -> list[Catalyst]:
    """The nearest earnings day of another source for the same quarter; a person's own entry takes in only estimates."""
    day = item.window.start
    if item.kind != "earnings" or day is None:
        return []
    near = [
        (abs(row.window.start - day), row)
        for row in open_rows
        if (
            row.tier != "C" or not _of_a_source(row)
            if item.tier == "C"
            else row.source.name != DESK and not row.note.startswith(CONFIRMED)
        )
        and row.window.start is not None
        and _is_same_run(row, item, today)
    ]
    return [min(near, key=lambda found: found[0])[1]] if near else []


def _of_a_source(row: Catalyst) -> bool:
    """Whether no person added or confirmed it."""
    return row.added_by == BY_SOURCE and not row.note.startswith(CONFIRMED)


def _closed_by_hand(row: Catalyst) -> bool:
    """Whether a person closed it; what a source called off has its words as outcome and may come back."""
    return row.status == "done" or (row.status == "removed" and row.outcome is None)


def _says_the_same(row: Catalyst, item: Catalyst) -> bool:
    days = (row.window.start, row.window.end) == (item.window.start, item.window.end)
    if _undated(row.window):
        days = days and row.window.overlaps(item.window)
    return days and row.source.name == item.source.name


def _moved_by_hand(row: Catalyst, same: Sequence[Catalyst]) -> bool:
    """Whether a person knew better than this very answer."""
    return any(other.supersedes == row.id and other.added_by != BY_SOURCE for other in same)


def _same_event(row: Catalyst, item: Catalyst) -> bool:
    """
    Of one kind and asset; earnings have none ("Q1 results"), of two dividends of one day only one may have, and what one
    page says has the asset that it was read with.
    """
    if row.kind != item.kind:
        return False
    one, other = row.asset.casefold().split(), item.asset.casefold().split()
    if row.kind == "dividend" and not (one and other):
        return one == other or (row.window.start, row.window.end) == (item.window.start, item.window.end)
    same_page = row.source.url is not None and row.source.url == item.source.url
    return row.kind == "earnings" or one == other or (same_page and not (one and other))


def _is_same_run(row: Catalyst, item: Catalyst, today: date) -> bool:
    """Whether a different date of this source is a slip, and not the next of a series."""
    if is_over(row.window, today):
        return row.kind not in PERIODIC
    if row.kind not in PERIODIC or row.window.start is None or item.window.start is None:
        return True
    return abs(item.window.start - row.window.start) <= SAME_PERIOD


def _undated(window: Window) -> bool:
    return window.start is None and window.end is None


def company_of(research: Research, ticker: str) -> Company:
    """The company as the universe knows it, else the bare ticker."""
    return research.universe.lookup(ticker) or Company(ticker, ticker, verified=False)


def refresh(research: Research, place: Place, *, tickers: Sequence[str], lane: Lane = Lane.PERSON) -> Merged:
    """Ask the sources about these names."""
    total = Merged()
    for ticker in tickers:
        gathered = gather(research, company_of(research, ticker), lane=lane)
        merged = merge(research.storage.catalysts, place, gathered.catalysts, now=research.clock.now())
        total.new.extend(merged.new)
        total.moved.extend(merged.moved)
        total.timed.extend(merged.timed)
        total.off.extend(merged.off)
        total.faults.extend(fault for fault in gathered.faults if fault not in total.faults)
        if not gathered.faults:
            entry = CacheEntry("", research.clock.now(), DESK)
            research.storage.cache.put("deskbot", ASKED, f"{place.team} {place.channel} {ticker}", entry)
    return total


def was_asked(storage: Storage, place: Place, ticker: str) -> bool:
    """Whether the sources were asked about a name for this channel; a watched one is asked about unasked."""
    watched = any(entry.ticker == ticker for entry in storage.watchlist.list(place))
    return watched or storage.cache.get("deskbot", ASKED, f"{place.team} {place.channel} {ticker}") is not None


def move_to(
    store: CatalystStore,
    place: Place,
    row: Catalyst,
    window: Window,
    *,
    user: str,
    now: datetime,
    time: datetime | None = None,
) -> tuple[Catalyst, int]:
    """A person's word for a new window; (as it stands now, its new number). Raises `BadInput` where it was closed."""
    after = dataclasses.replace(
        row, window=window, time=time, source=Source(DESK, None, now), tier="C", confidence="medium", note="",
        sentence="",
    )  # fmt: skip
    try:
        return after, store.supersede(place, int(row.id or 0), after, user=user, at=now)
    except LookupError:
        raise BadInput(OVERTAKEN) from None
