"""The developer's side of the page: a message's JSON and limits, the event log, fault switches, the clock."""

import json
import math
from datetime import datetime, timedelta
from typing import Any, Final, get_args

from bot.workspace import blockkit
from bot.workspace.errors import WorkspaceError
from bot.workspace.faults import ANY_METHOD, Fault, FaultKind
from bot.workspace.jsontypes import JsonObject
from bot.workspace.log import Entry
from bot.workspace.space import Space

SHOWN: Final = 500
DETAIL_MOST: Final = 400
FARTHEST: Final = timedelta(days=3660)


def usage(body: JsonObject) -> list[JsonObject]:
    """How much of Slack's limits a message or view takes."""
    blocks = body.get("blocks") or []
    view = body.get("type") in ("modal", "home")
    rows = [_row("Blocks", len(blocks), blockkit.VIEW_BLOCKS if view else blockkit.MESSAGE_BLOCKS)]
    if view:
        rows.append(_row("Private metadata", len(body.get("private_metadata") or ""), blockkit.PRIVATE_METADATA))
        return rows
    rows.append(_row("Characters over all blocks", blockkit.blocks_length(blocks), blockkit.BLOCKS_TOTAL))
    rows.append(_row("Characters of text", len(body.get("text") or ""), blockkit.MESSAGE_TEXT))
    longest = max(
        (len(str((b.get("text") or {}).get("text", ""))) for b in blocks if b.get("type") == "section"), default=0
    )
    rows.append(_row("Longest section", longest, 3000))
    return rows


def _row(name: str, used: int, most: int) -> JsonObject:
    return {"name": name, "used": used, "most": most}


def problems(body: JsonObject) -> list[str]:
    """What Slack would refuse."""
    if body.get("type") in ("modal", "home"):
        return blockkit.validate_view(body)
    return blockkit.validate_message(
        {key: body[key] for key in ("text", "blocks", "attachments") if body.get(key) is not None}
    )


def log_lines(space: Space, after: int) -> JsonObject:
    """The newest lines of the event log after a number, details cut short."""
    entries = space.log.entries(after=after)[-SHOWN:]
    return {"lines": [line(entry) for entry in entries], "counts": counts(space)}


def line(entry: Entry, *, whole: bool = False) -> JsonObject:
    """One line; `at` in milliseconds of the workspace's time."""
    detail = json.dumps(entry.detail, ensure_ascii=False, default=str)
    cut = not whole and len(detail) > DETAIL_MOST
    return {
        "seq": entry.seq,
        "at": round(entry.at.timestamp() * 1000),
        "kind": entry.kind,
        "detail": _short(entry.detail) if cut else dict(entry.detail),
        "cut": cut,
    }


def _short(detail: Any) -> JsonObject:
    return {key: value if len(json.dumps(value, default=str)) < 120 else "…" for key, value in dict(detail).items()}


def counts(space: Space) -> JsonObject:
    """Figures over the whole kept log."""
    calls = space.log.calls()
    acks = sorted(float(entry.detail["seconds"]) for entry in space.log.entries("acked"))
    return {
        "calls": len(calls),
        "failed": sum(not entry.detail["ok"] for entry in calls),
        "ratelimited": len(space.log.entries("ratelimited")),
        "acks": len(acks),
        "ack_median_ms": round(acks[len(acks) // 2] * 1000) if acks else None,
        "ack_max_ms": round(acks[-1] * 1000) if acks else None,
        "unacked": len(space.log.entries("not_acked")),
    }


def faults(space: Space) -> JsonObject:
    """Which switches are on."""
    socket = space.faults.socket
    return {
        "connections": sum(not connection.leaving for connection in space.sockets.connections),
        "ack_delay": socket.ack_delay,
        "drop_acks": socket.drop_acks,
        "silent": socket.silent,
        "calls": [
            {"method": fault.method, "kind": fault.kind, "times": fault.times, "status": fault.status}
            for fault in space.faults.active()
        ],
    }


async def switch(space: Space, wanted: JsonObject) -> None:
    """Turn one switch; raises WorkspaceError for one that does not exist."""
    kind, socket = str(wanted.get("switch")), space.faults.socket
    match kind:
        case "disconnect":
            await space.sockets.disconnect("refresh_requested")
        case "drop":
            await space.sockets.drop()
        case "delay_acks":
            socket.ack_delay = _number(wanted, "seconds", 1.0, 0.0, 60.0)
        case "drop_acks":
            socket.drop_acks = int(_number(wanted, "times", 1, 1, 1000))
        case "silence":
            socket.silent = bool(wanted.get("on"))
        case "clear":
            space.faults.clear()
        case _:
            space.faults.add(_fault(kind, wanted))
    space.log.add("switch", **{key: value for key, value in wanted.items() if key != "user"})


def _fault(kind: str, wanted: JsonObject) -> Fault:
    """Return a switch on Web API calls."""
    kinds: tuple[FaultKind, ...] = get_args(FaultKind)
    found = next((known for known in kinds if known == kind), None)
    if found is None:
        raise WorkspaceError(f"There is no switch {kind!r}.")
    seconds = _number(wanted, "seconds", 1.0, 0.0, 60.0)
    return Fault(
        str(wanted.get("method") or ANY_METHOD)[:60],
        found,
        int(_number(wanted, "times", 1, 1, 1000)),
        status=int(_number(wanted, "status", 500, 400, 599)),
        error="internal_error",
        seconds=seconds,
        retry_after=max(1, math.ceil(seconds)),
    )


def move_clock(space: Space, wanted: JsonObject) -> datetime:
    """Move the clock by `hours`, or `to` an ISO time with its offset; forward or back, at most ten years."""
    now = space.clock()
    if wanted.get("to"):
        try:
            when = datetime.fromisoformat(str(wanted["to"]))
        except ValueError:
            raise WorkspaceError("That is no time.") from None
        if when.tzinfo is None:
            raise WorkspaceError("The time needs its offset from UTC.")
        if abs(when - now) > FARTHEST:
            raise WorkspaceError("The clock moves at most ten years.")
        moved = space.clock.move_to(when)
    else:
        moved = space.clock.advance(timedelta(hours=_number(wanted, "hours", 1.0, -24 * 366.0, 24 * 366.0)))
    space.log.add("clock", moved_to=moved.isoformat())
    return moved


def _number(wanted: JsonObject, key: str, default: float, least: float, most: float) -> float:
    value = wanted.get(key, default)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise WorkspaceError(f"{key} is a number from {least:g} to {most:g}.")
    return float(value)
