"""Fixtures every test room shares: a desk on the local workspace with a fixed clock, through real Bolt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.desk.harness import DeskHarness


@pytest.fixture
def desk() -> Iterator[DeskHarness]:
    """A running desk on sample data; `desk.dialog` types commands as a person would."""
    from tests.desk.harness import DeskHarness

    harness = DeskHarness.start()
    yield harness
    harness.stop()
