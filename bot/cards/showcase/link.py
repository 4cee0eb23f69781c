"""Links as the thread reply may have to show them: normal, thin, partial, undated, foreign, long, hostile."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

from bot.articles import key_facts, sketch
from bot.cards.showcase.texts import HOSTILE, LONG_WORD, NOW, RIGHT_TO_LEFT, long_sentence
from bot.catalysts import Undated
from bot.model import Article, Catalyst, Company, Driver, Score, Source, Window
from bot.research.link import LinkReport
from bot.research.readthrough import ReadThrough

ALLO = Company("ALLO", "Allogene Therapeutics, Inc.", 1737287, "Nasdaq")
CLLS = Company("CLLS", "Cellectis S.A.", 1627281, "Nasdaq")
ELSEWHERE = Company("XYZ", "Elsewhere plc", exchange="TSX", verified=False)
URL = "https://news.example/2026/04/20/alpha3"
SOURCE = Source("Example Wire", URL, NOW - timedelta(hours=2))
TEXT = (
    "Residual disease was gone in 58.3% of treated patients (7/12), versus 16.7% (2/12) under observation.\n\n"
    "Allogene expects to complete enrollment by the end of 2027 and plans an interim analysis in mid-2027.\n\n"
    "Cellectis is eligible for royalties. No serious adverse events related to treatment were reported in the 24 patients."
)


def score(ticker: str | None, value: float | None, *drivers: Driver) -> Score:
    """A score by rules and transformer."""
    return Score(ticker, value, None, "medium", "rules + transformer", "rules-2", drivers=drivers)


def catalyst(
    kind: str, start: date | None, end: date | None, phrase: str, *, note: str = "", sentence: str = ""
) -> Catalyst:
    """A date of the article."""
    window = Window(start, end, "third-of-year", "by" if phrase.startswith("by") else "within", phrase)
    return Catalyst("ALLO", kind, window, sentence or TEXT.split("\n\n")[1], SOURCE, note=note)


def report(
    text: str = TEXT, *, title: str = "Cema-cel clears ALPHA3 futility check", partial: str | None = None
) -> LinkReport:
    """An ordinary report."""
    article = Article(
        URL, URL, title, text, site="Example Wire", author="Dana Whitfield", published=SOURCE.as_of,
        published_precision="time", published_from="JSON-LD", language="en", partial=partial, source=SOURCE,
    )  # fmt: skip
    driver = Driver("clears ALPHA3 futility", 0.33, "Cema-cel clears ALPHA3 futility check", "events")
    dates = (
        catalyst("enrollment_complete", date(2026, 4, 20), date(2027, 12, 31), "by the end of 2027"),
        catalyst("data_interim", date(2027, 5, 1), date(2027, 8, 31), "mid-2027", note="was 4Q26"),
    )
    return LinkReport(
        url=URL,
        article=article,
        facts=key_facts(text, title),
        subject=ALLO,
        companies=(ALLO, CLLS),
        overall=score(None, 0.4, driver),
        scores={"ALLO": score("ALLO", 0.62, driver), "CLLS": score("CLLS", 0.41)},
        others=(ReadThrough(CLLS, "royalties or milestones", "Cellectis is eligible for royalties."),),
        catalysts=dates,
        replaced=(None, None),
        undated=(Undated("submission", "could support a BLA submission", "It could support a BLA submission.", 0, 1),),
        minutes=4,
        sketch=sketch(text),
        source=SOURCE,
        as_of=NOW,
    )


def reports() -> dict[str, LinkReport]:
    """Every state."""
    normal = report()
    many = tuple(
        catalyst("data_readout", date(2027, 1, 1), date(2027, 3, 31), f"Q1 2027 ({index})", sentence=long_sentence())
        for index in range(30)
    )
    hostile = report(f"{HOSTILE} rose 12% to $5 million, versus $4 million.", title=HOSTILE)
    return {
        "normal": normal,
        "sample": dataclasses.replace(normal, source=dataclasses.replace(SOURCE, sample=True)),
        "partial": report(partial="The article is behind a paywall: only its first 60 words could be read."),
        "no company": dataclasses.replace(
            normal, subject=None, companies=(), scores={}, others=(), catalysts=(), replaced=(), undated=()
        ),
        "nothing scored": dataclasses.replace(normal, overall=score(None, None), scores={"ALLO": score("ALLO", None)}),
        "no date": dataclasses.replace(
            normal,
            article=dataclasses.replace(normal.article, published=None, published_from=None, published_precision=None),
        ),
        "dates over": dataclasses.replace(normal, as_of=NOW + timedelta(days=900)),
        "German": dataclasses.replace(normal, article=dataclasses.replace(normal.article, language="de")),
        "unverified": dataclasses.replace(normal, subject=ELSEWHERE, companies=(ELSEWHERE,), scores={}),
        "with summary": dataclasses.replace(normal, summary="Residual disease was gone in 58.3% of treated patients."),
        "long": dataclasses.replace(
            report(" ".join(long_sentence() for _ in range(60)), title=LONG_WORD),
            catalysts=many,
            replaced=(None,) * len(many),
        ),
        "right to left": report(RIGHT_TO_LEFT + ". " + TEXT, title=RIGHT_TO_LEFT),
        "hostile": dataclasses.replace(
            hostile,
            article=dataclasses.replace(hostile.article, site=HOSTILE, author=HOSTILE),
            others=(ReadThrough(Company("CLLS", HOSTILE), "partner", HOSTILE),),
            catalysts=(catalyst("data_interim", None, None, HOSTILE, sentence=HOSTILE),),
            replaced=(None,),
            summary=HOSTILE,
        ),
    }
