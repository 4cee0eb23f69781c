"""Stems: what a sentence must hold for a pattern to be worth a run never hides one of the pattern's branches."""

from __future__ import annotations

import re

import pytest

from bot.catalysts import parse
from bot.catalysts.cues_bare import BARE
from bot.catalysts.cues_claims import CLAIMS
from bot.catalysts.cues_company import COMPANY
from bot.catalysts.cues_drug import DRUG
from bot.catalysts.cues_nouns import NOUNS
from bot.catalysts.cues_plain import PLAIN
from bot.catalysts.cues_spoken import SPOKEN
from bot.catalysts.stems import stems
from tests.catalysts.test_events import EVENTS, PUBLISHED
from tests.catalysts.test_spoken import SPOKEN as SAID


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\bvotes?\b", {"vote"}),
        (r"\b(?:judge|Court)\b[^.;,]{0,30}?\bhear\w*", {"judge", "court"}),
        (r"re(?:port|lease)s?\s+\d", {"port", "lease"}),
        (r"enrol+ment", {"enrol"}),
        (r"(?:final\s+)?\d+", set()),
        (r"data|\w+", set()),
        (r"(?<!no\s)panel(?=\s+meets)", {"panel"}),
    ],
)
def test_every_branch_of_a_pattern_has_its_stem(pattern, expected):
    """A choice needs a stem of each branch, an optional part gives none, and looking around reads nothing."""
    assert stems(pattern) == expected


def test_no_cue_is_hidden_by_its_stems():
    """Where a cue's pattern matches, the sentence holds one of its stems."""
    sentences = [sentence for sentence, _ in (*EVENTS, *SAID)]
    for kind, _, _, pattern in (*DRUG, *COMPANY, *NOUNS, *PLAIN, *SPOKEN, *BARE, *CLAIMS):
        needed = stems(pattern)
        for sentence in sentences:
            if needed and re.search(pattern, sentence, re.IGNORECASE):
                assert any(stem in sentence.lower() for stem in needed), (kind, pattern, sentence)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The court will hear the case on January 26.", "permit"),
        ("The FDA's verdict is due by the end of January.", "pdufa"),
        ("We will file for EU approval in March.", "submission"),
        ("A trading update is due on January 14.", "earnings"),
        ("The oral arguments are set for January 13.", "permit"),
    ],
)
def test_branches_that_hand_made_stems_forgot(sentence, kind):
    """A second branch of a cue is as good as its first."""
    assert [one.kind for one in parse(sentence, PUBLISHED)] == [kind]
