"""Whatever the bytes: a filing or `BadData`, and classes for every row."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BadData
from bot.insiders.classify import classify
from bot.insiders.parse import parse
from bot.model import InsiderClass
from tests.insiders.build import Line, document

NOTES = {"F1": "Sold to cover taxes.", "F2": "Rule 10b5-1 plan adopted on May 1, 2024.", "F3": "Gift to a trust."}
WHOLE = document(
    *[Line(code, notes="F1 F2 F3", post=100) for code in "SPFAMCGJDX"], Line("M", derivative=True, strike=2), notes=NOTES,
    remarks="The sales reported were made pursuant to a plan.", box="1",
)  # fmt: skip


@given(st.integers(0, len(WHOLE)), st.binary(max_size=12), st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_damaged_documents_are_read_or_refused(at, put, cut):
    """
    Bytes overwritten, added or cut out anywhere: never another exception.
    """
    content = WHOLE[:at] + put + WHOLE[at + cut :]
    try:
        filing = parse(content)
    except BadData:
        return
    assert len(classify(filing)) == len(filing.rows)


@given(st.text(max_size=300), st.sampled_from("SPFAMCGJDXQ"), st.sampled_from(["A", "D", "Z"]))
@settings(max_examples=200, deadline=None)
def test_any_footnote_gives_one_of_the_classes(words, code, side):
    """
    Free text of any script never breaks a rule, and a quote is never longer than its note.
    """
    clean = "".join(char for char in words if char.isprintable())
    row = classify(parse(document(Line(code, side=side, notes="F1"), notes={"F1": clean})))[0]
    assert row.kind in InsiderClass
    if row.evidence_from == "F1":
        assert row.evidence.rstrip("…") in " ".join(clean.split())
