"""Twelve months of closes with the insiders' trades on them: decisions stand out, pay and tax stay small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.charts import style
from bot.charts.style import BLUE, GREY, INK, ORANGE, SMALL, VERMILION, Picture
from bot.insiders.events import Event
from bot.model import Bar, InsiderClass


@dataclass(frozen=True, slots=True)
class _Series:
    """One kind of trade: told apart by marker, fill and colour."""

    label: str
    kinds: frozenset[InsiderClass]
    marker: str
    colour: str
    filled: bool
    size: float
    """Points squared where the dollars are unknown or small."""


_PLANNED = frozenset([InsiderClass.PLANNED_SALE, InsiderClass.PLANNED_BUY])
_TAX = frozenset([InsiderClass.SELL_TO_COVER, InsiderClass.TAX_WITHHOLDING])
_SERIES = (
    _Series("Bought", frozenset([InsiderClass.OPEN_MARKET_BUY]), "^", BLUE, filled=True, size=260),
    _Series("Sold", frozenset([InsiderClass.OPEN_MARKET_SELL]), "v", VERMILION, filled=True, size=260),
    _Series("Under a plan", _PLANNED, "v", VERMILION, filled=False, size=220),
    _Series("From issuer", frozenset([InsiderClass.ISSUER_PURCHASE]), "D", ORANGE, filled=True, size=170),
    _Series("For tax", _TAX, "s", GREY, filled=False, size=150),
)  # fmt: skip
_LARGEST = 900.0


def insider_chart(
    ticker: str, events: Sequence[Event], bars: Sequence[Bar], *, finding: str, as_of: date, sample: bool = False
) -> Picture:
    """The timeline as PNG; `finding` is its title and the core of its alt text. Works without closes, too."""
    since = as_of - timedelta(days=365)
    closes = [bar for bar in bars if bar.day >= since]
    inside = [event for event in events if event.summary.day >= since]
    with style.drawing():
        figure, axes = style.canvas()
        if closes:
            axes.plot([bar.day for bar in closes], [bar.close for bar in closes], color=INK, linewidth=2.2, zorder=2)
        drawn = [series for series in _SERIES if _draw(axes, series, inside, closes)]
        _dress(axes, since, as_of, drawn)
        _caption(axes, ticker, closes=bool(closes), drawn=bool(drawn), sample=sample)
        style.title(axes, style.clauses(finding))
        png = style.to_png(figure)
    return Picture(png, alt_text(ticker, inside, closes, finding))


def alt_text(ticker: str, events: Sequence[Event], closes: Sequence[Bar], finding: str) -> str:
    """What a person who cannot see the chart has to know."""
    counts = []
    for series in _SERIES:
        count = sum(event.summary.kind in series.kinds for event in events)
        if count:
            counts.append(f"{count} {series.label.lower()}")
    price = ""
    if closes:
        first, last = closes[0], closes[-1]
        price = f" Close from ${first.close:,.2f} on {first.day} to ${last.close:,.2f} on {last.day}."
    marks = f" Marks: {', '.join(counts)}." if counts else " No trades to mark."
    return f"{ticker} insiders, 12 months. {finding}.{price}{marks}"


def _draw(axes: Any, series: _Series, events: Sequence[Event], closes: Sequence[Bar]) -> bool:
    """Scatter one kind; the area of a decision grows with its dollars. False where there is nothing to mark."""
    points = []
    largest = max((event.summary.dollars or 0.0 for event in events), default=0.0) or 1.0
    for event in events:
        if event.summary.kind not in series.kinds:
            continue
        level = _level(event, closes)
        if level is None:
            continue
        share = (event.summary.dollars or 0.0) / largest
        size = series.size + share * (_LARGEST - series.size) if series.filled else series.size
        points.append((event.summary.day, level, size))
    if not points:
        return False
    days, levels, sizes = zip(*points, strict=True)
    axes.scatter(
        days, levels, s=sizes, marker=series.marker, label=f"{series.label} ({len(points)})", zorder=4 if series.filled else 3,
        facecolors=series.colour if series.filled else "white", edgecolors=series.colour if not series.filled else "white",
        linewidths=2.4 if not series.filled else 1.2, alpha=0.95,
    )  # fmt: skip
    return True


def _level(event: Event, closes: Sequence[Bar]) -> float | None:
    """
    Where the mark stands: the price paid, or the close where no price was filed or it is of another measure (closes are
    adjusted for splits, filed prices are not; a warrant's price is not the share's).
    """
    paid, close = event.summary.vwap, _close_on(event.summary.day, closes)
    if paid and close and not 0.6 < paid / close < 1.6:
        return close
    return paid or close


def _close_on(day: date, closes: Sequence[Bar]) -> float | None:
    """The last close up to that day, for trades whose price was not filed."""
    before = [bar.close for bar in closes if bar.day <= day]
    return before[-1] if before else None


def _dress(axes: Any, since: date, as_of: date, drawn: Sequence[_Series]) -> None:
    """Axes and legend."""
    from matplotlib.dates import DateFormatter, MonthLocator
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    locator, months = MonthLocator(interval=3), DateFormatter("%b %y")  # type: ignore[no-untyped-call]
    axes.set_xlim(since, as_of + timedelta(days=6))
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(months)
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(_dollars))
    axes.margins(y=0.16)
    if drawn:
        axes.legend(
            loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=min(3, len(drawn)), fontsize=SMALL, frameon=False,
            handletextpad=0.2, columnspacing=1.0, markerscale=0.7,
        )  # fmt: skip


def _caption(axes: Any, ticker: str, *, closes: bool, drawn: bool, sample: bool) -> None:
    """What the line is, or why there is none."""
    name = style.plain(ticker)
    words = f"{name} close" if closes else f"{name}: closes n/a, marks at the prices filed"
    if not closes and not drawn:
        words = f"{name}: no closes and no trades to show"
    words += ", sample data" if sample else ""
    axes.text(0.01, 0.98, words, transform=axes.transAxes, ha="left", va="top", fontsize=SMALL, color=GREY)


def _dollars(value: float, _position: int) -> str:
    return rf"\${value:,.2f}" if abs(value) < 20 else rf"\${value:,.0f}"
