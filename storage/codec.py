"""
Values to column text and back: times, dates, and the model's frozen dataclasses as JSON.

Times are stored as UTC ISO-8601 text of one fixed width ("2026-04-20T12:45:00.000000+00:00"), so that comparing the
text compares the times. A dataclass read back takes the defaults of fields that its row does not have yet and drops
fields that the model no longer has: the model may grow without a migration.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def stamp(at: datetime) -> str:
    """A time as text; raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("A stored time needs a time zone.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def maybe_stamp(at: datetime | None) -> str | None:
    """See `stamp`."""
    return None if at is None else stamp(at)


def moment(text: str) -> datetime:
    """A time from text, aware, UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def maybe_moment(text: str | None) -> datetime | None:
    """See `moment`."""
    return None if text is None else moment(text)


def dumps(value: Any) -> str:
    """JSON text, compact, in Unicode."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def pack(item: Any) -> str:
    """A dataclass as JSON text."""
    return dumps({field.name: getattr(item, field.name) for field in dataclasses.fields(item)})


def unpack(kind: type[T], text: str) -> T:
    """A dataclass of type `kind` from what `pack` wrote."""
    built: T = _build(kind, json.loads(text))
    return built


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be stored.")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, raw: Any) -> Any:
    if raw is None:
        return None
    origin = get_origin(kind)
    if origin in (types.UnionType, Union):
        return _build(next(arm for arm in get_args(kind) if arm is not types.NoneType), raw)
    if origin is tuple:
        return tuple(_build(get_args(kind)[0], item) for item in raw)
    if origin is Literal or origin is not None or kind is Any:
        return raw
    return _build_class(kind, raw)


def _build_class(kind: Any, raw: Any) -> Any:
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind if isinstance(kind, type) else type(kind))
        known = {name: _build(hints[name], value) for name, value in raw.items() if name in hints}
        return kind(**known) if isinstance(kind, type) else None
    if kind is datetime:
        return moment(raw)
    if kind is date:
        return date.fromisoformat(raw)
    if kind is float:
        return float(raw)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(raw)
    return raw
