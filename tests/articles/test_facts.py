"""Key facts: exact sentences that carry the numbers, chosen by named rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles import key_facts
from bot.sentiment.sentences import sentences
from tests.shared import SEEDS, needs_shared

TEXT = """Example Corp raises its outlook

Example Corp (NYSE: EXC) said on Tuesday that second-quarter revenue rose 12% to $1.2 billion, versus $1.07 billion a year earlier.

"We are thrilled with our people," said the chief executive. Will it last?

The company now expects earnings of $3.10 to $3.20 a share for the full year, up from $2.95 before.

Founded in 1921, Example Corp is headquartered in Ohio and has 4,000 employees.

It agreed to buy Sample Inc for $25 per share in cash, a premium of 30%, and expects to close the deal by the end of 2026.

The global market for examples is projected to reach $17 billion by 2030, growing at a CAGR of 8%.

This release contains forward-looking statements about 2027 sales of $5 billion; actual results may differ.

Revenue rose 12% to $1.2 billion in the quarter, the company said again.
"""


def test_the_sentences_with_the_numbers_are_chosen_in_order():
    """Results against a comparator, guidance and deal terms; no legal text, history, market forecast or repetition."""
    found = key_facts(TEXT, "Example Corp raises its outlook")
    texts = [fact.text for fact in found]
    assert [fact.start for fact in found] == sorted(fact.start for fact in found)
    for words in ("versus $1.07 billion", "$3.10 to $3.20", "premium of 30%"):
        assert any(words in text for text in texts), words
    for words in ("forward-looking", "CAGR", "Founded", "thrilled", "said again", "raises its outlook", "Will it last"):
        assert not any(words in text for text in texts), words
    assert "result against a comparator" in found[0].why


def test_every_fact_is_quoted_exactly_and_its_figures_lie_in_it():
    """Offsets are the text's own."""
    for fact in key_facts(TEXT):
        assert TEXT[fact.start : fact.end] == fact.text
        for start, end in fact.figures:
            assert any(mark.isdigit() for mark in fact.text[start:end])


@needs_shared("seeds")
def test_the_seed_note_yields_its_three_lines():
    """MRD against observation, the dates ahead, and the safety line."""
    text = (SEEDS / "000_34e8cfa5efc54bcd.txt").read_text(encoding="utf-8")
    joined = " ".join(fact.text for fact in key_facts(text))
    for words in ("58.3%", "mid-2028", "no CRS"):
        assert words in joined


@pytest.mark.parametrize(
    "text", ["", "Short.", "No figures here at all, only words about a company. " * 3, "1 2 3 4 5 6 7 8 9 " * 50]
)
def test_thin_texts_give_little(text: str):
    """At most three fillers, never an error."""
    assert len(key_facts(text)) <= 3


@given(st.text(max_size=600))
def test_any_text_is_survived(text: str):
    """Between none and six, each a slice of the text."""
    found = key_facts(text)
    assert len(found) <= 6
    assert all(text[fact.start : fact.end] == fact.text for fact in found)


REST = "\n\nThe company went on with its plans in the quarter as it had said before." * 12


def figures(sentence: str) -> list[str]:
    """What is set in bold."""
    (fact,) = key_facts(sentence)
    return [fact.text[start:end] for start, end in fact.figures]


def test_short_highlights_on_top_are_facts():
    """Eight words without a full stop, but with the figure; the same words among the links below the story are none."""
    line = "Net sales and revenues up 11% to $12.394 billion"
    assert key_facts(f"- {line}\n- Gross margin of 45.2%\n{REST}")[0].text == line
    assert not any("12.394" in fact.text for fact in key_facts(f"{REST.strip()}\n\n- {line}\n- Read on"))


def test_rows_of_a_table_are_no_sentence_but_a_bullet_in_a_table_is():
    """Cells between bars are not shown as a fact; exhibits set their highlights as rows with one cell."""
    table = "| Third Quarter Results 2026 | | |\n| | Amount (millions) | Growth |\n| Product revenue | $1,158.3 | 29% |"
    assert not any("|" in fact.text for fact in key_facts(table + REST))
    bullet = "Revenue rose 12% to $1.2 billion in the third quarter, compared with $1.07 billion"
    assert key_facts(f"| • | {bullet} |{REST}")[0].text == bullet


def test_dashes_around_a_highlight_are_left_out():
    """GlobeNewswire sets highlights as "– ... –"."""
    text = "– Study did not meet its primary endpoint (2.6 points versus 1.9 points; p=0.24) –" + REST
    assert key_facts(text)[0].text == "Study did not meet its primary endpoint (2.6 points versus 1.9 points; p=0.24)"


def test_figures_end_with_their_digits_and_keep_currency_and_unit():
    """No comma of the sentence in the figure; losses in brackets, currency codes and Reuters' "bln" belong to it."""
    assert figures("Net loss per share was $0.87, compared with $0.98 in the year before.") == ["$0.87", "$0.98"]
    assert figures("Net loss was $(47.2) million, or $(0.94) per share, in the whole third quarter.") == [
        "$(47.2) million",
        "$(0.94)",
    ]
    assert figures("Operating profit was DKK 31.1 bln, against €9,2 Mrd. at its larger rival.") == [
        "DKK 31.1 bln",
        "€9,2 Mrd",
    ]


def test_cash_comes_before_the_words_that_there_are_results():
    """The dateline of a report says nothing new, and an offering's legal lines are no terms."""
    opening = "BOSTON, Nov. 05, 2026 -- Acme Bio, Inc. (Nasdaq: ACME) today reported financial results for the second quarter."
    cash = "The Company ended the quarter with $1.2 billion in cash, cash equivalents and investments."
    legal = "This press release shall not constitute an offer to sell or the solicitation of an offer to buy these securities."
    guide = "Management guides to at least 23% growth, not the 30% of the analysts, and sees no need for new money."
    costs = "Research costs were $38.6 million in the quarter and $80 million in the half."
    found = [fact.text for fact in key_facts(f"{opening}\n\n{cash}\n\n{legal}\n\n{guide}\n\n{costs}")]
    assert found == [cash, guide, costs]


@pytest.mark.parametrize(
    "name",
    [
        "J.P. Morgan",
        "J. P. Morgan",
        "C.H. Robinson",
        "E.W. Scripps",
        "Dr. Reddy's",
        "St. Jude Medical",
        "J&J",
        "U.S. Steel",
        "Acme Inc.",
    ],
)
def test_a_fact_is_not_cut_within_a_name(name):
    """Initials and titles end no sentence: the fact is whole, from its first word to its full stop."""
    figures = "$45.50 from $38 on revenue of approx. $1.2 billion vs. $1.1 billion"
    fact = f"Analysts at {name} Securities raised their price target to {figures}."
    found, *_rest = key_facts(f"{fact} Nothing else was said about it.\n", "")
    assert found.text == fact


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Sales fell in the U.S. The company sells in S. Korea, too.", 2),
        ("It ranks No. 2 in the world. Rivals follow.", 2),
        ("He works for J.P. Morgan. She does not.", 2),
        ("It was priced by A.G.P. On Tuesday it traded.", 2),
    ],
)
def test_a_sentence_that_ends_after_initials_still_ends(text, count):
    """A word that opens sentences begins a new one."""
    assert len(sentences(text)) == count


def chosen(*lines: str, title: str = "") -> str:
    """The facts of a text of these lines."""
    return "\n".join(fact.text for fact in key_facts("\n\n".join(lines), title))


ROUTINE = (
    "The company said that it opened a laboratory in Basel on Monday.",
    "Ten researchers will move into the building next spring.",
    "The site is near the river and the old station.",
)
REAL = "The drug cut the risk of death by 32% compared with chemotherapy in 512 patients."


@pytest.mark.parametrize(
    "empty",
    [
        "BTCS takes part in Ethereum's proof-of-stake protocols, which use far less energy.",
        "This agreement marks an important milestone in the company's efforts to grow.",
        "The talk, titled “Results That Compared Two Vaccines”, was given by Dr. Diamond on April 24, 2025.",
        "The regulatory guidance and the bullish outlook are catalysts for the sector.",
        "It makes vaccines against cancers and infectious diseases, as it said again on November 12, 2024.",
        "Mr. Kendall's safety-first approach will be instrumental for the mine.",
        "This article has been disseminated on behalf of Example Corp and may include paid advertising.",
        "Global demand for lithium is anticipated to surpass 2.4 million metric tons by 2030.",
        "Nothing here is a recommendation to buy or sell a security, whatever the acquisition.",
        "Participants may dial into the call at 1 (844) 808-7106 or use access code 5819979.",
    ],
)
def test_words_of_deals_results_and_guidance_without_their_figure_are_no_fact(empty):
    """A proof of stake is no stake, a milestone without money no deal term, a date no result; what says nothing stays out."""
    (rated,) = key_facts(empty) or [None]
    assert rated is None or rated.points < 2
    assert empty not in chosen(*ROUTINE, REAL, empty)


@pytest.mark.parametrize(
    "telling",
    [
        "Example Corp agreed to acquire Sample Therapeutics, the two companies said.",
        "It is eligible for milestones of up to $329 million and royalties of 15%.",
        "The trial met its primary endpoint, and no new safety signals were seen.",
        "Example Corp withdrew its guidance for the year.",
        "Median survival was 12.4 months versus 8.1 months in the control arm.",
        "The response rate was 12 of 30 against 5 of 31.",
    ],
)
def test_deals_results_and_guidance_count_with_or_without_figures_as_they_are_told(telling):
    """Who buys whom, a met endpoint and a withdrawn guidance need none; milestones and comparators bring theirs."""
    assert telling in chosen(*ROUTINE, telling, REAL)


def test_nothing_is_taken_from_the_paragraph_that_introduces_the_company():
    """Under "About Example": the capacity and the clients of the house are no news; an article about a deal is."""
    about = "Example Corp, a Fortune 200 company, produces 10% of the nation's energy and serves 16 million homes."
    assert about not in chosen(*ROUTINE, REAL, "About Example Corp", about)
    assert REAL in chosen(*ROUTINE, "About the deal", REAL)


@pytest.mark.parametrize(("figure", "counts"), [("2000 patients", True), ("2026", False), ("March 5, 2026", False)])
def test_a_count_that_looks_like_a_year_is_a_figure_and_a_date_is_none(figure, counts):
    """A comparator needs its figure, and the day of the congress is not one."""
    (rated,) = key_facts(f"The effect of the new drug was large against placebo, they said of {figure} in the hall.")
    assert ("result against a comparator" in rated.why) is counts
