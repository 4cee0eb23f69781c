"""Reading the body of an answer, bounded in size and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import BadData, SourceTimeout
from bot.ports import Clock

if TYPE_CHECKING:
    from requests import Response

_PART = 65_536


def read_body(response: Response, *, limit: int, deadline: float, clock: Clock, source: str, who: str) -> bytes:
    """
    The decompressed body. `limit` in bytes, `deadline` on `clock.monotonic()`, `who` as a sentence calls the source.
    Raises `BadData` for a larger body, `SourceTimeout` for one that drips.
    """
    parts: list[bytes] = []
    size = 0
    for part in response.iter_content(_PART):
        size += len(part)
        if size > limit:
            raise BadData(f"{who}'s answer is larger than {limit // 1_000_000} MB. Not read.", source=source)
        if clock.monotonic() > deadline:
            raise SourceTimeout(f"{who}'s answer came too slowly. Try again in a minute.", source=source)
        parts.append(part)
    return b"".join(parts)
