"""Each phrase goes to the company it is about: clause first, then the nearest name; sources and rivals get their own."""

import pytest

from bot.sentiment.scorer import RuleScorer
from tests.sentiment.helpers import mentions_of, score, sign, value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Acme rose 5% while Bolt fell 3%.", {"Acme": 1, "Bolt": -1}),
        ("Acme, Bolt and Crest gained over 2% each.", {"Acme": 1, "Bolt": 1, "Crest": 1}),
        ("Acme outperformed Bolt in the quarter.", {"Acme": 1, "Bolt": -1}),
        ("Acme to acquire Bolt for $40 a share", {"Acme": 0, "Bolt": 1}),
        ("Acme was downgraded by Bolt.", {"Acme": -1, "Bolt": 0}),
        ("Acme plunged 30%, according to Bolt.", {"Acme": -1, "Bolt": 0}),
        ("Broker cuts estimates on Acme", {"Acme": -1}),
        ("Regulator fines Acme", {"Acme": -1}),
        ("Acme loses market share; Bolt raises guidance.", {"Acme": -1, "Bolt": 1}),
        ("Acme will host a call on Monday; Bolt soared.", {"Acme": 0, "Bolt": 1}),
    ],
)
def test_two_companies_in_one_sentence(text, wanted):
    """
    Signs per company are as a holder of each would see them; who only stands by has none.
    """
    found = score(text, *wanted)
    assert {name: sign(found[name].score) for name in wanted} == wanted


def test_a_company_without_evidence_is_none():
    """
    Naming a company is no evidence about it.
    """
    assert score("Acme soared; Bolt is also listed.", "Acme", "Bolt")["Bolt"].score is None


def test_the_company_and_it_mean_the_subject_of_the_paragraph():
    """
    A sentence that says "the company" counts for the company the paragraph is about, and for no other.
    """
    text = "Acme held its annual meeting.\n\nAcme reported results. The company raised its guidance.\n\nBolt moved offices."
    result = RuleScorer().score_text(text, mentions=mentions_of(text, {"ACME": "Acme", "BOLT": "Bolt"}))
    assert value(result.tickers["ACME"]) > 0
    assert result.tickers["BOLT"].score is None


def test_an_unnamed_rival_keeps_its_own_news():
    """
    News of a capitalised name nobody asked about is not put on the company that was asked for.
    """
    assert score("Acme unchanged as rival Brightwell plunged 40%", "Acme")["Acme"].score is None


def test_words_inside_a_name_are_only_a_name():
    """
    A company called Great, Fire or Strong is not good or bad for that.
    """
    assert score("Great Ajax moved its office.", "Great Ajax")["Great Ajax"].score is None
    assert value(score("Nitin Fire surges", "Nitin Fire")["Nitin Fire"]) > 0


def test_relevance_follows_the_share_of_the_text():
    """
    The company most of the text is about has the higher relevance; both lie between 0 and 1.
    """
    text = "Acme rose 5%. Acme raised guidance. Acme beat estimates. Bolt fell 2%."
    result = RuleScorer().score_text(text, mentions=mentions_of(text, {"ACME": "Acme", "BOLT": "Bolt"}))
    assert 0 < result.tickers["BOLT"].relevance < result.tickers["ACME"].relevance <= 1
