"""
Words and figures as a desk writes them, in Slack's mrkdwn.

Everything that came from a user, the web or a filing passes `escape` before it is shown. Unknown is "n/a".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from urllib.parse import quote as quote_url

from bot.model import Source

NA = "n/a"
MINUS = "−"

_CURRENCY_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_BROKEN_IN_LABEL = str.maketrans({"|": "¦", ">": "›", "<": "‹", "\n": " ", "\r": " "})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")


def escape(text: str) -> str:
    """Make foreign text safe in mrkdwn: Slack's three entities, no control or direction-override characters."""
    return _CONTROL.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_MARKUP = re.compile(r"(?<!\w)[*_~`]|[*_~`](?!\w)")


def quote(text: str, limit: int = 300, about: Sequence[str] = ()) -> str:
    """Foreign prose on one line: escaped, formatting characters defused, cut at a word, near the first of `about`."""
    return escape(_MARKUP.sub("", clip_to(" ".join(text.split()), limit, about)).strip())


def clip(text: str, limit: int) -> str:
    """Cut at a word and mark the cut."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rsplit(" ", 1)[0] or text[: limit - 1]
    return cut.rstrip(" ,;:") + "…"


def clip_to(text: str, limit: int, words: Sequence[str]) -> str:
    """As `clip`, but begun later where the cut would take away the first mention of these words, or what it says."""
    place = min((found for word in words if (found := text.find(word)) >= 0), default=0)
    if len(text) <= limit or place < limit * 2 // 3:
        return clip(text, limit)
    start = text.find(" ", min(place - limit // 3, len(text) - limit))
    return "…" + clip(text[start + 1 :], limit - 1)


def csv_cell(text: str) -> str:
    """Text that a spreadsheet takes for text: what begins like a formula gets an apostrophe."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def link(url: str | None, label: str, limit: int = 150) -> str:
    """`<url|label>` with both ends made safe; the label alone where the URL is not http(s)."""
    shown = escape(clip(" ".join(label.translate(_BROKEN_IN_LABEL).split()), limit))
    if not url or not url.lower().startswith(("https://", "http://")) or len(url) > 2000:
        return shown
    safe = quote_url(url, safe=":/?#[]@!$&'()*+,;=%~-._").replace("&", "&amp;")
    return f"<{safe}|{shown}>"


def signed(value: float | None, digits: int = 2) -> str:
    """+0.35, −0.20, 0.00; n/a for None."""
    if value is None:
        return NA
    rounded = round(value, digits)
    if rounded == 0:
        return f"{0:.{digits}f}"
    return f"{'+' if rounded > 0 else MINUS}{abs(rounded):.{digits}f}"


def number(value: float | None, digits: int = 0) -> str:
    """1,234,567 with a real minus sign; n/a for None."""
    if value is None:
        return NA
    text = f"{abs(value):,.{digits}f}"
    return f"{MINUS}{text}" if value < 0 and float(text.replace(",", "")) != 0 else text


def percent(ratio: float | None, digits: int = 1, *, sign: bool = True) -> str:
    """0.0512 -> +5.1 %; without sign 5.1 %."""
    if ratio is None:
        return NA
    value = round(ratio * 100, digits)
    prefix = "" if value == 0 else MINUS if value < 0 else "+" if sign else ""
    return f"{prefix}{abs(value):,.{digits}f} %"


def money(value: float | None, currency: str = "USD", digits: int | None = None) -> str:
    """$1.73, $171,484, €12.10, 145.20 GBp. Small amounts keep cents, large ones lose them; n/a for None."""
    if value is None:
        return NA
    places = digits if digits is not None else (2 if round(abs(value), 2) < 1_000 else 0)
    amount = f"{abs(value):,.{places}f}"
    sign = MINUS if value < 0 and amount.strip("0.") else ""
    mark = _CURRENCY_SIGNS.get(currency)
    return f"{sign}{mark}{amount}" if mark else f"{sign}{amount} {escape(currency)}"


def price(value: float | None, currency: str = "USD", digits: int | None = None) -> str:
    """As `money`, but a share of less than $1 keeps what its ticks are made of: $0.0042, $0.5234, $0.50."""
    if (
        value is None
        or not 0 < round(abs(value), 4 if abs(value) >= 0.001 else 6) < 1
        or round(value, 2) == round(value, 6)
    ):
        return money(value, currency, digits)
    return money(value, currency, 4 if abs(value) >= 0.001 else 6)


def short_money(value: float | None, currency: str = "USD") -> str:
    """$9,999, $171 k, $2.40 m, $1.10 bn: the unit in which the rounded figure stays below 1,000; n/a for None."""
    if value is None:
        return NA
    if round(abs(value)) < 10_000:
        return money(value, currency, 0)
    scale, unit, digits = next(
        (each for each in ((1e3, "k", 0), (1e6, "m", 2)) if round(abs(value) / each[0], each[2]) < 1_000),
        (1e9, "bn", 2),
    )
    mark = _CURRENCY_SIGNS.get(currency, escape(currency) + " ")
    return f"{MINUS if value < 0 else ''}{mark}{abs(value) / scale:,.{digits}f} {unit}"


def file_size(count: int) -> str:
    """Bytes -> 0.3 MB, 1,204.0 MB."""
    return f"{count / 1e6:,.1f} MB"


def plural(count: int, noun: str, many: str | None = None) -> str:
    """1 story, 2 stories."""
    return f"{count:,} {noun if count == 1 else (many or noun + 's')}"


def age(then: datetime, now: datetime) -> str:
    """How long ago: "just now", "4 min ago", "3 h ago", "2 d ago"; a future time is "in ..."."""
    seconds = (now - then).total_seconds()
    distance = abs(seconds)
    if distance < 60:
        return "just now"
    if distance < 3600:
        text = f"{int(distance // 60)} min"
    elif distance < 48 * 3600:
        text = f"{int(distance // 3600)} h"
    else:
        text = f"{int(distance // 86400)} d"
    return f"{text} ago" if seconds > 0 else f"in {text}"


DAY_AND_HOUR = "{date_short_pretty} at {time}"
"""`slack_time` of what is due: tomorrow at 4:30 PM, May 7, 2026 at 4:30 PM; where nobody knows the zone 7 May 2026 at 20:30 UTC."""


def slack_time(moment: datetime, pattern: str = "{date_short_pretty} {time}") -> str:
    """A time in the reader's own zone, in UTC where nobody knows it; of a day that stands beside it only the hour ("{time}")."""
    stamp = moment.astimezone(UTC)
    said = {"{time}": "", DAY_AND_HOUR: f"{day(stamp)} at "}.get(pattern, f"{stamp:%Y-%m-%d} ")
    return f"<!date^{int(stamp.timestamp())}^{pattern}|{said}{stamp:%H:%M} UTC>"


def day(value: date) -> str:
    """20 Apr 2026."""
    return f"{value.day} {value:%b %Y}"


def sourced(source: Source, now: datetime, *, what: str = "") -> str:
    """One source line: who, as of when, and whether it is stale or sample data."""
    name = link(source.url, source.name) if source.url else escape(source.name)
    parts = [f"{what} {name}".strip()]
    if source.sample:
        parts.append(f"sample data, as of {source.as_of:%Y-%m-%d %H:%M} UTC")
    else:
        parts.append(age(source.as_of, now))
    if source.stale:
        parts.append("*stale*: the source does not answer, this is its last good answer")
    return " · ".join(parts)
