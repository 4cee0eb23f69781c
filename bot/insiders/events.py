"""
From rows to events: what a desk calls "a trade" is all fills of one owner, one day and one class, over split filings.

About 1,890 sale and purchase rows of 622 real filings were only 223 events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.insiders import kinds
from bot.insiders.balances import Balance
from bot.insiders.business_days import DUE, lag
from bot.insiders.classify import Classified, classify
from bot.insiders.filing import Bucket, Filing
from bot.insiders.people import Identity, Person, identities, people
from bot.insiders.prices import DOUBTFUL
from bot.insiders.sales import NO_MARKET
from bot.insiders.trades import TOO_DEAR, too_dear
from bot.model import Confidence, InsiderClass, InsiderEvent

_LEGS = frozenset([InsiderClass.OPTION_EXERCISE, InsiderClass.RSU_SETTLEMENT, InsiderClass.CONVERSION])
"""Reported in two tables: the gain in Table I counts, the loss in Table II is the other half of the same event."""
_EXERCISES = frozenset(["M", "O", "X"])
_MOVES = frozenset([InsiderClass.TRANSFER, InsiderClass.GIFT])
"""Out of one holding and into another on the same form: the same shares."""
_APART = frozenset([InsiderClass.OTHER, InsiderClass.NEEDS_REVIEW])
"""What came in and what went out is never one sum."""
_DEALS = frozenset([InsiderClass.OPEN_MARKET_SELL, InsiderClass.ISSUER_PURCHASE])
_NAMED = NO_MARKET | {"private_placement", "public_offering", "employee_stock_purchase_plan"}
"""What has a name of its own is no part of another trade of the day."""
_GRANT_KINDS = frozenset(["option", "rsu", "psu", "earned", "dividend_equivalent", "deferred", "stock"])
_ORDER: dict[Confidence, int] = {"low": 0, "medium": 1, "high": 2}


@dataclass(frozen=True, slots=True)
class Line:
    """A classified row and the filing it stands in."""

    filing: Filing
    row: Classified


@dataclass(frozen=True, slots=True)
class Event:
    """A merged trade with its lines, for figures that the shared `InsiderEvent` does not carry."""

    summary: InsiderEvent
    who: frozenset[Identity]
    lines: tuple[Line, ...]
    role: str
    """"insider", "ten_percent_owner", "dealer" or "other_owner"."""
    grant: str = ""
    """The kind of award for grants: "option", "rsu", ..."""


def lines(filings: Iterable[Filing]) -> tuple[Line, ...]:
    """Every transaction of the filings, classified."""
    return tuple(Line(filing, row) for filing in filings for row in classify(filing))


def merge(rows: Sequence[Line], known: Mapping[Identity, Person]) -> tuple[Event, ...]:
    """Events, newest first."""
    groups: dict[tuple[object, ...], list[Line]] = {}
    for line in rows:
        filed = line.row.row
        if filed.day is None and line.filing.period is None:
            continue
        kind = line.row.kind
        table = None if kind in _LEGS or filed.code in _EXERCISES else filed.derivative
        apart = (
            filed.acquired if kind in _APART else None,
            _sort(filed.security) if filed.code in {"P", "S"} else (),
            _NAMED.intersection(line.row.tags) if kind in _DEALS else None,
        )
        key = (
            frozenset(identities(line.filing)),
            filed.day or line.filing.period,
            kind,
            table,
            _grant_kind(line.row),
            apart,
        )
        groups.setdefault(key, []).append(line)
    events = [_event(group, known) for group in groups.values()]
    return tuple(sorted(events, key=lambda event: (event.summary.day, event.summary.shares or 0), reverse=True))


def events_of(filings: Sequence[Filing]) -> tuple[Event, ...]:
    """Classify and merge in one step."""
    return merge(lines(filings), people(filings))


def _sort(security: str) -> tuple[str, ...]:
    """Class A and class C, common and preferred have prices of their own: no VWAP over both."""
    return tuple(sorted({" ".join(hit[0].casefold().split()).rstrip("s") for hit in kinds.SORT.finditer(security)}))


def _grant_kind(row: Classified) -> str:
    if row.kind is not InsiderClass.GRANT:
        return ""
    return next((tag for tag in row.tags if tag in _GRANT_KINDS), "stock")


def _event(group: list[Line], known: Mapping[Identity, Person]) -> Event:
    group = _counted(group)
    first = group[0]
    who = frozenset(identities(first.filing))
    owners = sorted(
        (known[item] for item in identities(first.filing) if item in known), key=lambda p: (not p.insider, p.entity)
    )
    lead = max(group, key=lambda line: line.row.row.shares or 0.0)
    tags = tuple(dict.fromkeys(tag for line in group for tag in line.row.tags))
    filed = [line.filing for line in group]
    accepted = [filing.accepted for filing in filed if filing.accepted is not None]
    day = first.row.row.day or first.filing.period
    assert day is not None  # noqa: S101 - merge leaves undated lines out
    shares = _sum(line.row.row.shares for line in group)
    vwap, dollars = _money(group)
    summary = InsiderEvent(
        issuer_cik=first.filing.issuer_cik or 0,
        owners=tuple(person.name for person in owners),
        owner_ciks=tuple(cik for cik in first.filing.owner_ciks),
        title=next((person.title for person in owners if person.title), ""),
        day=day,
        kind=lead.row.kind,
        discretionary=lead.row.discretionary if len({line.row.discretionary for line in group}) == 1 else None,
        confidence=min((line.row.confidence for line in group), key=lambda item: _ORDER[item]),
        shares=shares,
        vwap=vwap,
        dollars=dollars,
        evidence=lead.row.evidence,
        percent_of_holding=_percent(group),
        fills=len(group),
        accessions=tuple(dict.fromkeys(filing.accession for filing in filed if filing.accession)),
        urls=tuple(dict.fromkeys(filing.url for filing in filed if filing.url)),
        accepted=min(accepted) if accepted else None,
        late=any(_late(line) for line in group),
        lag_days=max((days for line in group if (days := _lag(line)) is not None), default=None),
        plan=_agreed(line.row.plan for line in group),
        adoption_date=next((line.row.adoption_date for line in group if line.row.adoption_date), None),
        tags=tags,
        low=min((low for line in group if (low := line.row.low or _price(line))), default=None),
        high=max((high for line in group if (high := line.row.high or _price(line))), default=None),
        security=lead.row.row.security,
        direct=all(line.row.row.direct is not False for line in group),
    )
    return Event(summary, who, tuple(group), _role(tags, owners), _grant_kind(lead.row))


def _counted(group: list[Line]) -> list[Line]:
    """
    One side of what a form tells twice. An exercise: Table I where it is there, and there what came in. A gift or
    transfer to an own trust: what went out, unless more came in.
    """
    kind = group[0].row.kind
    if kind in _LEGS or group[0].row.row.code in _EXERCISES:
        group = [line for line in group if not line.row.row.derivative] or group
        return [line for line in group if line.row.row.acquired] or group
    if kind in _MOVES:
        out = [line for line in group if line.row.row.acquired is False]
        into = [line for line in group if line.row.row.acquired]
        if out and into:
            return out if _sum_known(out) >= _sum_known(into) else into
    return group


def _sum_known(group: Iterable[Line]) -> float:
    return sum(line.row.row.shares or 0.0 for line in group)


def _role(tags: tuple[str, ...], owners: Sequence[Person]) -> str:
    if "dealer" in tags:
        return "dealer"
    if any(person.insider for person in owners):
        return "insider"
    return "ten_percent_owner" if any(person.ten_percent for person in owners) else "other_owner"


def _sum(values: Iterable[float | None]) -> float | None:
    """The total, or None where a part is unknown."""
    total = 0.0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _money(group: Sequence[Line]) -> tuple[float | None, float | None]:
    """(VWAP, dollars); a price of 0 is no price, and one unpriced fill leaves the total unknown."""
    priced = [(line.row.row.shares, price) for line in group if line.row.row.shares and (price := _price(line))]
    if not priced:
        return None, None
    shares = sum(shares for shares, _price in priced)
    dollars = sum(shares * price for shares, price in priced)
    return dollars / shares, dollars if len(priced) == len(group) else None


def _price(line: Line) -> float | None:
    """US dollars per share; None where the field holds a total (an offering's whole amount) or another currency."""
    price, tags = line.row.row.price, line.row.tags
    if price is None or price > TOO_DEAR or too_dear(line.filing, line.row.row):
        return None
    return None if "foreign_currency" in tags or DOUBTFUL in tags else price


def holding(group: Sequence[Line]) -> Balance | None:
    """
    Shares before and after, over the buckets a trade touched; None where a balance is not filed. What the day's conversion
    left in the class it came from is held, too: who converts as he sells has not sold all he has.
    """
    buckets: dict[Bucket, Balance] = {}
    for line in group:
        row, balance = line.row.row, line.row.balance
        if balance is None or row.shares is None or row.acquired is None:
            return None
        known = buckets.get(row.bucket, balance)
        first, last = (min, max) if row.acquired else (max, min)
        buckets[row.bucket] = Balance(first(known.before, balance.before), last(known.after, balance.after))
    left = _left_unconverted(group)
    return Balance(
        sum(each.before for each in buckets.values()) + left, sum(each.after for each in buckets.values()) + left
    )


def first_shares(event: Event) -> bool:
    """Whether a purchase opened the account it went into: no share of a holding can be told."""
    held = holding(event.lines)
    bought = event.summary.kind in {
        InsiderClass.OPEN_MARKET_BUY,
        InsiderClass.PLANNED_BUY,
        InsiderClass.ISSUER_PURCHASE,
    }
    return bought and held is not None and held.before == 0


def _left_unconverted(group: Sequence[Line]) -> float:
    """What the same holders' conversions of the day into the traded security left behind, in shares of that security."""
    traded = {(row.day, row.security.casefold(), row.bucket[2:]) for line in group if (row := line.row.row).code != "C"}
    left: dict[Bucket, float] = {}
    for form in {id(line.filing): line.filing for line in group}.values():
        for row in form.rows:
            if not (row.derivative and row.code == "C" and row.acquired is False and row.shares):
                continue
            if row.post_shares is None or (row.day, row.underlying.casefold(), row.bucket[2:]) not in traded:
                continue
            each = row.post_shares * (row.underlying_shares or row.shares) / row.shares
            left[row.bucket] = min(left.get(row.bucket, each), each)
    return sum(left.values())


def _percent(group: Sequence[Line]) -> float | None:
    """Of the holding before the trade; None where a balance is not filed."""
    held = holding(group)
    moved = sum(line.row.row.shares or 0.0 for line in group)
    return moved / held.before * 100 if held is not None and held.before > 0 else None


def _lag(line: Line) -> int | None:
    """Business days from the trade (the deemed day where it is later) to the filing."""
    row, filed = line.row.row, line.filing.filed
    if row.day is None or filed is None or filed < row.day:
        return None
    return lag(max(row.day, row.deemed_day or row.day), filed)


def _late(line: Line) -> bool:
    """
    Late by the filer's own flag, or a Form 4 after its second business day; E is early by choice, and Form 5 has a year,
    but not for purchases and sales.
    """
    timeliness = line.row.row.timeliness
    if timeliness in {"L", "E"}:
        return timeliness == "L"
    days = _lag(line)
    code = line.row.row.code
    year_end = line.filing.form.startswith("5") and code not in {"P", "S"}
    on_time = year_end or line.filing.amendment or code in {"G", "W", "Z", "L"}
    return not on_time and days is not None and days > DUE


def _agreed(values: Iterable[bool | None]) -> bool | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None
