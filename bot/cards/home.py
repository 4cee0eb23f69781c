"""App Home: a person's channels, their names and dates, and the same buttons as elsewhere. No tables: Slack refuses them."""

from __future__ import annotations

import json
from datetime import datetime

from bot.cards import blocks as b
from bot.cards.catalysts import ADD_OPEN, line
from bot.cards.text import NA, age, day, escape, plural, signed, slack_time
from bot.ports import Json, Message
from bot.research.home import ChannelHome, Home

DIGEST, LISTING, REFRESH = "home_digest", "home_catalysts", "home_refresh"
"""action_ids, the channel behind a colon; their value is JSON with the channel. What they show comes as a direct message."""
CHANNELS = 8
NAMES = 40
CATALYSTS = 6
MOST_BLOCKS = 95
"""Slack takes 100 in App Home."""


def view(home: Home) -> Json:
    """The view to publish."""
    blocks: list[Json] = [b.header("deskbot")]
    if home.sample:
        blocks.append(b.context("Sample data: every figure here ships with deskbot and is dated."))
    if not home.channels:
        blocks.append(b.section("You and deskbot share no channel yet. Type `/invite @deskbot` in one."))
    for channel in home.channels[:CHANNELS]:
        blocks += _channel(channel, home.as_of)
    if len(home.channels) > CHANNELS:
        blocks.append(b.context(f"and {plural(len(home.channels) - CHANNELS, 'more channel')}"))
    blocks += [b.divider(), b.section(_sources(home))]
    blocks.append(b.context(f"As of {slack_time(home.as_of)}. Open this tab again to see it anew."))
    return {"type": "home", "blocks": blocks[:MOST_BLOCKS]}


def _channel(channel: ChannelHome, now: datetime) -> list[Json]:
    value = json.dumps({"channel": channel.channel})
    blocks: list[Json] = [b.divider(), b.section(f"*<#{channel.channel}>*\n{_names(channel)}")]
    agenda = channel.agenda
    for title, rows in (
        (f"Next {agenda.days} days", agenda.soon),
        ("Open or undated", agenda.running),
        ("Over, and nobody said what came of it", agenda.overdue),
    ):
        if rows:
            lines = [line(row, agenda.today, now) for row in rows[:CATALYSTS]]
            more = [f"and {len(rows) - CATALYSTS} more: `/catalysts`"] if len(rows) > CATALYSTS else []
            blocks += b.sections([f"*{title}*", *lines, *more])
    blocks.append(b.context(_digests(channel, now)))
    blocks.append(
        b.actions(
            b.button("Digest now", f"{DIGEST}:{channel.channel}", value),
            b.button("Catalysts", f"{LISTING}:{channel.channel}", value),
            b.button("Refresh from sources", f"{REFRESH}:{channel.channel}", value),
            b.button("Add a catalyst", f"{ADD_OPEN}:{channel.channel}", value),
            b.button("Settings", f"settings_open:{channel.channel}", value),
        )
    )
    return blocks


def about(channel: str, card: Message) -> Message:
    """A card about a channel for a person who is not in it just now."""
    return b.message(card.text, [b.context(f"For <#{channel}>"), *card.blocks])


def _names(channel: ChannelHome) -> str:
    if not channel.names:
        return "watches nothing yet: `/watchlist add ALLO CLLS`"
    parts = []
    for name in channel.names[:NAMES]:
        read = f"{signed(name.score)} ({day(name.day)})" if name.day is not None else NA
        parts.append(f"*{escape(name.ticker)}* {read}")
    more = len(channel.names) - NAMES
    unread = any(name.day is None for name in channel.names[:NAMES])
    why = "\nn/a: no reading of the last 7 days; `/sentiment` makes one." if unread else ""
    return "News scores of 7 days: " + " · ".join(parts) + (f" and {more} more" if more > 0 else "") + why


def _digests(channel: ChannelHome, now: datetime) -> str:
    if not channel.digests:
        return "No digest: `/digest on 07:30` in the channel"
    return "Digests: " + "; ".join(
        f"{time} {escape(days)}, next {slack_time(at)} ({age(at, now)})" for time, days, at in channel.digests
    )


def _sources(home: Home) -> str:
    lines = [
        f"{escape(source.name)}: {source.state}"
        + (f", last good answer {age(source.last_good, home.as_of)}" if source.last_good else ", no answer yet")
        for source in home.sources
    ]
    return "*Sources*\n" + ("\n".join(lines) or "none asked yet")


def example_views() -> dict[str, Json]:
    """App Home, usual, crowded and without a channel."""
    import dataclasses

    from bot.cards.showcase import calendar as showcase

    return {
        "usual": view(showcase.HOME),
        "crowded": view(showcase.CROWDED),
        "no_channel": view(dataclasses.replace(showcase.HOME, channels=(), sample=True)),
    }
