"""ClinicalTrials.gov: primary completions as what they are, replayed on a local server."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qs

import pytest
from werkzeug import Request, Response

from bot.calendars.client import JsonClient
from bot.calendars.trials import Trials, completion, completion_window, leads, reduce_study, studies
from bot.cards.catalysts import line
from bot.errors import BadData, RateLimited, SourceDown
from bot.model import Company, Source
from tests.shared import DATA, needs_shared
from tests.sources.clock import TestClock

ALLO = Company("ALLO", "Allogene Therapeutics, Inc.", 1737287, "Nasdaq")
SINCE = date(2026, 4, 20)


def record(nct: str, day: str, *, sponsor: str = "Allogene Therapeutics", kind: str = "ESTIMATED") -> dict[str, Any]:
    """A v2 record with what the adapter reads."""
    return {
        "protocolSection": {
            "identificationModule": {"nctId": nct, "briefTitle": "A study"},
            "statusModule": {"overallStatus": "RECRUITING", "primaryCompletionDateStruct": {"date": day, "type": kind}},
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": sponsor}},
            "designModule": {"phases": ["PHASE2"]},
        }
    }


class Registry:
    """A local ClinicalTrials.gov: pages of studies by token, and what was asked."""

    def __init__(self, server: Any) -> None:
        self.pages: dict[str, dict[str, Any]] = {"": {"studies": []}}
        self.asked: list[dict[str, list[str]]] = []
        self.failure: Response | None = None
        server.expect_request("/api/v2/studies").respond_with_handler(self.answer)
        self.url = server.url_for("").rstrip("/")

    def answer(self, request: Request) -> Response:
        asked = parse_qs(request.query_string.decode())
        self.asked.append(asked)
        if self.failure is not None:
            return self.failure
        return Response(json.dumps(self.pages[asked.get("pageToken", [""])[0]]), mimetype="application/json")


@pytest.fixture
def registry(httpserver):
    return Registry(httpserver)


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def trials(registry, clock):
    return Trials(
        JsonClient(clock, source="ClinicalTrials.gov", contact="Desk desk@example.com"), clock, None, registry.url
    )


def test_a_primary_completion_is_tier_c_and_no_readout(trials, registry):
    """Kind, tier, window, trial number and, once on its line, that it is no readout; the link leads to the trial."""
    registry.pages[""] = {"studies": [record("NCT06500001", "2028-06")]}
    (row,) = trials.catalysts(ALLO, since=SINCE)
    assert (row.kind, row.tier, row.confidence, row.asset) == ("primary_completion", "C", "low", "NCT06500001")
    assert (row.window.start, row.window.end) == (date(2028, 6, 1), date(2028, 6, 30))
    assert (row.window.precision, row.window.direction, row.window.phrase) == ("month", "around", "2028-06")
    assert row.note.startswith("Phase 2")
    assert line(row, SINCE, row.source.as_of).count("not a readout") == 1
    assert row.source.url.endswith("/study/NCT06500001")
    assert row.source.name == "ClinicalTrials.gov"


def test_the_question_names_the_sponsor_and_begins_with_the_month(trials, registry):
    """A month counts as its first day, so the range begins there; only open trials are asked for."""
    trials.catalysts(ALLO, since=SINCE)
    (asked,) = registry.asked
    assert asked["query.spons"] == ["allogene therapeutics"]
    assert asked["filter.advanced"] == ["AREA[PrimaryCompletionDate]RANGE[2026-04-01,MAX]"]
    assert "RECRUITING" in asked["filter.overallStatus"][0]
    assert "COMPLETED" not in asked["filter.overallStatus"][0]


def test_pages_are_followed(trials, registry):
    """The next page is asked for by its token until there is none."""
    registry.pages = {
        "": {"studies": [record("NCT00000001", "2027-01")], "nextPageToken": "t2"},
        "t2": {"studies": [record("NCT00000002", "2027-02-15")]},
    }
    assert [row.asset for row in trials.catalysts(ALLO, since=SINCE)] == ["NCT00000001", "NCT00000002"]


def test_an_answer_is_asked_for_once_a_day(trials, registry):
    """The second question of the day makes no request."""
    trials.catalysts(ALLO, since=SINCE)
    trials.catalysts(ALLO, since=SINCE)
    assert len(registry.asked) == 1


def test_what_is_past_or_another_sponsors_is_left_out(trials, registry):
    """An ACTUAL date is over; query.spons is fuzzy, so the lead sponsor's name decides."""
    registry.pages[""] = {
        "studies": [
            record("NCT00000001", "2027-01", kind="ACTUAL"),
            record("NCT00000002", "2027-01", sponsor="Allovir"),
            record("NCT00000003", "2026-03"),
            record("NCT00000004", "2026-04"),
        ]
    }
    assert [row.asset for row in trials.catalysts(ALLO, since=SINCE)] == ["NCT00000004"]


@pytest.mark.parametrize(
    ("response", "error"),
    [
        (Response("x", 500), SourceDown),
        (Response("x", 429), RateLimited),
        (Response("<html>", 200), BadData),
        (Response('{"studies": 5}', 200), BadData),
        (Response("[]", 200), BadData),
    ],
)
def test_a_failure_has_its_name(trials, registry, response, error):
    """Down, limited and unreadable are told apart."""
    registry.failure = response
    with pytest.raises(error):
        trials.catalysts(ALLO, since=SINCE)


def test_the_last_good_answer_is_given_as_stale(trials, registry, clock):
    """After a good day a failing source still answers, marked stale."""
    registry.pages[""] = {"studies": [record("NCT00000001", "2027-01")]}
    trials.catalysts(ALLO, since=SINCE)
    clock.advance(hours=25)
    registry.failure = Response("x", 500)
    (row,) = trials.catalysts(ALLO, since=SINCE)
    assert row.source.stale


@pytest.mark.parametrize(
    ("sponsor", "name", "expected"),
    [
        ("Allogene Therapeutics", "Allogene Therapeutics, Inc.", True),
        ("Cellectis S.A.", "CELLECTIS S.A.", True),
        ("Regeneron Pharmaceuticals", "REGENERON PHARMACEUTICALS, INC.", True),
        ("Merck Sharp & Dohme LLC", "Merck & Co., Inc.", True),
        ("Pfizer", "Pfizer Inc.", True),
        ("Merck KGaA, Darmstadt, Germany", "Merck & Co., Inc.", False),
        ("Target PharmaSolutions", "Target Corp", False),
        ("Allovir", "Allogene Therapeutics, Inc.", False),
        ("Bio-Thera", "Bio-Techne Corp", False),
        ("", "Pfizer Inc.", False),
    ],
)
def test_a_sponsor_is_the_company_when_one_name_begins_the_other(sponsor, name, expected):
    """Legal forms do not matter; a shared first word alone does not make one company of two."""
    assert leads(sponsor, name) is expected


@pytest.mark.parametrize("written", ["2027", "2027-13", "2027-02-30", "February 2027", "", "2027-2"])
def test_a_date_that_cannot_be_read_gives_no_window(written):
    """Nothing is guessed."""
    assert completion_window(written) is None


@needs_shared("ctgov")
def test_recorded_answers_are_read():
    """Every recorded v2 record gives its number and date; the one without a status module gives nothing."""
    folder = DATA / "ctgov"
    found = {
        study["nct"]: (study["date"], study["type"])
        for path in sorted(folder.glob("*.json"))
        if "legacy" not in path.name
        for study in studies(path.read_text(encoding="utf-8"))
    }
    assert found["NCT06171568"] == ("2025-02-01", "ESTIMATED")
    assert found["NCT00763412"] == ("2013-01", "ACTUAL")
    assert found["NCT04280705"] == ("2020-05-21", "ACTUAL")
    assert "NCT00465816" not in found


@needs_shared("ctgov")
def test_a_recorded_estimate_becomes_its_day():
    """An estimated day of the registry is that day, around."""
    text = (DATA / "ctgov" / "NCT06171568.json").read_text(encoding="utf-8")
    study = reduce_study(json.loads(text))
    assert study is not None
    company = Company("XYZ", str(study["sponsor"]))
    row = completion(study, company, Source("ClinicalTrials.gov", None, datetime(2024, 1, 1)))  # noqa: DTZ001 - not read
    assert row is not None
    assert (row.window.start, row.window.precision, row.window.direction) == (date(2025, 2, 1), "day", "around")


def test_no_shape_of_a_record_raises():
    """A registry record with parts missing or of another type is left out."""
    shapes: list[Any] = [None, [], {}, {"protocolSection": 5}, {"protocolSection": {"identificationModule": {}}}]
    for study in shapes:
        assert reduce_study(study) is None
