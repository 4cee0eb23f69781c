from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.errors import NotFoundAtSource
from tests.shared import needs_shared

pytestmark = needs_shared("edgar")
TESLA, APPLE = 1318605, 320193
FORMS = ("3", "4", "5", "3/A", "4/A", "5/A")


def test_a_list_holds_the_asked_forms_since_the_asked_day_newest_first(edgar):
    """
    Nothing else comes along, and the newest filing stands first.
    """
    refs = edgar.list(APPLE, forms=FORMS, since=date(2025, 9, 1))
    assert len(refs) > 10
    assert {ref.form for ref in refs} <= set(FORMS)
    assert min(ref.filed for ref in refs) >= date(2025, 9, 1)
    assert [ref.filed for ref in refs] == sorted((ref.filed for ref in refs), reverse=True)


def test_acceptance_times_of_lists_are_utc(edgar):
    """
    `acceptanceDateTime` is true UTC: no shift is applied to it.
    """
    newest = edgar.list(APPLE, forms=FORMS, since=date(2026, 2, 1))[0]
    assert newest.accession == "0001059235-26-000004"
    assert newest.accepted == datetime(2026, 2, 26, 18, 34, 19, tzinfo=UTC)


def test_the_address_is_the_complete_submission(edgar, sec):
    """
    Not the rendered page behind the xslF345X0n prefix: the .txt has header and XML in one request.
    """
    newest = edgar.list(APPLE, forms=FORMS, since=date(2026, 2, 1))[0]
    base = sec.server.url_for("").rstrip("/")
    assert newest.url == f"{base}/Archives/edgar/data/320193/000105923526000004/0001059235-26-000004.txt"


def test_older_shards_are_read_only_where_the_question_reaches_them(edgar, sec):
    """
    A year back costs one request; ten years back costs the shard too, and both halves come as one list.
    """
    edgar.list(TESLA, forms=FORMS, since=date(2025, 6, 1))
    assert sec.paths == ["/submissions/CIK0001318605.json"]
    refs = edgar.list(TESLA, forms=FORMS, since=date(2016, 1, 1))
    assert sec.paths == ["/submissions/CIK0001318605.json", "/submissions/CIK0001318605-submissions-001.json"]
    assert min(ref.filed for ref in refs).year == 2016
    assert len({ref.accession for ref in refs}) == len(refs)


def test_a_second_question_within_minutes_asks_nobody(edgar, sec, clock):
    """
    Two hundred channels asking for one ticker cost one request.
    """
    for _ in range(5):
        edgar.list(APPLE, forms=FORMS, since=date(2025, 9, 1))
    assert len(sec.asked) == 1
    clock.advance(minutes=6)
    edgar.list(APPLE, forms=FORMS, since=date(2025, 9, 1))
    assert len(sec.asked) == 2


def test_a_company_with_a_hostile_name_and_no_filings_has_an_empty_list(edgar):
    """
    No filings is an empty list, not an error.
    """
    assert edgar.list(350001, forms=FORMS, since=date(2000, 1, 1)) == []


def test_an_unknown_cik_is_not_found(edgar):
    """
    The SEC's 404 becomes `NotFoundAtSource`.
    """
    with pytest.raises(NotFoundAtSource):
        edgar.list(42, forms=FORMS, since=date(2025, 1, 1))


def test_items_of_eight_ks_come_with_the_list(edgar):
    """
    Calendars read 8-K item numbers from the same list.
    """
    items = {item for ref in edgar.list(TESLA, forms=("8-K",), since=date(2024, 1, 1)) for item in ref.items}
    assert "2.02" in items


def test_the_source_says_when_the_list_was_read_and_that_it_is_stale(edgar, sec, clock):
    """
    With the SEC down the last list is given, and its source is marked stale with the old time.
    """
    edgar.list(APPLE, forms=FORMS, since=date(2025, 9, 1))
    read_at = clock.now()
    sec.override = lambda _request: _down()
    clock.advance(hours=2)
    assert edgar.list(APPLE, forms=FORMS, since=date(2025, 9, 1))
    source = edgar.source(APPLE)
    assert source.stale
    assert source.as_of == read_at
    assert "320193" in (source.url or "")


def _down():
    from werkzeug import Response

    return Response("Service unavailable", status=503)


@pytest.mark.parametrize(("cik", "expected"), [(320193, "0926"), (1318605, "1231"), (1677077, "0430")])
def test_the_fiscal_year_end_comes_from_the_same_list(edgar, sec, cik, expected):
    """
    One request; the list that filings come from says it, too.
    """
    assert edgar.fiscal_year_end(cik) == expected
    assert len(sec.paths) == 1
