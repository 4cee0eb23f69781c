"""
One look for every chart: readable on a phone at 360 pixels, safe for colour-blind eyes, drawn without a display.

Charts are 1,080 pixels wide, three times a phone's column, so a 20-point letter is still 9 pixels high there. Colours are
Okabe and Ito's; nothing is told by colour alone, so every series also has its own marker.
"""

from __future__ import annotations

import functools
import io
import threading
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT, DPI = 1080, 720, 100
INK, GREY, LIGHT = "#222222", "#767676", "#D9D9D9"
BLUE, VERMILION, GREEN, SKY, ORANGE = "#0072B2", "#D55E00", "#009E73", "#56B4E9", "#E69F00"
TEXT, SMALL = 20, 18
"""Points."""

_DRAWING = threading.Lock()
"""matplotlib's font cache and mathtext are not thread-safe; one chart is drawn at a time (about 0.2 s each)."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and the sentence that says what it shows."""

    png: bytes
    alt: str


def canvas() -> tuple[Any, Any]:
    """A figure and its axes in the house style; no pyplot, so nothing is shared between threads."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor="white", layout="constrained")
    axes = figure.add_subplot()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(GREY)
    axes.tick_params(labelsize=TEXT, colors=INK)
    axes.grid(visible=True, axis="y", color=LIGHT, linewidth=1)
    axes.set_axisbelow(True)
    return figure, axes


def title(axes: Any, text: str, limit: int = 52, lines: int = 2, *, wide: bool = False) -> None:
    """
    The finding, on two lines at most; plain text: a "$" is a dollar, not a formula.

    `wide` begins at the picture's edge, for axes that stand far from it.
    """
    rows: list[str] = [""]
    for word in plain(text).split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > limit:
            if len(rows) == lines:
                rows[-1] = rows[-1][: limit - 1] + "…"
                break
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    if wide:
        axes.figure.suptitle("\n".join(rows), x=0.01, ha="left", fontsize=TEXT + 2, color=INK, fontweight="bold")
        return
    axes.set_title("\n".join(rows), loc="left", fontsize=TEXT + 2, color=INK, fontweight="bold", pad=14)


def clauses(text: str, limit: int = 96) -> str:
    """As many whole clauses ("one; two; three") as fit."""
    shown, *rest = text.split("; ")
    for clause in rest:
        if len(shown) + 2 + len(clause) > limit:
            break
        shown += f"; {clause}"
    return shown


def plain(text: str) -> str:
    """Foreign text for a chart: matplotlib would read "$...$" as a formula; what its font lacks is a box."""
    known = _drawable()
    shown = (char if ord(char) in known else "□" for char in text if char.isprintable())
    return "".join(shown).replace("$", r"\$")


@functools.cache
def _drawable() -> frozenset[int]:
    """Code points of the font every chart is drawn in."""
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont("DejaVu Sans")).get_charmap())


def to_png(figure: Any) -> bytes:
    """The finished picture, without the software and date that matplotlib would write into it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    out = io.BytesIO()
    FigureCanvasAgg(figure).print_png(out, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return out.getvalue()


def drawing() -> threading.Lock:
    """Hold this while a chart is drawn."""
    return _DRAWING
