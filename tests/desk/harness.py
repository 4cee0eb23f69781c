"""A desk for tests: real Bolt, real slack_sdk, real SQLite, the local workspace as Slack, sources of one's own choice."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.cli.ask import PATIENCE_S
from bot.local import LocalDesk, open_local
from bot.ports import MarketData, Place
from bot.settings import Settings
from bot.wiring import Sources
from bot.workspace.text import render_message


class DeskHarness:
    """Wraps a `LocalDesk` with the words tests use."""

    def __init__(self, local: LocalDesk) -> None:
        self.local = local
        self.workspace = local.workspace
        self.deps = local.desk.deps
        self._shown: set[str] = set()
        self.workspace.space.dispatcher.ack_timeout = (
            PATIENCE_S  # not the machine's pace is tested; who tests it waits 3 s
        )

    @classmethod
    def start(cls, *, sources: Any = None, clock: Any = None, settings: Settings | None = None) -> DeskHarness:
        """Sample sources unless others are given; rules alone, whose figures are the same on every machine."""
        chosen = settings or Settings(sources="sample", sentiment_model="off")
        return cls(open_local(chosen, warm=False, clock=clock, sources=sources))

    def stop(self) -> None:
        """End everything this harness started."""
        self.local.stop()

    def ask(self, command: str, *, user: str = "@pm", channel: str = "#biotech", thread: str | None = None) -> str:
        """Type a command, wait until it is answered, return what the person sees as text."""
        interaction = self.workspace.command(user, channel, command, thread)
        self.local.settle()
        if interaction.refused:
            return interaction.refused
        return "\n".join(render_message(message) for message in interaction.replies())

    def replies(self, command: str, *, user: str = "@pm", channel: str = "#biotech") -> list[dict[str, Any]]:
        """The same as message payloads."""
        interaction = self.workspace.command(user, channel, command)
        self.local.settle()
        return [dict(message) for message in interaction.replies()]

    def say(
        self, text: str, *, user: str = "@pm", channel: str = "#biotech", thread: str | None = None
    ) -> dict[str, Any]:
        """Post a message as a person and wait until deskbot has done what it does about it."""
        message = self.workspace.say(user, channel, text, thread)
        self.local.settle()
        return dict(message)

    def bot_messages(self, channel: str = "#biotech", *, user: str = "@pm") -> list[dict[str, Any]]:
        """What deskbot has posted there, ephemerals to this user included."""
        own = self.local.desk.identity.user
        return [dict(m) for m in self.workspace.messages(channel, user=user) if m.get("user") == own]

    def place_of(self, channel: str) -> Place:
        """The key of a channel's rows."""
        return Place(self.local.desk.identity.team, self.workspace.channel(channel).id)

    def dialog(self, channel: str, turns: Sequence[tuple[str, str]], *, user: str = "@pm") -> None:
        """Each command is answered with a text that holds the expected words."""
        for command, expected in turns:
            shown = self.ask(command, user=user, channel=channel)
            assert expected in shown, f"{command} was answered with:\n{shown}"


SAMPLE_DAY = datetime(2026, 4, 20, tzinfo=UTC)


def with_market(market: MarketData) -> Any:
    """Sample sources with another market in their place."""

    def make(storage: Any, clock: Any) -> Sources:
        from bot.wiring import sample_sources

        return dataclasses.replace(sample_sources(storage, clock), market=market)

    return make
