"""The command line as a person uses it: processes of their own, exit codes, what is printed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from bot.workspace.blockkit import validate_message
from storage import open_storage

ENV = {**os.environ, "DESKBOT_SOURCES": "sample", "DESKBOT_SENTIMENT_MODEL": "off", "PYTHONUNBUFFERED": "1"}
for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
    ENV.pop(name, None)


def deskbot(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env={**ENV, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), **environment},
        cwd=cwd, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_ask_prints_the_answer_and_exits_0(tmp_path: Path):
    """The first line is the answer; sample data is marked."""
    done = deskbot("ask", "/sentiment ALLO", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("ALLO ")
    assert "sample data, as of 2026-04-20" in done.stdout
    assert "Traceback" not in done.stderr


def test_ask_json_prints_valid_payloads(tmp_path: Path):
    """--json prints what was posted, within Slack's limits."""
    done = deskbot("ask", "/sentiment ALLO", "--json", cwd=tmp_path)
    payloads = [json.loads(line) for line in done.stdout.splitlines()]
    assert [validate_message(payload) for payload in payloads] == [[]]


@pytest.mark.parametrize("question", ["/sentiment ZZZZZQ", "/sentiment", "/nonsense", "https://x.example/y"])
def test_ask_exits_1_with_a_clear_line_on_an_error(tmp_path: Path, question: str):
    """What deskbot answers with an error ends in exit code 1."""
    done = deskbot("ask", question, cwd=tmp_path)
    assert done.returncode == 1
    assert (done.stdout + done.stderr).strip()
    assert "Traceback" not in done.stderr


def test_ask_takes_a_plain_question(tmp_path: Path):
    """It is said to deskbot, so the answer is the one that a mention gets."""
    done = deskbot("ask", "why is ALLO up?", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("ALLO ")


def test_ask_prints_a_form_that_opens(tmp_path: Path):
    """A command that is answered with a modal is answered: its labels, values and buttons."""
    done = deskbot("ask", "/deskbot settings", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Channel settings\n")
    assert "Time zone: [America/New_York]" in done.stdout
    assert json.loads(deskbot("ask", "/deskbot settings", "--json", cwd=tmp_path).stdout)["type"] == "modal"


def test_ask_names_people_and_refuses_strangers(tmp_path: Path):
    """The people of the local workspace by their names; anybody else is one line."""
    done = deskbot("ask", "/watchlist add ALLO", "--user", "@analyst", cwd=tmp_path)
    assert done.stdout.startswith("Added ALLO")
    done = deskbot("ask", "/watchlist", "--user", "nobody", cwd=tmp_path)
    assert done.returncode == 2
    assert "@analyst" in done.stderr
    assert "Traceback" not in done.stderr


def test_ask_does_not_start_with_an_empty_question(tmp_path: Path):
    """One sentence, exit code 1."""
    done = deskbot("ask", " ", cwd=tmp_path)
    assert done.returncode == 1
    assert "for example" in done.stderr


def test_run_plays_the_tour_and_ends_cleanly_on_ctrl_c(tmp_path: Path):
    """Without tokens it opens the local workspace, says so, and Ctrl-C ends it with exit code 0."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--port", "0"],
        env={**ENV, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}, cwd=tmp_path,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    lines = []
    deadline = time.monotonic() + 60
    for line in process.stdout:
        lines.append(line)
        if "Ctrl-C" in line or time.monotonic() > deadline:
            break
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=30)
    told = "".join(lines) + rest
    assert process.returncode == 0, errors
    assert "http://127.0.0.1:" in told
    assert "sample data" in told
    assert "ALLO" in told
    assert "U0ANALYST01" not in told
    assert "Traceback" not in told + errors


@pytest.mark.parametrize("mode", ["", "http"])
def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path, mode: str, httpserver: HTTPServer):
    """A second deskbot, or a program on port 3000: what to do, no traceback."""
    httpserver.expect_request("/api/auth.test").respond_with_json(
        {"ok": True, "team_id": "T1", "team": "t", "user_id": "U1", "bot_id": "B1", "url": "https://x.example/"}
    )
    in_slack = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "s",
        "DESKBOT_MODE": "http",
        "DESKBOT_SOURCES": "auto",
    }
    environment = {**in_slack, "SLACK_API_URL": httpserver.url_for("/api/")} if mode else {}
    done = deskbot("run", cwd=tmp_path, DESKBOT_PORT=str(httpserver.port), **environment)
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1:{httpserver.port} (Address already in use)" in done.stderr
    assert "DESKBOT_PORT" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"SLACK_BOT_TOKEN": "not-a-token", "DESKBOT_SOURCES": "auto"}, "xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "DESKBOT_SOURCES": "sample"}, "sample"),
        ({"DESKBOT_SOURCES": "magic"}, "DESKBOT_SOURCES"),
        ({"DESKBOT_PORT": "70000"}, "DESKBOT_PORT"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "DESKBOT_SOURCES": "auto"}, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN is not"),
    ],
)
def test_wrong_settings_are_one_sentence(tmp_path: Path, environment: dict[str, str], words: str):
    """A setting that cannot be is named, with what to do, and no token is printed."""
    done = deskbot("run", cwd=tmp_path, **environment)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "not-a-token" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("run", "--port", "99999"), 2, "--port"),
        (("manifest", "--url", "http://bot.example.com"), 2, "https"),
        (("workspace", "--record", "nowhere/session.jsonl"), 1, "cannot be written: No such file or directory"),
        (("workspace", "--replay", "nowhere.jsonl"), 1, "cannot be read"),
    ],
)
def test_wrong_arguments_are_one_sentence(tmp_path: Path, arguments: tuple[str, ...], code: int, words: str):
    """A port that is none, a file that cannot be there."""
    done = deskbot(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_manifest_is_printed_with_and_without_an_address():
    """The bare command prints manifest.json; an address is filled in for HTTP mode."""
    bare = deskbot("manifest")
    assert bare.stdout == (Path(__file__).parents[2] / "manifest.json").read_text(encoding="utf-8"), bare.stderr
    assert '"https://bot.example.com/slack/events"' in deskbot("manifest", "--url", "https://bot.example.com").stdout


def test_doctor_says_what_to_do(tmp_path: Path):
    """Without tokens it warns and exits 0; each line begins with its state."""
    done = deskbot("doctor", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert {line.split()[0] for line in done.stdout.splitlines()[1:]} <= {"ok", "warn"}
    open_storage(tmp_path / "desk.db").close()
    assert ", size 0." in deskbot("doctor", cwd=tmp_path, DESKBOT_DATABASE="desk.db").stdout


def test_unknown_commands_list_the_known_ones():
    """Exit code 2 and the list."""
    done = deskbot("frobnicate")
    assert done.returncode == 2
    assert "ask" in done.stderr


def test_importing_bot_is_cheap():
    """`import bot` loads no third-party library."""
    code = "import sys, bot; print([m for m in sys.modules if m.split('.')[0] in ('slack_sdk','pandas','yfinance','aiohttp')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
