"""
The one line on top: what the filings amount to on the side that was asked for, never stronger than they are.

Order: decisions first (open-market trades), else that there is none and what there was instead (deals off the market, tax
sales, plans, awards), then what needs a person. Words such as "confidence" or "bearish" do not occur: filings do not say them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.insiders.activity import Activity, window
from bot.insiders.compensation import CompensationEvent
from bot.insiders.events import Event, first_shares
from bot.insiders.flows import discretionary, distinct, outside_market
from bot.insiders.roles import short_role
from bot.model import InsiderClass

SIDES: Mapping[str, frozenset[InsiderClass]] = {
    "buys": frozenset([InsiderClass.OPEN_MARKET_BUY, InsiderClass.PLANNED_BUY, InsiderClass.ISSUER_PURCHASE]),
    "sales": frozenset([InsiderClass.OPEN_MARKET_SELL, InsiderClass.PLANNED_SALE, InsiderClass.SELL_TO_COVER]),
}
"""What a question for one side is about; any other question is about everything."""
_PLANNED = frozenset([InsiderClass.PLANNED_SALE, InsiderClass.PLANNED_BUY])
_IN_MARKET = frozenset([InsiderClass.OPEN_MARKET_BUY, InsiderClass.OPEN_MARKET_SELL])


def verdict(
    activity: Activity,
    *,
    days: int = 365,
    side: str = "",
    reads_back_to: date | None = None,
    missing: int = 0,
) -> str:
    """
    One sentence in plain text over the last `days` days, on one of `SIDES` or on both.

    Where the filings were read from `reads_back_to` only, and that is less than the window, the sentence says so; so it
    does where `missing` filings of the list are not in.
    """
    gaps = max(missing, len(activity.unread))
    if gaps and not window(activity.events, as_of=activity.as_of, days=days):
        found = f"No insider transactions in {_span(days)} in what was read" if activity.filings else "No answer yet"
        return f"{found}: {gaps} {'filing is' if gaps == 1 else 'filings are'} not read"
    said = _verdict(activity, days, side)
    if reads_back_to is not None and reads_back_to > activity.as_of - timedelta(days=days):
        return f"{said} (so far, filings since {_day(reads_back_to)})"
    if reads_back_to is None and missing:
        return f"{said} (so far, {missing} {'filing' if missing == 1 else 'filings'} not read)"
    return said


def _verdict(activity: Activity, days: int, side: str) -> str:
    inside = window(activity.events, as_of=activity.as_of, days=days)
    events = [event for event in inside if side not in SIDES or event.summary.kind in SIDES[side]]
    decided = list(discretionary(events))
    buys = [event for event in decided if event.summary.kind is InsiderClass.OPEN_MARKET_BUY]
    sells = [event for event in decided if event.summary.kind is InsiderClass.OPEN_MARKET_SELL]
    review = sum(event.summary.kind is InsiderClass.NEEDS_REVIEW for event in inside)
    look = f"{review} {'filing line needs' if review == 1 else 'filing lines need'} a human look"
    tail = f"; {look}" if review else ""
    if buys or sells:
        return _decisions(activity, buys, sells, days) + tail
    if not inside:
        return f"No insider transactions in {_span(days)}" + _read(activity)
    if review == len(inside):
        return f"{look}; no other insider transactions in {_span(days)}"
    own = any(
        event.summary.kind in _IN_MARKET and event.role == "insider" and not outside_market(event) for event in events
    )
    planned = any(event.summary.kind in _PLANNED for event in events)
    lead = (
        f"No open-market {_WANTED.get(side, 'buys or sells')}{' of shares' if own else ''}{_NO_PLAN if planned else ''}"
    )
    if (
        side not in SIDES
        and not review
        and not any(event.summary.discretionary and event.role == "insider" for event in events)
    ):
        lead = f"No discretionary signal: n{lead[1:]}"
    return "; ".join([f"{lead} in {_span(days)}", *(_deals(events) or _instead(activity, events))]) + tail


_WANTED = {"buys": "buys", "sales": "sells"}
_NO_PLAN = " outside Rule 10b5-1 plans"


def _deals(events: Sequence[Event]) -> list[str]:
    """What insiders decided to buy or sell off the market."""
    bought = [e for e in events if e.summary.kind is InsiderClass.ISSUER_PURCHASE and e.summary.discretionary]
    sold = [event for event in events if outside_market(event) and event.role == "insider"]
    deals = (
        [f"{_people(bought)} bought {_dollars(bought)} from the issuer or in an offering {_on(bought)}"]
        if bought
        else []
    )
    if sold:
        how = " or ".join(dict.fromkeys(_how(event) for event in sold))
        deals.append(f"{_people(sold)} sold {_dollars(sold)} {how} {_on(sold)}")
    return deals


def _how(event: Event) -> str:
    return next(said for tag, said in _HOW.items() if tag in event.summary.tags)


_HOW = {
    "forced_sale": "in forced sales", "offering": "in an offering", "sold_to_issuer": "to the issuer",
    "private_sale": "privately",
}  # fmt: skip


def _read(activity: Activity) -> str:
    if activity.filings:
        return ""
    return f": no Form 3, 4 or 5 since {_day(activity.since)}" if activity.since else ": no Form 3, 4 or 5"


# Decisions ----------------------------------------------------------------------------------------------------------


def _decisions(activity: Activity, buys: Sequence[Event], sells: Sequence[Event], days: int) -> str:
    cluster = next((c for c in activity.clusters if all(event in buys for event in c.events)), None)
    if buys and sells:
        return (
            f"Mixed: {_people(buys)} bought {_dollars(buys)} and {_people(sells)} sold {_dollars(sells)} in the open "
            f"market {_over([*buys, *sells], days)}, net {_net(buys, sells)}"
        )
    if buys:
        near, doubt = "", ""
        if all("round_price" in event.summary.tags for event in buys):
            doubt = " (one round price, so it may be an offering)"
        if cluster is not None:
            among = "" if cluster.insiders == distinct(buys) else f"{cluster.insiders} of them "
            length = (cluster.last - cluster.first).days + 1
            near = f", {among}within {length} day{'s' if length > 1 else ''}"
        return f"Open-market buying: {_people(buys)} bought {_dollars(buys)} {_over(buys, days, near)}{doubt}{_largest(buys)}"
    return f"Open-market selling outside any plan: {_people(sells)} sold {_dollars(sells)} {_over(sells, days)}{_largest(sells)}"


def _over(events: Sequence[Event], days: int, near: str = "") -> str:
    """When: the day, where it is one; else the window, how near to one another, and the newest day."""
    one = len({event.summary.day for event in events}) == 1
    return _on(events) if one else f"over {_span(days)}{near} {_on(events)}"


def _on(events: Sequence[Event]) -> str:
    """Like: on 7 May 2014; (last on 7 May 2014)."""
    days = {event.summary.day for event in events}
    return f"on {_day(max(days))}" if len(days) == 1 else f"(last on {_day(max(days))})"


def _largest(events: Sequence[Event]) -> str:
    """The largest trade with its share of the holding."""
    event = max(events, key=lambda item: item.summary.dollars or 0.0)
    who = _who(event) if distinct(events) > 1 else ""
    percent = event.summary.percent_of_holding
    if percent is None:
        share = "the first shares in that account" if first_shares(event) else "share of holding n/a"
        return f"; largest: {who}, {share}" if who else f"; {share}"
    what = "added to" if event.summary.kind is InsiderClass.OPEN_MARKET_BUY else "of"
    share = f"{_percent(percent)} {what} the holding"
    if who:
        return f"; largest: {who}, {share}"
    return f"; {share}" if len(events) == 1 else f"; the largest trade {share}"


def _net(buys: Sequence[Event], sells: Sequence[Event]) -> str:
    bought = sum(event.summary.dollars or 0.0 for event in buys)
    sold = sum(event.summary.dollars or 0.0 for event in sells)
    unknown = any(event.summary.dollars is None for event in (*buys, *sells))
    if all(event.summary.dollars is None for event in (*buys, *sells)):
        return "n/a"
    net = bought - sold
    return f"{'+' if net >= 0 else '−'}{money(abs(net))}{' of what is priced' if unknown else ''}"


def _dollars(events: Sequence[Event]) -> str:
    known = [event.summary.dollars for event in events if event.summary.dollars is not None]
    if not known:
        owned = [event for event in events if not event.lines[0].row.row.derivative]  # a warrant is no share
        shares = [event.summary.shares for event in owned if event.summary.shares is not None]
        if not shares:
            return "securities (count and price n/a)"
        return f"{'at least ' if len(shares) < len(owned) else ''}{sum(shares):,.0f} shares (price n/a)"
    return ("at least " if len(known) < len(events) else "") + money(sum(known))


# No decision --------------------------------------------------------------------------------------------------------


def _instead(activity: Activity, events: Sequence[Event]) -> list[str]:
    """Trades under plans, the newest payday, else what kinds there were; nothing where nothing is of the side asked for."""
    parts = []
    for kind, did in ((InsiderClass.PLANNED_BUY, "bought"), (InsiderClass.PLANNED_SALE, "sold")):
        planned = [event for event in events if event.summary.kind is kind]
        if planned:
            parts.append(f"{_people(planned)} {did} {_dollars(planned)} under such plans {_on(planned)}")
    paid = [event for event in activity.compensation if any(item in events for item in event.events)]
    if paid:
        parts.append(_paid(paid[0]) + (f", the newest of {len(paid)} such paydays" if len(paid) > 1 else ""))
    return parts or ([_kinds(events)] if events else [])


def _paid(event: CompensationEvent) -> str:
    """5 executives sold for tax on 2 Feb 2026 (at least $184,544)."""
    if event.covered:
        return f"{_staff(event.covered)} sold for tax on {_days(event.covered)} ({_dollars(event.covered)})"
    if event.withheld:
        return f"{_staff(event.withheld)} had shares withheld for tax on {_days(event.withheld)}"
    return f"{_staff(event.events)} received awards on {_days(event.events)}"


def _staff(events: Sequence[Event]) -> str:
    number = distinct(events)
    board = any(short_role(event.summary.title) in {"director", ""} for event in events)
    return _who(events[0]) if number == 1 else f"{number} {'insiders' if board else 'executives'}"


def _days(events: Sequence[Event]) -> str:
    days = sorted({event.summary.day for event in events})
    return _day(days[0]) if len(days) == 1 else f"{_day(days[0])} to {_day(days[-1])}"


def payday(activity: Activity, event: CompensationEvent) -> str:
    """One compensation event in full: who, what was sold for its tax and of how much, what was granted."""
    parts = [f"{_day(event.day)}: {_staff(event.events)}, one compensation event"]
    if event.covered:
        parts.append(_covered(activity, event))
    elif event.withheld:
        shares = [item.summary.shares for item in event.withheld]
        known = sum(value for value in shares if value is not None)
        parts.append(f"{known:,.0f} shares withheld for tax")
    if event.granted.known_shares:
        parts.append(_granted(event))
    if event.last_year:
        parts.append(f"same week a year earlier: {_day(event.last_year)}")
    return "; ".join(parts)


def _covered(activity: Activity, event: CompensationEvent) -> str:
    spread = event.cover_range
    unknown = sum(item.summary.shares is None for item in event.covered)
    if spread is None:
        sold = f"{len(event.covered)} sold to cover tax, counts n/a"
    elif spread[0] == spread[1]:
        sold = f"{spread[0]:,.0f} shares sold to cover tax"
    else:
        sold = f"sold {spread[0]:,.0f} to {spread[1]:,.0f} shares each to cover tax"
    more = f"; {unknown} of {len(event.covered)} counts n/a" if unknown and spread is not None else ""
    sold += f" ({_dollars(event.covered)}{more})"
    lead = event.covered[0]
    role = short_role(lead.summary.title) or "largest seller"
    percent = lead.summary.percent_of_holding
    if percent is not None:
        return f"{sold}, {_percent(percent)} of the {role}'s {'direct ' if lead.summary.direct else ''}holding"
    held = next((activity.holdings[who] for who in lead.who if who in activity.holdings), None)
    if held is not None and lead.summary.shares is not None and held.day < lead.summary.day:
        share = _percent(lead.summary.shares / held.shares * 100)
        return f"{sold}, {share} of the {role}'s {count(held.shares)} direct shares of {_day(held.day)}"
    return f"{sold}, share of the {role}'s holding n/a"


def _granted(event: CompensationEvent) -> str:
    granted = event.granted
    roles = dict.fromkeys(
        short_role(grant.title) or grant.owner for grant in granted.grants if grant.shares is not None
    )
    names = [name for name in roles if name]
    who = "they were" if granted.counted == distinct(event.events) else f"{granted.counted} of them"
    if 0 < len(names) <= 2 and len(names) == granted.counted:
        who = " and ".join(names)
    kinds = "+".join(_PLURAL.get(kind, kind) for kind, shares in granted.by_kind if shares)
    text = f"{who} granted {count(granted.known_shares)} {kinds}"
    others = granted.owners - granted.counted
    return f"{text} ({others} more, counts n/a)" if others else text


_PLURAL = {"option": "options", "rsu": "RSUs", "psu": "PSUs", "stock": "shares", "deferred": "deferred units"}
_NAMES = {
    InsiderClass.GRANT: ("award", "awards"),
    InsiderClass.GIFT: ("gift", "gifts"),
    InsiderClass.TAX_WITHHOLDING: ("tax withholding", "tax withholdings"),
    InsiderClass.OPTION_EXERCISE: ("option exercise", "option exercises"),
    InsiderClass.RSU_SETTLEMENT: ("share unit settlement", "share unit settlements"),
    InsiderClass.CONVERSION: ("conversion", "conversions"),
    InsiderClass.TRANSFER: ("transfer", "transfers"),
    InsiderClass.SELL_TO_COVER: ("sell-to-cover", "sells-to-cover"),
    InsiderClass.ISSUER_PURCHASE: ("purchase from the issuer", "purchases from the issuer"),
    InsiderClass.OTHER: ("other transaction", "other transactions"),
    InsiderClass.OPEN_MARKET_BUY: ("purchase by an outside holder", "purchases by outside holders"),
    InsiderClass.OPEN_MARKET_SELL: ("sale by an outside holder", "sales by outside holders"),
}

_DIVIDENDS = ("dividend equivalent", "dividend equivalents")
_DERIVATIVE = {
    InsiderClass.OPEN_MARKET_BUY: ("purchase of a derivative", "purchases of derivatives"),
    InsiderClass.OPEN_MARKET_SELL: ("sale of a derivative", "sales of derivatives"),
}


def cost_only(event: Event) -> bool:
    """True where the shares given up paid an exercise price and no tax."""
    return all("exercise_cost" in line.row.tags for line in event.lines)


def _kinds(events: Sequence[Event]) -> str:
    """What there was instead, most frequent first, what is automatic last."""
    counted: dict[tuple[str, str], int] = {}
    for event in events:
        # an insider's own open-market trades come to this line only where they are in a derivative
        names = _DERIVATIVE if event.role == "insider" else _NAMES
        name = names.get(event.summary.kind) or _NAMES.get(event.summary.kind, ("", ""))
        if event.grant == "dividend_equivalent":
            name = _DIVIDENDS
        elif event.grant == "earned":
            name = ("performance award earned", "performance awards earned")
        elif event.summary.kind is InsiderClass.TAX_WITHHOLDING and cost_only(event):
            name = ("withholding for an exercise price", "withholdings for exercise prices")
        counted[name] = counted.get(name, 0) + 1
    counted.pop(("", ""), None)
    ordered = sorted(counted.items(), key=lambda item: (item[0] == _DIVIDENDS, -item[1]))
    parts = [f"{number} {name[0 if number == 1 else 1]}" for name, number in ordered[:4]]
    if others := sum(number for _name, number in ordered[4:]):
        parts.append(f"{others} more")
    return "only " + ", ".join(parts) if parts else "nothing that can be read without a human look"


# Words --------------------------------------------------------------------------------------------------------------


def _people(events: Sequence[Event]) -> str:
    number = distinct(events)
    return _who(events[0]) if number == 1 else f"{number} insiders"


def _who(event: Event) -> str:
    role = short_role(event.summary.title)
    name = ", ".join(event.summary.owners[:1]) or "n/a"
    return f"{role} {name}" if role and name != "n/a" else role or name


def _span(days: int) -> str:
    return {365: "12 months"}.get(days, f"{days} days")


def _day(value: date | None) -> str:
    return f"{value.day} {value:%b %Y}" if value else "n/a"


def _percent(value: float | None) -> str:
    if value is None:
        return "n/a"
    if value < 0.01:
        return "under 0.01 %"
    return f"{value:.2f} %" if value < 0.1 else f"{value:.1f} %"


def money(value: float) -> str:
    """$171,484; $2.4 m; $1.10 bn."""
    if value >= 999_950_000:
        return f"${value / 1e9:,.2f} bn"
    return f"${value / 1e6:,.1f} m" if round(value) >= 1e6 else f"${value:,.0f}"


def count(value: float) -> str:
    """171,484; 2.26 M."""
    return f"{value / 1e6:,.2f} M" if round(value) >= 1e6 else f"{value:,.0f}"
