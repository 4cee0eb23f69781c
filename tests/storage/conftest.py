"""Every test here runs on every backend; there is one today, and a second one joins by adding its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import ManualClock
from bot.ports import Place, Storage
from storage import open_storage

NOON = datetime(2026, 4, 20, 12, 0, tzinfo=UTC)
BIOTECH = Place("T1", "C-biotech")
MACRO = Place("T1", "C-macro")
OTHER_TEAM = Place("T2", "C-biotech")


@dataclass
class Backend:
    """A database that can be opened several times, in this process and in others."""

    name: str
    location: str
    clock: ManualClock
    opened: list[Storage] = field(default_factory=list)

    def open(self) -> Storage:
        storage: Storage = open_storage(self.location, clock=self.clock)
        self.opened.append(storage)
        return storage


@pytest.fixture(params=["sqlite"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    made = Backend(request.param, str(tmp_path / "desk.db"), ManualClock(NOON))
    yield made
    for storage in made.opened:
        storage.close()


@pytest.fixture
def storage(backend: Backend) -> Storage:
    return backend.open()


@pytest.fixture
def reopened(backend: Backend) -> Callable[[], Storage]:
    """Close everything and open the database again, as after a restart."""

    def reopen() -> Storage:
        for storage in backend.opened:
            storage.close()
        return backend.open()

    return reopen
