"""deskbot doctor against a Slack: tokens, permissions, clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer

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


@pytest.mark.parametrize(
    ("status", "page", "words"),
    [
        (200, "<html>Blocked", "a page that is not Slack's"),
        (502, "<html>Bad gateway", "answers 502"),
        (429, "{}", "asks for fewer calls"),
    ],
)
def test_another_fault_is_not_put_on_the_token(httpserver: HTTPServer, status: int, page: str, words: str):
    """A proxy's page, a fault of Slack's or a limit: the token may be good, so nobody is sent to make a new one."""
    httpserver.expect_request("/auth.test").respond_with_data(page, status=status)
    settings = Settings(api_url=httpserver.url_for("/"), bot_token=Secret("xoxb-1"), app_token=Secret("xapp-1"))
    ((state, sentence),) = doctor._slack(settings)
    assert state == "fail"
    assert words in sentence
    assert "token is refused" not in sentence


def test_no_connection_names_the_host_and_the_reason():
    """Not an exception's name."""
    settings = Settings(api_url="http://127.0.0.1:9/api/", bot_token=Secret("xoxb-1"), app_token=Secret("xapp-1"))
    ((state, sentence),) = doctor._slack(settings)
    assert (state, sentence.split(".")[0]) == ("fail", "Slack: 127")
    assert "127.0.0.1:9 cannot be reached (Connection refused)" in sentence


def test_the_network_is_asked_through_the_desks_proxy(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch):
    """Behind a proxy no host can be reached directly, and all is well."""
    httpserver.expect_request("/", method="HEAD").respond_with_data("", status=403)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("http_proxy", httpserver.url_for("/"))
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    settings = Settings(sources="live", sec_url="http://sec.example", sec_data_url="http://data.sec.example")
    told = {sentence.split()[1]: state for state, sentence in doctor._network(settings)}
    assert told["sec.example"] == told["data.sec.example"] == "ok"
    assert told["clinicaltrials.gov"] == "fail"
