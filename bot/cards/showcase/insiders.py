"""Insider reports as /insiders may have to show them: payday, buying, selling, in part, empty, stale, long, hostile."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

from bot.cards.showcase.texts import HOSTILE, LONG_WORD, NOW, RIGHT_TO_LEFT, long_sentence
from bot.insiders.activity import analyse, window
from bot.insiders.filing import Filing, NoteRef, Owner, Row
from bot.insiders.verdict import verdict
from bot.model import Company, Source
from bot.ports import SharesOutstanding
from bot.research.insider_query import InsiderQuery, Show
from bot.research.insiders import InsiderReport, Stage

EXMP = Company("EXMP", "Example Therapeutics, Inc.", 9999999, "NASDAQ")
"""Invented, with invented people: nobody real is shown with trades that were not made."""
TODAY = NOW.date()
SOURCE = Source("SEC EDGAR", "https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=0009999999&type=4", NOW)
COUNT = SharesOutstanding(
    225_000_000, date(2026, 3, 5), "dei:EntityCommonStockSharesOutstanding",
    "https://data.sec.gov/api/xbrl/companyfacts/CIK0009999999.json",
)  # fmt: skip
COVER = "Shares sold to cover tax withholding obligations in connection with the vesting of restricted stock units."
PLAN = "Sold pursuant to a Rule 10b5-1 trading plan adopted on June 12, 2025."


def person(number: int, name: str, title: str = "", *, director: bool = False) -> Owner:
    """An officer, or a director."""
    return Owner(number, name, name, director=director, officer=not director, title=title)


def row(
    code: str,
    shares: float | None,
    price: float | None,
    *,
    ago: int = 20,
    after: float | None = None,
    note: str = "",
    award: bool = False,
    acquired: bool | None = None,
) -> Row:
    """A transaction so many days ago; `award` puts it into Table II as an option."""
    notes = (NoteRef("transactionShares", "F1"),) if note else ()
    return Row(
        index=0,
        derivative=award,
        security="Stock Option (Right to Buy)" if award else "Common Stock",
        day=TODAY - timedelta(days=ago),
        code=code,
        shares=shares,
        price=price,
        acquired=code in "PAM" if acquired is None else acquired,
        post_shares=after,
        direct=True,
        strike=1.8 if award else None,
        notes=notes,
    )


def filing(owner: Owner, *rows: Row, note: str = "", box: bool | None = False, number: int = 1) -> Filing:
    """A Form 4 of one owner, filed the day after its last trade."""
    accession = f"0009999999-26-{(owner.cik or 0) * 100 + number:06}"
    days = [item.day for item in rows if item.day]
    return Filing(
        form="4",
        schema="X0508",
        plan_box=box,
        issuer_cik=EXMP.cik,
        issuer_name=EXMP.name,
        owners=(owner,),
        rows=tuple(dataclasses.replace(item, index=index) for index, item in enumerate(rows)),
        footnotes={"F1": note} if note else {},
        accession=accession,
        filed=max(days) + timedelta(days=1) if days else None,
        period=max(days) if days else None,
        url=f"https://www.sec.gov/Archives/edgar/data/9999999/{accession.replace('-', '')}/{accession}-index.htm",
    )


def report(
    *filings: Filing,
    days: int = 365,
    show: Show = "key",
    name: str = "",
    listed: int | None = None,
    source: Source = SOURCE,
    notes: tuple[str, ...] = (),
    following: Stage | None = None,
    unread: tuple[str, ...] = (),
) -> InsiderReport:
    """What the research room would hand over for these filings."""
    since = TODAY - timedelta(days=460 if listed is None else 40)
    activity = analyse(filings, issuer_cik=9999999, as_of=TODAY, since=since, unread=unread)
    return InsiderReport(
        query=InsiderQuery(EXMP, days, show, name),
        activity=activity,
        events=window(activity.events, as_of=TODAY, days=days),
        verdict=verdict(activity, days=days, side=show, reads_back_to=since),
        source=source,
        as_of=NOW,
        listed=len(filings) if listed is None else listed,
        read=len(filings),
        reads_back_to=since,
        outstanding=COUNT,
        bars=(),
        notes=notes,
        next=following,
    )


def payday() -> tuple[Filing, ...]:
    """Five executives on one day: awards, and sales to cover tax."""
    titles = ("President and CEO", "Chief Financial Officer", "General Counsel", "Chief Technical Officer", "EVP, R&D")
    names = ("Sam Doe", "Jane Roe", "Ann Major", "Kim Poe", "Lee Minor")
    sizes = (95_269, 35_700, 28_400, 7_549, 22_900)
    return tuple(
        filing(
            person(number, name, title), row("A", size * 4.0, 0, ago=76),
            row("S", size, 1.8, ago=76, after=size * 56.0, note=COVER), row("A", size * 14.0, None, ago=76, award=True),
            note=COVER,
        )
        for number, (name, title, size) in enumerate(zip(names, titles, sizes, strict=True), start=1)
    )  # fmt: skip


def buying() -> tuple[Filing, ...]:
    """Two insiders buy in the market within a week; a third sells under a plan."""
    return (
        filing(person(1, "Sam Doe", "President and CEO"), row("P", 100_000, 2.11, ago=9, after=5_420_000)),
        filing(person(6, "Mary Major", director=True), row("P", 25_000, 2.08, ago=5, after=60_000)),
        filing(
            person(2, "Jane Roe", "Chief Financial Officer"), row("S", 40_000, 2.2, ago=30, after=310_000, note=PLAN),
            note=PLAN, box=True,
        ),
    )  # fmt: skip


def reports() -> dict[str, InsiderReport]:
    """Every state."""
    ceo = person(1, "Sam Doe", "President and CEO")
    sale = filing(ceo, row("S", 60_000, 2.3, ago=12, after=140_000))
    odd = filing(
        Owner(9, "EXAMPLE PROPERTIES LTD.", "EXAMPLE PROPERTIES LTD.", ten_percent=True, entity=True),
        row("P", 800_000, 0.67, ago=14, acquired=False, after=14_389_960),
    )
    many = tuple(
        filing(
            person(20 + number, f"Officer {LONG_WORD if number % 9 == 0 else number} Long-Name", f"Senior Vice President {number}"),
            row("S", 1_000.0 * (number + 1), 3.21, ago=number * 5 + 1, after=50_000, note=long_sentence(60)),
            note=long_sentence(60), number=number,
        )
        for number in range(60)
    )  # fmt: skip
    evil = filing(
        person(7, f"{HOSTILE} {RIGHT_TO_LEFT}", HOSTILE), row("S", 5_000, 2.2, ago=3, note="x"),
        note=f"{HOSTILE} sold to cover taxes {HOSTILE}",
    )  # fmt: skip
    stale = dataclasses.replace(SOURCE, as_of=NOW - timedelta(hours=30), stale=True)
    return {
        "normal": report(*payday()),
        "buying": report(*buying()),
        "selling": report(sale, *buying()),
        "empty": report(),
        "empty window": report(*payday(), days=30),
        "thin": report(sale, listed=48, following="window", notes=("Shares outstanding: still loading.",)),
        "stale": report(*payday(), source=stale),
        "needs review": report(odd, sale, unread=("0009999999-26-000999: The ownership document ends before its closing tag.",)),
        "long": report(*many, show="all"),
        "hostile": report(evil, name=HOSTILE),
        "sample data": report(*payday(), source=dataclasses.replace(SOURCE, sample=True)),
    }  # fmt: skip
