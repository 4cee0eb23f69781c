"""What a start loads: the connection and the handlers' names; engines and slow libraries come with the warm-up."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.settings import Secret, Settings
from bot.wiring import build
from bot.workspace.driver import Workspace

PROGRAM = """
import sys, time
from bot.settings import Settings
from bot.wiring import build
later = {
    "bot.sentiment.scorer", "bot.research.link", "bot.charts", "requests", "lxml", "numpy", "pandas", "yfinance",
    "trafilatura", "matplotlib", "onnxruntime", "tokenizers", "vaderSentiment",
}
desk = build(Settings.load(dotenv=None))
desk.start(warm=False)
print(*sorted(later & set(sys.modules)))
desk.deps.scorer.warm()
print(*sorted({"bot.sentiment.scorer"} & set(sys.modules)), desk.deps.scorer.engine)
desk.stop()
"""


def test_a_stop_waits_for_the_part_of_the_warm_up_that_runs(tmp_path: Path):
    """What loads is let end, and nothing more begins: a process that ends amid a C++ library is aborted by it."""
    begun, done = threading.Event(), list[str]()

    def load() -> None:
        begun.set()
        time.sleep(0.3)
        done.append("first")

    with Workspace.start() as ws:
        settings = Settings(
            bot_token=Secret(ws.bot_token), app_token=Secret(ws.app_token), api_url=ws.api_url,
            database=tmp_path / "desk.db", sentiment_model="off",
        )  # fmt: skip
        desk = build(settings)
        desk._warm_up = {"first": load, "second": lambda: done.append("second")}
        desk.start()
        assert begun.wait(30)
        desk.stop()
    assert done == ["first"]


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_a_start_loads_no_engine_and_no_slow_library(mode: str, tmp_path: Path):
    """
    When a desk says it is ready it has imported no rules, reader, chart or data library; the scorer comes with its warm-up.
    """
    workspace = Workspace.start()
    environment = {
        **os.environ, "SLACK_BOT_TOKEN": workspace.bot_token, "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret, "SLACK_API_URL": workspace.api_url, "DESKBOT_MODE": mode,
        "DESKBOT_PORT": "0", "DESKBOT_DATABASE": str(tmp_path / "desk.db"), "DESKBOT_SENTIMENT_MODEL": "off",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False)
    workspace.stop()
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["", "bot.sentiment.scorer rules"]
