"""What sources do to a channel's calendar: new, moved, known, put back never; one down blocks no other."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.calendars.all import AllCalendars
from bot.cards import catalysts as cards
from bot.channel_settings import zone_of
from bot.errors import SourceDown
from bot.model import Catalyst, Company, Source, Window
from bot.research.calendar import agenda, gather, is_exact, merge, put_in, refresh
from bot.sample import SAMPLE_START
from bot.wiring import sample_sources
from tests.desk.sources import Failing, down
from tests.digest.house import DESK, PM, House, day_window, open_house, span

TRIALS = Source("ClinicalTrials.gov", "https://clinicaltrials.gov/study/NCT1", SAMPLE_START)
YAHOO = Source("Yahoo", None, SAMPLE_START)
COMPLETION = Catalyst("ALLO", "primary_completion", span(date(2027, 2, 1), date(2027, 2, 28), "2027-02"), "", TRIALS,
                      "low", "C", asset="NCT1")  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Any:
    """A house on the sample's morning."""
    opened = open_house(tmp_path / "house.db", SAMPLE_START)
    yield opened
    opened.storage.close()


def put(house: House, *rows: Catalyst) -> Any:
    return merge(house.storage.catalysts, DESK, rows, now=house.clock.now())


def active(house: House) -> Sequence[Catalyst]:
    return house.storage.catalysts.list(DESK, since=date(2026, 1, 1))


def moved(row: Catalyst, start: date, end: date, phrase: str) -> Catalyst:
    return dataclasses.replace(row, window=span(start, end, phrase))


def test_a_moved_date_supersedes_and_keeps_the_slip(house: House):
    """The same trial with another month is a slip: one open row, the old one behind it, the list says from where."""
    assert len(put(house, COMPLETION).new) == 1
    slip = moved(COMPLETION, date(2027, 6, 1), date(2027, 6, 30), "2027-06")
    assert len(put(house, slip).moved) == 1
    (row,) = active(house)
    assert row.window.phrase == "2027-06"
    shown = agenda(house.storage.catalysts, DESK, days=730, now=house.clock.now(), zone=zone_of({}))
    assert shown.moved_from == {row.id: "2027-02 (1 Feb 2027 to 28 Feb 2027)"}


def test_the_same_again_changes_only_its_age(house: House):
    """Asking daily adds nothing and no history line, but the age is new."""
    put(house, COMPLETION)
    house.clock.advance(timedelta(days=1))
    later = dataclasses.replace(COMPLETION, source=dataclasses.replace(TRIALS, as_of=house.clock.now()))
    again = put(house, later)
    assert (again.new, again.moved) == ([], [])
    assert active(house)[0].source.as_of == house.clock.now()
    assert len(house.storage.catalysts.changes(DESK, since=SAMPLE_START)) == 1


@pytest.mark.parametrize("status", ["removed", "done"])
def test_what_a_person_closed_is_not_put_back(house: House, status: Any):
    """The source says it again every day; the channel has decided."""
    put(house, COMPLETION)
    house.storage.catalysts.close(DESK, int(active(house)[0].id or 0), status, outcome=None, user=PM, at=SAMPLE_START)
    assert put(house, COMPLETION).new == []
    assert active(house) == []


def test_a_persons_move_beats_the_same_old_answer(house: House):
    """A person moved it; the source's unchanged answer does not bring the old window back, a new answer does."""
    put(house, COMPLETION)
    known = active(house)[0]
    by_hand = dataclasses.replace(known, window=span(date(2027, 9, 1), date(2027, 9, 30), "September 2027"),
                                  source=Source("the desk", None, SAMPLE_START))  # fmt: skip
    house.storage.catalysts.supersede(DESK, int(known.id or 0), by_hand, user=PM, at=SAMPLE_START)
    put(house, COMPLETION)
    assert [row.window.phrase for row in active(house)] == ["September 2027"]


def test_a_confirmed_day_is_not_moved_by_an_estimate(house: House):
    """Confirmed by a person: a tier C source no longer moves it."""
    put(house, COMPLETION)
    number = int(active(house)[0].id or 0)
    house.storage.catalysts.edit(
        DESK, number, {"note": f"confirmed by {PM}"}, user=PM, at=SAMPLE_START, change="confirmed"
    )
    put(house, moved(COMPLETION, date(2028, 1, 1), date(2028, 1, 31), "2028-01"))
    assert [row.window.phrase for row in active(house)] == ["2027-02"]


def test_the_next_quarter_is_no_slip(house: House):
    """Yahoo's next earnings date a quarter later is another event; ten days later it is the same one, moved."""
    first = Catalyst("ALLO", "earnings", day_window(date(2026, 5, 7)), "", YAHOO, "medium", "C")
    put(house, first)
    slip = dataclasses.replace(first, window=day_window(date(2026, 5, 14)))
    assert len(put(house, slip).moved) == 1
    following = dataclasses.replace(first, window=day_window(date(2026, 8, 6)))
    result = put(house, following)
    assert (len(result.new), result.moved) == (1, [])
    assert len(active(house)) == 2


TWO = [
    Catalyst("ALLO", kind, window, "", Source(name, None, SAMPLE_START), "high", "B")
    for kind, name, window in (
        ("data_topline", "SEC EDGAR 8-K", span(date(2027, 5, 1), date(2027, 8, 31), "mid-2027")),
        ("data_topline", "SEC EDGAR 8-K", span(date(2028, 1, 1), date(2028, 6, 30), "1H28")),
    )
]


def test_two_events_of_one_source_stay_two(house: House):
    """Two readouts of one release: asking again changes nothing, one that moved leaves the other alone."""
    assert len(put(house, *TWO).new) == 2
    again = put(house, *TWO)
    assert (again.new, again.moved) == ([], [])
    slip = moved(TWO[1], date(2028, 7, 1), date(2028, 12, 31), "2H28")
    assert [before.window.phrase for before, _after in put(house, TWO[0], slip).moved] == ["1H28"]
    assert [row.window.phrase for row in active(house)] == ["mid-2027", "2H28"]


def test_one_event_that_became_two(house: House):
    """A release that now names two windows moves the old one once and adds the other."""
    put(house, TWO[0])
    later = [moved(TWO[0], date(2027, 9, 1), date(2027, 12, 31), "late 2027"), TWO[1]]
    result = put(house, *later)
    assert (len(result.new), len(result.moved)) == (1, 1)
    assert [row.window.phrase for row in active(house)] == ["late 2027", "1H28"]


def test_a_slip_of_the_next_quarter_moves_the_next_quarter(house: House):
    """With two quarters on the calendar, four days' difference is a slip of the nearer one, not a third date."""
    days = [
        Catalyst("ALLO", "earnings", day_window(date(2026, month, 6)), "", YAHOO, "medium", "C") for month in (5, 8)
    ]
    put(house, *days)
    put(house, dataclasses.replace(days[1], window=day_window(date(2026, 8, 10))))
    assert [row.window.start for row in active(house)] == [date(2026, 5, 6), date(2026, 8, 10)]


def test_the_companys_own_day_takes_the_place_of_an_estimate(house: House):
    """Yahoo's range gives way to the day of the release and does not come back; a person's own entry gives way to nothing."""
    estimate = Catalyst(
        "ALLO", "earnings", span(date(2026, 5, 7), date(2026, 5, 14), "7 to 14 May"), "", YAHOO, "low", "C"
    )
    official = Catalyst("ALLO", "earnings", day_window(date(2026, 5, 12)), "", TWO[0].source, "high", "B")
    put(house, estimate)
    put(house, official)
    assert put(house, estimate, official).moved == []
    assert [row.tier for row in active(house)] == ["B"]
    own = dataclasses.replace(estimate, ticker="CLLS", source=Source("the desk", None, SAMPLE_START))
    house.storage.catalysts.add(DESK, own, user=PM, at=SAMPLE_START)
    assert put(house, dataclasses.replace(official, ticker="CLLS")).moved == []


EARNINGS = Catalyst("ALLO", "earnings", day_window(date(2026, 5, 7)), "", YAHOO, "medium", "C")
HALF_FOUR, EIGHT = datetime(2026, 5, 7, 20, 30, tzinfo=UTC), datetime(2026, 5, 7, 12, tzinfo=UTC)


def reminders(house: House) -> list[datetime]:
    """When the reminders before a stated hour were due."""
    for _now in house.run(datetime(2026, 5, 8, tzinfo=UTC), step=timedelta(minutes=30)):
        pass
    return [row.planned_at for row in house.posts("reminder:") if row.key.endswith(":30m")]


@pytest.mark.parametrize("before", [None, EIGHT])
def test_an_hour_that_comes_later_moves_the_reminder(house: House, before: datetime | None):
    """The source now gives the hour, or another one, for the same day: the reminder half an hour before follows it."""
    put(house, dataclasses.replace(EARNINGS, time=before))
    house.tick()
    result = put(house, dataclasses.replace(EARNINGS, time=HALF_FOUR))
    assert [row.time for row in result.timed] == [HALF_FOUR]
    (row,) = active(house)
    assert row.time == HALF_FOUR
    assert put(house, dataclasses.replace(EARNINGS, time=HALF_FOUR)).timed == []
    assert put(house, EARNINGS).timed == [], "an answer without an hour takes none away"
    assert reminders(house) == [HALF_FOUR - timedelta(minutes=30)]


@pytest.mark.parametrize("changes", [{"time": EIGHT}, {"note": f"confirmed by {PM}"}])
def test_a_persons_hour_stays(house: House, changes: Any):
    """What a person edited or confirmed keeps its hour."""
    put(house, dataclasses.replace(EARNINGS, time=EIGHT))
    number = int(active(house)[0].id or 0)
    house.storage.catalysts.edit(DESK, number, changes, user=PM, at=SAMPLE_START)
    assert put(house, dataclasses.replace(EARNINGS, time=HALF_FOUR)).timed == []
    assert active(house)[0].time == EIGHT


FISCAL = dataclasses.replace(
    EARNINGS, window=Window(None, None, "fiscal", "within", "fiscal Q2"), source=TWO[0].source, tier="B"
)


def test_a_row_without_a_day_stands_for_no_day(house: House):
    """Neither open nor removed does "fiscal Q2" keep a real day away, and it never takes the place of one."""
    put(house, FISCAL)
    assert len(put(house, EARNINGS).new) == 1
    for row in active(house):
        house.storage.catalysts.close(DESK, int(row.id or 0), "removed", outcome=None, user=PM, at=SAMPLE_START)
    later = dataclasses.replace(EARNINGS, window=day_window(date(2026, 8, 6)))
    assert len(put(house, later).new) == 1
    assert put(house, FISCAL).new == []
    assert [row.window.start for row in active(house)] == [date(2026, 8, 6)]


def test_a_release_without_a_day_leaves_the_estimated_day(house: House):
    """The company says only "fiscal Q2": Yahoo's day stays with its reminders."""
    put(house, EARNINGS)
    put(house, FISCAL)
    assert [row.window.start for row in active(house)] == [date(2026, 5, 7)]


OFFICIAL = dataclasses.replace(EARNINGS, window=day_window(date(2026, 5, 12)), source=TWO[0].source, tier="B")


def test_the_companys_day_replaces_an_estimate_that_missed_it(house: House):
    """Five days apart in one quarter is one event: the release's day stands, whichever came first; the next quarter's stays."""
    following = dataclasses.replace(EARNINGS, window=day_window(date(2026, 8, 6)))
    put(house, EARNINGS)
    assert len(put(house, EARNINGS, OFFICIAL).moved) == 1
    again = put(house, EARNINGS, OFFICIAL)
    assert (again.new, again.moved) == ([], [])
    assert len(put(house, following, OFFICIAL).new) == 1
    assert [(row.window.start, row.tier) for row in active(house)] == [
        (date(2026, 5, 12), "B"), (date(2026, 8, 6), "C"),
    ]  # fmt: skip


def test_one_row_names_the_other_sources_day_while_it_differs(house: House):
    """Yahoo says the 7th, the release the 12th: one row, the 12th, with Yahoo's day beside it until Yahoo agrees."""
    put(house, EARNINGS, OFFICIAL)
    assert [row.note for row in active(house)] == ["Yahoo says 07 May 2026"]
    put(house, dataclasses.replace(EARNINGS, window=day_window(date(2026, 5, 8))), OFFICIAL)
    assert [row.note for row in active(house)] == ["Yahoo says 08 May 2026"]
    put(house, dataclasses.replace(EARNINGS, window=OFFICIAL.window), OFFICIAL)
    assert [(row.window.start, row.note) for row in active(house)] == [(date(2026, 5, 12), "")]


@pytest.mark.parametrize("asset", ["", "first quarter 2026 results"])
@pytest.mark.parametrize("day", [7, 12])
def test_a_day_added_from_the_release_takes_the_estimates_place(house: House, day: int, asset: str):
    """*Add to calendar* under a pasted release: Yahoo's row moves to the company's day, on the same day with its hour."""
    put(house, dataclasses.replace(EARNINGS, time=HALF_FOUR))
    release = dataclasses.replace(OFFICIAL, window=day_window(date(2026, 5, day)), asset=asset)
    _number, new, before = put_in(house.storage.catalysts, DESK, release, user=PM, now=house.clock.now())
    assert (new, before is not None) == (True, True)
    put(house, EARNINGS)
    (row,) = active(house)
    assert (row.window.start, row.tier, row.asset) == (date(2026, 5, day), "B", asset)
    assert row.time == (HALF_FOUR if day == 7 else None)
    assert row.note == ("" if day == 7 else "Yahoo says 07 May 2026")


def test_two_rows_of_one_event_become_one(house: House):
    """A calendar of before that holds both days loses the estimate with the next answer; the history says why."""
    for row in (EARNINGS, OFFICIAL):
        house.storage.catalysts.add(DESK, row, user="source", at=SAMPLE_START)
    put(house, EARNINGS)
    assert [(row.window.start, row.note) for row in active(house)] == [(date(2026, 5, 12), "Yahoo says 07 May 2026")]
    assert house.storage.catalysts.changes(DESK, since=SAMPLE_START)[-1].detail == "one event with number 2"


def test_the_companys_newer_word_moves_its_older_one(house: House):
    """An earnings day taken from a link and a later 8-K with another day: one row, the newer day; an older one is named."""
    link = dataclasses.replace(
        OFFICIAL, source=Source("globenewswire.com", "https://globenewswire.com/1", SAMPLE_START)
    )
    put_in(house.storage.catalysts, DESK, link, user=PM, now=SAMPLE_START)
    older = dataclasses.replace(TWO[0].source, as_of=SAMPLE_START - timedelta(days=9))
    later = dataclasses.replace(TWO[0].source, as_of=SAMPLE_START + timedelta(days=9))
    for source, day, note in (
        (older, 12, "SEC EDGAR 8-K says 14 May 2026"),
        (later, 14, "globenewswire.com says 12 May 2026"),
    ):
        put(house, dataclasses.replace(OFFICIAL, window=day_window(date(2026, 5, 14)), source=source))
        assert [(row.window.start, row.note) for row in active(house)] == [(date(2026, 5, day), note)]


def test_an_estimate_adds_nothing_to_a_day_that_a_person_typed(house: House):
    """The desk's own 8 May beside Yahoo's 7th: the person's row stays alone, and tells what Yahoo says."""
    typed = dataclasses.replace(
        EARNINGS, window=day_window(date(2026, 5, 8)), source=Source("the desk", None, SAMPLE_START)
    )
    put(house, EARNINGS)
    put_in(house.storage.catalysts, DESK, typed, user=PM, now=SAMPLE_START)
    put(house, EARNINGS)
    put(house, dataclasses.replace(EARNINGS, window=day_window(date(2026, 5, 6))))
    assert [(row.window.start, row.note) for row in active(house)] == [(date(2026, 5, 8), "Yahoo says 06 May 2026")]


def test_a_release_and_yahoo_give_one_ex_date(house: House):
    """The release's dividend day on Yahoo's ex-date is that one; its other days are days of their own."""
    yahoo = dataclasses.replace(EARNINGS, kind="dividend", asset="ex-date")
    release = dataclasses.replace(OFFICIAL, kind="dividend", window=EARNINGS.window)
    put(house, yahoo)
    put(house, yahoo, release, dataclasses.replace(release, window=day_window(date(2026, 6, 1))))
    assert [(row.window.start, row.asset, row.tier) for row in active(house)] == [
        (date(2026, 5, 7), "ex-date", "B"), (date(2026, 6, 1), "", "B"),
    ]  # fmt: skip


def test_an_estimate_adds_nothing_to_a_day_that_a_person_took_from_the_release(house: House):
    """Added from a pasted release: Yahoo's other day in the same quarter is no second event."""
    house.storage.catalysts.add(DESK, OFFICIAL, user=PM, at=SAMPLE_START)
    assert put(house, EARNINGS).new == []


def test_a_confirmed_estimate_is_not_replaced(house: House):
    """A person has checked Yahoo's day: it stays beside the release's."""
    put(house, EARNINGS)
    number = int(active(house)[0].id or 0)
    house.storage.catalysts.edit(DESK, number, {"note": f"confirmed by {PM}"}, user=PM, at=SAMPLE_START)
    assert put(house, OFFICIAL).moved == []
    assert active(house)[0].window.start == date(2026, 5, 7)


FDA = Source("FDA", "https://www.fda.gov/advisory-committees/june-1", SAMPLE_START)
MEETING = Catalyst("ALLO", "adcomm", day_window(date(2026, 6, 1)), "", FDA, "high", "A", note="Meeting on cema-cel")
PAPERS = dataclasses.replace(MEETING, window=day_window(date(2026, 5, 28)), tier="B", asset="briefing documents")


def called_off(row: Catalyst, note: str = "POSTPONED - Meeting on cema-cel") -> Catalyst:
    return dataclasses.replace(row, status="removed", note=note)


def test_a_meeting_called_off_leaves_the_calendar(house: House):
    """Postponed: no reminder speaks of it any more, the history says why, and it may come back on the same day."""
    put(house, MEETING, PAPERS)
    gone = put(house, called_off(MEETING))
    assert len(gone.off) == 2
    assert active(house) == []
    assert house.storage.catalysts.changes(DESK, since=SAMPLE_START)[-1].detail.startswith("POSTPONED")
    assert put(house, called_off(MEETING)).off == []
    assert "called off" in str(cards.refreshed(gone).blocks)
    assert len(put(house, MEETING).new) == 1


def test_a_meeting_with_a_new_day_is_moved_and_not_called_off(house: House):
    """The same page gives the old day as postponed and the new one: one row, moved."""
    put(house, MEETING)
    new = dataclasses.replace(MEETING, window=day_window(date(2026, 9, 1)))
    result = put(house, called_off(MEETING), new)
    assert (len(result.moved), result.off) == (1, [])
    assert [row.window.start for row in active(house)] == [date(2026, 9, 1)]


def test_a_persons_own_meeting_is_not_called_off(house: House):
    """What the desk typed is the desk's."""
    own = dataclasses.replace(MEETING, source=Source("the desk", None, SAMPLE_START), tier="C")
    house.storage.catalysts.add(DESK, own, user=PM, at=SAMPLE_START)
    assert put(house, called_off(MEETING)).off == []


def test_a_calendar_that_is_down_is_named(tmp_path: Path):
    """One of several public calendars fails: the answer says which, and not that there is nothing new."""

    class Down:
        name = "FDA"

        def catalysts(self, company: Company, *, since: date, lane: Any) -> list[Catalyst]:
            del company, since, lane
            raise SourceDown(source="FDA")

        def health(self) -> tuple[()]:
            return ()

    class Broken(Down):
        name = "ClinicalTrials.gov"

        def catalysts(self, company: Company, *, since: date, lane: Any) -> list[Catalyst]:
            del company, since, lane
            raise KeyError("studies")

    class Quiet(Down):
        def catalysts(self, company: Company, *, since: date, lane: Any) -> list[Catalyst]:
            del company, since, lane
            return []

    probe = open_house(tmp_path / "probe.db", SAMPLE_START)
    sources = dataclasses.replace(
        sample_sources(probe.storage, probe.clock), calendars=AllCalendars([Quiet(), Broken(), Down()])
    )
    house = open_house(tmp_path / "house.db", SAMPLE_START, sources=sources)
    house.watch("AAPL")
    refresh(house.research, DESK, tickers=["AAPL"])
    merged = refresh(house.research, DESK, tickers=["AAPL"])
    assert (merged.new, merged.moved) == ([], [])
    shown = cards.refreshed(merged)
    assert "have nothing new" in shown.text
    assert "not all of them did" in shown.text
    assert "FDA: The source is down." in str(shown.blocks)
    assert "ClinicalTrials.gov could not be read" in str(shown.blocks)
    probe.storage.close()
    house.storage.close()


def test_one_source_down_blocks_no_other(tmp_path: Path):
    """Yahoo is down: ClinicalTrials.gov's dates arrive all the same, and the fault is named."""

    class Trials:
        def catalysts(self, company: Company, *, since: date, lane: Any) -> list[Catalyst]:
            del company, since, lane
            return [COMPLETION]

        def health(self) -> tuple[()]:
            return ()

    probe = open_house(tmp_path / "probe.db", SAMPLE_START)
    broken: Any = Failing(down)
    sources = dataclasses.replace(
        sample_sources(probe.storage, probe.clock), market=broken, calendars=AllCalendars([Trials()])
    )
    house = open_house(tmp_path / "house.db", SAMPLE_START, sources=sources)
    found = gather(house.research, Company("ALLO", "Allogene"))
    assert [row.asset for row in found.catalysts] == ["NCT1"]
    assert "Yahoo Finance does not answer" in found.faults[0]
    probe.storage.close()
    house.storage.close()


def test_new_names_are_asked_about_unasked(house: House):
    """A name put on the list brings its dates with the next tick, once a day, into every channel that watches it."""
    house.watch("ALLO")
    house.tick()
    row, *trials = sorted(active(house), key=lambda found: found.kind)
    assert (row.kind, row.tier, row.added_by) == ("earnings", "C", "source")
    assert {found.kind for found in trials} == {"primary_completion"}
    assert not is_exact(row)
    changes = len(house.storage.catalysts.changes(DESK, since=datetime(2026, 1, 1, tzinfo=SAMPLE_START.tzinfo)))
    house.clock.advance(timedelta(hours=1))
    house.tick()
    assert len(house.storage.catalysts.changes(DESK, since=datetime(2026, 1, 1, tzinfo=SAMPLE_START.tzinfo))) == changes


def told(ticker: str, asset: str, url: str = "https://news.example/a") -> Catalyst:
    """A readout as an article tells it."""
    window = Window(date(2027, 5, 1), date(2027, 8, 31), "third-of-year", "within", "mid-2027")
    return Catalyst(ticker, "data_interim", window, "Interim data are due in mid-2027.", Source("Wire", url, SAMPLE_START),
                    tier="C", asset=asset)  # fmt: skip


def test_one_readout_of_two_partners_is_on_the_calendar_once(house: House):
    """An article that gives the drug's date to the partner finds it there; another drug's readout is another event."""
    store = house.storage.catalysts
    first, *_ = put_in(store, DESK, told("ALLO", "cema-cel"), user=PM, now=SAMPLE_START)
    assert put_in(store, DESK, told("CLLS", "Cema-cel"), user=PM, now=SAMPLE_START) == (first, False, None)
    assert put_in(store, DESK, told("CLLS", "lasme-cel"), user=PM, now=SAMPLE_START)[1]
    assert put_in(store, DESK, told("CLLS", ""), user=PM, now=SAMPLE_START)[1]


def test_a_page_that_is_read_with_its_drug_later_is_the_same_row(house: House):
    """A release whose drug was not read before does not put its date on the calendar again; another page's does."""
    put(house, told("ALLO", ""))
    assert put(house, told("ALLO", "cema-cel")).new == []
    assert len(put(house, told("ALLO", "cema-cel", "https://news.example/b")).new) == 1
