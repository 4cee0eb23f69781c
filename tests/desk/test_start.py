"""What a start loads: the connection and the handlers' names; engines and slow libraries come with the warm-up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
