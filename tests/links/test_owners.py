"""Whose a drug's or trial's date is, and whose word it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

import bot.sample
from bot.articles import read_page
from bot.model import Article, StoryKind
from bot.research.link import LinkReport, analyse
from bot.tickers import load_universe
from tests.links.test_read_through import scorer

NOON = datetime.fromisoformat("2026-04-20T12:00:00+00:00")
PAGES = Path(bot.sample.__file__).parent / "pages"


def report(article: Article) -> LinkReport:
    """As a link reply sees it."""
    return analyse(article, url=article.url, scorer=scorer(), universe=load_universe(), as_of=NOON)


def told(text: str, kind: StoryKind = "news") -> list[tuple[str, str, str]]:
    """(ticker, tier, confidence) of each date of a text."""
    article = Article("https://x.example/a", "https://x.example/a", "", text, published=NOON, kind=kind)
    return [(row.ticker, row.tier, row.confidence) for row in report(article).catalysts]


@pytest.mark.parametrize("name", ["cellectis-read-through", "allogene-alpha3-futility"])
def test_a_trial_of_the_partner_is_the_partners(name: str):
    """An article on Cellectis tells three dates of Allogene's trial: they are Allogene's, of its drug, and nobody's own words."""
    page = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    rows = report(read_page(page, f"https://sample.deskbot.example/news/{name}")).catalysts
    assert {(row.kind, row.ticker, row.asset, row.tier) for row in rows} == {
        (kind, "ALLO", "cema-cel", "C") for kind in ("data_primary", "data_interim", "enrollment_complete")
    }


DUE = "Enrolment is expected to complete by the end of 2027."


@pytest.mark.parametrize(
    ("before", "ticker", "confidence"),
    [
        ("Cellectis (NASDAQ: CLLS) rose. Its platform is inside Allogene's off-the-shelf cema-cel.", "ALLO", "medium"),
        (
            "Cellectis (NASDAQ: CLLS) rose. Cellectis makes cema-cel, a therapy of its partner Allogene.",
            "ALLO",
            "medium",
        ),
        ("Arvinas (NASDAQ: ARVN) rose. Arvinas and Pfizer develop vepdegestrant. Arvinas is small.", "ARVN", "medium"),
        ("Cellectis (NASDAQ: CLLS) rose. Cellectis is paid by Allogene. Cellectis has cash.", "CLLS", "low"),
        ("Cellectis (NASDAQ: CLLS) rose. The trial goes on.", "CLLS", "medium"),
    ],
)
def test_the_owner_is_who_stands_beside_the_drug(before: str, ticker: str, confidence: str):
    """Where the text does not say whose the drug is, the subject's with low confidence."""
    assert told(f"{before}\n\n{DUE}") == [(ticker, "C", confidence)]


def test_only_a_companys_own_release_is_its_own_words():
    """Tier B in a release of the company, C in the news about it and for another company that the release names."""
    text = "Cellectis (NASDAQ: CLLS) rose. Allogene's cema-cel is new.\n\n" + DUE
    assert told(text, "press release") == [("CLLS", "B", "medium")]
    assert told(text, "filing") == [("CLLS", "B", "medium")]
    partner = "Cellectis (NASDAQ: CLLS) reported. Cellectis grew.\n\nAllogene expects topline data in mid-2027."
    assert told(partner, "press release") == [("ALLO", "C", "medium")]
