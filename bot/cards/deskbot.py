"""Cards of /deskbot: help, status, and the settings modal made from the one registry of channel settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.cards import blocks as b
from bot.cards import common
from bot.cards.digest_times import run_line
from bot.cards.text import age, clip, escape, file_size, number, plural
from bot.channel_settings import SETTINGS, ChannelSetting, value
from bot.model import SourceHealth
from bot.ports import Json, Message
from bot.registry import Command, Registry
from bot.research.status import Status
from bot.sentiment.bands import BANDS

SETTINGS_VIEW = "channel_settings"


def help_card(registry: Registry, sample: bool) -> Message:  # noqa: FBT001 - one fact, named at the only call
    """What one can type, and what happens unasked."""
    lines = ["*Ask for a name, paste a link, or read the digest.*"]
    lines += [
        f"`{command.name} {escape(command.usage)}`\n{escape(command.summary)}."
        for command in sorted(registry.commands.values(), key=lambda item: item.name)
    ]
    lines.append(
        "Paste an article link and the thread gets one quiet reply. In a thread, or without a slash: "
        "`@deskbot sentiment ALLO`. Answers are for you alone until you press *Share to channel*."
    )
    bands = ", ".join(
        f"{'below' if index == 0 else 'from'} {BANDS[1].floor if index == 0 else band.floor:.2f} {band.word}"
        for index, band in enumerate(BANDS)
    )
    notes = [
        f"Sentiment bands, by size of the score from −1 to +1: {bands}. The number is always shown.",
        "`/deskbot help sentiment` explains one command.",
    ]
    if sample:
        notes.append("Sample data: every figure here ships with deskbot and is dated.")
    buttons = b.actions(b.button("Channel settings", "settings_open"))
    return b.message("deskbot help", [b.section("\n".join(lines)), b.context(*notes), buttons])


def command_help(command: Command) -> Message:
    """One command in full."""
    return common.usage(command)


def status(state: Status, *, now: datetime) -> Message:
    """First line: is everything well? Then what is not, then the figures."""
    lead = _verdict(state)
    lines = [_source_line(source, now) for source in state.sources]
    blocks = [
        b.section(f"*{lead}*"),
        b.section("*Sources*\n" + ("\n".join(lines) or "none asked yet")),
        b.fields(_facts(state, now)),
    ]
    trouble = [f"`{escape(key)}`: {escape(clip(reason, 150))}" for key, reason in (*state.dead, *state.skipped)][:8]
    if trouble:
        hint = "\n`/deskbot retry` sends those of the last 24 hours again." if state.dead else ""
        blocks.append(b.section("*Not delivered*\n" + "\n".join(trouble) + hint))
    if state.runs:
        runs = [f"<#{run['channel']}> {run_line(run)}" for run in state.runs[:8]]
        blocks.append(b.section("*Digests skipped or late*\n" + "\n".join(runs)))
    return b.message(f"deskbot status: {lead}", blocks)


def _verdict(state: Status) -> str:
    """Whether everything is well; else what is not."""
    troubled = [source for source in state.sources if source.state in {"down", "degraded"}]
    dead, broken = len(state.dead), state.inbox.get("broken", 0)
    unasked = sum(source.state == "idle" for source in state.sources)
    silent = [source for source in state.sources if source.state == "ok" and source.requests and not source.last_good]
    told = [escape(fault.rstrip(".")) for fault in (state.clock, state.universe_fault) if fault]
    if troubled or dead or broken or told or silent:
        parts = told + [f"{escape(source.name)} is {source.state}" for source in troubled]
        parts += [f"{escape(source.name)} was asked and has not answered yet" for source in silent]
        if dead:
            parts.append(f"{plural(dead, 'post')} could not be delivered")
        if broken:
            parts.append(f"{plural(broken, 'question')} could not be answered for a fault of deskbot's")
        return f":large_orange_circle: {'; '.join(parts)}."
    if unasked == len(state.sources):
        return ":large_green_circle: Nothing is stuck; no source was asked yet."
    asked = f"All sources asked so far answer, {unasked} not asked yet" if unasked else "All sources answer"
    return f":large_green_circle: {asked}; nothing is stuck."


def _facts(state: Status, now: datetime) -> list[str]:
    facts = [
        f"*Version* {escape(state.version)}, up {_span(now - state.started_at)}",
        f"*Data* {escape(state.mode)}",
        f"*Sentiment* {escape(state.engine)} ({escape(state.engine_version)})",
        f"*Symbols* SEC list of {escape(state.universe_date)}",
        f"*Queue* {number(state.queue.get('waiting', 0))} waiting, {number(state.queue.get('running', 0))} running",
        f"*Posts* {number(state.outbox.get('sent', 0))} sent, {number(state.outbox.get('due', 0))} due, "
        f"{number(state.outbox.get('skipped', 0))} skipped, {number(state.outbox.get('dead', 0))} dead",
        f"*Questions* {number(state.inbox.get('done', 0))} answered, "
        f"{number(state.inbox.get('failed', 0))} more with an error or a hint, "
        f"{number(state.inbox.get('broken', 0) + state.inbox.get('expired', 0))} not answered",
        f"*Database* {escape(database_facts(state.database))}",
    ]
    if state.transport:
        last = age(state.last_event_at, now) if state.last_event_at else "none since the start"
        facts.append(f"*Slack* {escape(state.transport)}; last event before this question: {last}")
    return facts


def database_facts(facts: Mapping[str, str]) -> str:
    """What the database says of itself, on one line."""
    return ", ".join(f"{name} {file_size(int(item)) if name == 'size' else item}" for name, item in facts.items())


def _source_line(source: SourceHealth, now: datetime) -> str:
    good = f"last good answer {age(source.last_good, now)}" if source.last_good else "no answer yet"
    line = f"{escape(source.name)}: {source.state}, {good}, {plural(source.requests, 'request')}"
    if source.last_error:
        line += f"; last fault: {escape(clip(source.last_error, 120))}"
    if source.retry_at and source.retry_at > now:
        line += f"; asked again {age(source.retry_at, now)}"
    return line


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min" if minutes < 48 * 60 else f"{minutes // 1440} d"


def settings_view(values: Mapping[str, str], metadata: str) -> Json:
    """The modal: one input per setting, with its help."""
    return {
        "type": "modal",
        "callback_id": SETTINGS_VIEW,
        "private_metadata": metadata,
        "title": {"type": "plain_text", "text": "Channel settings"},
        "submit": {"type": "plain_text", "text": "Save"},
        "close": {"type": "plain_text", "text": "Cancel"},
        "blocks": [_input(entry, value(values, entry.name)) for entry in SETTINGS],
    }


def _input(entry: ChannelSetting, current: str) -> Json:
    element: Json
    if entry.type == "choice":
        options = [
            {"text": {"type": "plain_text", "text": clip(shown, 75)}, "value": choice}
            for choice, shown in entry.choices
        ]
        chosen = next((option for option in options if option["value"] == current), options[0])
        element = {"type": "static_select", "action_id": entry.name, "options": options, "initial_option": chosen}
    else:
        element = {"type": "plain_text_input", "action_id": entry.name, "initial_value": current, "max_length": 200}
    return {
        "type": "input",
        "block_id": entry.name,
        "label": {"type": "plain_text", "text": entry.title},
        "hint": {"type": "plain_text", "text": clip(entry.help, 150)},
        "element": element,
        "optional": entry.type != "choice",
    }


def settings_saved(changed: Mapping[str, str]) -> Message:
    """What is different now."""
    if not changed:
        return common.note("Nothing changed.")
    return common.note("Saved: " + " · ".join(f"*{escape(title)}*: {escape(new)}" for title, new in changed.items()))


def retried(count: int, older: int) -> Message:
    """Dead posts that go out again, and how many are too old for that."""
    said = f"{plural(count, 'post')} will be tried again." if count else "No undelivered posts to try again."
    stays = "stays" if older == 1 else "stay"
    left = f" {plural(older, 'post')} from more than a day ago {stays} undelivered: old news." if older else ""
    return common.note(said + left)


def examples() -> dict[str, Message]:
    """Every state, for the gallery."""
    from bot.cards.showcase import deskbot as showcase
    from bot.cards.showcase.texts import HOSTILE, NOW

    return {
        "help": help_card(showcase.registry(), sample=False),
        "help_on_sample_data": help_card(showcase.registry(), sample=True),
        "help_for_one_command": command_help(showcase.SENTIMENT),
        **{state: status(found, now=NOW) for state, found in showcase.states().items()},
        "settings_saved": settings_saved({"Time zone": "Europe/London", "Quiet hours": HOSTILE}),
        "settings_unchanged": settings_saved({}),
        "posts_tried_again": retried(2, 0),
        "posts_too_old_to_try_again": retried(0, 3),
    }


def example_views() -> dict[str, Json]:
    """The settings modal, for the gallery."""
    return {"settings": settings_view({"timezone": "Europe/London", "links": "watchlist"}, "{}")}
