from __future__ import annotations

import pytest

from bot.insiders.names import is_entity, reading_name


@pytest.mark.parametrize(
    ("filed", "shown"),
    [
        ("Beneski Benjamin Machinas", "Benjamin Machinas Beneski"),
        ("COOK TIMOTHY D", "Timothy D Cook"),
        ("Chang David D", "David D Chang"),
        ("O'BRIEN DEIRDRE", "Deirdre O'Brien"),
        ("von Koskull Casper Wilhelm", "Casper Wilhelm von Koskull"),
        ("VAN DER BERG JAN", "Jan van der Berg"),
        ("de la Torre Maria", "Maria de la Torre"),
        ("Moritz Robert Edward Jr.", "Robert Edward Moritz Jr."),
        ("SMITH JOHN A III", "John A Smith III"),
        ("Jones, Mary K.", "Mary K. Jones"),
        ("MCDONALD RONALD", "Ronald McDonald"),
        ("McMahon John Dennis", "John Dennis McMahon"),
        ("JEAN-CLAUDE CARINE L", "Carine L Jean-Claude"),
        ("Musk Elon", "Elon Musk"),
        ("Prince", "Prince"),
        ("", ""),
    ],
)
def test_persons_read_first_name_first(filed, shown):
    """
    EDGAR files LAST FIRST MIDDLE; particles and suffixes stay where they belong.
    """
    assert reading_name(filed) == shown


@pytest.mark.parametrize(
    ("filed", "signed", "shown"),
    [
        ("Sergey Brin", "/s/ Valentina Margulis, as Attorney-in-Fact for Sergey Brin", "Sergey Brin"),
        ("Brin Sergey", "/s/ Valentina Margulis, as Attorney-in-Fact for Sergey Brin", "Sergey Brin"),
        ("GARCIA LOPEZ MARIA", "/s/ Maria Garcia Lopez", "Maria Garcia Lopez"),
        ("Moritz Robert Edward Jr.", "/s/ Robert Edward Moritz, Jr.", "Robert Edward Moritz Jr."),
        ("Hoffman Reid", "Ann Habernigg, Attorney-in-fact for Reid G. Hoffman", "Reid Hoffman"),
        ("Musk Elon", "", "Elon Musk"),
    ],
)
def test_the_signature_tells_the_order_of_a_name(filed, signed, shown):
    """
    Some are filed first name first, some surnames have two words; a signature with another spelling changes nothing.
    """
    assert reading_name(filed, signed=signed) == shown


@pytest.mark.parametrize(
    "name",
    [
        "GOLDEN PROPERTIES LTD.", "SoftBank Vision Fund II-2 L.P.", "BANK OF AMERICA CORP /DE/", "Mithril II UGP LLC",
        "CITIGROUP INC", "The Vanguard Group", "Smith Family Trust", "Sequoia Capital U.S. Growth Fund IV, L.P.",
        "Dodge & Cox", "Estate of John Smith", "ICAHN ENTERPRISES HOLDINGS L.P.", "BERKSHIRE HATHAWAY INC", "3G Capital",
        "Baker Bros. Advisors LP", "Temasek Holdings (Private) Ltd", "ORBIMED ADVISORS LLC",
    ],
)  # fmt: skip
def test_entities_stay_as_filed(name):
    """
    A fund is not a person with a surname.
    """
    assert is_entity(name)
    assert reading_name(name) == name


def test_an_officer_is_a_person_whatever_the_name_sounds_like():
    """
    "Bank Brian" who signs as an officer is Brian Bank.
    """
    assert reading_name("Bank Brian", person=True) == "Brian Bank"
    assert reading_name("Acme Partners LLC", person=True) == "Acme Partners LLC"
