"""
Yahoo's quotes, charts and calendars reduced to what deskbot keeps, and that read as model objects.

Pure: no network, no clock, no pandas. Each kind has two steps: `reduce_*` checks the shape of a body and keeps the few
fields wanted (the cache stores them as JSON), the other function builds model objects from them. A body of another
shape raises `BadData`; a body that says "nothing here" raises `NotFoundAtSource`; a missing field is None. Epochs are
read as UTC, never with the host's zone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import BadData, NotFoundAtSource
from bot.market.fields import SOURCE, currency, dig, epoch, epoch_text, number, rows_of, words
from bot.model import Bar, Catalyst, Confidence, Quote, Source, Window

NEW_YORK = ZoneInfo("America/New_York")

_STATES = {
    "PRE": "pre", "REGULAR": "regular", "POST": "post", "PREPRE": "closed", "POSTPOST": "closed", "CLOSED": "closed",
}  # fmt: skip
_PLACEHOLDERS = {(0, 0), (10, 59), (12, 0)}
"""Clock times (UTC) that stand for "some time that day" (facts/market-data.md, 5)."""


_LONGEST_SESSION = timedelta(hours=12)
"""No exchange's regular session is longer, and two are further apart."""


# Quote --------------------------------------------------------------------------------------------------------------


def reduce_quote(body: Any, symbol: str) -> dict[str, Any]:
    """The `v7/finance/quote` row of a symbol. Raises `NotFoundAtSource` for none, or one without a price (0 is none)."""
    result = dig(body, "quoteResponse", "result", missing="no quote")
    rows = [row for row in rows_of(result) if isinstance(row, dict) and str(row.get("symbol", "")).upper() == symbol]
    price = number(rows[0].get("regularMarketPrice")) if rows else None
    if not rows or not price or rows[0].get("quoteType") == "NONE":
        raise NotFoundAtSource(f"{SOURCE} has no price for {symbol} at the moment.", source=SOURCE)
    row = rows[0]
    state = _STATES.get(str(row.get("marketState")))
    extended = {"pre": "preMarket", "post": "postMarket", "closed": "postMarket"}.get(state or "", "")
    made, outside = epoch(row.get("regularMarketTime")), epoch(row.get(extended + "Time"))
    over = made is not None and outside is not None and outside < made  # of a session before the last regular one
    return {
        "price": price,
        "currency": currency(row),
        "previous_close": number(row.get("regularMarketPreviousClose")),
        "state": state,
        "name": words(row.get("longName") or row.get("shortName"), 120) or None,
        "market_cap": number(row.get("marketCap")),
        "extended": None if over else number(row.get(extended + "Price")) or None,  # 0 is no price
        "extended_time": None if over else epoch_text(row.get(extended + "Time")),
        "time": epoch_text(row.get("regularMarketTime")),
    }


def reduce_chart_quote(body: Any, symbol: str) -> dict[str, Any]:
    """The same from a one-day chart, which Yahoo gives without a crumb: no market state, no size."""
    meta = _chart(body, symbol).get("meta")
    price = number(meta.get("regularMarketPrice")) if isinstance(meta, dict) else None
    if not isinstance(meta, dict) or not price:
        raise NotFoundAtSource(f"{SOURCE} has no price for {symbol} at the moment.", source=SOURCE)
    return {
        "price": price,
        "currency": currency(meta),
        "previous_close": number(meta.get("previousClose")) or number(meta.get("chartPreviousClose")),
        "state": None,
        "name": words(meta.get("longName") or meta.get("shortName"), 120) or None,
        "market_cap": None,
        "extended": None,
        "extended_time": None,
        "time": epoch_text(meta.get("regularMarketTime")),
    }


def quote(row: Mapping[str, Any], ticker: str, source: Source, now: datetime) -> Quote:
    """
    The quote; `source.as_of` should be the row's own time (`quote_time`) where it has one.

    A price older than any session at `now` (a halted stock, a last good answer) is not today's: its state is unknown.
    """
    over = row["state"] == "regular" and now - source.as_of > _LONGEST_SESSION
    return Quote(
        ticker=ticker,
        price=row["price"],
        currency=row["currency"],
        source=source,
        previous_close=row["previous_close"],
        market_state=None if over else row["state"],
        name=row["name"],
        market_cap=row["market_cap"],
        extended_price=row["extended"],
        extended_as_of=_moment(row.get("extended_time")),
    )


def quote_time(row: Mapping[str, Any]) -> datetime | None:
    """When the price was made (UTC); None where Yahoo does not say."""
    return _moment(row["time"])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


# History ------------------------------------------------------------------------------------------------------------


def reduce_chart(body: Any, symbol: str, as_of: datetime) -> list[list[Any]]:
    """
    [day, close, volume] of a daily chart, oldest first; split-adjusted, not dividend-adjusted.

    Days are the exchange's own. The bar of a session that is still running at `as_of` is no close and is left out. A
    range without trading has no bars; that means unknown, and raises `NotFoundAtSource`.
    """
    chart = _chart(body, symbol)
    stamps = rows_of(chart.get("timestamp"))
    meta: dict[str, Any] = found if isinstance(found := chart.get("meta"), dict) else {}
    zone = _zone(meta.get("exchangeTimezoneName"))
    if not stamps:
        raise NotFoundAtSource(f"{SOURCE} has no closes for {symbol} at the moment.", source=SOURCE)
    try:
        values = chart["indicators"]["quote"][0]
        closes, volumes = rows_of(values.get("close")), rows_of(values.get("volume"))
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise BadData(f"{SOURCE} answered with a chart that cannot be read.", source=SOURCE) from error
    running = _running_session(meta, zone, as_of)
    bars: dict[date, list[Any]] = {}
    for index, stamp in enumerate(stamps):
        at, close = epoch(stamp), number(closes[index]) if index < len(closes) else None
        if at is None or close is None or close <= 0 or (day := at.astimezone(zone).date()) == running:
            continue
        bars[day] = [day.isoformat(), close, number(volumes[index]) if index < len(volumes) else None]
    return [bars[day] for day in sorted(bars)]


def bars(rows: Sequence[Sequence[Any]], since: date) -> list[Bar]:
    """Closes on or after `since`, oldest first."""
    found = [Bar(date.fromisoformat(day), close, volume) for day, close, volume in rows]
    return [bar for bar in found if bar.day >= since]


def _running_session(meta: Mapping[str, Any], zone: ZoneInfo, as_of: datetime) -> date | None:
    """The day whose regular session has not ended yet at `as_of`, by the chart's own trading period."""
    period = meta.get("currentTradingPeriod")
    regular = period.get("regular") if isinstance(period, dict) else None
    end = epoch(regular.get("end")) if isinstance(regular, dict) else None
    return end.astimezone(zone).date() if end is not None and as_of < end else None


# Dates --------------------------------------------------------------------------------------------------------------


def reduce_calendar(body: Any) -> dict[str, Any]:
    """`calendarEvents`: earnings epochs with their estimate flag, ex-dividend epoch."""
    result = dig(body, "quoteSummary", "result", missing="no calendar")
    events = (
        result[0].get("calendarEvents") if isinstance(result, list) and result and isinstance(result[0], dict) else None
    )
    if not isinstance(events, dict):
        raise NotFoundAtSource(f"{SOURCE} keeps no calendar for this symbol.", source=SOURCE)
    earnings = events.get("earnings")
    earnings = earnings if isinstance(earnings, dict) else {}
    return {
        "earnings": [text for stamp in rows_of(earnings.get("earningsDate")) if (text := epoch_text(stamp))],
        "estimate": earnings.get("isEarningsDateEstimate"),
        "ex_dividend": epoch_text(events.get("exDividendDate")),
    }


def catalysts(row: Mapping[str, Any], ticker: str, source: Source, as_of: datetime) -> list[Catalyst]:
    """
    Earnings and ex-dividend dates still to come, tier C: Yahoo's dates are often wrong.

    Two earnings dates are an estimated range, never two dates. A date before today in New York is dropped: Yahoo keeps
    the last one when it does not know the next. Clock times are given only for a single date that is no estimate and
    no placeholder, and never read as "before the open" or "after the close".
    """
    today = as_of.astimezone(NEW_YORK).date()
    found = []
    times = sorted(datetime.fromisoformat(text) for text in row["earnings"])
    if times and times[-1].date() >= today:
        estimate = row["estimate"] is not False or len(times) > 1
        found.append(_earnings(times, ticker, source, estimate=estimate))
    if row["ex_dividend"] and (day := datetime.fromisoformat(row["ex_dividend"]).date()) >= today:
        window = Window(day, day, "day", "on", _day(day))
        found.append(
            Catalyst(ticker, "dividend", window, "", source, "medium", "C", asset="ex-date", note="Yahoo, unconfirmed")
        )
    return found


def _earnings(times: Sequence[datetime], ticker: str, source: Source, *, estimate: bool) -> Catalyst:
    first, last = times[0], times[-1]
    if first.date() == last.date():
        window = Window(first.date(), first.date(), "day", "on", _day(first.date()))
    else:
        phrase = f"{_day(first.date())} to {_day(last.date())}"
        window = Window(first.date(), last.date(), "range", "within", phrase)
    exact = not estimate and len(times) == 1 and (first.hour, first.minute) not in _PLACEHOLDERS
    note = "Yahoo, unconfirmed estimate" if estimate else "Yahoo, unconfirmed"
    confidence: Confidence = "low" if estimate else "medium"
    return Catalyst(
        ticker, "earnings", window, "", source, confidence, "C", note=note, time=first if exact else None
    )  # fmt: skip


# Small readers ----------------------------------------------------------------------------------------------------


def _chart(body: Any, symbol: str) -> dict[str, Any]:
    result = dig(body, "chart", "result", missing="no chart")
    if not result:
        raise NotFoundAtSource(f"{SOURCE} has no chart for {symbol} at the moment.", source=SOURCE)
    if not isinstance(result, list) or not isinstance(result[0], dict):
        raise BadData(f"{SOURCE} answered with a chart that cannot be read.", source=SOURCE)
    return result[0]


def _zone(name: Any) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return NEW_YORK


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
