"""The page runs nothing but its own modules, loads nothing from outside, and answers to nobody else's web page."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.errors import ConfigError
from bot.local import open_local
from bot.settings import Secret, Settings
from bot.workspace.page.serving import STATIC
from tests.browser.conftest import open_as
from tests.desk.harness import DeskHarness

HOSTILE = (
    "<script>window.hit=1</script> <img src=x onerror=window.hit=1> <a href='javascript:window.hit=1'>go</a> "
    "<javascript:window.hit=1|click> <!channel>"
)


def ask(desk: DeskHarness, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, Any, bytes]:
    """One bare HTTP request with these headers (underscores stand for dashes)."""
    where = urlsplit(desk.local.page_url)
    connection = http.client.HTTPConnection("127.0.0.1", where.port or 0, timeout=5)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_hostile_text_is_text(desk: DeskHarness, page: Any):
    """Markup in messages, names of links and blocks is shown letter by letter; nothing of it runs."""
    desk.workspace.bot_say("#general", HOSTILE, raw=True)
    desk.workspace.say("@analyst", "#general", HOSTILE)
    desk.workspace.bot_say("#general", HOSTILE, name="<b>evil</b>")
    open_as(page, desk, channel="general")
    page.locator(".message", has_text="<script>window.hit=1</script>").first.wait_for()
    page.locator(".message", has_text="<b>evil</b>").wait_for()
    assert page.evaluate("window.hit") is None
    assert page.locator("#messages script, #messages img, #messages b").count() == 0
    assert page.locator("#messages a[href^='javascript' i]").count() == 0


def test_the_policy_stops_what_gets_through(desk: DeskHarness, browser: Any):
    """Even markup put into the page by force does not run: CSP without unsafe-inline, and Trusted Types."""
    page = browser.new_page()
    answer = page.goto(desk.local.page_url)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page.wait_for_selector("body.ready")
    for deed in ("document.body.innerHTML = '<i>x</i>'", "document.body.setAttribute('onclick', 'window.hit=1')"):
        assert (
            page.evaluate(f"(() => {{ try {{ {deed}; return 'done' }} catch {{ return 'refused' }} }})()") == "refused"
        )
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('style'), {textContent: 'body{opacity:.5}'}))"
    )
    assert page.evaluate("getComputedStyle(document.body).opacity") == "1"
    page.close()


@pytest.mark.parametrize("path", ["/", "/gallery", "/static/js/main.js", "/page/boot", "/page/gallery"])
def test_every_answer_has_the_headers(desk: DeskHarness, path: str):
    """All of the page's answers carry the policy, nosniff and a same-origin resource policy."""
    status, headers, _ = ask(desk, "GET", path)
    assert status == 200
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/page/boot", "/page/stream", "/page/act"])
def test_foreign_hosts_and_origins_are_refused(desk: DeskHarness, headers: dict[str, str], path: str):
    """DNS rebinding and other sites' pages get 403, for files, data, the stream and actions alike."""
    method, body = ("POST", "{}") if path == "/page/act" else ("GET", None)
    assert ask(desk, method, path, body, Content_Type="application/json", **headers)[0] == 403


def test_a_form_of_another_site_cannot_act(desk: DeskHarness):
    """Actions are taken as JSON only, which a plain HTML form cannot send."""
    body = json.dumps({"do": "say", "user": "pm", "channel": "biotech", "text": "forged"})
    assert ask(desk, "POST", "/page/act", body, Content_Type="text/plain")[0] == 415


@pytest.mark.parametrize(
    "path", ["/static/../space.py", "/static/%2e%2e/space.py", "/static/..%2fspace.py", "/static/js/../../../space.py"]
)
def test_only_static_files_are_served(desk: DeskHarness, path: str):
    """No path leads out of the static folder."""
    assert ask(desk, "GET", path)[0] == 404


def test_nobody_reads_what_is_not_theirs(desk: DeskHarness):
    """Ephemeral messages and private channels are not handed out under another person's name."""
    desk.workspace.add_user("outsider")
    desk.ask("/watchlist add ALLO", user="@pm", channel="#pm-desk")
    private = desk.workspace.channel("pm-desk").id
    assert ask(desk, "GET", f"/page/messages?user=outsider&channel={private}")[0] == 404
    seen = ask(desk, "GET", f"/page/messages?user=analyst&channel={private}")[2]
    assert b"Added" not in seen


def test_it_listens_on_loopback_only(desk: DeskHarness):
    """The server's only address is 127.0.0.1."""
    runner = desk.workspace._runner
    assert runner is not None
    assert {address[0] for address in runner.addresses} == {"127.0.0.1"}


def test_it_does_not_start_beside_real_tokens():
    """With a Slack token in the settings the local workspace refuses to start, so that nobody confuses the two."""
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN"):
        open_local(Settings(bot_token=Secret("xoxb-real"), app_token=Secret("xapp-real")))


def test_the_page_is_small_and_plain():
    """Under 150 kB in all, no address of another machine to load from, no inline script or style."""
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 150_000
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "innerHTML" not in text, path
        assert "eval(" not in text, path
        if path.suffix == ".html":
            assert "<style" not in text, path
            assert " style=" not in text, path
            assert not _outside(path), path


def _outside(path: Path) -> list[str]:
    words = path.read_text(encoding="utf-8").replace('"', " ").split()
    return [word for word in words if word.startswith(("http:", "https:", "//"))]
