"""The shared saved pages: as good as trafilatura on the text, title and day right."""

from __future__ import annotations

import csv
import functools
import re
from collections import Counter

from bot.articles import read_page
from bot.model import Article
from bot.web.body import to_text
from tests.shared import DATA, needs_shared

pytestmark = needs_shared("articles")
FOLDER = DATA / "articles"


def _pages() -> list[dict[str, str]]:
    if not FOLDER.exists():
        return []
    with (FOLDER / "manifest.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@functools.cache
def _read(name: str, url: str) -> Article:
    return read_page(to_text((FOLDER / name).read_bytes(), ""), url)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def _f1(text: str, truth: str) -> float:
    mine, theirs = _shingles(text), _shingles(truth)
    common = sum((mine & theirs).values())
    return 2 * common / (sum(mine.values()) + sum(theirs.values())) if common else 0.0


def test_text_is_within_a_hundredth_of_trafilatura():
    """Mean F1 over 4-word shingles on the pages with a full text as truth."""
    import trafilatura

    ours, theirs = [], []
    for row in _pages():
        if row["truth"].endswith(".txt"):
            html = to_text((FOLDER / row["file"]).read_bytes(), "")
            truth = (FOLDER / row["truth"]).read_text(encoding="utf-8")
            ours.append(_f1(_read(row["file"], row["url"]).text, truth))
            theirs.append(_f1(trafilatura.extract(html, fast=True, include_comments=False) or "", truth))
    assert len(ours) > 15
    assert sum(ours) / len(ours) >= sum(theirs) / len(theirs) - 0.01


def test_every_page_is_read_with_a_title():
    """No saved page fails, SEC exhibits included."""
    for row in _pages():
        article = _read(row["file"], row["url"])
        assert article.title, row["id"]
        assert article.text, row["id"]
