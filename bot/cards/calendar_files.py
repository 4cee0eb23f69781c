"""The calendar as files: ICS for other calendars (RFC 5545), CSV for a spreadsheet. A window is never made a day."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.cards.text import csv_cell
from bot.cards.windows import kind_words, window_words
from bot.model import Catalyst


def as_ics(rows: Sequence[Catalyst], first_ids: Mapping[int, tuple[int, int]], *, place: str, now: datetime) -> bytes:
    """
    All-day events from a window's first to its last day (DTEND is the day after, RFC 5545 3.8.2.2).

    The UID is made of the place and the id a catalyst had before its moves, so a moved one moves in other calendars
    too. What has no day at either end (a fiscal quarter not resolved) is left out.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//deskbot//catalysts//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "deskbot catalysts")
    for row in rows:
        begin, end = _days(row)
        if begin is None or end is None:
            continue
        first, moves = first_ids.get(row.id or 0, (row.id or 0, 0))
        event = Event()
        event.add("uid", f"catalyst-{place}-{first}@deskbot")
        event.add("sequence", moves)
        event.add("dtstamp", now)
        event.add("summary", summary(row))
        event.add("description", _description(row))
        if row.time is not None and begin == end:
            event.add("dtstart", row.time)
            event.add("dtend", row.time + timedelta(hours=1))
        else:
            event.add("dtstart", begin)
            event.add("dtend", min(end, date.max - timedelta(days=1)) + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
        if row.source.url and not re.search(r"\s", row.source.url):
            event.add("url", row.source.url)
        event.add("categories", [row.ticker, kind_words(row.kind)])
        event.add("status", "CONFIRMED" if row.tier == "A" else "TENTATIVE")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def summary(row: Catalyst) -> str:
    """ALLO data interim, EFS (mid-2027); the words stay where the days are estimated."""
    asset = f", {row.asset}" if row.asset else ""
    fuzzy = f" ({row.window.phrase})" if row.window.start != row.window.end or row.window.direction != "on" else ""
    return f"{row.ticker} {kind_words(row.kind)}{asset}{fuzzy}"


def as_csv(rows: Sequence[Catalyst]) -> bytes:
    """One line each, dates ISO 8601, an open end empty; cells that a spreadsheet would run as formulas are defused."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["id", "ticker", "kind", "asset", "start", "end", "precision", "direction", "phrase", "time_utc", "status", "tier",
         "confidence", "source", "url", "as_of", "sentence", "note", "added_by", "added_at"]
    )  # fmt: skip
    for row in rows:
        window = row.window
        cells = [
            row.id, row.ticker, row.kind, row.asset, window.start or "", window.end or "", window.precision,
            window.direction, window.phrase, row.time.isoformat() if row.time else "", row.status, row.tier,
            row.confidence, row.source.name, row.source.url or "", row.source.as_of.isoformat(), row.sentence, row.note,
            row.added_by or "", row.added_at.isoformat() if row.added_at else "",
        ]  # fmt: skip
        writer.writerow([csv_cell(str(cell if cell is not None else "")) for cell in cells])
    return out.getvalue().encode()


def _days(row: Catalyst) -> tuple[date | None, date | None]:
    """An open end is shown at the end that is known."""
    return row.window.start or row.window.end, row.window.end or row.window.start


def _description(row: Catalyst) -> str:
    lines = [
        f"In the source's words: {row.window.phrase}",
        f"Window: {window_words(row.window)}; direction {row.window.direction}, precision {row.window.precision}",
        f"Source: {row.source.name}, tier {row.tier}, as of {row.source.as_of:%Y-%m-%d %H:%M} UTC",
    ]
    if row.sentence:
        lines.append(f"“{row.sentence}”")
    if row.note:
        lines.append(row.note)
    return "\n".join(lines)
