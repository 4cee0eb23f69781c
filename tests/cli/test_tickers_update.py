"""`deskbot tickers update` as a person runs it, against the recorded EDGAR: what is taken, what is refused, what serves then."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from bot.cards.text import day
from bot.settings import Settings
from bot.tickers import load_universe
from bot.tickers.universe import newest_list
from bot.wiring import sample_sources
from tests.cli.test_command_line import deskbot
from tests.desk.harness import DeskHarness
from tests.filings.replay import RECORDED, Replay
from tests.shared import needs_shared

pytestmark = needs_shared("edgar")

LIST = "sec_tickers.tsv.gz"
SHIPPED = "The list of 1 Jun 2026 stays."


@pytest.fixture
def sec(httpserver: HTTPServer) -> Replay:
    return Replay(httpserver)


def update(folder: Path, sec: Replay, *arguments: str, **environment: str):
    """The command of a desk whose database lies in `folder`."""
    settings = {
        "DESKBOT_SOURCES": "live",
        "DESKBOT_CONTACT": "Test Desk desk@example.com",
        "DESKBOT_SEC_URL": sec.server.url_for("").rstrip("/"),
    }
    return deskbot("tickers", "update", *arguments, cwd=folder, **{**settings, **environment})


def changed(*, keep: int = 10_365, add: int = 0) -> bytes:
    """The recorded list with its first rows only, and newcomers behind them."""
    whole = json.loads((RECORDED / "company_tickers_exchange.json").read_bytes())
    new = [[9_900_000 + number, f"NEWLY LISTED {number} INC", f"NEW{number}X", "Nasdaq"] for number in range(add)]
    return json.dumps({**whole, "data": whole["data"][:keep] + new}).encode()


def today() -> date:
    return datetime.now(ZoneInfo("America/New_York")).date()


def test_the_secs_list_is_fetched_as_its_rules_ask_and_serves_from_then_on(tmp_path: Path, sec: Replay):
    """One declared request, one line with what changed, one file beside the database, dated today in New York."""
    sec.override = lambda _request: Response(changed(keep=10_353, add=38))
    before = today()
    done = update(tmp_path, sec)
    assert before == today(), "midnight fell into the test"
    assert done.returncode == 0, done.stderr
    told = f"10,391 symbols as of {day(before)} (38 new, 12 gone), used after the next start."
    assert (done.stdout, done.stderr) == (f"{told}\n", "")
    assert sec.paths == ["/files/company_tickers_exchange.json"]
    assert "Test Desk desk@example.com" in sec.asked[0][1]["User-Agent"]
    assert [path.name for path in tmp_path.iterdir()] == [LIST]
    universe = load_universe(tmp_path / LIST)
    assert (universe.list_date, universe.fault) == (before, "")
    assert [found.ticker for found in universe.exact("Newly Listed 3")] == ["NEW3X"]
    assert universe.search("allogene")[0].name == "Allogene Therapeutics, Inc."
    again = update(tmp_path, sec)
    assert "(0 new, 0 gone)" in again.stdout, again.stderr


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (lambda: changed(keep=8_200), "The SEC's list is not taken: it holds 8,200 symbols, the one in use 10,365."),
        (lambda: changed()[:300_000], "The SEC's list is not taken: it is cut off, or no JSON."),
        (lambda: b"", "no JSON"),
        (lambda: b"<html><body>Down for maintenance</body></html>", "no JSON"),
        ((RECORDED / "company_tickers.json").read_bytes, "its fields are not cik, name, ticker, exchange."),
        (lambda: b'{"fields": ["cik", "name", "ticker", "exchange"], "data": null}', "its fields are not"),
        (lambda: b"[]", "its fields are not"),
    ],
)
def test_a_list_that_is_not_whole_replaces_nothing(tmp_path: Path, sec: Replay, body, reason: str):
    """One sentence, exit code 1, no file left."""
    sec.override = lambda _request: Response(body())
    done = update(tmp_path, sec)
    assert done.returncode == 1
    assert done.stdout == ""
    assert reason in done.stderr
    assert SHIPPED in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_good_fetched_list_outlives_a_bad_one(tmp_path: Path, sec: Replay):
    """What is compared, and what stays, is the list in use."""
    sec.override = lambda _request: Response(changed(add=5_000))
    assert update(tmp_path, sec).returncode == 0
    kept = (tmp_path / LIST).read_bytes()
    sec.override = lambda _request: Response(changed())
    done = update(tmp_path, sec)
    assert f"it holds 10,365 symbols, the one in use 15,365. The list of {day(today())} stays." in done.stderr
    assert (tmp_path / LIST).read_bytes() == kept


def test_the_sec_out_of_reach_is_a_sentence_with_the_other_way(tmp_path: Path, sec: Replay):
    """Refused, or nobody there: what happened, and where to download."""
    sec.override = lambda _request: Response("Not here", status=404)
    for done in (update(tmp_path, sec), update(tmp_path, sec, DESKBOT_SEC_URL="http://127.0.0.1:9")):
        assert done.returncode == 1
        assert "download https://www.sec.gov/files/company_tickers_exchange.json" in done.stderr
        assert "--file" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"DESKBOT_SOURCES": "sample"}, "DESKBOT_SOURCES=sample asks no network."),
        ({"DESKBOT_CONTACT": ""}, "Set DESKBOT_CONTACT"),
    ],
)
def test_without_a_network_or_a_contact_nobody_is_asked(
    tmp_path: Path, sec: Replay, environment: dict[str, str], words: str
):
    """Sample mode says that it has no network; a desk that has not said who asks, what to set."""
    done = update(tmp_path, sec, **environment)
    assert done.returncode == 1
    assert words in done.stderr
    assert sec.paths == []


def test_a_downloaded_file_needs_no_network_and_has_its_own_date(tmp_path: Path, sec: Replay):
    """Dated the day in New York on which it was written: 02:30 UTC is the evening before. Nothing is dated ahead of today."""
    file = tmp_path / "download.json"
    file.write_bytes(changed(add=1))
    for moment, expected in (("2026-07-02T02:30+00:00", "1 Jul 2026"), ("2199-01-01T12:00+00:00", day(today()))):
        stamp = datetime.fromisoformat(moment).timestamp()
        os.utime(file, (stamp, stamp))
        done = update(tmp_path, sec, "--file", str(file), DESKBOT_SOURCES="sample", DESKBOT_CONTACT="")
        assert f"10,366 symbols as of {expected} (" in done.stdout, done.stderr
    assert sec.paths == []


def test_a_file_that_is_older_damaged_or_not_there_is_not_taken(tmp_path: Path, sec: Replay):
    """Each has its sentence."""
    file = tmp_path / "download.json"
    done = update(tmp_path, sec, "--file", str(file))
    assert (done.returncode, done.stderr) == (1, f"{file} cannot be read: No such file or directory.\n")
    file.write_bytes(changed()[:-40])
    done = update(tmp_path, sec, "--file", str(file))
    assert (done.returncode, done.stderr) == (1, f"download.json is not taken: it is cut off, or no JSON. {SHIPPED}\n")
    file.write_bytes(changed())
    os.utime(file, (1_750_000_000, 1_750_000_000))
    done = update(tmp_path, sec, "--file", str(file))
    assert (done.returncode, done.stderr) == (
        1, f"download.json is not taken: it is older than the one in use. {SHIPPED}\n",
    )  # fmt: skip


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, sec: Replay):
    """The list lies beside the database."""
    done = update(tmp_path, sec, DESKBOT_DATABASE=str(tmp_path / "none" / "deskbot.db"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot be written: No such file or directory." in done.stderr


@pytest.mark.parametrize("damaged", [False, True])
def test_status_tells_which_list_serves(tmp_path: Path, sec: Replay, *, damaged: bool):
    """The date of the fetched list; where it is damaged deskbot starts all the same, and the first line says so."""
    sec.override = lambda _request: Response(changed(add=1))
    assert update(tmp_path, sec).returncode == 0
    fetched = newest_list(tmp_path / LIST).day
    if damaged:
        (tmp_path / LIST).write_bytes((tmp_path / LIST).read_bytes()[:-500])
    settings = Settings(sources="live", sentiment_model="off", database=tmp_path / "deskbot.db")
    desk = DeskHarness.start(settings=settings, sources=sample_sources)
    try:
        status = desk.ask("/deskbot status")
        known = desk.ask("/watchlist add NEW0X")
    finally:
        desk.stop()
    first = status.strip().splitlines()[0]
    assert f"Symbols SEC list of {newest_list().day if damaged else fetched}" in status
    assert ("The symbol list that was fetched cannot be read" in first) is damaged, first
    assert ("Added NEW0X" in known) is not damaged
