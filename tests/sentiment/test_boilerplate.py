"""A section is left out for its heading, a sentence for its words; a headline or a post is never taken for either."""

import pytest

from bot.sentiment.boilerplate import heading_kind
from tests.sentiment.helpers import score, sign


@pytest.mark.parametrize(
    "headline",
    [
        "Acme nears bankruptcy: sources",
        "Acme loses contact with its ship",
        "About half of Acme staff to be laid off",
        "Acme unveils new logo",
        "Media Contact",
    ],
)
def test_the_first_paragraph_opens_no_section(headline):
    """
    Whatever a story's first line is, what follows it is read.
    """
    text = f"{headline}\n\nAcme shares plunged 20% after the company warned of heavy losses."
    assert sign(score(text, "Acme")["Acme"].score) == -1


@pytest.mark.parametrize(
    "line",
    [
        "Boeing nears deal, sources say",
        "Boeing nears bankruptcy: sources",
        "Maersk loses contact with ship",
        "Jaguar drops its logo",
        "About half of Tesla staff to be laid off",
        "About a third of the staff leaves",
        "About 500 Tesla Workers Laid Off",
        "About time: Nvidia wins approval",
        "Bonds are a safe harbour in the storm",
        "Fed officials strike cautionary note",
    ],
)
def test_a_headline_that_mentions_a_heading_is_none(line):
    """
    Sources, contact, logo, about and safe harbour within a headline open no section.
    """
    assert not heading_kind(line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("About Acme", "about"),
        ("About the ALPHA3 Trial", "about"),
        ("About non-small cell lung cancer", "about"),
        ("About 3M Company", "about"),
        ("About eBay", "about"),
        ("Contact:", "contact"),
        ("Media and Investor Contacts:", "contact"),
        ("Acme Investor Relations Contact", "contact"),
        ("For media inquiries", "contact"),
        ("SOURCE Acme Therapeutics", "contact"),
        ("Sources", "contact"),
        ("Conference Call and Webcast Information", "contact"),
        ("Cautionary Note Regarding Forward-Looking Statements", "safeharbour"),
        ("Safe Harbor Statement", "safeharbour"),
        ("Legal Disclaimer", "safeharbour"),
    ],
)
def test_headings_of_a_release_are_known(line, kind):
    """
    The whole line is the heading.
    """
    assert heading_kind(line) == kind


@pytest.mark.parametrize("link", ["https://t.co/abc", "www.news.example/a", "[link](https://news.example/a)"])
def test_a_post_behind_a_link_is_read(link):
    """
    A link in front of a post does not make it housekeeping.
    """
    text = f"{link} Acme plunges 20% after heavy losses and bankruptcy warning"
    found = score(text, "Acme", kind="social")
    assert sign(found["Acme"].score) == -1


@pytest.mark.parametrize(
    "text",
    [
        "https://t.co/abc",
        "pic.twitter.com/x via @desk",
        "[Stocks tumble](https://a.example)",
        "Acme Corp. Jane Strong, CEOEmail: jstrong@acme.example.comTel: 780-425-9460",
    ],
)
def test_a_bare_link_or_address_is_housekeeping(text):
    """
    A link with hardly a word beside it, and a line with an e-mail address, are left out, and said so.
    """
    found = score(text)[None]
    assert found.score is None
    assert found.ignored == ("contact or housekeeping line",)


@pytest.mark.parametrize(
    "heading",
    ["IMPORTANT SAFETY INFORMATION", "Indication and Important Safety Information for ZENQA", "WARNING: LIVER FAILURE"],
)
def test_a_drugs_label_is_no_news(heading):
    """
    What a label warns of says nothing of the company's day.
    """
    label = (
        f"{heading}\n\nFatal liver failure and death occurred.\n\nContraindications\n\nDo not use it in heart failure."
    )
    whole = score(f"Acme profit rose 20% on strong demand.\n\n{label}", "Acme")["Acme"]
    assert sign(whole.score) == 1
    assert "drug label (4 sentences)" in whole.ignored


def test_safe_harbour_without_its_usual_opening_is_left_out():
    """
    The factors that "could cause actual results to differ" are no news, however the sentence goes on.
    """
    factors = "Factors that could cause actual results to differ include the risk that the trial fails."
    assert score(f"Acme profit rose 20%. {factors}", "Acme")["Acme"].ignored == ("safe-harbour statement",)
