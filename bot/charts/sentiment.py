"""A ticker's own past: one score a day between −1 and +1, on the bands that give the scores their names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.charts import style
from bot.charts.style import BLUE, GREY, INK, SMALL, VERMILION, Picture
from bot.sentiment.bands import BANDS, label_of

_MARKS = (("positive", "^", BLUE), ("neutral", "o", GREY), ("negative", "v", VERMILION))
_ROOM = 1.08
"""Where the axis ends, so that a mark at ±1 is whole."""


def trend_chart(
    ticker: str, points: Sequence[tuple[date, float]], *, finding: str, as_of: date, sample: bool = False
) -> Picture:
    """Daily scores (−1 to +1) as PNG; `finding` is its title and the core of its alt text. Works without points, too."""
    rows = sorted((day, max(-1.0, min(1.0, value))) for day, value in points)
    with style.drawing():
        figure, axes = style.canvas()
        _bands(axes)
        axes.plot([day for day, _ in rows], [value for _, value in rows], color=INK, linewidth=2.2, zorder=2)
        for label, marker, colour in _MARKS:
            same = [(day, value) for day, value in rows if label_of(value) == label]
            if same:
                days, values = zip(*same, strict=True)
                axes.scatter(
                    days, values, s=210, marker=marker, color=colour, edgecolors="white", label=label, zorder=3
                )
        _dates(axes, rows, as_of)
        words = f"{style.plain(ticker)}: " + ("one score a day, days without stories left out" if rows else "no scores")
        axes.set_xlabel(words + (", sample data" if sample else ""), fontsize=SMALL, color=GREY, loc="left")
        style.title(axes, style.clauses(finding))
        png = style.to_png(figure)
    return Picture(png, alt_text(ticker, rows, finding, sample=sample))


def alt_text(ticker: str, points: Sequence[tuple[date, float]], finding: str, *, sample: bool = False) -> str:
    """What a person who cannot see the chart has to know; `points` in order of day."""
    told = "no scores to show"
    if points:
        (first, start), (last, end) = points[0], points[-1]
        values = [value for _, value in points]
        days = f"{len(points)} days" if len(points) > 1 else "1 day"
        told = (
            f"{days}, from {_signed(start)} on {first} to {_signed(end)} on {last}, lowest {_signed(min(values))}, "
            f"highest {_signed(max(values))}"
        )
    return f"{ticker} sentiment by day. {finding}. Scores: {told}{' (sample data)' if sample else ''}."


def _bands(axes: Any) -> None:
    """Grid lines where a band begins, its name at the right."""
    floors = [entry.floor for entry in BANDS if entry.floor > 0]
    edges = [*floors, 1.0]
    axes.set_ylim(-_ROOM, _ROOM)
    axes.set_yticks(sorted({sign * edge for sign in (-1, 1) for edge in edges}), labels=None)
    axes.yaxis.set_major_formatter(lambda value, _position: _signed(value))
    axes.axhline(0, color=GREY, linewidth=1.2, zorder=1)
    names = axes.secondary_yaxis("right")
    middles = {0.0: BANDS[0].word}
    for entry, (low, high) in zip(BANDS[1:], zip(floors, edges[1:], strict=True), strict=True):
        for sign, mark in ((1, "+"), (-1, "−")):
            middles[sign * (low + high) / 2] = f"{entry.word} {mark}"
    names.set_yticks(list(middles), labels=list(middles.values()))
    names.tick_params(labelsize=SMALL, colors=GREY, length=0)
    names.spines["right"].set_visible(False)


def _dates(axes: Any, rows: Sequence[tuple[date, float]], as_of: date) -> None:
    """Whole days under the line, five of them at most."""
    first = min(rows[0][0] if rows else as_of - timedelta(days=7), as_of)
    span = max((as_of - first).days, 1)
    room = timedelta(days=max(1, span // 25))
    axes.set_xlim(first - room, as_of + room)
    step = max(1, -(-span // 4))
    ticks = [as_of - timedelta(days=back) for back in range(0, span + 1, step)]
    axes.set_xticks(ticks, labels=[f"{tick.day} {tick:%b}" for tick in ticks])


def _signed(value: float) -> str:
    text = f"{abs(value):.2f}"
    return text if float(text) == 0 else f"{'+' if value > 0 else '−'}{text}"
