"""The registry: one file per command, no name twice, docs that follow the code."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from bot.errors import ConfigError
from bot.manifest import manifest
from bot.registry import discover
from scripts.docs import generated


def _package(tmp_path: Path, **files: str) -> ModuleType:
    folder = tmp_path / "made_handlers"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    for name, text in files.items():
        (folder / f"{name}.py").write_text("from bot.registry import Command\n" + text)
    sys.path.insert(0, str(tmp_path))
    try:
        return importlib.import_module("made_handlers")
    finally:
        sys.path.remove(str(tmp_path))


@pytest.fixture(autouse=True)
def _forget():
    yield
    for name in [name for name in sys.modules if name.startswith("made_handlers")]:
        del sys.modules[name]


def test_one_file_adds_a_command_to_manifest_and_help(tmp_path: Path):
    """Declaring COMMAND is all it takes."""
    package = _package(tmp_path, hello='COMMAND = Command("/hello", "NAME", "Greet", run=lambda r, d: None)\n')
    sys.path.insert(0, str(tmp_path))
    registry = discover(package)
    sys.path.remove(str(tmp_path))
    assert list(registry.commands) == ["/hello"]
    assert manifest(registry)["features"]["slash_commands"][0]["description"] == "Greet"


def test_two_handlers_with_one_name_do_not_start(tmp_path: Path):
    """The error names command and module."""
    line = 'COMMAND = Command("/hello", "", "Greet", run=lambda r, d: None)\n'
    package = _package(tmp_path, one=line, two=line)
    sys.path.insert(0, str(tmp_path))
    with pytest.raises(ConfigError, match="/hello"):
        discover(package)
    sys.path.remove(str(tmp_path))


def test_manifest_stays_inside_slacks_limits():
    """50 commands, 10 shortcuts, 100 events, names and descriptions cut."""
    made = manifest(discover())
    assert len(made["display_information"]["description"]) <= 140
    assert len(made["features"]["slash_commands"]) <= 50
    assert len(made["features"]["shortcuts"]) <= 10
    assert len(made["settings"]["event_subscriptions"]["bot_events"]) <= 100
    for command in made["features"]["slash_commands"]:
        assert command["command"].startswith("/")
        assert len(command["command"]) <= 32
        assert len(command["usage_hint"]) <= 100


def test_manifest_for_http_mode_has_its_addresses():
    """With a public address every request URL is filled in, wherever the address ends; Socket Mode is off."""
    for host in ("https://bot.example.com", "https://bot.example.com/", "https://bot.example.com/slack/events"):
        made = manifest(discover(), host)
        url = "https://bot.example.com/slack/events"
        assert {command["url"] for command in made["features"]["slash_commands"]} == {url}
        settings = made["settings"]
        assert settings["event_subscriptions"]["request_url"] == settings["interactivity"]["request_url"] == url
        assert not settings["socket_mode_enabled"]
    plain = str(manifest(discover()))
    assert "url" not in plain
    assert "'socket_mode_enabled': True" in plain


def test_generated_pages_are_those_of_the_code():
    """Docs cannot rot: `make docs` would change nothing."""
    stale = [path.name for path, text in generated(discover()).items() if not path.exists() or path.read_text() != text]
    assert stale == []
