"""
The browser page of the local workspace: what a person would see in Slack, and the developer's side of it.

`Page` makes the routes that `Workspace.start(extra_routes=...)` serves beside Slack's own, so the server's guard
(loopback names in Host and Origin only) holds for them, too. The page itself is in `bot/workspace/static`: plain
ES modules, no framework, no build step, nothing loaded from elsewhere.
"""

from bot.workspace.page.routes import Page

__all__ = ["Page"]
