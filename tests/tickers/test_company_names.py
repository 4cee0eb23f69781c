"""Names on cards: the SEC's capitals are written as people write them."""

from __future__ import annotations

import re

import pytest

from bot.tickers import load_universe
from bot.tickers.spelling import in_capitals, learn_spellings, readable_name

SPELLINGS = learn_spellings(["Acme Sciences, Inc.", "Acme Holdings plc", "The Bank of Acme USA LLC", "ACMEBIG INC"])


@pytest.fixture(scope="module")
def shipped():
    return load_universe()


@pytest.mark.parametrize(
    ("ticker", "name"),
    [
        ("GILD", "Gilead Sciences, Inc."),
        ("PFE", "Pfizer Inc"),
        ("ALLO", "Allogene Therapeutics, Inc."),
        ("LLY", "Eli Lilly & Co"),
        ("AZN", "AstraZeneca plc"),
        ("NVO", "Novo Nordisk A/S"),
        ("NVS", "Novartis AG"),
        ("EBAY", "eBay Inc"),
        ("T", "AT&T Inc."),
        ("MMM", "3M Co"),
        ("IBM", "International Business Machines Corp"),
        ("AMN", "AMN Healthcare Services Inc"),
        ("CVS", "CVS Health Corp"),
        ("ITT", "ITT Inc."),
        ("RTX", "RTX Corp"),
        ("KKR", "KKR & Co. Inc."),
        ("AMZN", "Amazon.com Inc"),
        ("BAC", "Bank of America Corp"),
        ("MCD", "McDonalds Corp"),
        ("DKS", "Dick's Sporting Goods, Inc."),
        ("LHX", "L3Harris Technologies, Inc."),
        ("NOC", "Northrop Grumman Corp"),
        ("EONGY", "E.ON SE"),
        ("ANIP", "ANI Pharmaceuticals Inc"),
        ("BBY", "Best Buy Co Inc"),
        ("SCHW", "Charles Schwab Corp"),
        ("JBHT", "J.B. Hunt Transport Services Inc"),
        ("TROW", "T. Rowe Price Group Inc"),
        ("DHI", "D.R. Horton Inc"),
        ("ORLY", "O'Reilly Automotive Inc"),
        ("LMT", "Lockheed Martin Corp"),
        ("USB", "US Bancorp"),
        ("VRDN", "Viridian Therapeutics, Inc."),
        ("ALIT", "Alight, Inc."),
        ("PNDRY", "Pandora A/S"),
        ("DAIO", "Data I/O Corp"),
    ],
)
def test_the_shipped_names_read_as_a_desk_writes_them(shipped, ticker, name):
    """No name shouts, no initialism is lost, and a state's tag is gone."""
    assert shipped.lookup(ticker).name == name


def test_no_shipped_name_is_in_capitals_throughout(shipped):
    """Where all words are in capitals (legal forms aside), each is short or has no vowel."""
    names = [company.name for company in shipped.companies() if in_capitals(company.name)]
    words = (word for name in names for word in re.findall(r"[A-Z]{5,}", name))
    assert [word for word in words if re.search(r"[AEIOU]", word)] == []


@pytest.mark.parametrize(
    "name", ["eBay Inc.", "iRhythm Technologies, Inc.", "NVIDIA Semiconductors", "SSR Mining Inc.", "KE Holdings"]
)
def test_a_name_in_mixed_case_stays_as_it_is(name):
    """Its owner chose it."""
    assert readable_name(name, "EBAY", SPELLINGS) == name


@pytest.mark.parametrize(
    ("name", "ticker", "expected"),
    [
        ("ACME SCIENCES INC", "ACME", "Acme Sciences Inc"),
        ("ZQXW HOLDINGS PLC", "ZQXW", "ZQXW Holdings plc"),
        ("QUABOTE CORP", "QBT", "Quabote Corp"),
        ("QUA CORP", "QUAC", "QUA Corp"),
        ("QUAB CORP", "QUAB", "QUAB Corp"),
        ("QUAB CORP", "QBT", "Quab Corp"),
        ("BANK OF ACME USA LLC", "BOA", "Bank of Acme USA LLC"),
        ("MCQUABOTE & CO", "MCQ", "McQuabote & Co"),
        ("O'QUABOTE'S INC", "OQ", "O'Quabote's Inc"),
        ("QUABOTE N V", "QBT", "Quabote N.V."),
        ("O QUABOTE INC", "OQ", "O'Quabote Inc"),
        ("J M QUABOTE CO", "JMQ", "J.M. Quabote Co"),
        ("QUABOTE COM INC", "QBT", "Quabote.com Inc"),
        ("1ST QUABOTE CORP", "QBT", "1st Quabote Corp"),
        ("A", "A", "A"),
        ("", "", ""),
        ("!!!", "X", "!!!"),
    ],
)
def test_a_word_is_spelled_as_others_spell_it_and_else_by_its_letters(name, ticker, expected):
    """Initialisms are short and no word, or their own symbol, or without a vowel."""
    assert readable_name(name, ticker, SPELLINGS) == expected


def test_names_in_capitals_teach_no_spelling():
    """Else the capitals would prove themselves."""
    assert "ACMEBIG" not in SPELLINGS
    assert SPELLINGS["ACME"] == "Acme"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ACME CAROL CORP", "Carol Acme Corp"),
        ("ACME T BOLT GROUP INC", "T. Bolt Acme Group Inc"),
        ("ACME J B & SON INC", "J.B. Acme & Son Inc"),
        ("ACME MARTIN CORP", "Acme Martin Corp"),
        ("Acme Carol Corp", "Acme Carol Corp"),
    ],
)
def test_a_surname_that_stands_first_goes_behind_where_people_say_so(name, shown):
    """Only the words of a known alias in another order: Lockheed Martin is no Martin Lockheed."""
    called = ["carol acme", "t bolt acme", "j b acme", "acme martin"]
    assert (
        readable_name(name, "ACM", {**SPELLINGS, "CAROL": "Carol", "BOLT": "Bolt", "MARTIN": "Martin"}, called) == shown
    )
