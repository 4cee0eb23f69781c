"""
Start to ready, in a process of its own: seconds and MiB before the background warm-up begins, in socket and HTTP mode.

    .venv/bin/python -m benchmarks.startup [--runs 5]

Beside it: a process that imports what a bot with everything at the top of its modules imports.

The figures are those of a deskbot with bytecode, as `make setup` makes it: each case's first run, which does not count,
compiles into a folder of the benchmark's own, whatever this checkout and its environment hold. Without bytecode a start
takes about twice as long.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.machine import describe
from bot.workspace.driver import Workspace
from bot.workspace.space import Options

CHILD = """
import time, json, resource, sys
start = time.perf_counter()
from bot.settings import Settings
from bot.wiring import build
desk = build(Settings.load(dotenv=None))
desk.start(warm=False)
ready = time.perf_counter() - start
rss = int(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmRSS'))) / 1024
print(json.dumps({"seconds": ready, "mib": rss}))
desk.stop()
"""
EVERYTHING = """
import time, json
start = time.perf_counter()
import slack_bolt, slack_sdk, apscheduler.schedulers.background, sqlite_utils, yfinance, vaderSentiment.vaderSentiment
import trafilatura, matplotlib.pyplot, onnxruntime, tokenizers
ready = time.perf_counter() - start
rss = int(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmRSS'))) / 1024
print(json.dumps({"seconds": ready, "mib": rss}))
"""


def once(code: str, environment: dict[str, str]) -> dict[str, float]:
    """One process, its own report."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**inherited, **environment}, capture_output=True, text=True, check=True
    )
    return {name: float(value) for name, value in json.loads(done.stdout.splitlines()[-1]).items()}


def main() -> None:
    """Print medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    print(describe())
    unlimited = Options(rate_limits=False)  # Slack makes the eleventh Socket Mode start wait a minute
    workspace = Workspace.start(options=unlimited)
    rows: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        common = {
            "SLACK_BOT_TOKEN": workspace.bot_token, "SLACK_APP_TOKEN": workspace.app_token,
            "SLACK_SIGNING_SECRET": "secret", "SLACK_API_URL": workspace.api_url, "DESKBOT_PORT": "0",
        }  # fmt: skip
        cases = [
            ("deskbot, socket mode", CHILD, {**common, "DESKBOT_MODE": "socket"}),
            ("deskbot, HTTP mode", CHILD, {**common, "DESKBOT_MODE": "http"}),
            ("everything imported at the top", EVERYTHING, {}),
        ]
        for name, code, environment in cases:
            runs = []
            for number in range(args.runs + 1):
                case = Path(folder) / str(len(rows))
                own = {"DESKBOT_DATABASE": f"{case}-{number}.db", "PYTHONPYCACHEPREFIX": f"{case}-bytecode"}
                runs.append(once(code, {**environment, **own}))
            rows[name] = {key: statistics.median(run[key] for run in runs[1:]) for key in ("seconds", "mib")}
            print(f"{name:<32} {rows[name]['seconds']:.2f} s  {rows[name]['mib']:.0f} MiB")
    first, *_rest, last = rows.values()
    print(f"{'ratio':<32} {first['seconds'] / last['seconds']:.2f}x   {first['mib'] / last['mib']:.2f}x")
    workspace.stop()


if __name__ == "__main__":
    main()
