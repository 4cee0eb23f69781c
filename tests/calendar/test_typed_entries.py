"""What a person types about a coming event: fuzzy dates stay windows, a kind is found, nonsense is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.errors import AmbiguousName, BadInput, UnknownTicker, UserError
from bot.research.entries import read_entry, read_window
from bot.tickers import Universe, load_universe

NOW = datetime(2026, 4, 20, 12, 45, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture(scope="module")
def universe() -> Universe:
    """The listed companies."""
    return load_universe()


@pytest.mark.parametrize(
    ("text", "ticker", "kind", "asset", "start", "end"),
    [
        ("ALLO interim EFS mid-2027", "ALLO", "data_interim", "EFS", date(2027, 5, 1), date(2027, 8, 31)),
        ("$CLLS PDUFA lasme-cel 4 May 2026", "CLLS", "pdufa", "lasme-cel", date(2026, 5, 4), date(2026, 5, 4)),
        ("Gilead topline ARC-10 2H27", "GILD", "data_topline", "ARC-10", date(2027, 7, 1), date(2027, 12, 31)),
        ("MRNA adcomm June 12", "MRNA", "adcomm", "", date(2026, 6, 12), date(2026, 6, 12)),
        ("AAPL analyst tea in late May", "AAPL", "event", "analyst tea", date(2026, 5, 21), date(2026, 5, 31)),
        ("allo pdufa 4 may 2027", "ALLO", "pdufa", "", date(2027, 5, 4), date(2027, 5, 4)),
        ("ALLO topline jan 2027", "ALLO", "data_topline", "", date(2027, 1, 1), date(2027, 1, 31)),
        ("ALLO topline h1 2027", "ALLO", "data_topline", "", date(2027, 1, 1), date(2027, 6, 30)),
        (
            "ALLO data may come between march and may 2027",
            "ALLO",
            "data_readout",
            "may come between",
            date(2027, 3, 1),
            date(2027, 5, 31),
        ),
        ("ALLO vote “9 June”", "ALLO", "vote", "", date(2026, 6, 9), date(2026, 6, 9)),
        ("ALLO vote 29 Feb 2028", "ALLO", "vote", "", date(2028, 2, 29), date(2028, 2, 29)),
        (
            "ALLO topline 31 sepsis patients 2H27",
            "ALLO",
            "data_topline",
            "31 sepsis patients",
            date(2027, 7, 1),
            date(2027, 12, 31),
        ),
        ("ALLO topline phase 3 May 15", "ALLO", "data_topline", "phase 3", date(2026, 5, 15), date(2026, 5, 15)),
        ("ALLO topline 7 May 27", "ALLO", "data_topline", "", date(2027, 5, 7), date(2027, 5, 7)),
        ("ALLO part 2 March 15, 2027", "ALLO", "event", "part 2", date(2027, 3, 15), date(2027, 3, 15)),
        ("“ALLO”: topline 2H27", "ALLO", "data_topline", "", date(2027, 7, 1), date(2027, 12, 31)),
        ("ALLO DEC-205 topline 2H27", "ALLO", "data_topline", "DEC-205", date(2027, 7, 1), date(2027, 12, 31)),
        ("ALLO MON-101 topline 2H27", "ALLO", "data_topline", "MON-101", date(2027, 7, 1), date(2027, 12, 31)),
        (
            "ALLO earnings 7 May after the close",
            "ALLO",
            "earnings",
            "after the close",
            date(2026, 5, 7),
            date(2026, 5, 7),
        ),
        ("ALLO webcast Thursday", "ALLO", "conference", "webcast", date(2026, 4, 23), date(2026, 4, 23)),
        ("FOMC 9 Dec", "Market", "macro", "FOMC", date(2026, 12, 9), date(2026, 12, 9)),
        ("US CPI 12 May", "Market", "macro", "US CPI", date(2026, 5, 12), date(2026, 5, 12)),
        ("ECB rate decision 17 Dec", "Market", "macro", "ECB rate decision", date(2026, 12, 17), date(2026, 12, 17)),
        ("Merck CPI combo topline 2H27", "MRK", "data_topline", "CPI combo", date(2027, 7, 1), date(2027, 12, 31)),
        ("FOMC press conference 29 April", "Market", "macro", "FOMC press", date(2026, 4, 29), date(2026, 4, 29)),
        ("SPY FOMC 29 April", "SPY", "macro", "FOMC", date(2026, 4, 29), date(2026, 4, 29)),
        ("Russell rebalance 26 June", "Market", "index_change", "Russell", date(2026, 6, 26), date(2026, 6, 26)),
        ("MSCI rebalance 29 May", "Market", "index_change", "MSCI", date(2026, 5, 29), date(2026, 5, 29)),
        ("MSCI earnings 29 April", "MSCI", "earnings", "", date(2026, 4, 29), date(2026, 4, 29)),
        ("ASCO 2026", "Market", "conference", "ASCO", date(2026, 5, 29), date(2026, 6, 2)),
        ("JPM 2027", "Market", "conference", "JPM", date(2027, 1, 11), date(2027, 1, 14)),
        ("JPM earnings 13 Jan 2027", "JPM", "earnings", "", date(2027, 1, 13), date(2027, 1, 13)),
        (
            "ASH annual meeting 12 Dec 2026",
            "Market",
            "conference",
            "ASH annual meeting",
            date(2026, 12, 12),
            date(2026, 12, 12),
        ),
        ("ASH earnings 29 April", "ASH", "earnings", "", date(2026, 4, 29), date(2026, 4, 29)),
        ("market triple witching 19 June", "Market", "event", "triple witching", date(2026, 6, 19), date(2026, 6, 19)),
    ],
)
def test_words_become_a_window(
    universe: Universe, text: str, ticker: str, kind: str, asset: str, start: date, end: date
):
    """Ticker or name, kind, what it is about, and the window with the writer's own words."""
    entry = read_entry(text, universe=universe, now=NOW, zone=NEW_YORK)
    assert (entry.company.ticker, entry.kind, entry.asset) == (ticker, kind, asset)
    assert (entry.window.start, entry.window.end) == (start, end)
    assert entry.window.phrase in text


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("ALLO earnings 7 May 4:30pm ET", datetime(2026, 5, 7, 20, 30, tzinfo=UTC)),
        ("ALLO earnings 7 May 7am London", datetime(2026, 5, 7, 6, 0, tzinfo=UTC)),
        ("ALLO earnings 7 May 16:30", datetime(2026, 5, 7, 20, 30, tzinfo=UTC)),
        ("ALLO earnings 7 May 16:30 London", datetime(2026, 5, 7, 15, 30, tzinfo=UTC)),
        ("ALLO earnings 7 May 4.30pm", datetime(2026, 5, 7, 20, 30, tzinfo=UTC)),
        ("ALLO earnings 7 May 4:30 p.m. EST", datetime(2026, 5, 7, 20, 30, tzinfo=UTC)),
        ("ALLO earnings 7 May 8am PST", datetime(2026, 5, 7, 15, 0, tzinfo=UTC)),
        ("ALLO earnings 7 May 8am Hong Kong", datetime(2026, 5, 7, 0, 0, tzinfo=UTC)),
        ("ALLO earnings 7 May 8am EFS", datetime(2026, 5, 7, 12, 0, tzinfo=UTC)),
        ("ALLO vote noon ET 7 May", datetime(2026, 5, 7, 16, 0, tzinfo=UTC)),
        ("ALLO earnings 7 May 4pm GMT", datetime(2026, 5, 7, 16, 0, tzinfo=UTC)),
        ("ALLO earnings 7 May 9h", datetime(2026, 5, 7, 13, 0, tzinfo=UTC)),
        ("ALLO earnings 7 May 16h30 Paris", datetime(2026, 5, 7, 14, 30, tzinfo=UTC)),
        ("ALLO earnings 7th of May 2026 at 9h", datetime(2026, 5, 7, 13, 0, tzinfo=UTC)),
        ("ALLO earnings 16h30 May 7", datetime(2026, 5, 7, 20, 30, tzinfo=UTC)),
        ("ALLO earnings 7 May 9 Uhr", datetime(2026, 5, 7, 13, 0, tzinfo=UTC)),
        ("ALLO earnings 7 May 4p ET", datetime(2026, 5, 7, 20, 0, tzinfo=UTC)),
        ("ALLO earnings 7 May 0800", datetime(2026, 5, 7, 12, 0, tzinfo=UTC)),
        ("ALLO earnings May 7, 1630 GMT", datetime(2026, 5, 7, 16, 30, tzinfo=UTC)),
        ("ALLO earnings 2026-05-07 0800", datetime(2026, 5, 7, 12, 0, tzinfo=UTC)),
        ("ALLO results 1H26 7 May", None),
        ("ALLO earnings 07MAY26 16:30", datetime(2026, 5, 7, 20, 30, tzinfo=UTC)),
        ("ALLO earnings 2026-05-07T16:30Z", datetime(2026, 5, 7, 16, 30, tzinfo=UTC)),
        ("ALLO earnings 9h 7 May", datetime(2026, 5, 7, 13, 0, tzinfo=UTC)),
        ("ALLO topline 7 May 8am ARC-10", datetime(2026, 5, 7, 12, 0, tzinfo=UTC)),
        ("ALLO data 7 May 3L trial", None),
        ("ALLO dividend 7 May 0.26", None),
        ("ALLO reverse split 1:10 7 May", None),
        ("ALLO earnings 7 May 30pm", None),
    ],
)
def test_a_stated_hour_is_kept_in_its_zone(universe: Universe, text: str, utc: datetime | None):
    """A clock time beside a known day counts in the zone that is named, else in the channel's; a ratio is no time."""
    entry = read_entry(text, universe=universe, now=NOW, zone=NEW_YORK)
    assert (entry.window.start, entry.time) == (date(2026, 5, 7), utc)


@pytest.mark.parametrize(
    "text", ["Friday 9h", "Fri 9am", "fri. at 9h", "Friday 0900", "9h Friday", "on Friday at 9am ET"]
)
def test_a_weekday_with_an_hour_is_the_next_such_day(universe: Universe, text: str):
    """However it is typed, and whatever it is about; on a Friday it is the next one, for today has a word of its own."""
    for today, friday in ((20, 24), (24, 1)):
        now = datetime(2026, 4, today, 12, 45, tzinfo=UTC)
        entry = read_entry(f"ALLO webcast {text}", universe=universe, now=now, zone=NEW_YORK)
        month = 4 if friday == 24 else 5
        assert (entry.window.start, entry.time) == (
            date(2026, month, friday),
            datetime(2026, month, friday, 13, 0, tzinfo=UTC),
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ALLO interim EFS some day", "no date"),
        ("ALLO", "when"),
        ("ALLO interim EFS in 2019", "no date|over"),
        ("ALLO data " + "x" * 400, "characters"),
        ("ALLO earnings 7 May 8am IST", "not a time zone"),
        ("ALLO earnings 7 May 8am GMT+1", "“GMT[+]1” is not a time zone"),
        ("ALLO earnings 7 May 8 ET", "What is the 8 in “7 May 8”.*8am or 08:00"),
        ("ALLO earnings 7 May 16", "What is the 16 in “7 May 16”"),
        ("ALLO earnings 7 May 2027 8 ET", "“7 May 2027 8”"),
        ("ALLO earnings 7 May at 9", "“7 May at 9”"),
        ("ALLO earnings May 7 9", "“May 7 9”"),
        ("ALLO earnings 7 May 16.30", "What is the 16.30"),
        ("ALLO conference 30 May 2 June", "Which of these is it: 30 May, 2 June[?]"),
        ("ALLO conference 7 May 9-10", "“7 May 9-10”"),
        ("ALLO data 7 May 1200 patients", "“7 May 1200”"),
        ("ALLO earnings yesterday", "“yesterday” is over"),
        ("ALLO earnings today 7am", "07:00 on 20 April 2026, America/New_York, is over"),
        ("ALLO earnings Monday or Tuesday", "Which of these is it: Monday, Tuesday[?]"),
        ("ALLO earnings 7 May, 8 June", "Which of these is it: 7 May, 8 June[?]"),
        ("ALLO earnings Friday 9", "What is the 9 in “Friday 9”"),
        ("ALLO earnings Friday 9 May", "9 May 2026 is a Saturday, not a Friday"),
        ("ALLO earnings 2026-05-07T16:30+02:00", "not a time zone"),
        ("PDUFA 4 May", "Whose PDUFA is it[?]"),
        ("ALLO vote 31 April 2027", "There is no “31 April 2027”: that month ends on the 30th"),
        ("ALLO vote April 31, 2027", "There is no “April 31, 2027”"),
        ("ALLO vote 28-31 april 2027", "ends on the 30th"),
        ("ALLO vote 29 Feb 2027", "ends on the 28th"),
        ("ALLO vote 31 Dec 9999", "too far: years from 1990 to 2069"),
    ],
)
def test_what_cannot_be_kept_is_refused(universe: Universe, text: str, words: str):
    """No date, no event, a past date and an essay each get one sentence."""
    with pytest.raises(BadInput, match=words):
        read_entry(text, universe=universe, now=NOW, zone=NEW_YORK)


def test_a_name_nobody_has_is_refused(universe: Universe):
    """An unknown ticker is not put on the calendar."""
    with pytest.raises(UnknownTicker):
        read_entry("ZZZZZQ topline mid-2027", universe=universe, now=NOW, zone=NEW_YORK)


def test_a_window_that_is_open_now_may_be_added():
    """A window that has begun and is not over is ahead; one that ended yesterday is not."""
    assert read_window("2Q26", today=NOW.date()).end == date(2026, 6, 30)
    with pytest.raises(UserError):
        read_window("1Q26", today=NOW.date())


def test_a_name_in_doubt_is_asked_about(universe: Universe):
    """Misspelled, or one of several: whose date it is, is never guessed."""
    for text, first in (("modrna earnings 1 May 2027", "MRNA"), ("novo readout mid-2027", "NVO")):
        with pytest.raises(AmbiguousName) as doubt:
            read_entry(text, universe=universe, now=NOW, zone=NEW_YORK)
        assert doubt.value.candidates[0].ticker == first
