"""The same story on two sites is one story; two stories about one event are two."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from bot.articles import sketch

WORDS = [f"word{i}" for i in range(4000)]


def story(seed: int, length: int = 500) -> str:
    """Random words in a fixed order."""
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def test_copies_with_changes_are_the_same():
    """Another headline, a cut end, an added line, some changed words."""
    text = story(1)
    words = text.split()
    for other in (
        "Another headline stands here now\n" + text,
        " ".join(words[:400]),
        text + " " + story(2, 60),
        " ".join("changed" if i % 60 == 0 else word for i, word in enumerate(words)),
        text.upper().replace(" ", "\n\n"),
    ):
        assert sketch(text).same_story(sketch(other))


def test_other_stories_are_not():
    """Not even with a shared paragraph."""
    assert not sketch(story(1)).same_story(sketch(story(2)))
    assert not sketch(story(1) + " " + story(9, 80)).same_story(sketch(story(2) + " " + story(9, 80)))


def test_short_texts_are_no_story():
    """Two stubs say nothing about each other."""
    assert not sketch("Too short.").same_story(sketch("Too short."))
    assert sketch("Too short.").hashes == ()


@given(st.text(max_size=2000), st.text(max_size=2000))
def test_the_share_is_symmetric_and_bounded(one: str, other: str):
    """0 to 1, whoever is asked first."""
    a, b = sketch(one), sketch(other)
    assert 0 <= a.share(b) == b.share(a) <= 1
