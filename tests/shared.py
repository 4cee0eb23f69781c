"""Where the shared data lies, and the skip marks for tests that need it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("DESKBOT_SHARED") or Path(__file__).resolve().parents[2] / "shared")
DATA = SHARED / "data"
SEEDS = SHARED / "seeds"


def needs_shared(folder: str) -> pytest.MarkDecorator:
    """Skip where the shared folder `data/<folder>` (or "seeds") is absent; `.ci/run` fails if that happens there."""
    path = SEEDS if folder == "seeds" else DATA / folder
    return pytest.mark.skipif(not path.exists(), reason=f"shared data is not here: {path.name}")
