"""Where in the world an hour is read: day and hour of one line, and the reminders before it, are of one zone."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.cards.catalysts import listing
from bot.cards.digest_words import due
from bot.ports import Place
from bot.research.calendar import agenda
from tests.desk.harness import DeskHarness
from tests.digest.house import DESK, day_window, open_house

TOKYO = ZoneInfo("Asia/Tokyo")
CLOSE = datetime(2026, 5, 7, 20, 30, tzinfo=UTC)
"""16:30 in New York, 05:30 of the next day in Tokyo."""


def test_day_and_hour_of_a_line_are_one_token(desk: DeskHarness):
    """No line has New York's day beside the reader's own hour: list, digest, and the answers to add and move."""
    place = Place(desk.workspace.space.state.team_id, desk.workspace.channel("#biotech").id)
    desk.deps.storage.settings.put(place, {"timezone": "Asia/Tokyo"}, user="U1", at=desk.deps.clock.now())
    said = desk.ask("/catalysts add ALLO earnings 7 May 4:30pm ET")
    assert "Added ALLO earnings, 7 May 2026 at 20:30 UTC, as number 1." in said
    found = agenda(desk.deps.storage.catalysts, place, days=90, now=desk.deps.clock.now(), zone=TOKYO)
    card = json.dumps(listing(found).blocks, ensure_ascii=False)
    assert (
        f"ALLO* earnings: *<!date^{int(CLOSE.timestamp())}^{{date_short_pretty}} at {{time}}|7 May 2026 at 20:30 UTC>*"
        in card
    )
    assert due(found.exact[0], found).startswith("ALLO earnings <!date^")
    assert "Next: ALLO earnings 8 May 2026 (in 18 days)" in card
    assert "05:30 on Friday 8 May 2026, Asia/Tokyo" in desk.ask("/catalysts move 1 7 May 4:30pm ET")


def test_an_hour_ahead_is_not_over(tmp_path):
    """After midnight in Tokyo New York's evening is still to come: it is today's, not overdue."""
    house = open_house(tmp_path / "house.db", datetime(2026, 5, 7, 15, 30, tzinfo=UTC))
    house.add(day_window(date(2026, 5, 7)), kind="earnings", time=CLOSE)
    found = agenda(house.storage.catalysts, DESK, days=30, now=house.clock.now(), zone=TOKYO)
    assert not found.overdue
    assert [row.window.start for row in found.exact] == [found.today]
    house.storage.close()
