"""What a channel owns: its watchlist and its settings."""

from __future__ import annotations

from datetime import timedelta

from bot.ports import WatchEntry
from tests.storage.conftest import BIOTECH, MACRO, NOON, OTHER_TEAM


def test_second_add_keeps_the_first_adder(storage, reopened):
    """Adding a ticker twice changes nothing and tells who added it when; also after a restart."""
    assert storage.watchlist.add(BIOTECH, ["ALLO", "CLLS"], user="U1", at=NOON) == {"ALLO": None, "CLLS": None}
    later = NOON + timedelta(hours=1)
    first = WatchEntry("ALLO", "U1", NOON)
    assert storage.watchlist.add(BIOTECH, ["ALLO", "NVDA"], user="U2", at=later) == {"ALLO": first, "NVDA": None}
    assert reopened().watchlist.list(BIOTECH) == [
        first,
        WatchEntry("CLLS", "U1", NOON),
        WatchEntry("NVDA", "U2", later),
    ]


def test_a_name_that_no_list_has_is_kept(storage, reopened):
    """As it was when it was added, over a restart; what has none has none."""
    storage.watchlist.add(BIOTECH, ["ALLO", "XBI"], user="U1", at=NOON, names={"XBI": "A biotech fund"})
    assert [entry.name for entry in reopened().watchlist.list(BIOTECH)] == ["", "A biotech fund"]


def test_a_ticker_named_twice_at_once_is_new_once(storage):
    """One call with a ticker twice reports it as new."""
    assert storage.watchlist.add(BIOTECH, ["ALLO", "ALLO"], user="U1", at=NOON) == {"ALLO": None}
    assert len(storage.watchlist.list(BIOTECH)) == 1


def test_lists_of_channels_and_teams_are_apart(storage):
    """A channel id means nothing without its team, and no channel sees another's list."""
    storage.watchlist.add(BIOTECH, ["ALLO"], user="U1", at=NOON)
    storage.watchlist.add(MACRO, ["ALLO", "SPY"], user="U1", at=NOON)
    storage.watchlist.add(OTHER_TEAM, ["TSLA"], user="U1", at=NOON)
    assert [entry.ticker for entry in storage.watchlist.list(OTHER_TEAM)] == ["TSLA"]
    assert storage.watchlist.all_tickers() == ["ALLO", "SPY", "TSLA"]
    assert storage.watchlist.all_tickers([BIOTECH, OTHER_TEAM]) == ["ALLO", "TSLA"]
    assert storage.watchlist.all_tickers([]) == []
    assert storage.watchlist.watchers() == {"ALLO": [BIOTECH, MACRO], "SPY": [MACRO], "TSLA": [OTHER_TEAM]}
    assert storage.watchlist.clear(BIOTECH) == 1
    assert storage.watchlist.list(MACRO) != []


def test_remove_tells_what_was_there(storage):
    """Removing names that are not on the list is no error and is not claimed."""
    storage.watchlist.add(BIOTECH, ["ALLO", "CLLS"], user="U1", at=NOON)
    assert storage.watchlist.remove(BIOTECH, ["CLLS", "XYZ"]) == ["CLLS"]
    assert storage.watchlist.remove(MACRO, ["ALLO"]) == []
    assert [entry.ticker for entry in storage.watchlist.list(BIOTECH)] == ["ALLO"]


def test_settings_are_set_one_by_one(storage, reopened):
    """Setting some values leaves the others, and another channel's, alone."""
    storage.settings.put(BIOTECH, {"zone": "America/New_York", "verbosity": "short"}, user="U1", at=NOON)
    storage.settings.put(BIOTECH, {"verbosity": "full"}, user="U2", at=NOON)
    again = reopened()
    assert again.settings.get(BIOTECH) == {"zone": "America/New_York", "verbosity": "full"}
    assert again.settings.get(OTHER_TEAM) == {}
    assert again.settings.all() == {BIOTECH: {"zone": "America/New_York", "verbosity": "full"}}
