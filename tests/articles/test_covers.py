"""SEC forms as a desk pastes them: the title says what is reported, and the report begins after the cover."""

from __future__ import annotations

import pytest

from bot.articles.covers import read_cover

COVER = """UNITED STATES
SECURITIES AND EXCHANGE COMMISSION
{form}
Date of Report (Date of earliest event reported): April 20, 2026
(Exact name of registrant as specified in its charter)
Check the appropriate box below if the filing is intended to satisfy a filing obligation of the registrant:
{rest}"""


@pytest.mark.parametrize(
    ("written", "title", "begins"),
    [
        (
            "Item 2.02 Results of Operations and Financial Condition.\nThe company reported a profit.",
            "Form 8-K: Results of Operations and Financial Condition",
            "Item 2.02",
        ),
        (
            "|  | Item 5.02 | Departure of Directors or Certain Officers; Election of Directors. |\nThe officer left.",
            "Form 8-K: Departure of Directors or Certain Officers",
            "Item 5.02",
        ),
        (
            "ITEM 8.01.\nOther Events\nThe trial ended.\nItem 9.01 Financial Statements and Exhibits\n99.1 Release",
            "Form 8-K: Other Events",
            "ITEM 8.01",
        ),
        ("Nothing with a number follows.", "Form 8-K", "UNITED STATES"),
    ],
)
def test_an_8k_is_named_by_its_items(written, title, begins):
    """
    Exhibits are no news; an item's name may stand in a table or on the next line.
    """
    found = read_cover(COVER.format(form="FORM 8-K", rest=written))
    assert found is not None
    assert found[0] == title
    assert found[1].startswith(begins)


def test_a_6k_is_named_by_the_release_it_brings():
    """
    Foreign issuers' forms have no items.
    """
    text = COVER.format(
        form="Report pursuant to Rule 13a-16 of the Exchange Act",
        rest="This report comprises a copy of the following press release: “Norden presents its plan for growth”, dated today.",
    )
    found = read_cover(text)
    assert found is not None
    assert found[0] == "Form 6-K: Norden presents its plan for growth"


def test_an_article_about_a_form_is_not_one():
    """
    "The company filed a Form 8-K under Item 5.02" is news, not the filing.
    """
    assert read_cover("Norden filed a Form 8-K on Monday.\nItem 5.02 of the form names the officer who left.") is None
