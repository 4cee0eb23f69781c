"""
The one registry of channel settings: name, type, default, help. It makes the `/deskbot settings` modal.

A feature that needs a setting adds an entry here, never a second modal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import BadInput


@dataclass(frozen=True, slots=True)
class ChannelSetting:
    """One setting: stored as text, shown in the modal by its type."""

    name: str
    title: str
    type: Literal["choice", "text", "zone", "hours", "minutes", "time", "times"]
    default: str
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    """(value, what the modal shows) for a choice."""

    def shown(self, chosen: str) -> str:
        """How a value is told: a choice in its words."""
        return dict(self.choices).get(chosen, chosen)

    def read(self, text: str) -> str:
        """The value in canonical form. Raises `BadInput` with one sentence."""
        value = text.strip()
        if self.type == "choice":
            if value not in {choice for choice, _shown in self.choices}:
                raise BadInput(f"{self.title} is one of: {', '.join(choice for choice, _shown in self.choices)}.")
            return value
        if self.type == "zone":
            return read_zone(value)
        if self.type == "hours":
            return _read_hours(self.title, value)
        if self.type == "time":
            return _read_time(self.title, value)
        if self.type == "times":
            return read_times(self.title, value)
        if len(value) > 200:
            raise BadInput(f"{self.title} is too long: 200 characters at most.")
        return value


def read_zone(text: str) -> str:
    """An IANA zone name, its city, or a common name for one. Raises `BadInput`."""
    value = text.strip()
    known = _SHORT_ZONES.get(value.lower())
    if known:
        return known
    words = value.lower().replace(" ", "_")
    zones = sorted(available_timezones())
    for name in zones:
        if name.lower() == words:
            return name
    cities = [name for name in zones if name.lower().endswith(f"/{words}") and name.split("/")[0] in _CONTINENTS]
    if cities:
        return cities[0]
    raise BadInput(f"“{value[:40]}” is not a time zone. Use a name such as America/New_York, Europe/London or ET.")


def zone_of(values: Mapping[str, str]) -> ZoneInfo:
    """The channel's zone; New York where none is set."""
    return ZoneInfo(value(values, "timezone"))


_CONTINENTS = frozenset({"Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"})
_SHORT_ZONES = {
    "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York", "ny": "America/New_York",
    "new york": "America/New_York", "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago",
    "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver", "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "london": "Europe/London", "uk": "Europe/London", "gmt": "Europe/London", "bst": "Europe/London",
    "cet": "Europe/Paris", "cest": "Europe/Paris", "paris": "Europe/Paris", "zurich": "Europe/Zurich", "frankfurt": "Europe/Berlin",
    "tokyo": "Asia/Tokyo", "jst": "Asia/Tokyo", "hong kong": "Asia/Hong_Kong", "hkt": "Asia/Hong_Kong",
    "sgt": "Asia/Singapore", "sydney": "Australia/Sydney", "aest": "Australia/Sydney", "aedt": "Australia/Sydney",
    "utc": "UTC",
}  # fmt: skip

_WALL = re.compile(r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2}))?(?P<half>am|pm)?")


def read_wall_time(text: str) -> time:
    """Read "7:30", "07:30", "7.30", "0730", "7:30am" or "4 pm". Raises ValueError."""
    match = _WALL.fullmatch("".join(text.lower().split()))
    if match is None or not (match["minute"] or match["half"]):
        raise ValueError(text)
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if match["half"] == "pm" else 0)
    return time(hour, int(match["minute"] or 0))


def _read_hours(title: str, value: str) -> str:
    if value.lower() in {"", "off", "none"}:
        return "off"
    try:
        begin, end = (read_wall_time(part).isoformat("minutes") for part in re.split(r"-|–|\bto\b", value))
    except ValueError:
        raise BadInput(f"{title} look like 20:00-07:00, or off.") from None
    if begin == end:
        raise BadInput(f"{title} cannot begin and end at the same time. Use two times, such as 20:00-07:00, or off.")
    return f"{begin}-{end}"


def read_times(title: str, value: str) -> str:
    """Read "7:30am, 16:15" as "07:30, 16:15", nothing as "off". Raises `BadInput`."""
    words = [word for word in re.split(r"[,;\s]+(?!\s*[ap]m)", value.strip().lower()) if word]
    if not words or words in (["off"], ["none"]):
        return "off"
    try:
        return ", ".join(sorted({read_wall_time(word).isoformat("minutes") for word in words}))
    except ValueError:
        raise BadInput(f"{title} look like 07:30, 16:15, or off.") from None


def _read_time(title: str, value: str) -> str:
    try:
        return read_wall_time(value).isoformat("minutes")
    except ValueError:
        raise BadInput(f"{title} looks like 08:00.") from None


SETTINGS: tuple[ChannelSetting, ...] = (
    ChannelSetting(
        "timezone", "Time zone", "zone", "America/New_York",
        "Digests, reminders and quiet hours keep this zone's wall clock, through its DST changes.",
    ),
    ChannelSetting(
        "quiet_hours", "Quiet hours", "hours", "off",
        "Nothing scheduled is posted between these hours (20:00-07:00); it waits, marked late. off: never quiet.",
    ),
    ChannelSetting(
        "digest_times", "Digest times", "times", "off",
        "When digests are posted on trading days: 07:30, 16:15; off for none. /digest knows zones and other days.",
    ),
    ChannelSetting(
        "reminder_time", "Reminder time", "time", "08:00",
        "When reminders of catalysts are posted, wall clock of the channel's time zone.",
    ),
    ChannelSetting(
        "links", "Article links", "choice", "on", "When a pasted article link gets a reply in its thread.",
        (("on", "Every article link"), ("watchlist", "Only about names on the watchlist"),
         ("reaction", "Only when somebody reacts with :eyes:"), ("off", "Never; the message shortcut still works")),
    ),
    ChannelSetting(
        "verbosity", "Length of answers", "choice", "normal", "How much a card shows before Show all.",
        (("short", "First line and the key figures"), ("normal", "Normal")),
    ),
)  # fmt: skip


def setting(name: str) -> ChannelSetting:
    """By name; a KeyError is a programming error."""
    return _BY_NAME[name]


def value(values: Mapping[str, str], name: str) -> str:
    """The channel's value, or the default."""
    return values.get(name) or _BY_NAME[name].default


_BY_NAME = {item.name: item for item in SETTINGS}
