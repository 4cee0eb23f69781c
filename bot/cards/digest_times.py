"""Cards of /digest: when the channel's digests come, and what became of the last ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.cards import blocks as b
from bot.cards import common
from bot.cards.text import age, clip, day, escape, plural, slack_time
from bot.ports import Json, Message


def switched_on(
    local_time: str, zone: str, days: str, next_at: datetime, next_day: date, *, instead: str = ""
) -> Message:
    """After on. `instead` is zone and days of the one that was set for this time before."""
    said = f"{zone}, {days}"
    before = f" It replaces the one at {local_time} {escape(instead)}." if instead not in {"", said} else ""
    return common.note(
        f"Digest at *{local_time}* {escape(said)}. Next: {next_day:%a} {day(next_day)}, "
        f"{slack_time(next_at, '{time}')}.{before}"
    )


def switched_off(count: int, local_time: str | None) -> Message:
    """After off."""
    if not count:
        return common.note(f"There was no digest{f' at {local_time}' if local_time else ''} to switch off.")
    return common.note(f"Switched off {plural(count, 'digest')}. `/digest on {local_time or '07:30'}` switches one on.")


def status(
    rows: Sequence[tuple[str, str, str, date, datetime]], runs: Sequence[Json], now: datetime, *, quiet: str = "off"
) -> Message:
    """Times with their next run, and what became of the last ones. Rows: time, zone, days, next date, next instant."""
    if not rows:
        lead_ = "No digest is set. `/digest on 07:30` sends one each trading day; `/digest now` shows one."
        blocks = [b.section(lead_)]
    else:
        lead_ = f"{plural(len(rows), 'digest')} set."
        lines = [
            f"*{time}* {escape(zone)}, {escape(days)} · next {on:%a} {day(on)}, {age(at, now)}"
            for time, zone, days, on, at in rows
        ]
        blocks = [b.section(f"*{lead_}*\n" + "\n".join(lines))]
    if rows and quiet != "off":
        blocks.append(b.context(f"Quiet hours {quiet}: a digest due in them waits for their end."))
    shown = [run_line(run) for run in runs[:8]]
    if shown:
        blocks.append(b.section("*Last runs*\n" + "\n".join(shown)))
    return b.message(lead_.replace("`", ""), blocks)


def run_line(run: Json) -> str:
    """What became of one run."""
    on = date.fromisoformat(str(run["local_date"]))
    detail = f": {escape(clip(str(run['detail']), 150))}" if run["detail"] else ""
    return f"{on:%a} {day(on)} {escape(str(run['local_time']))} {escape(str(run['state']))}{detail}"


def examples() -> dict[str, Message]:
    """Every state, for the gallery."""
    from bot.cards.showcase import calendar as showcase
    from bot.cards.showcase.texts import NOW

    rows = [("07:30", "America/New_York", "trading days", showcase.TODAY, NOW)]
    run = {"local_date": "2026-04-17", "local_time": "07:30", "state": "skipped", "detail": "deskbot was not running"}
    return {
        "on": switched_on("07:30", "America/New_York", "trading days", NOW, showcase.TODAY),
        "off": switched_off(2, None),
        "off_none": switched_off(0, "07:30"),
        "status": status(rows, [run], NOW, quiet="20:00-07:00"),
        "status_none": status((), (), NOW),
    }
