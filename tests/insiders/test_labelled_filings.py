"""The labelled filings of the shared folder: 176 rows a person read, seven pages of which only the text was there."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from functools import cache

from bot.insiders.classify import Classified, classify
from bot.insiders.parse import parse
from bot.model import InsiderClass as Kind
from tests.insiders.build import Line, one
from tests.shared import DATA, needs_shared

pytestmark = needs_shared("form4")
FORM4 = DATA / "form4"
SAME = {Kind.RSU_SETTLEMENT: "option_exercise", Kind.ISSUER_PURCHASE: "other", Kind.TRANSFER: "other"}


@cache
def _labels():
    with (FORM4 / "labels.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def _rows(file: str) -> tuple[Classified, ...]:
    return classify(parse((FORM4 / file).read_bytes()))


def _said(label) -> str:
    row = _rows(label["file"])[int(label["transaction_index"])]
    return SAME.get(row.kind, row.kind.value)


def test_rows_are_right_to_98_percent():
    """
    The one row not counted as right is the contradiction that goes to a human (code P, marked disposed).
    """
    wrong = [label for label in _labels() if _said(label) != label["label"]]
    assert len(wrong) <= 0.02 * len(_labels())
    assert {_said(label) for label in wrong} <= {"needs_review"}


def test_groups_are_right_to_98_percent():
    """
    Fills merged: one group per filing, code and label.
    """
    groups = defaultdict(list)
    for label in _labels():
        groups[label["file"], label["code"], label["label"]].append(_said(label) == label["label"])
    assert sum(all(found) for found in groups.values()) >= 0.98 * len(groups)


def test_every_sell_to_cover_is_found_and_none_is_invented():
    """
    44 rows, and no other labelled row is called that.
    """
    said = {(label["file"], label["transaction_index"]) for label in _labels() if _said(label) == "sell_to_cover"}
    labelled = {(label["file"], label["transaction_index"]) for label in _labels() if label["label"] == "sell_to_cover"}
    assert said == labelled


def test_decisions_are_told_from_payroll_on_every_row():
    """
    Discretionary yes, no or unknown, as the reader said.
    """
    meaning = {"y": True, "n": False, "?": None}
    wrong = [
        label for label in _labels()
        if _rows(label["file"])[int(label["transaction_index"])].discretionary is not meaning[label["discretionary"]]
    ]  # fmt: skip
    assert wrong == []


def test_every_footnote_quoted_is_verbatim_in_the_filing():
    """
    Over all 369 filings: a quote that is not in the filing would be an invention.
    """
    for path in sorted((FORM4 / "xml").glob("*.xml")):
        filing = parse(path.read_bytes())
        for row in classify(filing):
            if row.evidence_from in filing.footnotes or row.evidence_from == "remarks":
                text = filing.remarks if row.evidence_from == "remarks" else filing.footnotes[row.evidence_from]
                assert row.evidence.rstrip("…") in " ".join(text.split()), path.name


def test_pages_of_which_only_the_text_was_there_read_right():
    """
    Allogene's sales coded S and F, Twist's, a surrender, a withholding: the wordings of other filers.
    """
    pages = json.loads((FORM4 / "rendered_pages.json").read_text(encoding="utf-8"))
    checked = 0
    for page in pages:
        note = page["footnotes"].get("F1", "")
        code = page["rows"][0]["inferred_code"] if page["rows"] else None
        for label in page["label"].split(";"):
            if label == "sell_to_cover":
                assert one(Line(code or "S"), note).kind is Kind.SELL_TO_COVER
            elif label == "tax_withholding":
                assert one(Line("F"), note).kind is Kind.TAX_WITHHOLDING
            elif label == "other" and page["rows"]:
                shown = page["rows"][0]
                row = one(Line(code or "", shares=shown["shares"], price=shown["price"], nature="See footnote"), note)
                assert SAME.get(row.kind) == "other"
            else:
                continue
            checked += 1
    assert checked >= 6


def test_the_strange_filings_are_never_silently_wrong():
    """
    P marked disposed, swaps, a code F for an exercise price, the box on a conversion, notes without a price.
    """
    by_name = {path.name.split("_")[0]: path for path in sorted((FORM4 / "xml").glob("*.xml"))}
    arec = classify(parse(by_name["AREC"].read_bytes()))
    assert [row.kind for row in arec] == [Kind.NEEDS_REVIEW]
    wolf = classify(parse(by_name["WOLF"].read_bytes()))
    assert all("dealer" in row.tags for row in wolf if row.row.code in "PS")
    assert {row.kind for row in wolf if row.row.code == "J"} == {Kind.OTHER}
    for path in (FORM4 / "xml").glob("PLTR_2023-11-14*"):
        assert {row.kind for row in classify(parse(path.read_bytes()))} == {Kind.CONVERSION}


def test_the_reconstructed_allogene_filings_tell_payday():
    """
    Awards are awards, the sale is to cover, nothing is a decision.
    """
    for path in sorted((FORM4 / "reconstruction").glob("*.xml")):
        rows = classify(parse(path.read_bytes()))
        assert {row.kind for row in rows} == {Kind.GRANT, Kind.SELL_TO_COVER}
        assert not any(row.discretionary for row in rows)
