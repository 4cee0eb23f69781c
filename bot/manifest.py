"""The Slack app manifest, generated from what the handlers declare: commands, events, shortcuts, scopes."""

from __future__ import annotations

import json

from bot.ports import Json
from bot.registry import Registry

SCOPES = {
    "commands": "slash commands and shortcuts",
    "chat:write": "answers, reminders, digests",
    "channels:read": "names of channels",
    "groups:read": "names of private channels it is invited to",
    "channels:history": "looking up an uncertain post of its own before sending it again",
    "groups:history": "the same in private channels",
    "im:write": "answers in direct messages",
    "users:read": "time zones",
    "files:write": "charts, CSV files",
}
"""Bot scopes every installation needs, and why."""


PATH = "/slack/events"
"""Where HTTP mode takes everything: events, commands, clicks."""


def manifest(registry: Registry, host: str = "") -> Json:
    """For Socket Mode; with `host` ("https://bot.example.com") for HTTP mode, its request URLs filled in."""
    url = host.rstrip("/").removesuffix(PATH) + PATH if host else ""
    events = [event for entries in registry.events.values() for event in entries]
    subscriptions = {name for event in events for name in (event.subscriptions or (event.type,))}
    scopes = set(SCOPES) | {scope for event in events for scope in event.scopes}
    return {
        "display_information": {
            "name": "deskbot",
            "description": "Scored news, insider filings, links and dated catalysts for a trading desk.",
            "background_color": "#1f2a37",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "deskbot", "always_online": True},
            "slash_commands": [
                {
                    "command": command.name,
                    **({"url": url} if url else {}),
                    "description": command.summary[:100],
                    "usage_hint": command.usage[:100],
                    "should_escape": False,
                }
                for command in sorted(registry.commands.values(), key=lambda item: item.name)
            ],
            "shortcuts": [
                {"name": item.title[:24], "type": "message", "callback_id": item.id, "description": item.summary[:150]}
                for item in sorted(registry.shortcuts.values(), key=lambda item: item.id)
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes)}},
        "settings": {
            "event_subscriptions": {**({"request_url": url} if url else {}), "bot_events": sorted(subscriptions)},
            "interactivity": {"is_enabled": True, **({"request_url": url} if url else {})},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def manifest_json(registry: Registry, host: str = "") -> str:
    """As committed in manifest.json, where no `host` is given."""
    return json.dumps(manifest(registry, host), indent=2, ensure_ascii=False) + "\n"
