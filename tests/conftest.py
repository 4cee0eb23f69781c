"""Fixtures every test room shares: a desk on the local workspace with a fixed clock, through real Bolt."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
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


@pytest.fixture
def many_files() -> Iterator[None]:
    """A process in which every new file has a number above 1,023."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 2048:
        pytest.skip("the system allows no 2,048 open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2048), hard))
    with ExitStack() as opened:
        while opened.enter_context(Path("/dev/null").open()).fileno() < 1100:
            pass
        yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
