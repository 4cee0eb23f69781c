"""deskbot workspace: the local workspace in the browser; record what is done on its page, or do a recording again."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.errors import BadInput
from bot.logs import configure as configure_logs
from bot.settings import Settings, port_number
from bot.workspace.errors import WorkspaceError

if TYPE_CHECKING:
    from bot.local import LocalDesk

NAME = "workspace"
HELP = "Open the local workspace in the browser; record a session or replay one"


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to record to, what to replay."""
    parser.add_argument("--port", type=port_number, help="port of the page (default: DESKBOT_PORT)")
    parser.add_argument("--record", metavar="FILE", type=Path, help="write what people do on the page to this file")
    parser.add_argument("--replay", metavar="FILE", type=Path, help="do what this recording holds, then keep running")
    parser.add_argument("--exit", action="store_true", help="after --replay print what each person sees, and stop")


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C. Raises `ConfigError` beside Slack tokens, `BadInput` for a recording that cannot be read."""
    from bot.local import open_local
    from bot.workspace.page.record import Recorder

    settings = Settings.load()
    configure_logs(settings.log_level)
    port = settings.port if args.port is None else args.port
    lines = _lines(args.replay) if args.replay else []
    with ExitStack() as stack:
        recorder = None
        if args.record:
            recorder = Recorder(stack.enter_context(_opened(args.record)))
        local = open_local(settings, port=port, watcher=recorder.hear if recorder else None)
        stack.callback(local.stop)
        if recorder:
            recorder.begin(local.workspace)
        _say(f"The local workspace, on {local.page_url}")
        _replay(local, lines)
        if args.exit:
            _show(local)
            return 0
        stopped = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda _number, _frame: stopped.set())
        _say("Running. Stop it with Ctrl-C.")
        stopped.wait()
    return 0


def _opened(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.") from None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"{path} cannot be read.") from None


def _replay(local: LocalDesk, lines: list[str]) -> None:
    from bot.workspace.page.record import do_again, read

    count = 0
    try:
        for line in read(lines):
            do_again(local.workspace, line)
            local.settle()
            count += 1
    except WorkspaceError as error:
        raise BadInput(f"The recording stopped at step {count + 1}: {error}") from None
    if lines:
        _say(f"Replayed {count} steps.")


def _show(local: LocalDesk) -> None:
    from bot.workspace.text import render_message

    names = local.workspace.names()
    for channel in list(local.workspace.space.state.channels.values()):
        place = "direct message" if channel.kind == "im" else f"#{channel.name}"
        for message in channel.messages.values():
            author = names.get(str(message.body.get("user")), "")
            only = f" (only for @{names[message.visible_to]})" if message.visible_to else ""
            _say(f"\n{place}, {author}{only}:\n{render_message(message.body, names)}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
