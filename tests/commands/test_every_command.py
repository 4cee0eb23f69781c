"""The default tests: they run for every command the handlers declare, by discovery."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import ManualClock
from bot.registry import Command, discover
from bot.sample import SAMPLE_START
from bot.workspace.blockkit import validate_message
from bot.workspace.text import render_message
from tests.desk.harness import DeskHarness
from tests.desk.sources import down, failing_sources

REGISTRY = discover()
COMMANDS = sorted(REGISTRY.commands.values(), key=lambda command: command.name)
EXAMPLES = [example for command in COMMANDS for example in command.examples]
GOLDEN = Path(__file__).parent / "golden"

every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
every_ticker_command = pytest.mark.parametrize(
    "command", [command for command in COMMANDS if command.needs_ticker], ids=lambda command: command.name
)


@pytest.fixture(scope="module")
def still_desk() -> Iterator[DeskHarness]:
    """One desk for all of them, its clock standing still at the sample's own moment."""
    harness = DeskHarness.start(clock=ManualClock(SAMPLE_START))
    yield harness
    harness.stop()


@pytest.fixture(scope="module")
def blind_desk() -> Iterator[DeskHarness]:
    """A desk whose every source is down."""
    harness = DeskHarness.start(sources=failing_sources(down))
    yield harness
    harness.stop()


def _one_clear_answer(desk: DeskHarness, command: str) -> str:
    replies = desk.replies(command)
    assert len(replies) == 1, f"{command}: {len(replies)} answers"
    assert validate_message(replies[0]) == []
    text = render_message(replies[0])
    for word in ("Traceback", "Error(", "Exception", "something went wrong", "None", "nan"):
        assert not re.search(rf"\b{re.escape(word)}(?!\w)", text), text
    return text


@every_command
def test_help_says_how_it_is_typed(still_desk: DeskHarness, command: Command):
    """`/command help` shows usage, what it does, and an example."""
    shown = _one_clear_answer(still_desk, f"{command.name} help")
    assert command.name in shown
    assert command.summary.split(",")[0] in shown


@every_command
def test_empty_input_is_answered(still_desk: DeskHarness, command: Command):
    """A command without arguments answers once, with a list or with how it is typed."""
    assert _one_clear_answer(still_desk, command.name)


@every_ticker_command
def test_unknown_ticker_is_refused_kindly(still_desk: DeskHarness, command: Command):
    """A ticker that nobody has gives one sentence with what to try."""
    shown = _one_clear_answer(still_desk, f"{command.name} ZZZZZQ")
    assert "ZZZZZQ" in shown
    assert "ticker" in shown.lower()


@every_ticker_command
def test_source_down_is_said(blind_desk: DeskHarness, command: Command):
    """With every source down the answer names the fault and what to do, not a figure."""
    shown = _one_clear_answer(blind_desk, f"{command.name} ALLO")
    assert "not answer" in shown or "down" in shown


@every_command
def test_3000_characters_are_refused_or_handled(still_desk: DeskHarness, command: Command):
    """A 3,000-character argument ends in one clear sentence."""
    assert _one_clear_answer(still_desk, f"{command.name} {'x' * 3000}")


@every_command
@pytest.mark.parametrize(
    "argument",
    ["🚀🚀🚀", "<!channel>", "&lt;script&gt;alert(1)&lt;/script&gt;", "*bold* _it_ `code`", "\u202eOLLA", "%s %d {0}"],
)
def test_hostile_arguments_are_text(still_desk: DeskHarness, command: Command, argument: str):
    """Emoji, forged broadcasts, markup and format strings come back as harmless text or not at all."""
    replies = still_desk.replies(f"{command.name} {argument}")
    assert len(replies) == 1
    shown = json.dumps(replies[0])
    assert "<!channel>" not in shown
    assert "<script>" not in shown


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_render_as_agreed(example: str):
    """Each example of the help, on sample data at a fixed time, renders as the golden file says."""
    desk = DeskHarness.start(clock=ManualClock(SAMPLE_START))
    try:
        shown = re.sub(r"rules-\d+-[0-9a-f]+|(?<=Scored by )rules \d+|size \S+", "[...]", desk.ask(example)) + "\n"
    finally:
        desk.stop()
    golden = GOLDEN / (
        example.strip("/").replace(" ", "_").replace("/", "-").replace("$", "S").replace(",", "").replace(":", "")
        + ".txt"
    )
    if os.environ.get("DESKBOT_UPDATE_GOLDEN"):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
