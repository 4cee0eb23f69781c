"""deskbot workspace --replay: a recording done again from the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _replay(path: Path) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "DESKBOT_"))}
    environment = {**kept, "PYTHONPATH": str(ROOT), "DESKBOT_SOURCES": "sample", "DESKBOT_SENTIMENT_MODEL": "off"}
    command = [sys.executable, "-m", "bot", "workspace", "--port", "0", "--replay", str(path), "--exit"]
    return subprocess.run(
        command, env=environment, cwd=path.parent, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_recording_is_replayed_and_shown(tmp_path: Path):
    """The recorded command is typed again, and what each person sees is printed."""
    path = tmp_path / "session.jsonl"
    lines = (
        '{"format": 1, "starts": "2026-04-20T12:45:00+00:00"}',
        '{"do": "command", "user": "pm", "text": "/watchlist add ALLO", "channel": "#biotech"}',
        '{"do": "clock", "to": "2026-04-21T12:00:00+00:00"}',
        '{"do": "command", "user": "analyst", "text": "/watchlist", "channel": "#biotech"}',
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    done = _replay(path)
    assert done.returncode == 0, done.stderr
    assert "Replayed 3 steps." in done.stdout
    assert "(only for @pm):\nAdded ALLO" in done.stdout
    assert "23 h ago" in done.stdout


def test_what_is_no_recording_is_one_sentence(tmp_path: Path):
    """A broken or absent file ends with exit code 1 and one sentence."""
    path = tmp_path / "broken.jsonl"
    path.write_text("{", encoding="utf-8")
    done = _replay(path)
    assert done.returncode == 1
    assert "no JSON object" in done.stderr
    assert "Traceback" not in done.stderr
