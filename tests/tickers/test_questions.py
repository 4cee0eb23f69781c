"""Plain questions to deskbot: which company is named, with less evidence than a text needs, and which word is none."""

from __future__ import annotations

import pytest

from bot.errors import AmbiguousName
from bot.research.names import asked_about, resolve
from bot.tickers import Universe, load_universe


@pytest.fixture(scope="module")
def universe() -> Universe:
    return load_universe()


@pytest.mark.parametrize(
    ("question", "symbol"),
    [
        ("what's up with MRNA?", "MRNA"),
        ("why is MRNA down 5%?", "MRNA"),
        ("is AI bullish?", "AI"),
        ("any news on ALL this week?", "ALL"),
        ("how's IT doing", "IT"),
        ("thoughts on ON, please", "ON"),
        ("what about T?", "T"),
        ("news on BRK.B", "BRK-B"),
        ("news on ALL of it?", None),
        ("is IT spending down?", None),
        ("is NOW a good time?", None),
        ("turn it ON now", None),
        ("ANY news?", None),
        ("how are YOU doing?", None),
    ],
)
def test_a_word_is_a_symbol_where_only_a_name_can_stand(universe: Universe, question: str, symbol: str | None):
    """In capitals, with what is said of a company right behind it; else it stays a word."""
    assert asked_about(question, universe) == ((symbol,) if symbol else ())


@pytest.mark.parametrize(
    ("question", "symbol"),
    [
        ("news on bristol myers", "BMY"),
        ("eli lilly insiders", "LLY"),
        ("whats up w allogene", "ALLO"),
        ("why is johnson & johnson down", "JNJ"),
        ("j&j news", "JNJ"),
        ("t-mobile mood", "TMUS"),
        ("Palantir insiders buying?", "PLTR"),
        ("apple news", "AAPL"),
        ("who sold allo stock", "ALLO"),
        ("why's gild down", "GILD"),
        ("any catalysts for ionis", "IONS"),
        ("is natural gas trading up", None),
        ("match the target price for me", None),
        ("we need a strategy for boston", None),
        ("is biotech selling off", None),
        ("can you slack me the score", None),
        ("how much cash do we have", None),
    ],
)
def test_a_name_in_small_letters_is_read_as_it_begins(universe: Universe, question: str, symbol: str | None):
    """Nobody holds the shift key for a bot; a word behind an article, or one that is no name, is none."""
    assert asked_about(question, universe) == ((symbol,) if symbol else ())


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("brk b", "BRK-B"),
        ("AAPL.O", "AAPL"),
        ("allo.oq", "ALLO"),
        ("berkshire", "BRK-B"),
        ("Merck KGaA", "MKKGY"),
        ("Johnson & Johnson", "JNJ"),
        ("Novo Nordisk A/S", "NVO"),
    ],
)
def test_a_name_is_known_as_desks_and_terminals_write_it(universe: Universe, typed: str, symbol: str):
    """A class behind a space, an exchange's code behind a dot, the one of two companies that has this legal form."""
    assert resolve(typed, universe).ticker == symbol


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("apple/pfizer", ["AAPL", "PFE"]),
        ("apple and pfizer", ["AAPL", "PFE"]),
        ("ALLO/CLLS", ["ALLO", "CLLS"]),
        ("SPX", ["SPXC"]),
    ],
)
def test_two_names_and_an_index_are_asked_about(universe: Universe, typed: str, meant: list[str]):
    """Neither is the second name dropped, nor is SPX Technologies the index."""
    with pytest.raises(AmbiguousName) as asked:
        resolve(typed, universe)
    assert [company.ticker for company in asked.value.candidates] == meant
