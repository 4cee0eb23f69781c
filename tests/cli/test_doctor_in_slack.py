"""deskbot doctor against a Slack: tokens, permissions, clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.cli import doctor
from bot.manifest import manifest
from bot.registry import discover
from bot.settings import Secret, Settings
from bot.workspace.driver import Workspace


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """A Slack with the app installed from its manifest."""
    with Workspace.start(manifest=manifest(discover())) as running:
        yield running


def _checks(workspace: Workspace, **changes: Secret) -> dict[str, str]:
    tokens = {"bot_token": Secret(workspace.bot_token), "app_token": Secret(workspace.app_token)}
    settings = Settings(api_url=workspace.api_url, **{**tokens, **changes})  # type: ignore[arg-type]
    return {sentence: state for state, sentence in doctor._slack(settings)}


def test_a_good_installation_is_all_ok(workspace: Workspace):
    """Team, permissions, clock and Socket Mode."""
    found = _checks(workspace)
    assert set(found.values()) == {"ok"}
    assert any("Socket Mode can connect" in sentence for sentence in found)


def test_a_revoked_token_says_what_to_do(workspace: Workspace):
    """One failing line with the remedy."""
    workspace.revoke_token()
    found = _checks(workspace)
    assert any(state == "fail" and "Install the app" in sentence for sentence, state in found.items())


def test_missing_permissions_are_named(workspace: Workspace):
    """The scopes of the manifest that were not granted."""
    workspace.remove_scopes("files:write", "users:read")
    found = _checks(workspace)
    assert any(state == "fail" and "files:write, users:read" in sentence for sentence, state in found.items())


def test_a_wrong_clock_is_named(workspace: Workspace):
    """More than a minute off Slack's time."""
    workspace.faults.clock_skew = 600
    found = _checks(workspace)
    assert any(state == "fail" and sentence.startswith("clock") for sentence, state in found.items())


def test_a_wrong_app_token_is_named(workspace: Workspace):
    """And no token is in the sentence."""
    found = _checks(workspace, app_token=Secret("xapp-wrong"))
    (line,) = [sentence for sentence, state in found.items() if state == "fail"]
    assert "app token" in line
    assert "xapp-wrong" not in line
