"""A calendar as a picture: known days as marks, windows as bars, by ticker and date, with their tiers and today's line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from bot.charts import style
from bot.charts.style import BLUE, GREEN, GREY, INK, ORANGE, SMALL, Picture
from bot.model import Catalyst

ROWS = 12
"""Rows that can be read on a phone; the soonest are shown."""
TOLD = 6
"""Rows the alt text spells out."""
_COLOURS = MappingProxyType({"A": BLUE, "B": GREEN, "C": ORANGE})
_HATCHES = MappingProxyType({"A": "", "B": "//", "C": ".."})
_LABEL = 25


def timeline_chart(
    rows: Sequence[Catalyst],
    *,
    title: str,
    finding: str,
    as_of: date,
    until: date | None = None,
    sample: bool = False,
) -> Picture:
    """
    The timeline as PNG from `as_of` (the channel's own date) to `until`, by default as far as the rows reach.

    `finding` is the picture's title and, with `title` (which rows these are), the core of its alt text. What is cut off at an
    end has an arrow there; without rows the picture says so.
    """
    shown = _in_order(rows)
    with style.drawing():
        figure, axes = style.canvas()
        left, right = _span(axes, shown, as_of, until)
        for place, row in enumerate(shown):
            _draw(axes, place, row, left, right)
        axes.axvline(as_of, color=INK, linewidth=2, linestyle=(0, (4, 3)), zorder=1)
        _dress(axes, shown, left, right)
        _caption(axes, title, len(rows) - len(shown), empty=not rows, sample=sample)
        style.title(axes, style.clauses(finding, 104), limit=55, wide=True)
        png = style.to_png(figure)
    return Picture(png, alt_text(shown, len(rows), title, finding, sample=sample))


def alt_text(shown: Sequence[Catalyst], count: int, title: str, finding: str, *, sample: bool = False) -> str:
    """What a person who cannot see the chart has to know."""
    told = "; ".join(f"{_name(row, 60)} {_when(row)}, tier {row.tier}" for row in sorted(shown, key=_soonest)[:TOLD])
    more = count - min(TOLD, len(shown))
    rest = f"; and {more} more" if more > 0 else ""
    return f"{title}. {finding}. {told + rest if told else 'Nothing to show'}{' (sample data)' if sample else ''}."


def _soonest(row: Catalyst) -> tuple[date, date]:
    """What has no date at all comes last."""
    window = row.window
    return (window.start or window.end or date.max, window.end or date.max)


def _in_order(rows: Sequence[Catalyst]) -> list[Catalyst]:
    """The soonest, ticker by ticker: the ticker whose first date comes first stands on top."""
    soonest = sorted(rows, key=_soonest)[:ROWS]
    first: dict[str, int] = {}
    for place, row in enumerate(soonest):
        first.setdefault(row.ticker, place)
    return sorted(soonest, key=lambda row: (first[row.ticker], *_soonest(row)))


def _span(axes: Any, rows: Sequence[Catalyst], as_of: date, until: date | None) -> tuple[date, date]:
    """The days shown, with a little room at both ends."""
    ends = [day for row in rows for day in (row.window.start, row.window.end) if day is not None]
    over = [row.window.start or row.window.end for row in rows if row.window.end is not None and row.window.end < as_of]
    left = max(min([as_of, *(day for day in over if day is not None)]), as_of - timedelta(days=60))
    right = until or max([as_of + timedelta(days=30), *ends])
    room = max(1, (right - left).days // 30)
    left, right = _moved(left, -room), _moved(right, room)
    axes.set_xlim(left, right)
    return left, right


def _moved(day: date, days: int) -> date:
    """The day, moved as far as the calendar goes."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _draw(axes: Any, place: int, row: Catalyst, left: date, right: date) -> None:
    """One row: a mark, a bar, or the words that there is no date."""
    colour, window = _COLOURS[row.tier], row.window
    if window.start is None and window.end is None:
        words = style.plain(f"date n/a: {window.phrase}"[:40])
        axes.text(
            0.02,
            place,
            words,
            transform=axes.get_yaxis_transform(),
            fontsize=SMALL,
            color=GREY,
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
        return
    start, end = window.start or left, window.end or right
    if start == end and left <= start <= right:
        hollow = row.tier == "C"
        axes.scatter(
            [start], [place], s=240, marker="D", facecolors="white" if hollow else colour, edgecolors=colour,
            linewidths=2.6, zorder=4,
        )  # fmt: skip
        late = (start - left) / (right - left) > 0.78
        axes.annotate(
            f"{'about ' if window.direction == 'around' else ''}{start.day} {start:%b}", (start, place),
            xytext=(-15 if late else 15, 0), textcoords="offset points", ha="right" if late else "left", va="center",
            fontsize=SMALL, color=INK,
        )  # fmt: skip
        return
    shown = min(max(start, left), right), min(max(end, left), right)
    axes.barh(
        place, max((shown[1] - shown[0]).days, 1), left=shown[0], height=0.46, color="white", edgecolor=colour,
        linewidth=2.4, hatch=_HATCHES[row.tier], zorder=3,
    )  # fmt: skip
    if row.tier == "A":
        axes.barh(place, max((shown[1] - shown[0]).days, 1), left=shown[0], height=0.46, color=colour, zorder=3)
    for cut, edge, marker in (
        (window.start is None or start < left, shown[0], "<"),
        (window.end is None or end > right, shown[1], ">"),
    ):
        if cut:
            axes.scatter(
                [edge], [place], s=220, marker=marker, color=colour, edgecolors="white", zorder=5, clip_on=False
            )


def _dress(axes: Any, rows: Sequence[Catalyst], left: date, right: date) -> None:
    """Names at the left, dates below, the legend of tiers."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    axes.set_ylim(max(len(rows), 4) - 0.4, -0.6)
    axes.set_yticks(range(len(rows)), labels=[f"{style.plain(_name(row, _LABEL))}  {row.tier}" for row in rows])
    axes.tick_params(axis="y", labelsize=SMALL, length=0, pad=12)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x", color=style.LIGHT, linewidth=1)
    days = (right - left).days
    if days <= 130:
        ticks = [left + timedelta(days=round(days * share)) for share in (0.08, 0.36, 0.64, 0.92)]
        labels = [f"{tick.day} {tick:%b}" for tick in ticks]
    else:
        ticks = _months(left, right)
        labels = [f"{tick:%b} {tick.year}" for tick in ticks]
    axes.set_xticks(ticks, labels=labels)
    handles: list[Any] = [
        Line2D([], [], marker="D", linestyle="", color=GREY, markersize=11, label="day"),
        Line2D([], [], linestyle=(0, (4, 3)), linewidth=2, color=INK, label="today"),
    ]
    words = {"A": "A official", "B": "B company", "C": "C estimate"}
    handles += [
        Patch(facecolor=_COLOURS[tier] if tier == "A" else "white", edgecolor=_COLOURS[tier], hatch=_HATCHES[tier],
              linewidth=2, label=words[tier])
        for tier in sorted({row.tier for row in rows})
    ]  # fmt: skip
    axes.figure.legend(
        handles=handles, loc="outside lower center", ncols=5, fontsize=SMALL, frameon=False, handletextpad=0.4,
        columnspacing=1.0, handlelength=1.4,
    )  # fmt: skip


def _months(left: date, right: date, most: int = 4) -> list[date]:
    """First days of months, evenly apart."""
    first, last = left.year * 12 + left.month, right.year * 12 + right.month - 1
    step = max(1, -(-(last - first + 1) // most))
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1, step)]


def _caption(axes: Any, title: str, more: int, *, empty: bool, sample: bool) -> None:
    """Which rows these are, and how many have no room."""
    words = style.plain(title[:60])
    words += ": nothing to show" if empty else f", the soonest {ROWS}, {more} more not drawn" if more > 0 else ""
    words += ", sample data" if sample else ""
    axes.set_xlabel(words, fontsize=SMALL, color=GREY)


def _name(row: Catalyst, limit: int) -> str:
    """ALLO interim data, EFS; foreign text on one line, cut."""
    kind = _SHORT.get(row.kind, row.kind.replace("_", " "))
    text = " ".join(f"{row.ticker} {kind}{', ' + row.asset if row.asset else ''}".split())
    return text if len(text) <= limit else text[: limit - 1].rstrip(" ,") + "…"


_SHORT = MappingProxyType(
    {
        "pdufa": "PDUFA", "adcomm": "AdComm", "data_topline": "topline", "data_interim": "interim data",
        "data_primary": "primary data", "data_readout": "readout", "enrollment_complete": "enrolled",
        "dosing_complete": "dosed", "nda_acceptance": "acceptance", "fda_meeting": "FDA meeting",
        "primary_completion": "primary completion",
    }
)  # fmt: skip
"""Kinds as a desk abbreviates them; the rest are their own words."""


def _when(row: Catalyst) -> str:
    """The days, never the writer's own words: those are foreign text."""
    start, end = row.window.start, row.window.end
    if start is None and end is None:
        return "date n/a"
    if start == end:
        return f"{'about' if row.window.direction == 'around' else 'on'} {start}"
    if start is None:
        return f"until {end}"
    if end is None:
        return f"from {start}"
    return f"by {end}" if row.window.direction == "by" else f"{start} to {end}"
