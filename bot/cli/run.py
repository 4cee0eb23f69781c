"""deskbot run: connect to Slack with the tokens in .env, or open the local workspace without them."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from types import FrameType
from typing import TYPE_CHECKING, Any

from bot import __version__
from bot.logs import configure as configure_logs
from bot.settings import Settings, port_number

if TYPE_CHECKING:
    from bot.local import LocalDesk

NAME = "run"
HELP = "Start deskbot: in Slack with tokens in .env, else in the local workspace"


def configure(parser: argparse.ArgumentParser) -> None:
    """The port of the local workspace."""
    parser.add_argument("--port", type=port_number, help="port of the local workspace's page (default: DESKBOT_PORT)")
    parser.add_argument("--no-tour", action="store_true", help="start the local workspace empty")


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM; close the database; exit with 0."""
    settings = Settings.load()
    configure_logs(settings.log_level)
    stopped = _until_signal()
    if settings.has_slack:
        return _in_slack(settings, stopped)
    return _locally(settings, args, stopped)


def _until_signal() -> threading.Event:
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return stopped


def _in_slack(settings: Settings, stopped: threading.Event) -> int:
    from bot.wiring import build

    desk = build(settings)
    try:
        desk.start()
        state = desk.transport.state() if desk.transport else ""
        _say(f"deskbot {__version__} is connected to Slack ({state}). Stop it with Ctrl-C.")
        stopped.wait()
    finally:
        desk.stop()
    _say("deskbot has stopped; its database is closed.")
    return 0


def _locally(settings: Settings, args: argparse.Namespace, stopped: threading.Event) -> int:
    from bot.local import open_local

    port = settings.port if args.port is None else args.port
    local = open_local(settings, port=port)
    try:
        _say(f"deskbot {__version__}: the local workspace, on {local.page_url}")
        _say("No Slack tokens in .env, so this is a small Slack of deskbot's own; only this machine reaches it.")
        if local.mode == "sample":
            now = local.desk.deps.clock.now()
            _say(f"No network answers: every figure is sample data, as of {now:%A %-d %B %Y, %H:%M} UTC.")
        if not args.no_tour:
            _tour(local, stopped)
        _say(f"\nRunning: open {local.page_url} in a browser. Stop it with Ctrl-C.")
        _follow(local, stopped)
    finally:
        local.stop()
    _say("deskbot has stopped; its database is closed.")
    return 0


def _tour(local: LocalDesk, stopped: threading.Event) -> None:
    from bot.tour import play

    play(
        local,
        before=lambda step: _say(f"\n{step.told()}"),
        after=lambda step: _print_new(local, step.user),
        stopped=stopped.is_set,
    )


def _follow(local: LocalDesk, stopped: threading.Event) -> None:
    while not stopped.wait(0.5):
        for user in ("@pm", "@analyst"):
            _print_new(local, user)


_printed: set[tuple[str, str]] = set()


def _print_new(local: LocalDesk, user: str) -> None:
    from bot.workspace.text import render_message

    own, names = local.desk.identity.user, local.workspace.names()
    for message in local.seen_by(user):
        key = (str(message["ts"]), str(message.get("edited", "")))
        if key in _printed:
            continue
        _printed.add(key)
        if message.get("user") == own:
            _say(_indent(render_message(message, names)))


def _indent(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def _say(text: Any) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
