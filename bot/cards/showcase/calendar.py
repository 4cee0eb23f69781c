"""Calendars, reminders and digests: usual, empty, long, moved, overdue, hostile."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

from bot.cards.showcase.texts import HOSTILE, NOW, RIGHT_TO_LEFT
from bot.model import Catalyst, Company, InsiderClass, InsiderEvent, Quote, Score, Source, Story, Window
from bot.ports import CatalystChange
from bot.research.calendar import Agenda, Merged
from bot.research.digest import Digest
from bot.research.home import ChannelHome, Home, NameScore
from bot.research.reported import RecentItem
from bot.research.ticker_book import TickerReport
from bot.sentiment.ticker import aggregate

TODAY = date(2026, 4, 20)
YAHOO = Source("Yahoo", "https://finance.yahoo.com/quote/ALLO/", NOW - timedelta(hours=5))
TRIALS = Source("ClinicalTrials.gov", "https://clinicaltrials.gov/study/NCT06500273", NOW - timedelta(days=2))
DESK = Source("the desk", None, NOW - timedelta(days=3))

EARNINGS = Catalyst(
    "ALLO", "earnings", Window(date(2026, 5, 7), date(2026, 5, 14), "range", "within", "7 May 2026 to 14 May 2026"), "",
    YAHOO, "low", "C", note="Yahoo, unconfirmed estimate", id=2, status="active", added_by="source",
)  # fmt: skip
PDUFA = Catalyst(
    "CLLS", "pdufa", Window(date(2026, 5, 4), date(2026, 5, 4), "day", "on", "4 May 2026"), "", DESK, "high", "A",
    asset="lasme-cel", note="confirmed by U0DESKPM001", id=3, status="active", added_by="U0DESKPM001",
    time=NOW + timedelta(days=14, hours=8),
)  # fmt: skip
INTERIM = Catalyst(
    "ALLO", "data_interim", Window(date(2027, 5, 1), date(2027, 8, 31), "third-of-year", "within", "mid-2027"),
    "Interim EFS data are expected in mid-2027.", TRIALS, "medium", "B", asset="EFS", id=4, status="active",
    added_by="U0ANALYST01",
)  # fmt: skip
ENROLLED = Catalyst(
    "ALLO", "enrollment_complete", Window(TODAY, date(2027, 12, 31), "year", "by", "by the end of 2027"), "", TRIALS, id=5,
    status="active", added_by="source",
)  # fmt: skip
OVERDUE = dataclasses.replace(
    INTERIM, id=6, window=Window(date(2026, 1, 1), date(2026, 3, 31), "quarter", "within", "1Q26"), asset="ORR"
)
FISCAL = dataclasses.replace(INTERIM, id=7, window=Window(None, None, "fiscal", "within", "fiscal Q3 2026"), asset="")
EVIL = dataclasses.replace(
    INTERIM, id=8, asset=HOSTILE[:80], sentence=HOSTILE, note=RIGHT_TO_LEFT,
    window=dataclasses.replace(INTERIM.window, phrase=HOSTILE[:60]), source=Source(HOSTILE[:60], None, NOW),
)  # fmt: skip


def agenda(*rows: Catalyst, days: int = 90, overdue: tuple[Catalyst, ...] = ()) -> Agenda:
    """An agenda of these."""
    exact = tuple(row for row in rows if row.window.start == row.window.end is not None)
    estimated = tuple(row for row in rows if row not in exact)
    return Agenda(days, None, exact, estimated, overdue, {4: "2H26"}, TODAY, NOW)


MANY = agenda(
    *(dataclasses.replace(INTERIM, id=100 + number, asset=f"arm {number}") for number in range(150)), days=730
)
MERGED = Merged([PDUFA], [(EARNINGS, INTERIM)], ["ClinicalTrials.gov does not answer."])
CHANGES = (
    (CatalystChange(4, "moved", "2H26 → mid-2027", "source", NOW - timedelta(hours=9)), INTERIM),
    (CatalystChange(3, "added", "4 May 2026", "U0DESKPM001", NOW - timedelta(hours=3)), PDUFA),
    (CatalystChange(6, "done", HOSTILE, "U0ANALYST01", NOW - timedelta(hours=1)), OVERDUE),
)


def _report(ticker: str, name: str, move: float, score: float | None, title: str) -> TickerReport:
    price = Quote(ticker, 2.24, "USD", Source("Yahoo", None, NOW - timedelta(days=3)), 2.17, "pre", name,
                  extended_price=2.24 * (1 + move), extended_as_of=NOW - timedelta(minutes=4))  # fmt: skip
    story = Story(
        f"https://news.example/{ticker}", title, "", "Example Wire", NOW - timedelta(hours=2), YAHOO, (ticker,)
    )
    told = [(story, Score(ticker, score, None, "high", "rules", "rules-1"))] if title else []
    reading = aggregate(ticker, "24h", told, as_of=NOW, engine="rules", version="rules-1")
    return TickerReport(Company(ticker, name), NOW, price, reading, 0.1, date(2026, 4, 17), ())


ALLO = _report(
    "ALLO", "Allogene Therapeutics, Inc.", 0.299, 0.52, "Allogene shares jump before the open on trial result"
)
CLLS = _report("CLLS", "Cellectis S.A.", -0.03, -0.2, "Cellectis slips")
APPLE = _report("AAPL", "Apple Inc.", 0.004, None, "")
PFIZER = dataclasses.replace(_report("PFE", "Pfizer Inc.", 0.0, None, ""), quote=None)
STRANGE = _report("GILD", "Gilead Sciences, Inc.", 0.0, 0.4, HOSTILE)
SOLD = InsiderEvent(
    1737287, ("David Chang",), (1,), "CEO", date(2026, 4, 17), InsiderClass.OPEN_MARKET_SELL, True, "high", 76_559, 2.24,
    171_484, "open market", urls=("https://www.sec.gov/Archives/edgar/data/1737287/x.xml",),
)  # fmt: skip
RESULTS = RecentItem(TODAY, "2.02", "results", "https://www.sec.gov/Archives/edgar/data/1627281/x.txt", NOW)
LEFT = RecentItem(
    date(2026, 4, 17),
    "5.02",
    "change of directors or officers",
    "https://www.sec.gov/Archives/edgar/data/1737287/y.txt",
)
USUAL = Digest(
    day=TODAY, zone="America/New_York", due_at=NOW, as_of=NOW, notable=(ALLO, CLLS), quiet=(APPLE, PFIZER), missing=(),
    faulty=(), insiders=(("ALLO", SOLD),), reported=(("CLLS", RESULTS), ("ALLO", LEFT)),
    agenda=agenda(PDUFA, ENROLLED, days=14, overdue=(OVERDUE,)), changes=CHANGES[:2],
    since=NOW - timedelta(days=1), market="",
)  # fmt: skip
EMPTY_DAY = dataclasses.replace(
    USUAL, notable=(), quiet=(APPLE, PFIZER), insiders=(), reported=(), agenda=agenda(days=14), changes=()
)
LATE = dataclasses.replace(
    USUAL, notable=(ALLO, STRANGE), quiet=(), missing=("MRNA", "PFE"), silent=("CLLS",),
    faulty=(("CLLS", HOSTILE),), changes=CHANGES, held=False, late=timedelta(minutes=95), market="New York closes at 13:00 today.",
)  # fmt: skip
FULL = dataclasses.replace(
    USUAL,
    notable=tuple(dataclasses.replace(ALLO, company=Company(f"T{number:03}", "A company")) for number in range(180)),
    quiet=tuple(dataclasses.replace(APPLE, company=Company(f"Q{number:03}", "A company")) for number in range(300)),
    agenda=agenda(
        *(dataclasses.replace(ENROLLED, id=100 + number, asset=f"arm {number}") for number in range(150)), days=14
    ),
)
HOME = Home(
    (
        ChannelHome(
            "C0BIOTECH01",
            (NameScore("ALLO", 0.32, TODAY), NameScore("CLLS", None, None)),
            agenda(PDUFA, EARNINGS, days=30),
            (("07:30", "trading days", NOW + timedelta(hours=22)),),
        ),
        ChannelHome("C0PMDESK001", (), agenda(days=30), ()),
    ),
    (),
    NOW,
    sample=False,
)
CROWDED = dataclasses.replace(
    HOME,
    channels=tuple(
        ChannelHome(f"C{number:010}", tuple(NameScore(f"T{n:03}", 0.1, TODAY) for n in range(90)), MANY, ())
        for number in range(20)
    ),
)
