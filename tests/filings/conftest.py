from __future__ import annotations

import pytest

from tests.filings.replay import Replay
from tests.sources.clock import TestClock


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def sec(httpserver):
    return Replay(httpserver)


@pytest.fixture
def edgar(sec, clock):
    made = sec.edgar(clock)
    yield made
    made.close()
