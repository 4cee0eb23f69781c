"""Words of others on a card."""

from __future__ import annotations

from bot.cards.text import quote


def test_a_bullet_before_a_quoted_sentence_leaves_no_gap():
    """The mark is taken out with the space behind it."""
    assert quote("* Clene plans to submit its NDA by *year-end*. ") == "Clene plans to submit its NDA by year-end."
