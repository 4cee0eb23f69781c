"""Which figure is measured against which, and what the sentence model is told of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sentiment.figures import pairs
from bot.sentiment.hints import told
from bot.sentiment.models import Example
from bot.sentiment.tokens import lowered, tokenize
from bot.sentiment.transformer import SHIPPED, Transformer

TOLD = [
    ("Net sales in the period were SEK 1,204 m (1,317).", "SEK 1,204 m lower (1,317)"),
    ("Q2 EPS of * Acme * 1.02, consensus 1.08", "1.02 lower, consensus 1.08"),
    (
        "Adjusted EPS $0.41 vs. $0.38 est.; revenue $212m vs. $220m",
        "$0.41 higher vs. $0.38 est.; revenue $212m lower vs.",
    ),
    ("Operating profit rose to EUR 9.4 mn from EUR 7.7 mn", "EUR 9.4 mn higher from EUR 7.7 mn"),
    ("It now expects EUR 40–44 million (previously EUR 42–46 million).", "40–44 million lower (previously"),
    ("In all 18 of 157 against 37 of 107 relapsed", "18 of 157 lower against 37 of 107"),
    ("Operating profit was EUR 9.4 mn in Q3 2008, compared to EUR 11.7 mn in 2007", "EUR 9.4 mn lower in Q3 2008"),
    ("Earnings per share were 0.15 versus a loss per share of 0.30", "0.15 higher versus a loss"),
    ("A loss of EUR 12 mn, compared to a profit of EUR 10 mn", "EUR 12 mn higher, compared"),
    ("Pretax loss totalled EUR 0.9 mn, compared to a profit of EUR 1.6 mn", "EUR 0.9 mn higher, compared"),
    ("Operating loss was $12.3 million, from a profit of $14.5 million", "$12.3 million higher, from"),
    ("Profit before tax was a loss of EUR 0.9 mn, compared to a profit of EUR 1.6 mn", "EUR 0.9 mn lower, compared"),
    ("It earned $0.05 a share, compared with a loss of $0.11 a share", "$0.05 higher a share"),
    ("Q2 EPS $1.08 vs. 88 cents a year ago", "$1.08 higher vs. 88 cents"),
    ("Q4 EPS 41 cents vs. 33 cents", "41 cents higher vs. 33 cents"),
    ("Loss per share 11c vs street at 38c", "11c lower vs street"),
    ("It earned $18,400 per day versus $31,750 per day", "$18,400 lower per day versus"),
    ("It was 4.4 per cent, against 6.0 per cent", "4.4 per cent lower, against"),
    ("The index stood at 1,642 points against 1,640", "1,642 equal points"),
    ("Grade 3 diarrhoea 19% for Mastrixel, 3% for Pertolyne", "19% >> worse for Mastrixel, 3% << better for Pertolyne"),
    ("Fibrosis improved in 41% on the drug. On placebo, 14%.", "41% >> better on the drug. On placebo, 14% << worse."),
    ("It took 4.6 days on Rhinova's capsules, 4.5 on placebo", "4.6 = days on Rhinova's capsules, 4.5 = on placebo"),
    ("Pain fell by 4 on the drug and by 6 on placebo", "by 4 << worse on the drug and by 6 >> better on placebo"),
    (
        "Stops for toxicity: 3 of 90 for Acme and 31 of 188 for Borea",
        "3 << better of 90 for Acme and 31 >> worse of 188",
    ),
    (
        "ALT and AST fell 41% and 58% on the drug, 2% and 3% on placebo",
        "41% >> better and 58% >> better on the drug, 2% << worse and 3% << worse on placebo",
    ),
    ("Margin was 9 % (8 %)", "9 % higher (8 %)"),
    ("Battery lives: 6.1 years at Sinusella, 14.2 years at Nodalquest", "6.1 << years at Sinusella, 14.2 >> years"),
    ("The rate was 4.0% (4.0%)", "4.0% equal (4.0%)"),
    ("Responses: 24% on the drug, 20% on placebo", "24% > better on the drug, 20% < worse on placebo"),
    (
        "61% of patients without an attack, placebo 7%",
        "61% >> better of patients without an attack, placebo 7% << worse",
    ),
    (
        "Clearance rose 3.9 ml on the activator and fell 6.1 ml on placebo",
        "3.9 << better ml on the activator and fell 6.1 >> worse",
    ),
    ("Revenue was $5.4 million and net loss $3.2 million", "$5.4 million >> and net loss $3.2 million <<"),
    ("The FDA extended the PDUFA date by three months", "extended slips the PDUFA date"),
    ("The goal date was extended to 30 June", "was extended slips to 30 June"),
    ("Drug 31.2 months, standard care 22.6, death risk down by 36%", "31.2 >> months, standard care 22.6 <<, death"),
]
LEFT_ALONE = [
    "Lenders extended the loan by two years and reviewed its terms.",
    "The board extended the strategic review.",
    "The company has 3,200 staff in 12 countries.",
    "Sales were 9.4 mn. Ten years ago it had 10 shops.",
    "The hazard ratio was 0.57 (95% CI 0.41 to 0.79).",
    "Shares of * 3M * rose.",
    "The fund bought a net 3.69 billion rupees ($45.17 million) worth of shares.",
    "It plans an additional A$66 billion ($38.2 billion) in spending.",
    "Phase 3 data are due in 2027.",
    "In the phase 3 trial 40 mg met its endpoint at week 12.",
    "Of 40 patients 12 months of data are out.",
    "Response was 41%. It has 300 staff. The tax rate was 14%.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_the_higher_figure_is_told(text: str, expected: str) -> None:
    assert expected in told(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_figures_that_nothing_stands_beside_are_left_alone(text: str) -> None:
    assert told(text) == text


@given(st.text(alphabet=st.sampled_from("0123456789.,%$€ ()–-+abvs mnfromto"), max_size=80))
def test_nothing_is_taken_from_a_text(text: str) -> None:
    told_text = told(text)
    for word in (
        " higher",
        " lower",
        " equal",
        " better",
        " worse",
        " >>",
        " <<",
        " >",
        " <",
        " =",
        " later",
        " earlier",
    ):
        told_text = told_text.replace(word, "")
    assert told_text == text


def test_no_figure_stands_in_two_pairs() -> None:
    tokens, _ = tokenize(lowered("Sales 12 (11) vs 10, a year ago 9; margin 4% from 5% against 6%"))
    places = [place for pair in pairs(tokens) for place in pair[:2]]
    assert len(places) == len(set(places)) >= 4


def test_the_shipped_model_follows_the_figures() -> None:
    texts = ["Net sales in the period were SEK 1,204 m (1,317).", "Net sales in the period were SEK 1,317 m (1,204)."]
    low, high = Transformer(SHIPPED).probabilities([Example(text) for text in texts])
    assert low[0] > low[2]
    assert high[2] > high[0]
