"""A house on a temporary database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.digest.house import House, open_house


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Opens houses on one database; the clock begins where it is told to."""
    opened: list[House] = []

    def begin(at: str = "2026-04-20T12:45", **options: Any) -> House:
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
        opened.append(open_house(tmp_path / "house.db", moment, **options))
        return opened[-1]

    yield begin
    for house in opened:
        house.storage.close()
