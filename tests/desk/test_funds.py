"""Funds and new listings: symbols that the SEC's list of companies lacks and the market source knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from requests import PreparedRequest

from bot.market import sample
from bot.market.yahoo import YahooMarket
from bot.ports import Clock, Storage
from bot.sample.transport import FileAnswer, file_session
from tests.desk.harness import DeskHarness, with_market

NAME = "SPDR S&P Biotech ETF"
asked: list[str] = []


def answer(request: PreparedRequest) -> FileAnswer | None:
    """Yahoo's sample, with Pfizer's answers for XBI, too; every symbol whose quote is asked for is noted."""
    body = request.body.decode() if isinstance(request.body, bytes) else request.body or ""
    url = request.url or ""
    if "/v7/finance/quote" in url:
        asked.append(url.partition("symbols=")[2].partition("&")[0])
    if "XBI" not in url + body:
        return sample.answer(request)
    request.url, request.body = url.replace("XBI", "PFE"), body.replace("XBI", "PFE")
    found = sample.answer(request)
    if found is None or not isinstance(found.body, Path):
        return found
    return FileAnswer(found.body.read_text().replace("PFE", "XBI").replace("Pfizer Inc.", NAME).encode())


def sources(storage: Storage, clock: Clock) -> Any:
    """Sample sources with that Yahoo, through the real yfinance."""
    market = YahooMarket(storage.cache, clock, session_factory=lambda: file_session(answer), rate=1000.0, timeout=20)
    return with_market(market)(storage, clock)


@pytest.fixture
def funds() -> Iterator[DeskHarness]:
    """A desk whose market knows a fund."""
    asked.clear()
    harness = DeskHarness.start(sources=sources)
    yield harness
    harness.stop()


def test_a_fund_goes_on_the_watchlist_by_its_symbol(funds: DeskHarness):
    """Added under the market's name for it, with what it lacks; listed, in the digest, and removed like any other."""
    funds.dialog(
        "#biotech",
        [
            ("/watchlist add XBI ALLO", f"Added XBI ({NAME}), ALLO (Allogene Therapeutics, Inc.)."),
            ("/watchlist add XBI", "XBI is already on the list"),
            ("/watchlist add $XBI", "XBI is already on the list"),
            ("/watchlist", f"XBI {NAME} ·"),
            ("/sentiment XBI", NAME),
            ("/sentiment xbi", NAME),
            ("/sentiment $xbi 24h", NAME),
        ],
    )
    funds.ask("/watchlist export")
    (file,) = [one for said in funds.bot_messages("@pm") for one in said.get("files", [])]
    assert f"XBI,{NAME}," in funds.workspace.file_bytes(file["id"]).decode()
    assert "XBI" in funds.ask("/digest now")
    assert "Removed XBI" in funds.ask("/watchlist remove XBI")


def test_small_letters_are_a_symbol_as_they_are_for_a_stock(funds: DeskHarness):
    """Alone, and in a list of such."""
    assert f"Added XBI ({NAME}), ALLO (Allogene Therapeutics, Inc.)." in funds.ask("/watchlist add xbi allo")
    assert "Removed XBI" in funds.ask("/watchlist remove xbi")


def test_a_fund_has_no_insiders_and_an_empty_calendar(funds: DeskHarness):
    """What is so, in one sentence; never another company."""
    said = f"XBI ({NAME}) is not on the SEC's list of companies, so there are no insiders' filings to read"
    funds.dialog(
        "#biotech",
        [
            ("/insiders XBI", said),
            ("/insiders xbi 90d", said),
            ("/catalysts XBI", "XBI: nothing on this channel's calendar"),
            ("/catalysts 30 xbi", "XBI: nothing on this channel's calendar"),
        ],
    )


def test_a_watched_fund_has_dates_of_its_own(funds: DeskHarness):
    """The list knows it, so that no source is asked while a date is typed; what is not watched is refused as before."""
    assert "XBI" not in funds.ask("/catalysts add IBB rebalance 18 Dec")
    funds.ask("/watchlist add xbi")
    asked.clear()
    funds.dialog(
        "#biotech",
        [
            ("/catalysts add XBI rebalance 18 Dec", "Added XBI index change, 18 Dec 2026, as number 1."),
            ("/catalysts add xbi dividend 21 Dec", "Added XBI dividend (ex, record or payment date), 21 Dec 2026"),
        ],
    )
    assert not asked
    assert "for XBI" in funds.ask("/catalysts 365 xbi")


def test_the_answer_says_what_a_fund_lacks(funds: DeskHarness):
    """Filings and insiders are found by the SEC's register."""
    assert "Price and news only: XBI is not on the SEC's list" in funds.ask("/watchlist add XBI")
    assert "Price and news only" not in funds.ask("/watchlist add ALLO")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("XBJ", "list has no ticker XBJ"),
        ("xbj", "No listed company goes by “xbj”"),
        ("VERTEX", "VRTX"),
        ("ALLO", "Added ALLO"),
        ("novo", "Which one?"),
        ("will", "Which one?"),
        ("now", "everyday word"),
    ],
)
def test_what_the_market_does_not_know_either_is_refused_as_before(funds: DeskHarness, typed: str, said: str):
    """Words of the language and of companies' names are never asked for as symbols, and no company of the list is."""
    assert said in funds.ask(f"/watchlist add {typed}")
    assert set(asked) == ({"XBJ"} if typed.upper() == "XBJ" else set())


def test_a_long_paste_asks_the_market_for_a_few(funds: DeskHarness):
    """A pasted column of junk does not hold the person up for minutes."""
    symbols = [f"Q{first}{second}Q" for first in "QXZVW" for second in "QXZVWJ"]
    funds.ask(f"/watchlist import {', '.join(symbols)}")
    assert len(set(asked)) == 20


def test_nothing_is_guessed_while_the_market_is_down(funds: DeskHarness, monkeypatch: pytest.MonkeyPatch):
    """The doubt of the list stays."""
    monkeypatch.setattr(sample, "answer", lambda _request: FileAnswer(b"oops", 500, {"Content-Type": "text/plain"}))
    assert "list has no ticker IBB" in funds.ask("/watchlist add IBB")
