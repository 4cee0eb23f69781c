from __future__ import annotations

import dataclasses
import threading
from datetime import date

import pytest
from werkzeug import Response

from bot.calendars.releases import exhibits
from bot.errors import BadData, NotFoundAtSource
from bot.insiders.parse import parse
from bot.model import FilingRef
from tests.shared import DATA, needs_shared

pytestmark = needs_shared("form4")
ACCESSION = "0000320193-22-000061"
FILE = DATA / "form4/sgml/AAPL_2022-05-04_4_AdamsKatherineL_aa218a.txt"


@pytest.fixture
def ref(sec):
    sec.files[f"{ACCESSION}.txt"] = FILE
    base = sec.server.url_for("").rstrip("/")
    url = f"{base}/Archives/edgar/data/320193/{ACCESSION.replace('-', '')}/{ACCESSION}.txt"
    return FilingRef(ACCESSION, "4", date(2022, 5, 6), None, url)


def test_a_filing_is_fetched_once_and_kept(edgar, sec, ref):
    """
    The second question for it makes no request; the text is the SEC's own, byte for byte.
    """
    assert edgar.cached(ref) is None
    assert edgar.document(ref) == FILE.read_bytes()
    assert edgar.document(ref) == edgar.cached(ref)
    assert len(sec.asked) == 1
    assert parse(edgar.document(ref)).accession == ACCESSION


def test_a_corporate_controllers_filing_is_no_page_about_the_request_rate(edgar, sec, ref, tmp_path):
    """
    "Corporate Controller", and units that "may not exceed the maximum", are words of filings: read, and nothing stops.
    """
    words = (DATA / "form4/xml/JPM_2025-10-25_4_KorablinaElenaA_43e7fb.xml").read_bytes()
    assert b"Corporate Controller" in words
    sec.files[f"{ACCESSION}.txt"] = tmp_path / "filing.txt"
    for content in (words, words.replace(b"vests 20%", b"may not exceed the maximum; it vests 20%")):
        sec.files[f"{ACCESSION}.txt"].write_bytes(content)
        other = dataclasses.replace(ref, accession=f"{ACCESSION}-{len(content)}")
        assert edgar.document(other) == content


def test_many_askers_at_once_make_one_request(edgar, sec, ref):
    """
    Thirty threads want the same filing; the SEC is asked once and all get it.
    """
    gate = threading.Barrier(30)
    got = []

    def ask():
        gate.wait(10)
        got.append(len(edgar.document(ref)))

    threads = [threading.Thread(target=ask) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert got == [FILE.stat().st_size] * 30
    assert len(sec.asked) == 1


def test_of_an_eight_k_only_its_releases_are_kept(edgar, sec, ref, tmp_path):
    """
    The release reads as before; the form, pictures and XBRL, which are most of a submission, fill no database.
    """
    documents = {
        "8-K": "<XBRL>the form</XBRL>",
        "EX-10.1": "an agreement",
        "EX-99.1": "<html><p>Topline data are expected in 2H27.</p></html>",
        "EX-99.2": "slides in words",
        "GRAPHIC": "begin 644 logo.jpg\n" + "M_]C_X``02D9)1@" * 5000,
        "EX-101.SCH": "<schema/>",
    }
    texts = [
        f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>{number}\n<TEXT>\n{text}\n</TEXT>\n</DOCUMENT>\n"
        for number, (kind, text) in enumerate(documents.items(), 1)
    ]
    whole = f"<SEC-DOCUMENT>{ACCESSION}.txt\n<SEC-HEADER>\n</SEC-HEADER>\n{''.join(texts)}</SEC-DOCUMENT>\n"
    sec.files[f"{ACCESSION}.txt"] = tmp_path / "8k.txt"
    sec.files[f"{ACCESSION}.txt"].write_text(whole)
    kept = edgar.document(dataclasses.replace(ref, form="8-K/A")).decode()
    assert list(exhibits(kept)) == list(exhibits(whole)) == ["Topline data are expected in 2H27.", "slides in words"]
    assert not any(text in kept for kind, text in documents.items() if not kind.startswith("EX-99"))


def test_a_page_instead_of_a_filing_is_refused_and_not_kept(edgar, sec, ref):
    """
    HTML with status 200 would otherwise be a filing for ever.
    """
    sec.override = lambda _request: Response("<html><body>Maintenance</body></html>")
    with pytest.raises(BadData, match="no filing"):
        edgar.document(ref)
    assert edgar.cached(ref) is None
    sec.override = lambda _request: None
    assert edgar.document(ref)


def test_a_missing_filing_is_not_found_and_no_outage(edgar, sec, ref):
    """
    A 404 is one filing's fault; the breaker stays shut.
    """
    sec.files.clear()
    for _ in range(8):
        with pytest.raises(NotFoundAtSource):
            edgar.document(ref)
    assert edgar.health()[0].state in {"ok", "idle"}
