"""Who else a story touches: partners, targets and movers with their words; advisers and brokers are nobody."""

from __future__ import annotations

import functools
from datetime import datetime

from bot.cards.link import link_card
from bot.model import Article
from bot.research.link import LinkReport, analyse
from bot.sentiment.scorer import RuleScorer
from bot.tickers import load_universe

NOON = datetime.fromisoformat("2026-06-15T12:00:00+00:00")


@functools.cache
def scorer() -> RuleScorer:
    """The rules, built once."""
    return RuleScorer()


def read(title: str, text: str) -> LinkReport:
    """The story as a link reply sees it."""
    article = Article("https://x.example/a", "https://x.example/a", title, text, published=NOON)
    return analyse(article, url=article.url, scorer=scorer(), universe=load_universe(), as_of=NOON)


DEAL = """Supernus Pharmaceuticals agreed to acquire Axsome Therapeutics for $180 per share in cash.

Supernus will fund it with $4 billion of term loans from JPMorgan. The break-up fee is $310 million.

Morgan Stanley is advising Supernus; Goldman Sachs and Centerview advise Axsome. Jefferies analysts called it bold.

Intra-Cellular's rival Neurocrine rose 3%."""


def test_advisers_and_analysts_are_left_out_and_lenders_get_no_button():
    """A desk does not watch the bank that lent the money; the target and who moved it does."""
    report = read("Supernus to buy Axsome", DEAL)
    relations = {item.company.ticker: item.relation for item in report.others}
    assert relations["AXSM"].startswith("deal")
    assert relations["JPM"] == "holder or lender"
    assert not {"MS", "GS", "JEF"} & {company.ticker for company in report.companies}
    buttons = str(link_card(report, "offers12").blocks)
    assert "Add AXSM to watchlist" in buttons
    assert "Add JPM to watchlist" not in buttons


def test_a_move_of_the_shares_is_the_sentence_that_is_quoted():
    """Of two sentences about a rival the one with its move."""
    text = (
        "Viking fell 42%. Eli Lilly sells Zepbound in many countries.\n\nEli Lilly shares rose 3% after the drug trial."
    )
    (lilly,) = (item for item in read("Viking Therapeutics falls on data", text).others if item.company.ticker == "LLY")
    assert (lilly.relation, lilly.sentence) == (
        "move of its shares",
        "Eli Lilly shares rose 3% after the drug trial.",
    )


def test_a_house_that_is_the_story_stays():
    """Where a text names nobody else, the bank is the subject."""
    report = read(
        "Jefferies profit falls", "Jefferies analysts are few. Jefferies reported a profit of $88 million, down 40%."
    )
    assert report.subject is not None
    assert report.subject.ticker == "JEF"


def test_a_date_belongs_to_the_company_of_its_clause():
    """The partner after the semicolon submits nothing; who stands behind the date in the same clause does."""
    title = "Sarepta Therapeutics restructures"
    apart = "A biologics license application is planned for the second half of 2027; Arrowhead is due a milestone."
    fronted = "In the second half of 2027, Arrowhead Pharmaceuticals expects to submit a biologics license application."
    for sentence, owner in ((apart, "SRPT"), (fronted, "ARWR")):
        report = read(title, f"Sarepta Therapeutics cut jobs.\n\n{sentence}\n\nArrowhead Pharmaceuticals was informed.")
        assert [catalyst.ticker for catalyst in report.catalysts] == [owner]


def test_a_rival_that_slipped_is_named_and_takes_its_own_words():
    """What follows the name is its own, not of the last company before it."""
    text = "Walmart reported revenue of $165 billion. Target reports next week. Amazon slipped."
    report = read("Walmart holds its outlook", text)
    assert "AMZN" in {company.ticker for company in report.companies}
    assert report.scores["AMZN"].score is not None
    assert all(driver.phrase != "slipped" for driver in report.scores["TGT"].drivers)


def test_the_deal_of_the_sentence_before_keeps_its_company():
    """In a round-up "the transaction" is the one just told, not the subject's."""
    text = (
        "Pfizer completed its purchase of Metsera.\n\nNovartis said that Avidity Biosciences holders will vote on the "
        "deal. The transaction is expected to close in the second half of 2027."
    )
    (closing,) = read("Deals of the week: Pfizer closes", text).catalysts
    assert closing.ticker == "NVS"
    own = text.replace("Novartis said", "Pfizer said")
    assert [catalyst.ticker for catalyst in read("Deals of the week: Pfizer closes", own).catalysts] == ["PFE"]


def test_shareholders_who_vote_hold_no_stake_in_the_buyer():
    """Novartis and the other company's shareholders: a deal, no holding."""
    text = "Pfizer fell.\n\nNovartis said Avidity shareholders will vote on the $72-per-share deal on July 8."
    assert [item.relation for item in read("Pfizer falls", text).others] == ["deal"]


def test_a_relation_is_said_of_the_name_and_not_denied():
    """The milestones of one clause are not the rival's of the next, and who has no stake is no holder."""
    text = (
        "Eli Lilly agreed to buy the private developer Corveta for $3.2 billion, including $2.1 billion in milestones, as it "
        "races Novo Nordisk for the next obesity drugs. Bristol Myers Squibb has no financial stake in the program."
    )
    relations = {item.company.ticker: item.relation for item in read("Eli Lilly to buy Corveta", text).others}
    assert relations == {"NVO": "competitor", "BMY": "named"}
