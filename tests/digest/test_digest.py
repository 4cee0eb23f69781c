"""What a digest says, what it costs, and that it goes out with what is there."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.cards import digest as cards
from bot.errors import SourceDown
from bot.model import FilingRef, Quote, Source, Story, Window
from bot.ports import Clock, Lane, Place, Storage
from bot.research.digest import Occasion, build, market_words, now_digest
from bot.research.ticker_book import OVERNIGHT, last_close
from bot.wiring import Sources, sample_sources
from bot.workspace.text import render_message
from tests.digest.house import DESK, House, Silent, day_window

Start = Callable[..., House]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class Counting:
    """A market that counts its requests; `broken` names fail."""

    def __init__(self, clock: Clock, broken: Sequence[str] = ()) -> None:
        self.clock = clock
        self.broken = set(broken)
        self.asked: Counter[tuple[str, str]] = Counter()

    def news(self, ticker: str, *, since: datetime, lane: Lane = Lane.PERSON) -> list[Story]:
        """One good story an hour ago."""
        del since, lane
        self._count("news", ticker)
        now = self.clock.now()
        at = now - timedelta(hours=1)
        title = f"{ticker} shares jump after it raises its full-year guidance"
        return [
            Story(
                f"https://news.example/{ticker}/{at:%d}", title, "", "Wire", at, Source("Yahoo", None, now), (ticker,)
            )
        ]

    def quote(self, ticker: str, *, lane: Lane = Lane.PERSON) -> Quote:
        """Up a tenth before the open."""
        del lane
        self._count("quote", ticker)
        return Quote(ticker, 10.0, "USD", Source("Yahoo", None, self.clock.now()), 9.9, "pre", extended_price=11.0)

    def dates(self, ticker: str, *, lane: Lane = Lane.PERSON) -> list[Any]:
        """None known."""
        del ticker, lane
        return []

    def history(self, ticker: str, *, days: int, lane: Lane = Lane.PERSON) -> list[Any]:
        """None asked for."""
        raise NotImplementedError

    def health(self) -> tuple[()]:
        """Nothing to tell."""
        return ()

    def _count(self, what: str, ticker: str) -> None:
        self.asked[what, ticker] += 1
        if ticker in self.broken:
            raise SourceDown(f"Yahoo has no {what} at the moment.")


def with_market(market: Any) -> Callable[[Storage, Clock], Sources]:
    def make(storage: Storage, clock: Clock) -> Sources:
        silent: Any = Silent()
        return dataclasses.replace(sample_sources(storage, clock), market=market, filings=silent, calendars=silent)

    return make


def counting_house(start: Start, at: str, *, broken: Sequence[str] = ()) -> tuple[House, Counting]:
    probe = start(at)
    market = Counting(probe.clock, broken)
    house = start(at, clock=probe.clock, sources=with_market(market)(probe.storage, probe.clock))
    return house, market


def test_moves_news_dates_and_quiet_names(start: Start):
    """On the sample's morning: the move before the open with its age, the reading with stories, the calendar."""
    house = start()
    house.watch("ALLO", "CLLS", "PFE")
    house.add(day_window(date(2026, 4, 24)), kind="pdufa")
    digest = now_digest(house.research, house.research.book, DESK, since=house.clock.now() - timedelta(days=1))
    lead = render_message({"blocks": list(cards.lead(digest).blocks)})
    assert "ALLO +29.9 % pre-market · " in lead
    assert "Next: ALLO FDA decision (PDUFA date) Fri 24 Apr" in lead
    assert "sample data" in lead
    assert len(lead.splitlines()) <= 7
    parts = dict(cards.thread(digest))
    names = render_message({"blocks": list(parts["names"].blocks)})
    assert "pre-market (5 min ago)" in names
    assert "sample data" in names
    assert "24 Apr 2026" in render_message({"blocks": list(parts["catalysts"].blocks)})
    assert "added" in render_message({"blocks": list(parts["changes"].blocks)})


def test_one_fetch_for_all_channels(start: Start):
    """Fifty channels that watch one name cost one question for news and one for the quote."""
    house, market = counting_house(start, "2026-04-20T11:00")
    for number in range(50):
        place = Place("T1", f"C{number}")
        house.watch("ALLO", place=place)
        house.schedule("07:30", place=place)
    for _now in house.run(utc("2026-04-20T11:40"), step=timedelta(minutes=1)):
        pass
    assert len(house.leads()) == 50
    assert market.asked == {("news", "ALLO"): 1, ("quote", "ALLO"): 1}


def test_fetching_begins_before_the_due_time(start: Start):
    """Names are fetched before 07:30, and the digest's row is due at 07:30 sharp."""
    house, market = counting_house(start, "2026-04-20T11:00")
    house.watch("ALLO", "CLLS")
    house.schedule("07:30")
    fetched_at = None
    for now in house.run(utc("2026-04-20T11:30"), step=timedelta(seconds=30)):
        if market.asked and fetched_at is None:
            fetched_at = now
    assert fetched_at is not None
    assert fetched_at < utc("2026-04-20T11:30")
    (lead,) = house.leads()
    assert "Late" not in str(lead.payload)


class Filed:
    """EDGAR's list: ALLO changed a director yesterday and reported results a week ago."""

    def list(self, cik: int, *, forms: Sequence[str], since: date, lane: Lane = Lane.PERSON) -> list[FilingRef]:
        del lane
        refs = [
            FilingRef("0001-26-2", "8-K", date(2026, 4, 19), utc("2026-04-19T20:05"), "https://sec.example/2", cik,
                      ("5.02", "9.01")),
            FilingRef("0001-26-1", "8-K", date(2026, 4, 13), utc("2026-04-13T20:05"), "https://sec.example/1", cik, ("2.02",)),
        ]  # fmt: skip
        return [ref for ref in refs if ref.form in forms and ref.filed >= since]

    def health(self) -> tuple[()]:
        """Nothing to tell."""
        return ()


def test_8k_items_since_the_last_digest_are_told_in_words(start: Start):
    """What EDGAR lists since then stands in the lead and, with its link and time, in the thread; what is older does not."""
    probe = start("2026-04-20T11:00")
    filed: Any = Filed()
    sources = dataclasses.replace(with_market(Counting(probe.clock))(probe.storage, probe.clock), filings=filed)
    house = start("2026-04-20T11:00", clock=probe.clock, sources=sources)
    house.watch("ALLO")
    digest = now_digest(house.research, house.research.book, DESK, since=house.clock.now() - timedelta(days=1))
    assert (
        "8-K: ALLO change of directors or officers\n"
        in render_message({"blocks": list(cards.lead(digest).blocks)}) + "\n"
    )
    filings = render_message({"blocks": list(dict(cards.thread(digest))["filings"].blocks)})
    assert "ALLO change of directors or officers (item 5.02)" in filings
    assert "https://sec.example/2" in filings
    assert "results" not in filings


class FiledAt:
    """EDGAR's list: one 8-K of ALLO, from the moment on at which EDGAR took it, and where EDGAR answers."""

    def __init__(self, clock: Clock, at: str) -> None:
        self.clock, self.at = clock, utc(at)
        self.down_until = utc("2026-01-01T00:00")

    def list(self, cik: int, *, forms: Sequence[str], since: date, lane: Lane = Lane.PERSON) -> list[FilingRef]:
        del since, lane
        if self.clock.now() < self.down_until:
            raise SourceDown("EDGAR does not answer.")
        ref = FilingRef("0001-26-2", "8-K", self.at.date(), self.at, "https://sec.example/2", cik, ("5.02",))
        return [ref] if "8-K" in forms and self.clock.now() >= self.at else []

    def health(self) -> tuple[()]:
        """Nothing to tell."""
        return ()


def filing_house(start: Start, at: str, filed: Callable[[Clock], Any]) -> House:
    probe = start(at)
    market = with_market(Counting(probe.clock))(probe.storage, probe.clock)
    house = start(at, clock=probe.clock, sources=dataclasses.replace(market, filings=filed(probe.clock)))
    house.watch("ALLO")
    house.schedule("07:30")
    return house


def leads_with_8k(house: House) -> list[str]:
    return [row.key.rsplit(":", 1)[1] for row in house.leads() if "8-K: ALLO" in str(row.payload)]


def test_a_filing_between_the_fetch_and_the_digest_is_told_the_day_after(start: Start):
    """EDGAR took it a minute before the digest, which had been fetched by then: the next one tells it, once."""
    house = filing_house(start, "2026-04-20T11:00", lambda clock: FiledAt(clock, "2026-04-20T11:29"))
    for _now in house.run(utc("2026-04-22T11:40"), step=timedelta(minutes=1)):
        pass
    assert len(house.leads()) == 3
    assert leads_with_8k(house) == ["2026-04-21"]


def test_what_was_filed_while_edgar_was_down_is_told_when_it_answers(start: Start):
    """Filed at the weekend, EDGAR silent on Monday morning: Tuesday's digest has it, Wednesday's has not."""
    house = filing_house(start, "2026-04-17T11:00", lambda clock: FiledAt(clock, "2026-04-18T20:00"))
    filings: Any = house.research.filings
    for now in house.run(utc("2026-04-22T11:40"), step=timedelta(minutes=1)):
        if now == utc("2026-04-20T00:00"):
            filings.down_until = utc("2026-04-20T20:00")
    assert len(house.leads()) == 4
    assert leads_with_8k(house) == ["2026-04-21"]


def test_what_a_lost_digest_told_is_told_by_the_next_one(start: Start):
    """Slack took nothing for three hours: the next digest begins where the last one that arrived ended."""
    house = filing_house(start, "2026-04-17T11:00", lambda clock: FiledAt(clock, "2026-04-18T20:00"))
    for now in house.run(utc("2026-04-22T11:40"), step=timedelta(minutes=1)):
        if now == utc("2026-04-20T14:30"):
            (row,) = [row for row in house.leads() if row.key.endswith("2026-04-20")]
            house.storage.outbox.close(row.id, "skipped", error="Not sent.", at=now)
    assert leads_with_8k(house) == ["2026-04-21"]


def test_the_words_about_new_york_are_about_the_digests_day(start: Start):
    """Monday 07:30 in Tokyo is Sunday evening in New York, which is not "closed today" for Monday's digest."""
    house, _market = counting_house(start, "2026-04-19T22:00")
    house.watch("ALLO")
    house.schedule("07:30", zone="Asia/Tokyo")
    for _now in house.run(utc("2026-04-19T22:40"), step=timedelta(minutes=1)):
        pass
    (lead,) = house.leads()
    assert "Digest for Mon 20 Apr 2026" in str(lead.payload)
    assert "closed" not in str(lead.payload)


def test_a_filing_alone_is_no_quiet_day(start: Start):
    """A name without news or move that filed an 8-K counts, and its quiet neighbour is listed with its move and source."""
    probe = start("2026-04-20T11:00")

    class Still(Counting):
        def news(self, ticker: str, *, since: datetime, lane: Lane = Lane.PERSON) -> list[Story]:
            del ticker, since, lane
            return []

        def quote(self, ticker: str, *, lane: Lane = Lane.PERSON) -> Quote:
            made = self.clock.now() - timedelta(minutes=3)
            return dataclasses.replace(super().quote(ticker, lane=lane), extended_price=10.1, extended_as_of=made)

    class FiledByAllogene(Filed):
        def list(self, cik: int, *, forms: Sequence[str], since: date, lane: Lane = Lane.PERSON) -> list[FilingRef]:
            return super().list(cik, forms=forms, since=since, lane=lane) if cik == 1737287 else []

    filed: Any = FiledByAllogene()
    sources = dataclasses.replace(with_market(Still(probe.clock))(probe.storage, probe.clock), filings=filed)
    house = start("2026-04-20T11:00", clock=probe.clock, sources=sources)
    house.watch("ALLO", "PFE")
    digest = now_digest(house.research, house.research.book, DESK, since=house.clock.now() - timedelta(days=1))
    assert "1 of 2 names with news, a move or a filing" in cards.lead(digest).text
    names = render_message({"blocks": list(dict(cards.thread(digest))["names"].blocks)})
    assert "Quiet (no news, no filing, less than 3 %): PFE +1.0 %" in names
    assert "Prices: Yahoo, the oldest (3 min ago)" in names


def test_names_without_any_source_are_not_quiet(start: Start):
    """Nobody knows whether a name is quiet whose price and news both failed: the first line says n/a."""
    house, _market = counting_house(start, "2026-04-20T11:00", broken=["CLLS", "MRNA"])
    house.watch("CLLS", "MRNA")
    digest = now_digest(house.research, house.research.book, DESK, since=house.clock.now() - timedelta(days=1))
    assert digest.silent == ("CLLS", "MRNA")
    assert digest.watched == 2
    assert "2 names, n/a: no source answered" in cards.lead(digest).text
    house.watch("ALLO")
    digest = now_digest(house.research, house.research.book, DESK, since=house.clock.now() - timedelta(days=1))
    assert "1 of 3 names with news, a move or a filing, 2 n/a" in cards.lead(digest).text


def test_next_is_what_comes_next(start: Start):
    """A window that has long been open counts by its end: one that runs for years pushes no known day out of the line."""
    house, _market = counting_house(start, "2026-04-20T11:00")
    house.watch("ALLO")
    house.add(Window(date(2026, 1, 1), date(2027, 12, 31), "year", "by", "by the end of 2027"), kind="submission")
    house.add(
        Window(house.clock.now().date(), date(2027, 12, 31), "year", "by", "by the end of 2027"),
        kind="enrollment_complete",
    )
    house.add(day_window(date(2026, 4, 24)), kind="pdufa")
    digest = now_digest(house.research, house.research.book, DESK, since=house.clock.now() - timedelta(days=1))
    line = next(
        line for line in render_message({"blocks": list(cards.lead(digest).blocks)}).splitlines() if "Next" in line
    )
    assert line.startswith("Next: ALLO FDA decision (PDUFA date)")
    assert "Fri 24 Apr" in line
    assert "by the end of 2027" not in line


def test_what_is_not_there_is_named(start: Start):
    """A digest made of what is here says of the rest "n/a, not fetched yet", never 0."""
    house, _market = counting_house(start, "2026-04-20T11:30")
    house.watch("ALLO", "CLLS")
    book = house.research.book
    now = house.clock.now()
    book.fill("ALLO", since=now)
    when = Occasion(date(2026, 4, 20), now, now - timedelta(minutes=30), now - timedelta(days=1))
    digest = build(house.research, book, DESK, when)
    assert digest.missing == ("CLLS",)
    shown = render_message({"blocks": list(dict(cards.thread(digest))["names"].blocks)})
    assert "n/a, not fetched yet: CLLS" in shown


def test_a_name_whose_source_is_down_is_na_with_its_reason(start: Start):
    """One broken name does not hold up the digest; its figures are n/a and the fault is shown."""
    house, _market = counting_house(start, "2026-04-20T11:00", broken=["CLLS"])
    house.watch("ALLO", "CLLS")
    house.schedule("07:30")
    for _now in house.run(utc("2026-04-20T11:35"), step=timedelta(minutes=1)):
        pass
    text = " ".join(str(row.payload) for row in house.posts("digest:"))
    assert "Yahoo has no news at the moment." in text
    assert "ALLO" in text


def test_a_fault_that_several_names_share_is_told_once(start: Start):
    """One source down for three names is one line with three names, not three lines."""
    house, _market = counting_house(start, "2026-04-20T11:00", broken=["CLLS", "MRNA", "PFE"])
    house.watch("CLLS", "MRNA", "PFE")
    book, now = house.research.book, house.clock.now()
    for name in ("CLLS", "MRNA", "PFE"):
        book.fill(name, since=now)
    when = Occasion(date(2026, 4, 20), now, now - timedelta(minutes=30), now - timedelta(days=1))
    digest = build(house.research, book, DESK, when)
    shown = render_message({"blocks": list(dict(cards.thread(digest))["names"].blocks)})
    assert shown.count("Yahoo has no news at the moment.") == 1
    assert "CLLS, MRNA, PFE: Yahoo has no news" in shown


def test_the_change_is_against_the_last_reading(start: Start):
    """Tomorrow's digest compares its reading with today's, kept under the day in New York."""
    house, _market = counting_house(start, "2026-04-20T11:00")
    house.watch("ALLO")
    house.research.book.fill("ALLO", since=house.clock.now())
    house.clock.advance(timedelta(days=1))
    report = house.research.book.fill("ALLO", since=house.clock.now())
    assert report.before_day == date(2026, 4, 20)
    assert report.before is not None
    assert report.change is not None


def test_watched_names_are_scored_each_trading_day(start: Start):
    """Without any digest a watched name gets a reading each trading day, so that its history grows unasked."""
    house, _market = counting_house(start, "2026-04-17T12:00")
    house.watch("ALLO")
    for _now in house.run(utc("2026-04-22T00:00"), step=timedelta(hours=1)):
        pass
    for window in ("7d", OVERNIGHT):
        rows = house.storage.stories.ticker_scores(
            "ALLO", window=window, since=date(2026, 4, 1), engine_version=house.research.scorer.version
        )
        assert [day for day, _score, _stories in rows] == [date(2026, 4, 17), date(2026, 4, 20), date(2026, 4, 21)]


def test_an_empty_channel_gets_no_empty_digest(start: Start):
    """Nothing watched and nothing due: no post, and the run is recorded with its reason."""
    house = start("2026-04-20T11:00")
    house.schedule("07:30")
    for _now in house.run(utc("2026-04-20T11:40"), step=timedelta(minutes=5)):
        pass
    assert house.leads() == []
    assert [state for _schedule, _day, state in house.runs()] == ["skipped"]


def test_a_calendar_beyond_the_digests_days_is_not_called_empty(start: Start):
    """What is due in a month makes no digest today; the record says so and does not deny it."""
    house = start("2026-04-17T11:00")
    house.add(day_window(date(2026, 5, 20)))
    house.clock.advance(timedelta(days=2))
    house.schedule("07:30")
    house.planner.digests.plan(house.clock.now())
    for _now in house.run(utc("2026-04-21T11:40"), step=timedelta(hours=1)):
        pass
    newest = house.storage.schedules.runs(since=utc("2026-04-17T00:00"))[0]
    assert newest["detail"] == "Nothing on the watchlist and nothing due in the next 14 days."


@pytest.mark.parametrize("switched_on", ["2026-04-16T20:00", "2026-04-19T20:00"])
def test_a_first_digest_on_monday_tells_of_friday(start: Start, switched_on: str):
    """Switched on before or after the weekend: what changed since Friday's time is new on Monday, as it always is."""
    house = start(switched_on)
    house.schedule("07:30")
    house.clock.jump(utc("2026-04-17T22:00") - house.clock.now())
    house.add(day_window(date(2026, 4, 28)))
    house.clock.jump(utc("2026-04-20T11:00") - house.clock.now())
    for _now in house.run(utc("2026-04-20T11:40"), step=timedelta(minutes=5)):
        pass
    assert [row.key.rsplit(":", 1)[1] for row in house.posts("digest:")][1:] == ["catalysts", "changes"]


def test_a_changed_zone_hides_no_change(start: Start):
    """Tokyo's digest came on the evening before: the next one, now New York's, tells what changed in the night between."""
    house = start("2026-04-20T20:00")
    house.add(day_window(date(2026, 4, 28)))
    house.schedule("07:30", zone="Asia/Tokyo")
    for _now in house.run(utc("2026-04-20T23:00"), step=timedelta(minutes=10)):
        pass
    house.schedule("07:30", zone="America/New_York")
    house.add(day_window(date(2026, 4, 29)), kind="pdufa")
    for _now in house.run(utc("2026-04-22T12:00"), step=timedelta(minutes=30)):
        pass
    changes = [row for row in house.posts("digest:") if row.key.endswith("2026-04-22:changes")]
    assert "29 Apr 2026" in str([row.payload for row in changes])


def test_the_thread_waits_for_its_lead(start: Start):
    """Every part but the lead is a reply: its row names the lead as parent, under a key of its own."""
    house, _market = counting_house(start, "2026-04-20T11:00")
    house.watch("ALLO")
    house.add(day_window(date(2026, 4, 24)))
    schedule = house.schedule("07:30")
    for _now in house.run(utc("2026-04-20T11:35"), step=timedelta(minutes=1)):
        pass
    rows = house.posts("digest:")
    assert {row.parent_key for row in rows[1:]} == {rows[0].key}
    assert rows[0].key == f"digest:T1:C1:{schedule}:2026-04-20"
    assert [row.key.rsplit(":", 1)[1] for row in rows[1:]] == ["names", "catalysts", "changes"]


def test_overnight_begins_at_the_last_close():
    """On Monday morning the weekend counts; on a half day the close is at 13:00; in the evening it is today's."""
    assert last_close(utc("2026-04-20T12:00")) == utc("2026-04-17T20:00")
    assert last_close(utc("2026-11-30T13:00")) == utc("2026-11-27T18:00")
    assert last_close(utc("2026-04-20T21:00")) == utc("2026-04-20T20:00")


def test_days_without_a_market_say_so():
    """A holiday is named, a half day gives its close, a whole day needs no word."""
    assert "Good Friday" in market_words(date(2026, 4, 3))
    assert "13:00" in market_words(date(2026, 11, 27))
    assert market_words(date(2026, 4, 20)) == ""


def test_a_reminder_knows_what_to_say_if_slack_takes_it_later(start: Start):
    """After the channel's midnight tomorrow is today, and once its hour is there an event is not minutes ahead."""
    house = start("2026-04-21T11:00")
    house.add(day_window(date(2026, 4, 22)), asset="a")
    house.add(day_window(date(2026, 4, 21)), asset="b", time=utc("2026-04-21T12:30"))
    for _now in house.run(utc("2026-04-21T12:10"), step=timedelta(minutes=5)):
        pass
    after = {row.key.rsplit(":", 1)[1]: row.payload["after"] for row in house.posts("reminder:")}
    assert {rule: (found["at"], found["text"].split(": ")[1]) for rule, found in after.items()} == {
        "T-1": ("2026-04-22T04:00:00+00:00", "Today"),
        "day": ("2026-04-22T04:00:00+00:00", "Yesterday"),
        "30m": ("2026-04-21T12:30:00+00:00", "Its hour has come"),
    }
