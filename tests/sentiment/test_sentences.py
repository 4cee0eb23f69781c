"""Sentences are cut where a reader would cut them, by offsets, at a cost linear in the text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sentiment.sentences import MAX_SENTENCE, paragraphs, sentences


def cut(text):
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Acme Inc. said U.S. sales rose 3.5 percent in the first quarter.",
        "Acme (e.g. its Corp. unit) and J. P. Holder v. Smith settled on Jan. 3 for approx. $5 million.",
        "The hazard ratio was 0.57 (95% CI 0.41 to 0.79; p = 0.0008) vs. placebo.",
        "Yahoo! rose after Dr. Lee of No. 2 maker St. Jude spoke.",
    ],
)
def test_full_stops_inside_a_sentence_do_not_end_it(text):
    """
    Abbreviations, initials, decimals and exclamation marks in names leave a sentence whole.
    """
    assert cut(text) == [text]


def test_a_legal_form_ends_a_sentence_when_a_new_one_clearly_begins():
    """
    "Inc." before "The" ends the sentence; before a name it does not.
    """
    assert cut("It bought Foo Inc. The price was low.") == ["It bought Foo Inc.", "The price was low."]
    assert cut("It bought Foo Inc. Barton said so.") == ["It bought Foo Inc. Barton said so."]


def test_bullets_headings_and_single_line_breaks_stand_alone():
    """
    Lines of a list lose their marks and each is a sentence; so is a headline above them.
    """
    text = "Highlights\n- Revenue rose 8%\n• Net loss narrowed\n1. Cash of $90 million"
    assert cut(text) == ["Highlights", "Revenue rose 8%", "Net loss narrowed", "Cash of $90 million"]


def test_wrapped_prose_is_joined():
    """
    Line breaks that only wrap the prose do not end a sentence.
    """
    text = (
        "The Company reported that its net loss for the three months ended\n"
        "March 31 narrowed to $8.1 million from $39.2 million a year earlier, as\n"
        "research spending fell and licence revenue from its partner rose."
    )
    assert len(cut(text)) == 1


def test_paragraphs_hold_their_sentences_in_order():
    """
    A blank line separates paragraphs; every sentence lies inside its paragraph, in order, without overlap.
    """
    text = "One rose. Two fell.\n\nThree stood."
    found = paragraphs(text)
    assert [len(paragraph.sentences) for paragraph in found] == [2, 1]
    places = [(span.start, span.end) for paragraph in found for span in paragraph.sentences]
    assert places == sorted(places)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(places))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_cut_without_overlap_and_nothing_said_is_lost(text):
    """
    For any unicode: spans are in order and disjoint, and every letter and digit outside bullet marks is in one.
    """
    spans = sentences(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_a_run_without_full_stops_is_cut_at_a_limit():
    """
    A table or hostile input without any full stop gives pieces of bounded length.
    """
    assert all(span.end - span.start <= 2 * MAX_SENTENCE for span in sentences("word " * 5000))


def test_a_run_of_marks_costs_what_its_length_does():
    """
    Forty thousand full stops inside a word are passed over once: a fraction of a second, not most of a minute.
    """
    text = f"Profit rose {'.' * 40_000}x and fell. It rose again."
    began = time.process_time()
    assert cut(text)[-1] == "It rose again."
    assert time.process_time() - began < 1


def test_a_line_goes_on_below_where_it_ends_no_sentence():
    """
    A break within a sentence is white space; a headline, a bullet or a line that ends a sentence stands by itself.
    """
    assert cut("The FDA has removed the clinical\nhold on the trial.") == [
        "The FDA has removed the clinical\nhold on the trial."
    ]
    assert len(cut("Acme wins approval\nThe company said so.")) == 2
    assert len(cut("Highlights:\nrevenue rose\n- margin fell\n- debt is down")) == 4
