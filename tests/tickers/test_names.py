from __future__ import annotations

import pytest

from bot.tickers.names import is_legal_form, normalise_name, registrant_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Allogene Therapeutics, Inc.", "allogene therapeutics"),
        ("Cellectis S.A.", "cellectis"),
        ("NOVO NORDISK A S", "novo nordisk"),
        ("GENMAB A/S", "genmab"),
        ("AMAZON COM INC", "amazon"),
        ("amazon.com", "amazon"),
        ("Merck & Co., Inc.", "merck"),
        ("ELI LILLY & Co", "eli lilly"),
        ("AT&T INC.", "at and t"),
        ("MOODYS CORP /DE/", "moodys"),
        ("Moody's", "moodys"),
        ("VERTEX PHARMACEUTICALS INC / MA", "vertex pharmaceuticals"),
        ("Bayerische Motoren Werke AG/ADR", "bayerische motoren werke"),
        ("Anheuser-Busch InBev SA/NV", "anheuser busch inbev"),
        ("COCA COLA FEMSA SAB DE CV", "coca cola femsa"),
        ("U.S. BANCORP", "us bancorp"),
        ("Nestlé S.A.", "nestle"),
        ("The Trade Desk, Inc.", "trade desk"),
        ("HORTON D R INC /DE/", "horton d r"),
        ("ACUITY INC. (DE)", "acuity"),
        ("Inc", "inc"),
        ("  ", ""),
        ("!!!", ""),
    ],
)
def test_a_name_is_reduced_to_what_people_say(name, expected):
    """Legal forms, state tags, accents and punctuation go; initials that are part of the name stay."""
    assert normalise_name(name) == expected


def test_normalising_twice_changes_nothing():
    """What was reduced stays as it is."""
    for name in ("Co Co Inc", "A S", "The The", "X Corp /DE/", "S A S", "Inc Inc"):
        once = normalise_name(name)
        assert normalise_name(once) == once


def test_a_name_of_nothing_but_a_legal_form_is_known_as_such():
    """The words "Inc" and "Co Ltd" name nobody; "Corp America" would."""
    assert is_legal_form("inc")
    assert is_legal_form("co ltd")
    assert is_legal_form("")
    assert not is_legal_form("corp america")


def test_the_registrants_tag_is_cut_for_showing_and_a_slash_form_is_not():
    """/DE/ is noise to a trader, A/S is part of the name."""
    assert registrant_name("BANK OF AMERICA CORP /DE/") == "BANK OF AMERICA CORP"
    assert registrant_name("VERTEX PHARMACEUTICALS INC / MA") == "VERTEX PHARMACEUTICALS INC"
    assert registrant_name("GENMAB A/S") == "GENMAB A/S"
    assert registrant_name("Apple Inc.") == "Apple Inc."
    assert registrant_name("VIRIDIAN THERAPEUTICS, INC.DE") == "VIRIDIAN THERAPEUTICS, INC."
    assert registrant_name("Alight, Inc. / Delaware") == "Alight, Inc."
    assert registrant_name("Pandora A/S / ADR") == "Pandora A/S"
    assert registrant_name("DATA I/O CORP") == "DATA I/O CORP"
    assert registrant_name("Quad/Graphics, Inc.") == "Quad/Graphics, Inc."
