"""Which drug or trial a date is about, by the form of its name."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalysts import parse
from bot.catalysts.assets import asset_words, only_drug

PUBLISHED = date(2026, 11, 20)


@pytest.mark.parametrize(
    "name",
    [
        "cema-cel", "axi-cel", "liso-cel", "ide-cel", "cilta-cel", "suzetrigine", "povetacicept", "vepdegestrant",
        "trastuzumab deruxtecan", "olezarsen", "resmetirom", "TROPION-Lung10", "KEYNOTE-522", "ALPHA3", "AB-101",
        "voretigene neparvovec", "orforglipron",
    ],
)  # fmt: skip
def test_a_drug_or_trial_is_read_by_its_form(name: str):
    """Cell therapies with a hyphen, stems of non-proprietary names, codes and trials, in full."""
    sentence = f"Topline data for {name} are due in Q1 2027."
    assert [one.asset for one in parse(sentence, PUBLISHED)] == [name]


@pytest.mark.parametrize(
    "word", ["Allogene", "Genmab", "Petersen", "Vericel", "intercept", "Intercept", "peptide", "transgene", "worsen", "cancel",
             "Mid-2027", "accept"],
)  # fmt: skip
def test_a_company_a_person_and_a_plain_word_are_no_drug(word: str):
    """Names and words that end as drugs do."""
    assert asset_words(f"{word} data are due.", 0) == ""


def test_a_name_that_begins_its_sentence_is_written_as_elsewhere():
    """So that two sentences about one drug are about one drug."""
    assert asset_words("Suzetrigine will be filed by year-end.", 20) == "suzetrigine"


@pytest.mark.parametrize(
    ("before", "asset"),
    [
        ("Acme develops cema-cel (ALLO-501A), a CAR-T. Cema-cel is given once.", "cema-cel"),
        ("Acme develops ARCT-810. The FDA cleared ARCT-810.", "ARCT-810"),
        ("Acme develops suzetrigine and povetacicept.", ""),
        ("Acme develops XYZ-1234, to be given with pembrolizumab.", ""),
        ("Acme develops medicines.", ""),
    ],
)
def test_a_sentence_without_a_drug_is_about_the_only_one_of_its_text(before: str, asset: str):
    """Where a text names two, none is guessed."""
    text = f"{before} Enrolment should complete by the end of 2027. Acme will report fourth-quarter results on March 3, 2027."
    found = [(one.kind, one.asset) for one in parse(text, PUBLISHED)]
    assert found == [("enrollment_complete", asset), ("earnings", "")]
    assert only_drug(before) == asset
