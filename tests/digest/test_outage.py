"""What a digest says while Yahoo does not answer, through the real adapter: what nobody knows is n/a, never quiet."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.cards import digest as cards
from bot.clock import ManualClock
from bot.errors import SourceDown
from bot.market import YahooMarket
from bot.model import Company
from bot.ports import Clock, Storage
from bot.research.digest import Digest, now_digest
from bot.research.sentiment import SentimentQuery
from bot.wiring import Sources, sample_sources
from tests.digest.house import DESK, House
from tests.market.replay import Yahoo

Start = Callable[..., House]
MONDAY = "2026-04-20T12:45"
"""08:45 in New York, the sample's morning: ALLO +29.9 % pre-market."""
ALLO = Company("ALLO", "Allogene Therapeutics, Inc.")


@pytest.fixture
def yahoo() -> Yahoo:
    """Answers like the sample until it is told otherwise."""
    return Yahoo()


def yahoo_house(start: Start, yahoo: Yahoo, at: str = MONDAY) -> House:
    """A house whose market is the real adapter on this Yahoo."""

    def made(storage: Storage, clock: Clock) -> Sources:
        market = YahooMarket(storage.cache, clock, session_factory=yahoo.session, rate=10_000.0, timeout=20)
        return dataclasses.replace(sample_sources(storage, clock), market=market)

    clock = ManualClock(datetime.fromisoformat(at).replace(tzinfo=UTC))
    probe = start(at, clock=clock)
    return start(at, clock=clock, sources=made(probe.storage, clock))


def told(house: House) -> Digest:
    return now_digest(house.research, house.research.book, DESK, since=house.clock.now() - timedelta(days=1))


def test_two_days_without_yahoo_are_not_all_quiet(start: Start, yahoo: Yahoo):
    """Fetched on Monday, refused on Wednesday: neither "all quiet" nor Monday's pre-market move, but n/a with its reason."""
    house = yahoo_house(start, yahoo)
    house.watch("ALLO")
    assert told(house).notable[0].move == pytest.approx(0.299, abs=0.001)
    house.clock.advance(timedelta(days=2))
    yahoo.mode = "429"
    digest = told(house)
    assert digest.silent == ("ALLO",)
    assert "1 name, n/a: no source answered" in cards.lead(digest).text
    assert [fault for _name, fault in digest.faulty] == [
        "Yahoo does not answer; the last good answer is 48 h old. Try again in a few minutes.",
        "Quote: n/a, the last good one is from before the last close.",
    ]


def test_an_outage_since_the_last_close_keeps_the_price_and_no_silence(start: Start, yahoo: Yahoo):
    """What was made after the last close is shown as stale; that there is no news since then nobody knows."""
    house = yahoo_house(start, yahoo)
    yahoo.bodies["news", "ALLO"] = {"data": {"tickerStream": {"stream": []}}}
    house.watch("ALLO")
    assert told(house).notable[0].reading is not None
    house.clock.advance(timedelta(minutes=45))
    yahoo.mode = "503"
    (report,) = told(house).notable
    assert report.quote is not None
    assert report.quote.source.stale
    assert report.reading is None


def test_stale_news_are_told_with_their_age_and_kept_under_no_day(start: Start, yahoo: Yahoo):
    """A week's reading of Monday's news is shown on Wednesday with a warning; Wednesday's history stays empty."""
    house = yahoo_house(start, yahoo)
    assert house.research.sentiment(SentimentQuery(ALLO, "7d")).fault is None
    house.clock.advance(timedelta(days=2))
    yahoo.mode = "429"
    report = house.research.sentiment(SentimentQuery(ALLO, "7d"))
    assert report.sentiment.score is not None
    assert report.source.stale
    assert report.fault == "Yahoo does not answer; the last good answer is 48 h old. Try again in a few minutes."
    rows = house.storage.stories.ticker_scores(
        "ALLO", window="7d", since=datetime(2026, 4, 1, tzinfo=UTC).date(), engine_version=house.research.scorer.version
    )
    assert [day.isoformat() for day, _score, _stories in rows] == ["2026-04-20"]
    with pytest.raises(SourceDown, match="48 h old"):
        house.research.sentiment(SentimentQuery(ALLO, "24h"))


def refused_morning(start: Start, yahoo: Yahoo) -> House:
    """ALLO is watched, digests are due at 07:00 and 07:25 New York time, and from ten minutes ahead Yahoo refuses."""
    house = yahoo_house(start, yahoo, "2026-04-20T10:50")
    house.watch("ALLO")
    house.schedule("07:00")
    house.schedule("07:25")
    yahoo.mode = "429"
    return house


def test_a_refusal_before_one_digest_does_not_spoil_the_next(start: Start, yahoo: Yahoo):
    """Refused before 07:00 New York time, n/a at 07:00: asked again after five minutes, the digest of 07:25 has price and news."""
    house = refused_morning(start, yahoo)
    for _now in house.run(datetime(2026, 4, 20, 11, 5, tzinfo=UTC), step=timedelta(minutes=1)):
        pass
    yahoo.mode = "ok"
    yahoo.log.clear()
    for _now in house.run(datetime(2026, 4, 20, 11, 30, tzinfo=UTC), step=timedelta(minutes=1)):
        pass
    first, second = (row.payload["text"] for row in house.leads())
    assert "n/a: no source answered" in first
    assert "1 of 1 name with news, a move or a filing" in second
    assert yahoo.counts()["news"] == 1


def test_a_refusal_of_a_minute_before_a_digest_costs_it_nothing(start: Start, yahoo: Yahoo):
    """Refused when it is first asked, which is early enough to ask again: the digest of 07:00 has price and news."""
    house = refused_morning(start, yahoo)
    for now in house.run(datetime(2026, 4, 20, 11, 0, tzinfo=UTC), step=timedelta(seconds=10)):
        yahoo.mode = "429" if now < datetime(2026, 4, 20, 10, 59, tzinfo=UTC) else "ok"
    (lead,) = house.leads()
    assert "1 of 1 name with news, a move or a filing" in lead.payload["text"]


@pytest.mark.parametrize("names", [1, 20, 300])
def test_a_slow_source_has_time_for_two_rounds(start: Start, names: int):
    """Ten seconds a name, four at a time, and again for what was refused: begun early enough however many names there are."""
    house = start()
    warm_up = house.planner.digests._warm_up
    now = house.clock.now()
    warm_up.prepare([(f"T{number}", now + timedelta(hours=3)) for number in range(names)], now)
    assert timedelta(seconds=names / 4 * 10 * 2) + timedelta(minutes=5) <= warm_up.lead <= timedelta(minutes=32)


def test_a_refusal_that_lasts_holds_no_digest_up(start: Start, yahoo: Yahoo):
    """What is asked for again while Yahoo still refuses stays n/a, and the digest goes out on its minute."""
    house = refused_morning(start, yahoo)
    for _now in house.run(datetime(2026, 4, 20, 11, 30, tzinfo=UTC), step=timedelta(minutes=1)):
        pass
    assert [(row.due_at, "no source answered" in row.payload["text"]) for row in house.leads()] == [
        (datetime(2026, 4, 20, 11, 0, tzinfo=UTC), True),
        (datetime(2026, 4, 20, 11, 25, tzinfo=UTC), True),
    ]
    assert not any("Late" in str(row.payload) for row in house.leads())


def test_who_asks_after_a_refusal_is_not_told_of_it_for_long(start: Start, yahoo: Yahoo):
    """/digest now takes what was fetched a quarter of an hour ago, but not that there was nothing to be had."""
    house = yahoo_house(start, yahoo)
    house.watch("ALLO")
    yahoo.mode = "429"
    assert told(house).silent == ("ALLO",)
    yahoo.mode = "ok"
    house.clock.advance(timedelta(minutes=4))
    assert told(house).silent == ("ALLO",)
    house.clock.advance(timedelta(minutes=1))
    assert told(house).silent == ()


def test_dates_that_a_source_refused_are_asked_for_again_within_the_hour(start: Start, yahoo: Yahoo):
    """Yahoo is down at 05:00 in New York: the earnings date comes with the next hour, not on the next morning."""
    house = yahoo_house(start, yahoo, "2026-04-20T09:00")
    house.watch("ALLO")
    yahoo.mode = "503"
    house.tick()
    yahoo.mode = "ok"
    yahoo.log.clear()
    found = {}
    for now in house.run(datetime(2026, 4, 20, 13, 0, tzinfo=UTC), step=timedelta(minutes=10)):
        found[now] = [row.kind for row in house.storage.catalysts.list(DESK, since=now.date())]
    came = [now for now, kinds in found.items() if "earnings" in kinds]
    assert came[0] == datetime(2026, 4, 20, 10, 0, tzinfo=UTC)
    assert yahoo.counts()["calendar"] == 1
