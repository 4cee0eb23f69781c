"""A decision is filed under the FDA's PDUFA dates only where it may be one."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalysts import parse
from bot.catalysts.events import undated
from bot.research.entries import kind_of

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "sentence",
    [
        "A CHMP opinion is expected in the second quarter of 2027.",
        "The EMA validated the application. A decision is expected in the third quarter of 2027.",
        "Japanese approval is expected in the first half of 2027.",
        "Brussels will decide in March 2027.",
        "The NMPA accepted the NDA; approval is expected in the second half of 2027.",
        "FDA 510(k) clearance is expected in the first half of 2027.",
        "PMA approval of the valve is anticipated in the second half of 2027.",
        "Emergency use authorization is expected in January 2027.",
        "IND clearance is expected in the first quarter of 2027.",
        "FDA and EMA decisions are expected in the second half of 2027.",
        "$KLVA chmp opinion 6/14",
    ],
)
def test_another_regulators_or_a_devices_decision_is_no_pdufa_date(sentence):
    """The FDA's user-fee clock runs for drugs and biologics in the United States."""
    assert [one.kind for one in parse(sentence, DAY)] == ["regulatory_decision"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The target action date is May 3, 2027.",
        "The FDA is due to decide on the BLA in May 2027; the EMA approved it last year.",
        "Already approved in Europe, the drug has a PDUFA date of 3 May 2027.",
        "The European company expects FDA approval in mid-2027.",
        "The U.S. regulator is due to rule on the pill by Dec. 20.",
    ],
)
def test_the_fdas_decision_on_a_drug_stays_one(sentence):
    """Europe beside it changes nothing."""
    assert [one.kind for one in parse(sentence, DAY)] == ["pdufa"]


def test_two_regulators_in_one_sentence_have_a_date_each():
    """Each date goes to whoever is named beside it."""
    text = "The FDA has set a PDUFA date of May 4, 2027, and a CHMP opinion is expected in the second quarter of 2027."
    assert [(one.kind, one.window.start) for one in parse(text, DAY)] == [
        ("pdufa", date(2027, 5, 4)),
        ("regulatory_decision", date(2027, 4, 1)),
    ]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("CHMP opinion March 2027", "regulatory_decision"),
        ("510(k) clearance", "regulatory_decision"),
        ("MHRA decision", "regulatory_decision"),
        ("FDA approval", "pdufa"),
        ("approval", "pdufa"),
        ("pdufa", "pdufa"),
    ],
)
def test_typed_words_name_the_same_kinds(typed, kind):
    """`/catalysts add SNY CHMP opinion March 2027`."""
    assert kind_of(typed) == kind


def test_a_decision_without_a_date_has_its_kind_too():
    """The steps of an article without a date."""
    assert [one.kind for one in undated("The data could support EU approval.", DAY)] == ["regulatory_decision"]
