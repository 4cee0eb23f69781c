"""Word lists as prose: how the modules of this room write down their vocabularies."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The distinct words of a list written with white space between them."""
    return frozenset(text.split())
