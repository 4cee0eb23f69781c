"""What a question costs: requests, lifetimes, symbols, imports."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import timedelta

import pytest

from bot.market.symbols import yahoo_symbol
from tests.sources.clock import NOON

WEEK = NOON - timedelta(days=7)


def test_a_first_question_costs_a_crumb_and_one_request_and_the_next_only_one(desk, yahoo, clock):
    """Within the time to live nothing is sent; another symbol costs one."""
    desk.quote("ALLO")
    assert yahoo.counts() == {"crumb": 1, "quote": 1}
    yahoo.log.clear()
    desk.quote("ALLO")
    assert yahoo.log == []
    desk.quote("CLLS")
    assert yahoo.log == [("quote", "CLLS")]
    clock.advance(seconds=61)
    desk.quote("ALLO")
    assert yahoo.counts() == {"quote": 2}


def test_lifetimes_follow_how_fast_a_kind_of_fact_moves(desk, yahoo, clock):
    """News 5 minutes, dates 12 hours, closes until the next close, a quote 15 minutes at the weekend."""
    calls = {
        "news": lambda: desk.news("ALLO", since=WEEK),
        "calendar": lambda: desk.dates("ALLO"),
        "chart": lambda: desk.history("ALLO", days=90),
    }
    for call in calls.values():
        call()
    yahoo.log.clear()
    clock.advance(minutes=6)
    for call in calls.values():
        call()
    assert yahoo.counts() == {"news": 1}
    clock.advance(hours=8, minutes=30)  # 20:36 UTC: after the close of 20 April
    calls["chart"]()
    calls["calendar"]()
    assert yahoo.counts() == {"news": 1, "chart": 1}
    clock.advance(hours=4)
    calls["calendar"]()
    assert yahoo.counts()["calendar"] == 1
    clock.advance(days=5)  # Saturday
    desk.quote("ALLO")
    clock.advance(minutes=14)
    desk.quote("ALLO")
    assert yahoo.counts()["quote"] == 1


@pytest.mark.parametrize(
    ("typed", "yahoos"),
    [("brk.b", "BRK-B"), ("BRK/B", "BRK-B"), ("$allo", "ALLO"), ("BAC.PB", "BAC-PB"), ("VOD.L", "VOD.L"), ("4568.T", "4568.T"),
     ("MC.PA", "MC.PA"), ("ROG.SW", "ROG.SW"), ("^GSPC", "^GSPC")],
)  # fmt: skip
def test_symbols_are_written_yahoos_way(typed, yahoos):
    """Classes with a dash; a dot before an exchange stays."""
    assert yahoo_symbol(typed) == yahoos


def test_importing_the_room_loads_no_heavy_library():
    """The libraries yfinance and pandas come with the first question or `preload`."""
    code = "import sys, bot.market; assert not {'yfinance', 'pandas', 'curl_cffi', 'requests'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_yfinances_cookie_files_are_private_to_this_process(desk):
    """Mode 0700, and not the folder all processes share."""
    from yfinance import cache

    desk.quote("ALLO")
    home = cache._CookieDBManager.get_location()
    assert "deskbot-yahoo-" in home
    assert stat.S_IMODE(os.stat(home).st_mode) == 0o700  # noqa: PTH116
