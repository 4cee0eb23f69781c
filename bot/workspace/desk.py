"""The desk a workspace starts with, and what an app manifest says about the app."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bot.workspace.methods import table
from bot.workspace.space import Options, Space
from bot.workspace.state import SLACKBOT, Token, User

# Scopes the manifest may ask for that no method here needs.
_EVENT_SCOPES: Final = frozenset({"commands", "app_mentions:read", "reactions:read", "links:read"})


def options_of(options: Options, manifest: Mapping[str, Any] | None) -> Options:
    """Return the options narrowed to the commands, events and bot scopes of a manifest."""
    if manifest is None:
        return options
    features = manifest.get("features", {})
    entries = features.get("slash_commands", ())
    commands = frozenset(str(entry["command"]) for entry in entries)
    escaped = frozenset(str(entry["command"]) for entry in entries if entry.get("should_escape"))
    settings = manifest.get("settings", {})
    bot_events = settings.get("event_subscriptions", {}).get("bot_events", ())
    scopes = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())
    return replace(
        options,
        commands=commands,
        escaped_commands=options.escaped_commands | escaped,
        events=frozenset(bot_events),
        scopes=frozenset(scopes),
    )


def add_desk(space: Space, bot_token: str, app_token: str) -> None:
    """
    Add the bot, two people and their channels.

    The bot is in #biotech and the private #pm-desk, not in #general. @pm is in New York, @analyst in London.
    """
    state = space.state
    state.users[state.bot_user] = User(state.bot_user, "deskbot", "deskbot", "America/Los_Angeles", is_bot=True)
    state.users[SLACKBOT] = User(SLACKBOT, "slackbot", "Slackbot", "America/Los_Angeles", is_bot=False)
    manager = state.add_user("pm", "Portfolio Manager", tz="America/New_York", user_id="U0DESKPM001")
    analyst = state.add_user("analyst", "Analyst", tz="Europe/London", user_id="U0ANALYST01")
    people = {manager.id, analyst.id}
    state.add_channel("general", "public", people, "C0GENERAL01")
    state.add_channel("biotech", "public", people | {state.bot_user}, "C0BIOTECH01")
    state.add_channel("pm-desk", "private", people | {state.bot_user}, "C0PMDESK001")
    scopes = space.options.scopes
    granted = frozenset(scopes if scopes is not None else table.BOT_SCOPES | _EVENT_SCOPES)
    state.tokens[bot_token] = Token(bot_token, "bot", granted)
    state.tokens[app_token] = Token(app_token, "app", frozenset({"connections:write"}))
