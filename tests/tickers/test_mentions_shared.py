"""Subjects and false companies on the shared press releases and pages."""

from __future__ import annotations

import csv

from bot.model import Company
from bot.tickers import load_universe
from bot.tickers.mentions import companies, mentions, subject
from tests.shared import DATA, SEEDS, needs_shared

RELEASES = DATA / "articles" / "press_releases"


@needs_shared("articles")
def test_the_subject_of_a_release_is_its_first_ticker():
    """At least 90 % of the releases that carry an explicit symbol are about that company."""
    universe = load_universe()
    right = total = 0
    for row in csv.DictReader((RELEASES / "manifest.csv").open(encoding="utf-8")):
        text = (RELEASES / row["file"]).read_text(encoding="utf-8")
        if not row["first_ticker"] or f"{row['first_ticker']}" not in text:
            continue
        found = subject(mentions(text, universe))
        listed = universe.lookup(row["first_ticker"])
        total += 1
        right += found is not None and (found.ticker == row["first_ticker"] or same(found, listed))
    assert total > 80
    assert right >= 0.9 * total


def same(first: Company, second: Company | None) -> bool:
    """Whether two lines belong to one registrant."""
    return second is not None and first.cik is not None and first.cik == second.cik


COMPANYLESS = (
    "fundus_BusinessInsider_2024_02_14", "fundus_BusinessInsider_2025_04_01", "fundus_WashingtonPost_2024_04_26",
    "fundus_RestOfWorld_2025_10_21", "fundus_Reuters_2023_05_16", "mozread_wapo-1", "mozread_medicalnewstoday",
    "aeb_businessinsider_com_f81c6c", "aeb_deccanherald_com_39d5c4", "fundus_CNBC_2023_04_28",
)  # fmt: skip
"""Pages that name no listed company (read by us)."""


@needs_shared("articles")
def test_pages_without_companies_have_nearly_none():
    """On ten pages about weather, weight, space and retirement, fewer than one false company in two pages is found."""
    universe = load_universe()
    texts = [(DATA / "articles" / "truth" / f"{name}.txt").read_text(encoding="utf-8") for name in COMPANYLESS]
    false = [company.ticker for text in texts for company in companies(mentions(text, universe))]
    assert len(false) < 0.5 * len(texts), false


@needs_shared("seeds")
def test_the_desk_note_names_both_companies_and_nobody_else():
    """The product's own note is about Allogene and Cellectis; MRD, EFS, CRS and the fractions are no companies."""
    note = (SEEDS / "000_34e8cfa5efc54bcd.txt").read_text(encoding="utf-8")
    assert {company.ticker for company in companies(mentions(note, load_universe()))} == {"ALLO", "CLLS"}
