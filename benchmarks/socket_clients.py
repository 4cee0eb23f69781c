"""
Socket Mode clients of slack_sdk on loopback: how many of N commands are never acked.

    .venv/bin/python -m benchmarks.socket_clients [--count 800]

Why deskbot connects through websocket-client and not through slack_sdk's built-in client.
"""

from __future__ import annotations

import argparse
import time
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler as BuiltIn
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler as WebsocketClient
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from benchmarks.machine import describe
from bot.workspace.driver import Workspace


def lost(handler_class: Any, count: int) -> tuple[int, float]:
    """(commands without an ack, seconds for all)."""
    workspace = Workspace.start()
    app = App(
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T", bot_token=workspace.bot_token),
        client=WebClient(base_url=workspace.api_url),
        request_verification_enabled=False,
    )
    app.command("/deskbot")(lambda ack: ack("done"))
    web = WebClient(token=workspace.app_token, base_url=workspace.api_url)
    handler = handler_class(app, workspace.app_token, web_client=web, concurrency=16)
    handler.connect()
    workspace.wait_connected()
    started, missing = time.monotonic(), 0
    for _ in range(count):
        interaction = workspace.command("@pm", "#biotech", "/deskbot " + "x" * 300)
        interaction.wait(10)
        missing += not interaction.acked
    seconds = time.monotonic() - started
    workspace.close_client(handler.client)
    workspace.stop()
    return missing, seconds


def main() -> None:
    """Both clients, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=800)
    count = parser.parse_args().count
    print(describe())
    for name, handler in (("built-in", BuiltIn), ("websocket-client", WebsocketClient)):
        missing, seconds = lost(handler, count)
        print(f"{name:<18} {missing:>4} of {count} never acked, {seconds:.1f} s")


if __name__ == "__main__":
    main()
