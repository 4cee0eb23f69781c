"""The digest as a desk reads it at 07:30: what happened to which name comes first, and nothing is claimed that nobody knows."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.cards import digest as cards
from bot.cards.digest_words import filings
from bot.errors import SourceDown
from bot.model import Catalyst, FilingRef, InsiderClass, InsiderEvent, Quote, Source, Story, StoryKind, Window
from bot.ports import CatalystChange, Lane
from bot.research.digest import Digest, _weight, now_digest
from bot.research.reported import RecentItem
from bot.research.ticker_book import _of_the_price
from bot.wiring import sample_sources
from bot.workspace.text import render_message
from tests.digest.house import DESK, House, day_window

Start = Callable[..., House]
MORNING = datetime(2026, 4, 21, 11, 30, tzinfo=UTC)
Told = tuple[float, StoryKind, str, str]
"""Hours ago, kind, publisher, title."""


class Morning:
    """A market before the open: moves and stories as given; names in `mute` have no news source."""

    def __init__(
        self, moves: Mapping[str, float], stories: Mapping[str, Sequence[Told]], mute: Sequence[str] = ()
    ) -> None:
        self.moves, self.told, self.mute = moves, stories, mute

    def news(self, ticker: str, *, since: datetime, lane: Lane = Lane.PERSON) -> list[Story]:
        """Those of the name."""
        del since, lane
        if ticker in self.mute:
            raise SourceDown("Yahoo has no news at the moment.")
        source = Source("Yahoo", None, MORNING)
        return [
            Story(f"https://news.example/{ticker}/{number}", title, "", publisher, MORNING - timedelta(hours=hours), source,
                  (ticker,), kind)
            for number, (hours, kind, publisher, title) in enumerate(self.told.get(ticker, ()))
        ]  # fmt: skip

    def quote(self, ticker: str, *, lane: Lane = Lane.PERSON) -> Quote:
        """Before the open."""
        del lane
        price = 10 * (1 + self.moves.get(ticker, 0.0))
        return Quote(ticker, 10.0, "USD", Source("Yahoo", None, MORNING), 9.9, "pre", extended_price=price)

    def health(self) -> tuple[()]:
        """Nothing to tell."""
        return ()


class Edgar:
    """Lists nothing; `down` answers nothing."""

    def __init__(self, *, down: bool = False) -> None:
        self.down = down

    def list(self, cik: int, *, forms: Sequence[str], since: date, lane: Lane = Lane.PERSON) -> list[FilingRef]:
        """Nobody filed."""
        del cik, forms, since, lane
        if self.down:
            raise SourceDown("EDGAR does not answer.")
        return []

    def health(self) -> tuple[()]:
        """Nothing to tell."""
        return ()


@pytest.fixture
def morning(start: Start) -> Callable[..., House]:
    """A house at 07:30 on a Tuesday with this market; it watches the names that have a move."""

    def begin(moves: Mapping[str, float], stories: Mapping[str, Sequence[Told]], **more: Any) -> House:
        probe = start("2026-04-21T11:30")
        market: Any = Morning(moves, stories, more.get("mute", ()))
        edgar: Any = Edgar(down=more.get("edgar_down", False))
        sources = dataclasses.replace(sample_sources(probe.storage, probe.clock), market=market, filings=edgar)
        house = start("2026-04-21T11:30", clock=probe.clock, sources=sources)
        house.watch(*moves)
        return house

    return begin


def digest_of(house: House) -> Digest:
    return now_digest(house.research, house.research.book, DESK, since=MORNING - timedelta(days=1))


def lead_of(digest: Digest) -> list[str]:
    return render_message({"blocks": list(cards.lead(digest).blocks)}).splitlines()


def part(digest: Digest, name: str) -> str:
    return render_message({"blocks": list(dict(cards.thread(digest))[name].blocks)})


DEATH = "Sarepta halts gene therapy shipments for some patients after second death"
STORIES: Mapping[str, Sequence[Told]] = {
    "SRPT": [
        (0.4, "news", "Benzinga", "Why Sarepta shares are plunging before the open"),
        (0.5, "news", "MT Newswires", "Sarepta downgraded to Sell, shares plunge"),
        (0.8, "news", "Reuters", DEATH),
    ],
    "NTLA": [(3, "opinion", "Motley Fool", "Intellia could soar: a stock to buy and hold forever")],
    "REGN": [(2, "news", "MT Newswires", "Regeneron upgraded to Buy at Goldman")],
    "BMRN": [(10, "press release", "GlobeNewswire", "BioMarin to host first quarter results call on May 1")],
}


def test_a_rout_comes_before_a_thin_opinion_and_says_what_happened(morning: Callable[..., House]):
    """The largest first, each with the story that says why: the first telling, not what was written about the fall."""
    digest = digest_of(morning({"NTLA": 0.004, "SRPT": -0.412, "MDGL": 0.184, "PFE": 0.001}, STORIES))
    lead = lead_of(digest)
    assert [line.split()[0] for line in lead[1:4]] == ["SRPT", "MDGL", "NTLA"]
    assert lead[1].startswith("SRPT −41.2 % pre-market · ")
    assert f" · {DEATH} (https://news.example/SRPT/2), Reuters" in lead[1]
    assert lead[2] == "MDGL +18.4 % pre-market · no news since Mon close"
    assert cards.lead(digest).text.endswith("SRPT −41.2 %, MDGL +18.4 %")


def test_the_story_in_the_lead_says_why_the_reading_is_what_it_is(morning: Callable[..., House]):
    """Beside a strong gain no older worry stands as its cause, however strongly it was put."""
    told = {
        "ALLO": [
            (0.2, "news", "Reuters", "Allogene shares rise on trial result"),
            (0.3, "news", "MT Newswires", "Allogene gains on trial data"),
            (14, "news", "Barron's", "Allogene faces bankruptcy, shares plunge after heavy losses"),
        ]
    }
    lead = lead_of(digest_of(morning({"ALLO": 0.299}, told)))
    assert "positive" in lead[1]
    assert "bankruptcy" not in lead[1]


@pytest.mark.parametrize(
    "title",
    [
        "Allogene shares jump about 30% before the open on trial result",
        "Shares of Allogene surge as trial succeeds",
        "Why Allogene Stock Is Soaring Today",
        "Allogene soars in pre-market trading",
    ],
)
def test_a_cause_goes_before_the_move_of_the_price(morning: Callable[..., House], title: str):
    """The move stands beside the name already; how strongly its headline is put does not make it the news."""
    cause = "Allogene trial passes futility check: cema-cel clears MRD in 58.3% of patients"
    told = {"ALLO": [(0.2, "news", "MT Newswires", title), (0.4, "news", "Reuters", "Allogene gets grant"),
                     (1.5, "news", "Reuters", cause)]}  # fmt: skip
    digest = digest_of(morning({"ALLO": 0.299}, told))
    line = lead_of(digest)[1]
    assert cause in line
    assert " since Mon close" in line
    assert title not in part(digest, "names")


@pytest.mark.parametrize(
    "title",
    [
        "Allogene wins approval, shares jump",
        "Allogene sells shares at $2.10, a tenth below the market",
        "Allogene revenue rises 9%",
        "Allogene gains FDA approval",
    ],
)
def test_what_moves_the_price_is_a_cause(morning: Callable[..., House], title: str):
    """A price beside the cause, an offering and a result are news of their own."""
    stories = digest_of(morning({"ALLO": 0.299}, {"ALLO": [(0.2, "news", "Wire", title)]})).notable[0].reading
    assert stories is not None
    assert not _of_the_price(stories.stories[0])


def test_long_addresses_cost_no_line(morning: Callable[..., House]):
    """Three stories under addresses of 1,500 characters: every line of the lead is there, and every link whole."""
    house = morning({"SRPT": -0.4, "REGN": 0.1, "BMRN": 0.05}, STORIES)
    house.add(day_window(date(2026, 4, 24)), kind="pdufa")
    digest = digest_of(house)
    long_ = []
    for report in digest.notable:
        assert report.reading is not None
        first = report.reading.stories[0]
        story = dataclasses.replace(first.story, url=first.story.url + "/" + "x" * 1500)
        told = (dataclasses.replace(first, story=story), *report.reading.stories[1:])
        long_.append(dataclasses.replace(report, reading=dataclasses.replace(report.reading, stories=told)))
    lead = cards.lead(dataclasses.replace(digest, notable=tuple(long_)))
    text = "\n".join(block["text"]["text"] for block in lead.blocks if block["type"] == "section")
    assert [line.split()[0] for line in text.splitlines()] == [
        "*Digest",
        "*SRPT*",
        "*REGN*",
        "*BMRN*",
        "Next:",
        "Calendar:",
    ]
    assert text.count("<https://") == text.count("|") == 3


def test_a_name_with_unread_news_is_not_called_quiet(morning: Callable[..., House]):
    """A story that no engine can read is news all the same: its title is shown."""
    digest = digest_of(morning({"BMRN": 0.001, "PFE": 0.001}, STORIES))
    assert "1 of 2 names with news" in lead_of(digest)[0]
    names = part(digest, "names")
    assert "BioMarin to host first quarter results call" in names
    assert "Quiet (no news, no filing, less than 3 %): PFE +0.1 %" in names


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"mute": ("PFE",)}, "Quiet as far as is known (no filing, less than 3 %; news n/a): PFE +0.1 %"),
        ({"edgar_down": True}, "Quiet as far as is known (no news, less than 3 %; filings n/a): PFE +0.1 %"),
    ],
)
def test_what_a_source_did_not_tell_is_not_called_none(morning: Callable[..., House], fault: Any, words: str):
    """Without an answer nobody knows that there was no news or no filing."""
    digest = digest_of(morning({"PFE": 0.001}, {}, **fault))
    assert lead_of(digest)[0].endswith("1 name, all quiet as far as is known")
    assert words in part(digest, "names")


def test_many_names_are_told_by_their_figures(morning: Callable[..., House]):
    """Three names have lines of their own, six more their figure, the rest is counted."""
    names = ["ALLO", "CLLS", "CRSP", "NTLA", "BEAM", "SRPT", "VRTX", "REGN", "MRNA", "BNTX", "EXEL", "INCY"]
    lead = lead_of(digest_of(morning({name: 0.20 - number / 100 for number, name in enumerate(names)}, {})))
    assert (
        lead[4]
        == "Also: NTLA +17.0 %, BEAM +16.0 %, SRPT +15.0 %, VRTX +14.0 %, REGN +13.0 %, MRNA +12.0 %, and 3 more"
    )


def test_today_estimates_and_slips_are_called_so(morning: Callable[..., House]):
    """Today's dates stand first; a source's own estimate of a day says so; trials' completions come last; a slip in full."""
    house = morning({"ALLO": 0.0}, {})
    house.add(day_window(date(2026, 4, 21)), kind="pdufa", asset="UX111")
    house.add(day_window(date(2026, 4, 22)), kind="earnings", confidence="low", tier="C")
    house.add(Window(date(2026, 4, 1), date(2026, 4, 23), "range", "within", "April"), kind="primary_completion")
    slipped = house.add(day_window(date(2026, 4, 27)), kind="data_topline", asset="EXPAND")
    store = house.storage.catalysts
    row = store.get(DESK, slipped)
    assert row is not None
    after = dataclasses.replace(row, window=day_window(date(2026, 4, 29)))
    store.supersede(DESK, slipped, after, user="U1", at=house.clock.now())
    lead = lead_of(digest_of(house))
    assert "Today: ALLO FDA decision (PDUFA date), UX111" in lead
    (coming,) = [line for line in lead if line.startswith("Next: ")]
    assert coming == (
        "Next: ALLO earnings tomorrow (estimate); ALLO topline data, EXPAND Wed 29 Apr; "
        "ALLO primary completion (end of data collection, not a readout): April ends Thu 23 Apr"
    )
    assert "Calendar: ALLO topline data, EXPAND, moved 27 Apr 2026 → 29 Apr 2026; 4 new" in lead


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window(date(2026, 4, 1), date(2026, 4, 30), "month", "by", "by the end of April"), "by Thu 30 Apr"),
        (Window(None, date(2026, 4, 22), "day", "by", "by tomorrow"), "by tomorrow"),
        (Window(date(2026, 4, 27), date(2026, 5, 3), "week", "within", "next week"), "next week opens Mon 27 Apr"),
    ],
)
def test_a_deadline_is_told_as_one(morning: Callable[..., House], window: Window, words: str):
    """By a day, not "by the end of April ends"; other windows open and end."""
    house = morning({"ALLO": 0.0}, {})
    house.add(window, kind="data_topline")
    assert f"Next: ALLO topline data: {words}" in lead_of(digest_of(house))


def test_a_window_without_a_day_is_not_called_open(morning: Callable[..., House]):
    """Where the company's fiscal year is not known, nobody knows whether its quarter has begun."""
    house = morning({"ALLO": 0.0}, {})
    house.add(Window(None, None, "fiscal", "within", "fiscal Q3 2026"), kind="data_topline")
    assert "Open or undated: ALLO topline data: fiscal Q3 2026 (the company's" in part(digest_of(house), "catalysts")


def test_a_digest_in_one_card_says_once_whose_prices_these_are(morning: Callable[..., House]):
    """The lead's small print and the names' are the same line."""
    card = render_message({"blocks": list(cards.at_once(digest_of(morning({"SRPT": -0.412}, STORIES))).blocks)})
    assert card.count("Prices: Yahoo") == 1
    assert card.index("SRPT") < card.index("Prices: Yahoo")


def _event(kind: InsiderClass, discretionary: bool | None, dollars: float) -> tuple[str, InsiderEvent]:  # noqa: FBT001
    event = InsiderEvent(
        1737287, ("Ann Doe",), (1,), "CEO", date(2026, 4, 17), kind, discretionary, "high", 1000, 1.0, dollars, "x",
        urls=("https://www.sec.gov/x",),
    )  # fmt: skip
    return "ALLO", event


def test_decisions_are_never_behind_the_payroll(morning: Callable[..., House]):
    """Thirty grants before it, and the purchase still stands first; grants are one line."""
    digest = digest_of(morning({"ALLO": 0.0}, {}))
    grants = [_event(InsiderClass.GRANT, False, 5e6)] * 30
    bought = _event(InsiderClass.OPEN_MARKET_BUY, True, 990_000)
    planned = _event(InsiderClass.PLANNED_SALE, False, 2e6)
    mixed = dataclasses.replace(digest, insiders=tuple(sorted([*grants, planned, bought], key=_weight)))
    assert "Insiders: ALLO Ann Doe, CEO: bought in the market, $990 k" in lead_of(mixed)
    lines = part(mixed, "insiders").splitlines()
    assert ["bought in the market" in line for line in lines[1:3]] == [True, False]
    assert "sold under a 10b5-1 plan" in lines[2]
    assert lines[3] == "Not decisions: ALLO 30 (granted)"


def test_one_8k_is_one_line_and_the_weightiest_comes_first():
    """A withdrawn statement goes before a vote, and an agreement's own disclosure beside it is no second filing."""
    day = date(2026, 4, 20)

    def item(number: str, page: str) -> RecentItem:
        return RecentItem(day, number, number, f"https://sec.example/{page}")

    found = filings(
        [("A", item("5.07", "1")), ("B", item("7.01", "2")), ("B", item("1.01", "2")), ("C", item("4.02", "3"))]
    )
    assert [(ticker, [one.item for one in items]) for ticker, items in found] == [
        ("C", ["4.02"]), ("B", ["1.01", "7.01"]), ("A", ["5.07"]),
    ]  # fmt: skip


def test_a_companys_slip_is_told_before_an_estimated_earnings_day(morning: Callable[..., House]):
    """Yahoo moves earnings days every week; a trial that slips is news."""
    digest = digest_of(morning({"ALLO": 0.0}, {}))
    base = Source("the desk", None, MORNING)
    rows = [
        Catalyst("ALLO", kind, day_window(date(2026, 5, 1)), "", base) for kind in ("earnings", "dividend", "pdufa")
    ]
    changes = tuple(
        (CatalystChange(n, "moved", f"{row.kind} slip", "source", MORNING), row) for n, row in enumerate(rows)
    )
    (line,) = [line for line in lead_of(dataclasses.replace(digest, changes=changes)) if line.startswith("Calendar: ")]
    assert line.startswith("Calendar: ALLO FDA decision (PDUFA date) moved pdufa slip; ")
    assert line.endswith("; 1 more moved")
