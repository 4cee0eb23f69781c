"""A score explains itself: contributions add up, boilerplate is named, cost is linear, nothing raises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Company, Evidence, Mention
from bot.sentiment import band
from bot.sentiment import reading as reading_module
from bot.sentiment.bands import BANDS
from bot.sentiment.scorer import RuleScorer
from bot.sentiment.ticker import scores_of
from tests.sentiment.helpers import mentions_of, score, sign, value
from tests.shared import SEEDS, needs_shared

RELEASE = """Acme Reports First Quarter Results

BOSTON, May 5 - Acme Therapeutics (Nasdaq: ACME) today announced that revenue rose 24% and net loss narrowed.

The FDA lifted the clinical hold on its lead program, and the cash runway was extended into 2028.

However, enrollment in the second study was slower than planned.

About Acme

Acme is a clinical-stage biotechnology company developing cancer drugs. It failed once and was sued for fraud.

Forward-Looking Statements

This release contains forward-looking statements. Failure, losses and delays could cause results to differ materially.
"""


def test_contributions_add_up_to_the_score():
    """
    Drivers and remainder sum to the score, for the text and for each ticker.
    """
    result = RuleScorer().score_text(RELEASE, mentions=mentions_of(RELEASE, {"ACME": "Acme"}))
    for found in scores_of(result).values():
        assert found.score == pytest.approx(sum(d.contribution for d in found.drivers) + found.remainder)


def test_all_parts_add_up_and_not_only_with_the_remainder():
    """
    With few findings every one is shown and the remainder is nothing.
    """
    found = score("Revenue rose, but margins fell.")[None]
    assert found.remainder == pytest.approx(0)
    assert {driver.contribution > 0 for driver in found.drivers} == {True, False}


def test_a_driver_quotes_the_words_of_its_sentence():
    """
    Each driver's phrase stands in its sentence, and the sentence in the text.
    """
    for driver in RuleScorer().score_text(RELEASE).overall.drivers:
        assert driver.phrase in driver.sentence
        assert driver.sentence in RELEASE


def test_boilerplate_is_left_out_and_named():
    """
    About-the-company and safe-harbour text do not move the score; the score says they were ignored.
    """
    with_it = RuleScorer().score_text(RELEASE).overall
    without = RuleScorer().score_text(RELEASE.partition("About Acme")[0]).overall
    assert with_it.score == pytest.approx(without.score)
    told = " ".join(with_it.ignored)
    assert "about-the-company" in told
    assert "safe-harbour" in told


def test_a_class_action_advert_is_no_news():
    """
    A law firm's reminder is ignored as an advert; a company that is sued is bad news.
    """
    advert = "Shareholder alert: Levi Strand LLP reminds investors of Acme of the lead plaintiff deadline."
    assert score(advert, "Acme")["Acme"].score is None
    assert sign(score("Acme faces a class action over securities fraud", "Acme")["Acme"].score) == -1


def test_the_title_weighs_more_than_the_text():
    """
    A title given apart counts, with the companies it names.
    """
    text = "Acme published its report. Margins fell."
    names = mentions_of(text, {"ACME": "Acme"})
    plain = RuleScorer().score_text(text, mentions=names)
    titled = RuleScorer().score_text(text, mentions=names, title="Acme soars on record profit")
    assert value(titled.tickers["ACME"]) > (plain.tickers["ACME"].score or 0)


def test_a_title_names_a_company_by_whole_words():
    """
    "Judgment" holds no GM, and what a title says of another company is not said of it.
    """
    text = "GM opened a plant in Ohio."
    scorer, names = RuleScorer(), mentions_of(text, {"GM": "GM"})
    other = scorer.score_text(text, mentions=names, title="Judgment sends a rival down on losses")
    own = scorer.score_text(text, mentions=names, title="GM plunges on losses")
    assert other.tickers["GM"].score is None
    assert value(own.tickers["GM"]) < 0


def test_same_text_same_answer():
    """
    The engine is deterministic, and its version names the vocabulary.
    """
    scorer = RuleScorer()
    assert scorer.score_text(RELEASE) == RuleScorer().score_text(RELEASE)
    assert scorer.version.startswith("rules-")
    assert scorer.score_many([(RELEASE, "news", ())])[0] == scorer.score_text(RELEASE)


@pytest.mark.parametrize(
    "text",
    [
        "Acme soars while Bolt sinks on weak guidance",
        "Shareholder alert: Levi Strand LLP reminds investors of Acme of the lead plaintiff deadline",
        "Acme to present in Boston",
        "Acme, Bolt gain",
    ],
)
def test_a_headline_scores_as_an_article_of_one_sentence(text):
    """
    The short way for single sentences says exactly what the long way says.
    """
    scorer = RuleScorer()
    names = mentions_of(text, {"ACME": "Acme", "BOLT": "Bolt"})
    short = scorer._score_line(text, "news", names)
    long = scorer._score_article(text, "news", names, "")
    assert short == long


def test_work_grows_with_the_text_and_not_faster(monkeypatch):
    """
    Counted in trie steps and hits, not seconds: ten times the text costs ten times the work.
    """
    counted = 0
    real = reading_module.Hit.__init__

    def counting(self, start, end, entry):
        nonlocal counted
        counted += 1
        real(self, start, end, entry)

    monkeypatch.setattr(reading_module.Hit, "__init__", counting)
    steps = []
    for copies in (10, 100):
        counted = 0
        RuleScorer().score_text("Revenue rose 8% but the FDA issued a clinical hold, and shares fell. " * copies)
        steps.append(counted)
    assert steps[1] == pytest.approx(10 * steps[0], rel=0.05)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=500), st.integers(0, 500), st.integers(0, 30), st.sampled_from(["news", "social", "opinion"]))
def test_any_unicode_is_scored(text, start, length, kind):
    """
    No text and no mention place raises; scores stay within -1 to 1. (10,000 texts: benchmarks/sentiment.py --fuzz.)
    """
    end = min(start + length, len(text))
    places = [Mention(Company("X", "X"), start, end, text[start:end], Evidence.NAME)] if start < end else []
    result = RuleScorer().score_text(text, kind=kind, mentions=places, title=text[:20])
    for found in scores_of(result).values():
        assert found.score is None or -1 <= found.score <= 1


def test_bands_are_one_table():
    """
    Every band's words appear at its floor, on both sides, and an unknown score is n/a.
    """
    assert [band(entry.floor) for entry in BANDS] == [
        "neutral", "mildly positive", "moderately positive", "strongly positive",
    ]  # fmt: skip
    assert band(-0.7) == "strongly negative"
    assert band(0.149) == "neutral"
    assert band(None) == "n/a"


@needs_shared("seeds")
def test_the_allogene_note_reads_mildly_positive():
    """
    The publisher of the note says 0.35: mildly positive overall, both tickers scored, the MRD sentence strongly positive.
    """
    note = (SEEDS / "000_34e8cfa5efc54bcd.txt").read_text(encoding="utf-8")
    names = {"ALLO": r"Allogene|\bALLO\b", "CLLS": r"Cellectis|\bCLLS\b"}
    result = RuleScorer().score_text(
        note, kind="opinion", mentions=mentions_of(note, names, {"ALLO": 1.0, "CLLS": 0.8})
    )
    assert band(result.overall.score) == "mildly positive"
    assert result.tickers["ALLO"].score is not None
    assert value(result.tickers["CLLS"]) > 0
    assert result.tickers["CLLS"].drivers
    assert "the publisher's own score box" in " ".join(result.overall.ignored)
    first = note.split(". ")[0]
    assert value(RuleScorer().score_text(first).overall) >= 0.7
