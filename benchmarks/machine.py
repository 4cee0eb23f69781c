"""One line about the machine, for every benchmark's head."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path


def describe() -> str:
    """Date, processor, cores, Python."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    return f"{datetime.now(UTC):%Y-%m-%d} · {model}, {os.cpu_count()} cores · Python {platform.python_version()}"
