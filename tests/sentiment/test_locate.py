"""A target is found where it is named, whole words only, and another company's name is never taken for it."""

import pytest

from bot.model import Company, Evidence, Mention
from bot.sentiment.locate import locate, settled, with_unit


def found(text: str, target: str) -> list[str]:
    """The words at every place of the target."""
    return [text[mention.start : mention.end] for mention in locate(text, target)]


def known(text: str, *names: tuple[str, str, int]) -> list[Mention]:
    """Mentions for (phrase, ticker, CIK), each at its first place."""
    return [
        Mention(Company(ticker, phrase, cik), text.index(phrase), text.index(phrase) + len(phrase), phrase, Evidence.NAME)
        for phrase, ticker, cik in names
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The cloud segment collapsed and profit plunged.", "GM"),
        ("Profit plunged at the carmaker.", "T"),
        ("A profit warning sent shares down.", "A"),
        ("Shares plunged on heavy losses.", "ON"),
        ("All told, carmakers plunged.", "ALL"),
        ("Its losses are now heavy.", "NOW"),
        ("Open questions remain after the loss.", "OPEN"),
        ("ONLINE SALES PLUNGE", "ON"),
        ("Fordham Financial profit surged.", "Ford"),
        ("The price target was raised.", "Target"),
    ],
)
def test_a_word_or_a_part_of_one_is_no_target(text, target):
    """
    Letters inside a word, and words that merely look like a symbol or a name, are not the target.
    """
    assert found(text, target) == []


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("Fordham Financial rose while FORD shares fell", "Ford", ["FORD"]),
        ("Tesla rose", "TESLA", ["Tesla"]),
        ("$msft rose", "MSFT", ["$msft"]),
        ("MSFT rose", "$msft", ["MSFT"]),
        ("MCXs market debut", "MCX", ["MCX"]),
        ("Wipros revenue rose", "Wipro", ["Wipro"]),
        ("#AcmeShares", "Acme", ["Acme"]),
        ("McDonald’s rose", "McDonald's", ["McDonald’s"]),
        ("McDonald's rose", "McDonald’s", ["McDonald's"]),
        ("Bank of\nAmerica rose", "Bank of America", ["Bank of\nAmerica"]),
        ("Bank of\n\nAmerica rose", "Bank of America", []),
        ("BYD股价下跌", "BYD", ["BYD"]),
        ("特斯拉股价下跌", "特斯拉", ["特斯拉"]),
        ("Halverin rose", "Halverin Holdings Inc.", ["Halverin"]),
    ],
)
def test_a_target_is_found_however_it_is_spelled(text, target, expected):
    """
    Case, apostrophe, line break, plural, legal form and scripts without spaces do not hide a target.
    """
    assert found(text, target) == expected


def test_other_forms_of_the_target_are_the_target():
    """
    A known company that stands where the target does is the target at all its places; the others stay rivals.
    """
    text = "Acme Inc. met. The shares of Acme plunged, and Bolt rose."
    mentions = known(text, ("Acme Inc.", "ACM", 1), ("Bolt", "BLT", 2))
    second = text.rindex("Acme")
    mentions.append(Mention(Company("ACM", "Acme", 1), second, second + 4, "Acme", Evidence.SHORT_NAME))
    placed = settled(locate(text, "Acme Inc."), mentions)
    assert [(mention.phrase, mention.company.ticker) for mention in placed] == [
        ("Acme Inc.", "Acme Inc."), ("Acme", "Acme Inc."), ("Bolt", "BLT"),
    ]  # fmt: skip


def test_a_longer_name_of_another_company_is_not_the_target():
    """
    The target's word within another company's name is that company's.
    """
    text = "Acme Hospitality fell while Acme's profit rose."
    mentions = known(text, ("Acme Hospitality", "ACMH", 1), ("Acme's", "ACM", 2))
    placed = settled(locate(text, "Acme"), mentions)
    assert [(mention.start, mention.company.ticker) for mention in placed] == [
        (text.index("Acme's"), "Acme"), (0, "ACMH"),
    ]  # fmt: skip


@pytest.mark.parametrize("target", ["Acme,", "“Acme”", "(acme)", "Acme."])
def test_marks_around_a_target_do_not_hide_it(target):
    """
    A name copied out of a text with the mark behind it is that name.
    """
    assert found("Shares of Acme rose.", target) == ["Acme"]


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Janver, a unit of Acme Labs, won approval.", "Acme Labs", "Janver, a unit of Acme Labs"),
        ("Pixgram, which is owned by Acme, was fined.", "Acme", "Pixgram, which is owned by Acme"),
        ("The judge fined Acme and Bolt, part of Calla.", "Calla", "Bolt, part of Calla"),
        ("Sales rose, part of Acme's plan.", "Acme", "Acme"),
    ],
)
def test_an_owner_is_asked_about_with_its_business(text, name, whole):
    """
    What happens to a business told of as its owner's happens to the owner; a business asked about itself stays its own.
    """
    start = text.index(name)
    begin, end = with_unit(text, (start, start + len(name)), [])
    assert text[begin:end] == whole
    assert with_unit(text, (start, start + len(name)), [(0, len(text))]) == (start, start + len(name))
