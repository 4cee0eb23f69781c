"""What the rules say of sentences written for these tests, family by family, and what switching a family off does."""

import pytest

from bot.sentiment.engine import SWITCHES, Rules
from bot.sentiment.scorer import RuleScorer
from tests.sentiment.helpers import score, sign, value

CASES = [
    # direction x metric
    ("Net loss narrowed to $4 million in the quarter.", 1, "direction x metric"),
    ("The annualized bleeding rate fell 43% on treatment.", 1, "direction x metric"),
    ("The company raised its full-year guidance.", 1, "direction x metric"),
    ("Gross margin contracted by 300 basis points.", -1, "direction x metric"),
    ("Higher input costs weighed.", -1, "direction x metric"),
    ("Treatment lowered LDL cholesterol by 52%.", 1, "direction x metric"),
    ("There was a sharp rise in defaults.", -1, "direction x metric"),
    ("Shares plunged 60% premarket.", -1, "direction x metric"),
    # negation and resolution
    ("The FDA lifted the clinical hold.", 1, "resolution"),
    ("The boxed warning was removed from the label.", 1, "resolution"),
    ("The trial did not meet its primary endpoint.", -1, "events"),
    ("There were no serious adverse events and no cases of CRS or ICANS.", 1, None),
    ("The case against the lender over its fees was thrown out.", 1, "relations"),
    ("The recall of the older pumps is over.", 1, "resolution"),
    ("There were no deaths and no discontinuations, and output rose.", 1, None),
    # timing
    ("Topline data are now expected in 2028 rather than 2027.", -1, "timing"),
    ("The filing moves to the first half from the second half of 2027.", 1, "timing"),
    ("Its cash now lasts into 2029, previously 2028.", 1, "timing"),
    ("Generics will enter in 2027 instead of 2034.", -1, "timing"),
    # surprise
    ("Earnings beat analysts' estimates.", 1, "surprise"),
    ("Revenue missed the consensus.", -1, "surprise"),
    ("Costs came in below expectations.", 1, "surprise"),
    # numbers
    ("Adjusted EPS of $0.48 versus $0.55 a year ago.", -1, "numeric comparison"),
    ("Overall survival was 24.1 months versus 15.3 months with placebo.", 1, "numeric comparison"),
    ("Remission rate 44% on the drug, 22% on placebo.", 1, "numeric comparison"),
    ("Fibrosis improved by a stage in 41% on the drug; on placebo, 14%.", 1, "numeric comparison"),
    ("Relapse occurred in 12% on placebo and 31% on the drug.", -1, "numeric comparison"),
    ("Symptoms fell by 4 points on the drug and by 6 on placebo.", -1, "numeric comparison"),
    ("Proteinuria: down 51% on the drug, down 6% on placebo.", 1, "numeric comparison"),
    ("The response rate was 41% with the drug and 40% with chemotherapy.", -1, "numeric comparison"),
    ("Time to relapse was 61 weeks with the drug and 39 weeks with placebo.", 1, "numeric comparison"),
    ("Net sales in the period were SEK 1,204 m (1,317).", -1, "numeric comparison"),
    ("Finance costs: EUR 9.7 mn (EUR 3.1 mn).", -1, "numeric comparison"),
    ("Operating profit was EUR 9.4 mn (Q2 2024: EUR 7.7 mn).", 1, "numeric comparison"),
    ("Cost per passenger in May: EUR 41 at the carrier (48 a year ago).", 1, "numeric comparison"),
    ("Losses on loans: NOK 22 m (61).", 1, "numeric comparison"),
    ("Net debt/EBITDA 4.7x (2.9x).", -1, "numeric comparison"),
    ("Operating result: EUR -2.1 mn (1.3).", -1, "numeric comparison"),
    ("Gross margin went to 29.5% from 34.2%.", -1, "numeric comparison"),
    ("Warranty cost was 0.6% of sales, from 2.8%.", 1, "numeric comparison"),
    ("Net loss EUR 0.3 mn; a year ago EUR 2.1 mn.", 1, "numeric comparison"),
    ("Q2 EPS 1.02, consensus 1.08.", -1, "numeric comparison"),
    ("Backlog was EUR 48 mn at the end of March, EUR 61 mn at the end of December.", -1, "numeric comparison"),
    ("Monthly churn of its contract customers was 0.9%, versus 1.6%.", 1, "numeric comparison"),
    ("Leverage was 1.9 times EBITDA from 3.4 times.", 1, "numeric comparison"),
    ("Overall response by blinded review was 24%, down from the 51% of last year.", -1, "numeric comparison"),
    ("Relapse was seen in 18 of 157 patients against 37 of 107.", 1, "numeric comparison"),
    ("Like-for-like sales: 2.0%, consensus 3.9%.", -1, "numeric comparison"),
    ("$ABC 1.44 vs 1.31e", 1, "numeric comparison"),
    ("It now expects adjusted EBITA of EUR 40-44 million (previously EUR 42-46 million).", -1, "numeric comparison"),
    ("Organic growth 4.0% vs consensus 6.1%.", -1, "numeric comparison"),
    ("The order book stood at EUR 1.9 bn (EUR 1.4 bn at the end of the previous year).", 1, "numeric comparison"),
    ("The profit of last year turned into a net loss.", -1, "events"),
    ("The hazard ratio for progression was 0.57 (95% CI 0.41 to 0.79).", 1, "statistics"),
    ("The difference was not what was hoped (p=0.27).", -1, "statistics"),
    ("Acme -3.5% in early trading", -1, "signed move"),
    ("It accepted a bid at a 64% premium.", 1, "signed move"),
    ("New shares were placed at a 22% discount.", -1, "signed move"),
    # events
    ("The agency issued a complete response letter.", -1, "events"),
    ("The auditor raised substantial doubt about its ability to continue as a going concern.", -1, "events"),
    ("It priced an underwritten public offering at a discount.", -1, "events"),
    ("The board approved a 1-for-30 reverse stock split.", -1, "events"),
    ("It agreed to be acquired at an 80% premium.", 1, "events"),
    ("The FDA issued a Form 483.", -1, "events"),
    ("The trial passed futility at the interim look.", 1, "events"),
    ("Ninety percent of patients were MRD negative.", 1, "events"),
    ("The confidence interval crossed one.", -1, "events"),
    ("The drug did no better than a sugar pill.", -1, "events"),
    ("Median survival was not reached.", 1, "events"),
    ("The regulator turned away the filing.", -1, "events"),
    ("The customer will not renew.", -1, "events"),
    ("The judges found the patents invalid.", -1, "events"),
    ("It won an injunction against the copy.", 1, "events"),
    ("The placement was priced with a full warrant.", -1, "events"),
    ("It repaid the term loan and has no debt due.", 1, "events"),
    ("Profit came in at the upper end of its range.", 1, "events"),
    # ratings and levels
    ("Broker initiates Acme at Overweight", 1, "ratings"),
    ("Sell Acme, target Rs 240", -1, "ratings"),
    ("The stock hit a 52-week low.", -1, "level"),
]


@pytest.mark.parametrize(("text", "wanted", "rule"), CASES)
def test_the_rules_read_it_as_a_desk_would(text, wanted, rule):
    """
    The sign is right, and the rule family that should see it is among the drivers.
    """
    found = score(text)[None]
    assert sign(found.score) == wanted
    assert rule is None or rule in {driver.rule for driver in found.drivers}


FRAMES = [
    ("The bakery takes a third of new orders from Acme.", "Acme", -1),
    ("Dealers switched their orders from Acme to Bolt.", "Acme", -1),
    ("Dealers switched their orders from Acme to Bolt.", "Bolt", 1),
    ("We prefer Acme to Bolt after the visit.", "Acme", 1),
    ("We prefer Acme to Bolt after the visit.", "Bolt", -1),
    ("The ministry chose Acme over Bolt.", "Acme", 1),
    ("The ministry chose Acme over Bolt.", "Bolt", -1),
    ("Our idea for the year: long Acme, short Bolt.", "Acme", 1),
    ("Our idea for the year: long Acme, short Bolt.", "Bolt", -1),
    ("Sold all my Acme for Bolt this morning.", "Bolt", 1),
    ("The panel said no to Acme.", "Acme", -1),
    ("The trial of Bolt failed, good for rival Acme.", "Acme", 1),
    ("Acme must find a new landlord.", "Acme", -1),
    ("Broker keeps Outperform on Acme.", "Acme", 1),
    ("Acme loses its appeal.", "Acme", -1),
]


@pytest.mark.parametrize(("text", "name", "wanted"), FRAMES)
def test_the_preposition_says_who_gains_and_who_loses(text, name, wanted):
    """
    With the same verb the name behind "from" loses and the name behind "to" gains; a rival's failure is good news.
    """
    assert sign(score(text, "Acme", "Bolt")[name].score) == wanted


def test_a_frame_without_a_name_says_nothing():
    """
    "Takes time from today" and "over the year" have no loser.
    """
    assert sign(score("Acme takes notes from the meeting over the year.", "Acme")["Acme"].score) == 0


NEUTRAL = [
    "The company will present at a conference in Boston on May 12.",
    "The trial enrolls patients with relapsed or refractory large B-cell lymphoma.",
    "Interim data are expected in mid-2027.",
    "The policy pays a death benefit to the named beneficiary.",
    "Acme Securities and Interest Trust is a bank.",
    "It develops immunotherapies for cancer.",
]


@pytest.mark.parametrize("text", NEUTRAL)
def test_words_that_only_sound_good_or_bad_say_nothing(text):
    """
    Disease names, legal forms and announcements of dates carry no sentiment; every VADER trap is one of these.
    """
    assert sign(score(text)[None].score) == 0


def test_no_evidence_is_none_and_not_zero():
    """
    A text about nothing has no score, for the text and for the ticker in it.
    """
    found = score("Acme will hold its annual meeting on May 12.", "Acme")
    assert found[None].score is None
    assert found["Acme"].score is None
    assert found["Acme"].label is None


def test_an_if_weighs_less_than_a_fact():
    """
    The same words inside a condition, a hedge or a question move the score less.
    """
    fact = value(score("Revenue fell.")[None])
    for softer in ("If revenue fell, so be it.", "Revenue may have fallen.", "Has revenue fallen?"):
        assert 0 > value(score(softer)[None]) > fact


def test_background_weighs_less_than_the_statement():
    """
    "Slips from a three-year high" is a slip; "rises despite warnings" is a rise.
    """
    assert sign(score("Palladium slips from 3-year high")[None].score) == -1
    assert sign(score("Acme shares surge despite warnings")[None].score) == 1


def test_vader_words_count_in_posts_and_not_in_news():
    """
    "Love" and "hate" are heard in social text and opinion, not in news, where VADER's words mislead.
    """
    text = "I love this happy little stock"
    assert value(score(text, kind="social")[None]) > 0.2
    assert "VADER words" not in {driver.rule for driver in score(text)[None].drivers}


@pytest.mark.parametrize(
    ("text", "wanted"), [("ALLO to the moon 🚀🚀", 1), ("Diamond hands only", 1), ("Another bagholder", -1)]
)
def test_slang_counts_in_posts_and_not_in_news(text, wanted):
    """
    The vocabulary's [social] words are heard where people write so; in news they say nothing.
    """
    found = score(text, kind="social")[None]
    assert sign(found.score) == wanted
    assert {driver.rule for driver in found.drivers} == {"slang"}
    assert score(text)[None].score is None


def test_everyday_words_are_no_slang():
    """
    "Long" and "green" mean a rise only among traders: in a plain sentence of a post they say nothing.
    """
    assert score("The green line is long and it calls at Redding.", kind="social")[None].score is None


@pytest.mark.parametrize("family", SWITCHES)
def test_every_family_can_be_switched_off(family):
    """
    With a family off none of its drivers appear anywhere, and the version says so.
    """
    scorer = RuleScorer(Rules(frozenset({family})))
    for text, _, _ in CASES:
        drivers = scorer.score_text(text, kind="social").overall.drivers
        assert family not in {driver.rule for driver in drivers}
    assert scorer.version != RuleScorer().version


@pytest.mark.parametrize(("text", "wanted", "rule"), [case for case in CASES if case[2] == "direction x metric"][:4])
def test_without_direction_x_metric_the_sentence_is_not_understood(text, wanted, rule):
    """
    The family carries these sentences: with it off the sign is lost.
    """
    scorer = RuleScorer(Rules(frozenset({rule})))
    assert sign(scorer.score_text(text).overall.score) != wanted
