from __future__ import annotations

import pytest

from tests.market.replay import Yahoo, market
from tests.sources.clock import TestClock


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def yahoo():
    return Yahoo()


@pytest.fixture
def desk(yahoo, clock):
    made = market(yahoo, clock)
    yield made
    made.close()
