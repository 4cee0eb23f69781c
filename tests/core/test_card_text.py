"""Words and figures on cards: formatted as a desk writes them, harmless whatever they came from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import blocks as b
from bot.cards.text import (
    age,
    clip,
    clip_to,
    day,
    escape,
    link,
    money,
    number,
    percent,
    price,
    quote,
    short_money,
    signed,
)
from bot.slack_text import plain
from bot.workspace.blockkit import validate_message

NOW = datetime(2026, 4, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (signed(0.354), "+0.35"), (signed(-0.2), "−0.20"), (signed(-0.001), "0.00"), (signed(None), "n/a"),
        (number(1234567), "1,234,567"), (number(-0.2), "0"), (number(None), "n/a"),
        (percent(0.0512), "+5.1 %"), (percent(-0.0512), "−5.1 %"), (percent(0.018, sign=False), "1.8 %"),
        (money(1.73), "$1.73"), (money(171484.2), "$171,484"), (money(12.1, "EUR"), "€12.10"),
        (money(145.2, "GBp"), "145.20 GBp"), (money(-3, "USD"), "−$3.00"), (money(None), "n/a"),
        (price(0.0042), "$0.0042"), (price(0.5234000086), "$0.5234"), (price(0.5), "$0.50"), (price(0.00012), "$0.000120"),
        (price(2.24), "$2.24"), (price(4123.5), "$4,124"), (price(4123.5, digits=2), "$4,123.50"), (price(None), "n/a"),
        (money(999.996), "$1,000"), (money(-0.3, digits=0), "$0"), (price(0.99996), "$1.00"),
        (short_money(9_999), "$9,999"), (short_money(9_999.6), "$10 k"), (short_money(999_499), "$999 k"),
        (short_money(999_994), "$1.00 m"), (short_money(-999_995_001), "−$1.00 bn"),
        (short_money(999_994_999, "CHF"), "CHF 999.99 m"),
        (short_money(171484), "$171 k"), (short_money(2_400_000), "$2.40 m"), (short_money(1.1e9), "$1.10 bn"),
        (age(NOW - timedelta(minutes=4), NOW), "4 min ago"), (age(NOW + timedelta(hours=3), NOW), "in 3 h"),
        (age(NOW - timedelta(days=3), NOW), "3 d ago"), (day(date(2026, 4, 2)), "2 Apr 2026"),
        (clip("one two three", 9), "one two…"),
        (clip_to("one two three", 9, ["one"]), "one two…"), (clip_to("one two three", 9, ["three"]), "…three"),
        (clip_to("one two three", 9, ["four"]), "one two…"), (clip_to("one two three", 13, ["three"]), "one two three"),
    ],
)  # fmt: skip
def test_figures(made: str, expected: str):
    """Thousands, signs, currencies, ages."""
    assert made == expected


@given(st.text(max_size=300), st.integers(20, 120), st.text(min_size=1, max_size=10))
def test_a_cut_keeps_to_its_limit(text: str, limit: int, word: str):
    """Whatever the text and wherever the word stands in it."""
    assert len(clip_to(text, limit, [word])) <= limit


@pytest.mark.parametrize(
    ("text", "forbidden"),
    [("<!channel> hi", "<!channel>"), ("<@U1>", "<@U1>"), ("a\u202eb", "\u202e"), ("x\x00y", "\x00"), ("a & b", " & ")],
)
def test_foreign_text_is_harmless(text: str, forbidden: str):
    """No broadcasts, no mentions, no direction overrides, no control characters."""
    assert forbidden not in escape(text)


def test_links_survive_bars_brackets_and_bad_schemes():
    """A label cannot break out of its link; a script is no link."""
    assert link("https://a.example/?q=1&x=<b>", "a|b>c") == "<https://a.example/?q=1&amp;x=%3Cb%3E|a¦b›c>"
    assert link("javascript:alert(1)", "x") == "x"


def test_quotes_cannot_format():
    """Stars and backticks of a title do not make it bold."""
    assert quote("*bold* and `code` in 2*3") == "bold and code in 2*3"


@given(st.text())
def test_escaping_and_reading_back_is_the_identity(text: str):
    """What we escape, Slack's reader turns back (control and direction characters aside)."""
    safe = escape(text)
    assert "<" not in safe
    assert ">" not in safe
    assert safe.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == escape(text).replace(
        "&lt;", "<"
    ).replace("&gt;", ">").replace("&amp;", "&")


@given(st.lists(st.text(min_size=1, max_size=6000), min_size=1, max_size=80))
def test_any_pile_of_sections_becomes_a_message_slack_takes(texts: list[str]):
    """Cut and dropped, never refused."""
    card = b.message("lead", [b.section(escape(text) or "x") for text in texts])
    assert len(card.blocks) < 50, "no room for the row of buttons"
    assert b.size(list(card.blocks)) <= b.TOTAL_LIMIT or len(card.blocks) <= 4
    said = [block for block in card.blocks if block["type"] == "context"]
    assert bool(said) == (len(card.blocks) - len(said) < len(texts)), "what is left out is left out without a word"
    for block in card.blocks:
        assert block["type"] == "context" or len(block["text"]["text"]) <= 3000


def test_tables_are_valid():
    """With empty cells and more rows than Slack takes."""
    card = b.message("t", [b.table(["a", "b"], [["1", ""]] * 150, right=[1])])
    assert validate_message({"text": card.text, "blocks": list(card.blocks)}) == []


def test_incoming_text_is_what_was_typed():
    """Links, mentions and entities resolved."""
    assert (
        plain("<https://x.example|x> &amp; <!channel> <@U1|pm> <#C1|desk> &lt;b&gt;")
        == "https://x.example & @channel @pm #desk <b>"
    )
