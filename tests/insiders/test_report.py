"""The question as a whole: at once from what is kept, newest first when cold, the rest later, honest when in part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.cards.insiders import insiders_card
from bot.errors import BadInput, NotFoundAtSource, SourceDown
from bot.model import Company
from bot.model import InsiderClass as Kind
from bot.research.insider_documents import READERS
from bot.research.insider_query import InsiderQuery
from bot.research.insiders import FIRST_ANSWER_S, FIRST_DOCUMENTS_S, insiders
from bot.tickers import load_universe
from storage import open_storage
from tests.insiders.build import DIRECTOR, OFFICER, Line
from tests.insiders.sec import COMPANY, ISSUER, NOON, Closes, FastClock, Sec

BUY = Line("P", day="2025-03-10", post=11_000)


class WaitingClock(FastClock):
    """Stands until something has happened, whatever the machine's pace; then the first answer's time is over."""

    def __init__(self, happened: Callable[[], bool]) -> None:
        super().__init__(NOON)
        self._happened = happened

    def monotonic(self) -> float:
        return FIRST_DOCUMENTS_S + FIRST_ANSWER_S if self._happened() else 0.0


def no_quote(_ticker: str) -> Any:
    """A market that knows nothing."""
    raise NotFoundAtSource


@pytest.fixture
def clock():
    return FastClock(NOON)


@pytest.fixture
def storage(tmp_path, clock):
    opened = open_storage(tmp_path / "desk.db", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def sec():
    made = Sec()
    made.facts[ISSUER] = (10_000_000, "2025-02-14")
    return made


def ask(sec, storage, clock, *, stage="first", market=None, days=365, show="key", name=""):
    edgar = sec.edgar(storage, clock)
    closes: Any = market or Closes()
    try:
        return insiders(
            InsiderQuery(COMPANY, days, show, name), filings=edgar, market=closes,
            storage=storage, clock=clock, stage=stage,
        )  # fmt: skip
    finally:
        edgar.close()


def test_a_total_in_the_price_field_is_known_by_the_closes(sec, storage, clock):
    """
    1,000 shares "at $10,250" where the share closes at $10: no $10 m purchase, but a line for a human.
    """
    sec.file("0000000077-25-000001", "2025-03-11", Line("P", day="2025-03-10", price=10_250))
    report = ask(sec, storage, clock)
    assert report.activity.net[30].bought == 0
    assert "1 filing line needs a human look" in report.verdict


def test_a_cold_question_reads_lists_documents_and_says_all_is_in(sec, storage, clock):
    """
    One purchase: verdict, dollars, the share count, closes for the chart, the filing's page.
    """
    sec.file("0000000077-25-000001", "2025-03-11", BUY)
    report = ask(sec, storage, clock)
    assert (
        report.verdict == "Open-market buying: CEO Jane Doe bought $10,000 on 10 Mar 2025; 10.0 % added to the holding"
    )
    assert (report.read, report.listed, report.outstanding.shares) == (1, 1, 10_000_000)
    assert report.bars
    (event,) = report.events
    assert event.summary.urls[0].endswith("/000000007725000001/0000000077-25-000001-index.htm")
    assert (event.summary.lag_days, event.summary.late) == (1, False)
    assert report.next == "history"


def test_a_second_question_reads_no_document_again(sec, storage, clock):
    """
    Filings are kept for ever, the list for minutes.
    """
    sec.file("0000000077-25-000001", "2025-03-11", BUY)
    ask(sec, storage, clock)
    asked = len(sec.asked)
    ask(sec, storage, clock)
    assert len(sec.asked) == asked


def test_hours_later_the_kept_answer_comes_at_once_and_is_read_anew_after(sec, storage, clock):
    """
    The first stage asks the SEC nothing about filings and carries the kept list's time; the next brings what is new.
    """
    sec.file("0000000077-25-000001", "2025-03-11", BUY)
    ask(sec, storage, clock)
    read_at = clock.now()
    clock.advance(hours=3)
    sec.file("0000000077-25-000002", "2025-03-31", Line("S", day="2025-03-28"))
    lists = sec.count("submissions")
    first = ask(sec, storage, clock)
    assert sec.count("submissions") == lists
    assert (first.source.as_of, first.read, first.next) == (read_at, 1, "window")
    later = ask(sec, storage, clock, stage=first.next)
    assert {event.summary.kind for event in later.events} == {Kind.OPEN_MARKET_BUY, Kind.OPEN_MARKET_SELL}


def test_a_slow_sec_gets_a_first_answer_from_the_newest_filings(sec, storage, clock):
    """
    Sixty filings are there, thirty older ones hang: the answer says how far back it reads and that more is to come.
    """
    for number in range(60):
        sec.file(
            f"0000000077-25-{number:06}",
            "2025-03-20",
            Line("S", day="2025-03-19", shares=number + 1),
            owners=((number, "Roe A", ""),),
        )
    old = [f"0000000077-24-{number:06}" for number in range(30)]
    for accession in old:
        sec.file(accession, "2024-09-20", Line("S", day="2024-09-19"))
    sec.held = frozenset(old)
    clock = WaitingClock(lambda: sum(sec.count(accession) for accession in old) >= READERS)
    report = ask(sec, storage, clock)
    assert report.read == 60
    assert report.reads_back_to == date(2025, 3, 20)
    assert "(so far, filings since 20 Mar 2025)" in report.verdict
    assert report.next == "window"
    sec.gate.set()
    rest = ask(sec, storage, clock, stage="window")
    assert (rest.read, rest.listed) == (90, 90)
    assert "so far" not in rest.verdict


def test_the_routine_test_reads_only_the_owners_older_filings(sec, storage, clock):
    """
    Accessions in both lists; habits are unknown before and known after.
    """
    sec.file("0000000077-25-000001", "2025-03-11", BUY, also=(1001,))
    for year in (2022, 2023, 2024):
        sec.file(f"0000000077-{year - 2000}-000009", f"{year}-03-12", Line("P", day=f"{year}-03-10"), also=(1001,))
        sec.file(
            f"0000000077-{year - 2000}-000010",
            f"{year}-06-12",
            Line("A", day=f"{year}-06-10"),
            owners=((5, "Roe B", ""),),
        )
    first = ask(sec, storage, clock)
    assert first.activity.habits == {}
    last = ask(sec, storage, clock, stage=first.next)
    assert last.activity.habits[0] == "routine"
    assert last.next is None
    assert sec.count("-22-000010") == 0


def test_one_broken_filing_is_counted_and_the_rest_is_read(sec, storage, clock):
    """
    A document without ownership XML does not end the question.
    """
    sec.file("0000000077-25-000001", "2025-03-11", BUY)
    sec.file("0000000077-25-000002", "2025-03-12", BUY)
    sec.documents["0000000077-25-000002"] = b"<SEC-DOCUMENT>paper filing, no XML"
    report = ask(sec, storage, clock)
    assert len(report.events) == 1
    assert "no ownership document" in report.activity.unread[0]


def test_filings_that_are_not_in_are_never_told_as_none(sec, storage, clock):
    """
    A slow SEC, or one paper filing: "no Form 3, 4 or 5" would be wrong.
    """
    sec.file("0000000077-25-000001", "2025-03-11", BUY)
    sec.held = frozenset(["0000000077-25-000001"])
    assert ask(sec, storage, clock).verdict == "No answer yet: 1 filing is not read"
    sec.file("0000000077-25-000002", "2025-03-10", Line("S", day="2025-03-10"), owners=((2, "Roe Ann", OFFICER),))
    clock.advance(minutes=6)
    assert ask(sec, storage, clock).verdict.endswith("share of holding n/a (so far, 1 filing not read)")
    sec.gate.set()
    assert "not read" not in ask(sec, storage, clock, stage="window").verdict


def test_a_paper_filing_is_not_told_as_none(sec, storage, clock):
    """
    The list names a filing, its document holds no form.
    """
    sec.file("0000000077-25-000002", "2025-03-12", BUY)
    sec.documents["0000000077-25-000002"] = b"<SEC-DOCUMENT>paper filing, no XML"
    assert ask(sec, storage, clock).verdict == "No answer yet: 1 filing is not read"


def test_with_the_sec_down_the_last_list_answers_and_is_marked_stale(sec, storage, clock):
    """
    Old filings with their age beat no answer.
    """
    sec.file("0000000077-25-000001", "2025-03-11", BUY)
    ask(sec, storage, clock)
    sec.fault = 503
    clock.advance(hours=30)
    report = ask(sec, storage, clock, stage="window")
    assert report.source.stale
    assert report.events


def test_with_nothing_kept_and_the_sec_down_the_fault_is_raised(sec, storage, clock):
    """
    In words for the trader, never an empty card.
    """
    sec.fault = 503
    with pytest.raises(SourceDown):
        ask(sec, storage, clock)


def test_no_closes_and_no_share_count_leave_a_note_each(sec, storage, clock):
    """
    The rest of the answer stands.
    """

    def down():
        raise SourceDown("Yahoo Finance does not answer.")

    sec.file("0000000077-25-000001", "2025-03-11", BUY)
    sec.facts.clear()
    report = ask(sec, storage, clock, market=Closes(down))
    assert (report.bars, report.outstanding) == ((), None)
    assert any("Yahoo" in note for note in report.notes)
    assert any("Shares outstanding" in note for note in report.notes)


def test_window_side_and_person_narrow_the_answer(sec, storage, clock):
    """
    30 days, sales, one name.
    """
    sec.file("0000000077-25-000001", "2025-03-11", BUY)
    sec.file("0000000077-25-000002", "2025-03-12", Line("S", day="2025-03-12"), owners=((2, "Roe Ann", ""),))
    sec.file("0000000077-24-000003", "2024-12-12", Line("S", day="2024-12-12"))
    assert len(ask(sec, storage, clock, days=30).events) == 2
    assert [event.summary.kind for event in ask(sec, storage, clock, show="sales", days=30).events] == [
        Kind.OPEN_MARKET_SELL
    ]
    roe = ask(sec, storage, clock, name="ann roe")
    assert [event.summary.owners for event in roe.events] == [("Ann Roe",)]


def test_a_name_is_not_looked_for_inside_other_names(sec, storage, clock):
    """
    "Lee" asks for a Lee, not for Kathleen Roe.
    """
    sec.file("0000000077-25-000001", "2025-03-12", Line("S", day="2025-03-12"), owners=((2, "Roe Kathleen", ""),))
    sec.file("0000000077-25-000002", "2025-03-12", Line("S", day="2025-03-12"), owners=((3, "Lee-Poe Ann", ""),))
    for name in ("lee", "poe, ann", "Ann Lee"):
        assert [event.summary.owners for event in ask(sec, storage, clock, name=name).events] == [("Ann Lee-Poe",)]


def test_an_office_is_asked_for_like_a_name(sec, storage, clock):
    """
    The CEO's filings, the directors', the CFO's: by title, its short form or the box on the form.
    """
    sec.file("0000000077-25-000001", "2025-03-11", BUY)
    sec.file("0000000077-25-000002", "2025-03-12", BUY, owners=((2, "Roe Ann", DIRECTOR),))
    for asked, name in (("CEO", "Jane Doe"), ("chief executive", "Jane Doe"), ("directors", "Ann Roe")):
        assert [event.summary.owners for event in ask(sec, storage, clock, name=asked).events] == [(name,)]
    assert (
        "none of the 2 filings read is by somebody of that name or office"
        in ask(sec, storage, clock, name="CFO").verdict
    )


def test_another_companys_filing_in_the_list_is_left_out(sec, storage, clock):
    """
    The issuer inside the document decides.
    """
    sec.file("0000000077-25-000001", "2025-03-11", BUY, issuer=999)
    assert ask(sec, storage, clock).events == ()


def test_a_foreign_private_issuer_without_forms_is_not_called_quiet(sec, storage, clock):
    """
    No Form 4 of AstraZeneca's board is no word about what it traded; a domestic company's list without any is one.
    """
    sec.lists[ISSUER] = [("0000000077-25-000001", "10-K", "2025-03-11")]
    assert ask(sec, storage, clock).verdict.startswith("No insider transactions in 12 months: no Form 3, 4 or 5 since")
    clock.advance(hours=1)
    sec.lists[ISSUER] = [("0000000077-25-000002", "6-K", "2025-03-12")]
    found = ask(sec, storage, clock)
    assert found.verdict == "No Form 3, 4 or 5: a foreign private issuer, whose insiders may report at home only"
    assert any("since 18 Mar 2026" in note for note in found.notes)
    assert "The SEC's list holds no Form 3, 4 or 5 since" in str(insiders_card(found).blocks)


def test_a_company_without_a_cik_is_told_so(sec, storage, clock):
    """
    A foreign listing files no Form 4.
    """
    query = InsiderQuery(Company("XYZ.TO", "Example Ltd", cik=None))
    with pytest.raises(BadInput, match="file no forms"):
        insiders(query, filings=sec.edgar(storage, clock), market=Closes(), storage=storage, clock=clock)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "ticker", "days", "show", "name"),
    [
        ("ALLO", "ALLO", 365, "key", ""), ("$allo 90d", "ALLO", 90, "key", ""), ("ALLO buys", "ALLO", 365, "buys", ""),
        ("ALLO sales 30d", "ALLO", 30, "sales", ""), ("ALLO all", "ALLO", 365, "all", ""),
        ("ALLO David Chang", "ALLO", 365, "key", "David Chang"),
        ("allo purchases", "ALLO", 365, "buys", ""), ("ALLO sold", "ALLO", 365, "sales", ""),
        ("allo chang 90d", "ALLO", 90, "key", "chang"), ("Allogene Chang", "ALLO", 365, "key", "Chang"),
        ("gilead sciences o'day", "GILD", 365, "key", "o'day"),
        ("Allogene Therapeutics 90d", "ALLO", 90, "key", ""), ("ALLO Chang sales", "ALLO", 365, "sales", "Chang"),
        ("ALLO 90 days", "ALLO", 90, "key", ""), ("ALLO 90d Chang", "ALLO", 90, "key", "Chang"),
        ("ALLO 30 Days buys", "ALLO", 30, "buys", ""), ("ALLO last 30 days", "ALLO", 30, "key", ""),
        ("ALLO 6m", "ALLO", 182, "key", ""), ("ALLO 1 year", "ALLO", 365, "key", ""), ("ALLO last week", "ALLO", 7, "key", ""),
        ("ALLO sales Chang", "ALLO", 365, "sales", "Chang"), ("ALLO: buying", "ALLO", 365, "buys", ""),
        ("ALLO COO", "ALLO", 365, "key", "COO"), ("3M 2w", "MMM", 14, "key", ""), ("Best Buy", "BBY", 365, "key", ""),
        ("ALLO ytd", "ALLO", 90, "key", ""), ("ALLO since January buys", "ALLO", 90, "buys", ""),
        ("allo since 1 March", "ALLO", 31, "key", ""), ("ALLO Chang since March 1st, 2025", "ALLO", 31, "key", "Chang"),
        ("ALLO since Sept", "ALLO", 212, "key", ""), ("ALLO since 2025-03-31", "ALLO", 1, "key", ""),
        ("ALLO Year to date", "ALLO", 90, "key", ""), ("ALLO Mayer", "ALLO", 365, "key", "Mayer"),
    ],
)  # fmt: skip
def test_what_a_person_types_is_read(text, ticker, days, show, name):
    """
    Ticker or company name, then window, side or a person, in any order.
    """
    query = InsiderQuery.parse(text, load_universe(), no_quote, NOON)
    assert (query.company.ticker, query.days, query.show, query.name) == (ticker, days, show, name)


@pytest.mark.parametrize(
    "text",
    [
        "ALLO 0d",
        "ALLO 9999d",
        "ALLO 2y",
        "ALLO -5d",
        "ALLO 30",
        "x" * 3000,
        "ALLO since 31 February",
        "ALLO since Monday",
        "ALLO since March 2023",
        "ALLO since 1 May 2025",
    ],
)
def test_what_cannot_be_meant_is_refused(text):
    """
    One sentence with an example.
    """
    with pytest.raises(BadInput):
        InsiderQuery.parse(text, load_universe(), no_quote, NOON)


def test_a_banks_endless_list_is_read_from_its_newest_end(sec, storage, clock, monkeypatch):
    """
    Too many filings: the newest ones, and the answer says from which day on they are complete.
    """
    monkeypatch.setattr("bot.research.insider_documents.MOST", 5)
    for number in range(9):
        sec.file(f"0000000077-25-{number:06}", f"2025-03-{10 + number}", Line("S", day=f"2025-03-{10 + number}"))
    report = ask(sec, storage, clock, stage="window")
    assert (report.read, report.reads_back_to) == (4, date(2025, 3, 15))
