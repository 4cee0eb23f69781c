"""deskbot ask: one question to the local workspace, answered in the terminal."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from bot.errors import BadInput
from bot.logs import configure as configure_logs
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.local import LocalDesk

NAME = "ask"
HELP = "Ask one thing without Slack: a command, a plain question, or a message with a link"

CHANNEL = "#biotech"
PEOPLE = ("@pm", "@analyst")
PATIENCE_S = 15.0
"""How long a question waits to be taken: here nobody gives up after three seconds as Slack does, however busy the machine is."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The question, and how the answer is printed."""
    parser.add_argument("question", help="for example '/sentiment ALLO', 'why is ALLO up?', or a message with a link")
    parser.add_argument("--json", action="store_true", help="print the posted payloads, one JSON object per line")
    parser.add_argument("--user", default=PEOPLE[0], choices=PEOPLE, help="who asks (default %(default)s)")


def run(args: argparse.Namespace) -> int:
    """Print the answer; 1 where deskbot answered with an error."""
    import dataclasses

    from bot.local import open_local
    from bot.settings import Secret
    from bot.workspace.text import render_message, render_view

    question = args.question.strip()
    if not question:
        raise BadInput("Ask something, for example: deskbot ask '/sentiment ALLO'.")
    settings = dataclasses.replace(
        Settings.load(), bot_token=Secret(""), app_token=Secret(""), signing_secret=Secret("")
    )
    configure_logs("error" if settings.log_level == "info" else settings.log_level)
    local = open_local(settings, warm=False)
    try:
        told = _ask(local, question, args.user)
        names = local.workspace.names()
        for item in told:
            render = render_view if "callback_id" in item else render_message
            print(json.dumps(item, ensure_ascii=False) if args.json else render(item, names) + "\n")
        if not told:
            print(
                "deskbot has nothing to say to that. It answers commands, questions and article links.", file=sys.stderr
            )
        counts = local.desk.deps.storage.inbox.counts()
        return 1 if counts.keys() & {"failed", "broken"} or not told else 0
    finally:
        local.stop()


def _ask(local: LocalDesk, question: str, user: str) -> list[dict[str, Any]]:
    """What deskbot showed this person: in the channel, in the thread of the question, in the direct message, a form."""
    from bot.research.pasted import pasted_links

    workspace = local.workspace
    workspace.space.dispatcher.ack_timeout = PATIENCE_S
    if question.startswith("/"):
        interaction = workspace.command(user, CHANNEL, question)
        local.settle()
        if interaction.refused:
            raise BadInput(interaction.refused)
    else:  # a link is read as one that is pasted; anything else is said to deskbot
        (workspace.say if pasted_links(question) else workspace.mention)(user, CHANNEL, question)
        local.settle()
    own = local.desk.identity.user
    seen = [*workspace.messages(CHANNEL, user=user), *workspace.messages(user, user=user)]
    posted = sorted((message for message in seen if message.get("user") == own), key=lambda message: str(message["ts"]))
    form = workspace.view(user)
    return [*posted, form] if form else posted
