"""Buttons and forms that are used twice, on an old card, or by two people at once."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from bot.errors import BadInput
from bot.model import Catalyst, Source, Window
from bot.ports import CacheEntry
from bot.registry import Request
from bot.research.offers import offers_value
from bot.sample import SAMPLE_START
from bot.workspace.text import render_message
from handlers import catalysts as catalysts_command
from handlers import links
from tests.desk.harness import DeskHarness

INTERIM = Catalyst(
    "ALLO", "data_interim", Window(date(2027, 5, 1), date(2027, 8, 31), "quarter", "within", "mid-2027"), "",
    Source("the desk", None, SAMPLE_START), "medium", "C",
)  # fmt: skip


def _pictures(desk: DeskHarness, channel: str = "#biotech") -> list[dict[str, Any]]:
    return [file for message in desk.workspace.messages(channel) for file in message.get("files", ())]


@pytest.mark.parametrize(
    ("command", "button"),
    [("/insiders ALLO", "insiders_chart_share"), ("/catalysts 365", "catalysts_chart_share")],
)
def test_a_chart_is_shared_once_per_card(desk: DeskHarness, command: str, button: str):
    """Two quick clicks on *Chart to channel* and a later one: one picture; the others are told that it is there."""
    desk.ask("/catalysts add ALLO interim EFS June 2026")
    (card,) = desk.replies(command)
    clicks = [desk.workspace.click("@pm", card, button) for _ in range(2)]
    desk.local.settle()
    clicks.append(desk.workspace.click("@pm", card, button))
    desk.local.settle()
    assert len(_pictures(desk)) == 1
    told = [render_message(message) for click in clicks for message in click.replies()]
    assert sum("shared here already" in text for text in told) == 2
    (another,) = desk.replies(command)
    desk.workspace.click("@pm", another, button)
    desk.local.settle()
    assert len(_pictures(desk)) == 2, "a new card is shared anew"


def test_after_the_invitation_the_same_buttons_work(desk: DeskHarness):
    """Refused for want of an invitation, then invited: the next click posts instead of asking for an invitation again."""
    desk.ask("/catalysts add ALLO interim EFS June 2026")
    (card,) = desk.replies("/catalysts 365")
    desk.workspace.remove_bot("#biotech")
    for button in ("share", "catalysts_chart_share"):
        click = desk.workspace.click("@pm", card, button)
        desk.local.settle()
        assert "/invite" in render_message(click.replies()[-1])
    desk.workspace.invite_bot("#biotech")
    for button in ("share", "share", "catalysts_chart_share", "catalysts_chart_share"):
        click = desk.workspace.click("@pm", card, button)
        desk.local.settle()
        assert not any("/invite" in render_message(message) for message in click.replies())
    assert len(_pictures(desk)) == 1
    shared = [m for m in desk.workspace.messages("#biotech") if m.get("text") == card["text"]]
    assert len([m for m in shared if not m.get("is_ephemeral")]) == 1


def test_two_people_with_the_settings_open_keep_each_others_changes(desk: DeskHarness):
    """The form that was opened first and saved last changes only what its person changed: no zone, no digest goes."""
    desk.ask("/digest on 16:15")
    for user in ("@pm", "@analyst"):
        desk.workspace.command(user, "#biotech", "/deskbot settings").wait()
        desk.local.settle()
    desk.workspace.submit("@analyst", values={"timezone": "London", "digest_times": "07:30"}).wait()
    desk.local.settle()
    desk.workspace.submit("@pm", values={"quiet_hours": "20:00-06:00", "digest_times": "12:00, 16:15"}).wait()
    desk.local.settle()
    place = desk.place_of("#biotech")
    kept = desk.deps.storage.settings.get(place)
    assert (kept["timezone"], kept["quiet_hours"]) == ("Europe/London", "20:00-06:00")
    times = [row.local_time for row in desk.deps.storage.schedules.list(place, kind="digest")]
    assert sorted(times) == ["07:30", "12:00"]


def test_two_people_who_edit_one_catalyst_keep_each_others_fields(desk: DeskHarness):
    """Both had the form open: the second to save changes the field that was typed and erases nobody's note."""
    desk.ask("/catalysts add ALLO PDUFA cema-cel 4 May 2026")
    for user in ("@pm", "@analyst"):
        desk.workspace.command(user, "#biotech", "/catalysts edit 1").wait()
        desk.local.settle()
    for user, values in (("@analyst", {"note": "asked the company"}), ("@pm", {"asset": "cema-cel LBCL"})):
        desk.workspace.submit(user, values=values).wait()
        desk.local.settle()
    (row,) = desk.deps.storage.catalysts.list(desk.place_of("#biotech"), since=date(2026, 1, 1))
    assert (row.note, row.asset) == ("asked the company", "cema-cel LBCL")


def test_remove_all_takes_only_the_list_it_asked_about(desk: DeskHarness):
    """Names that somebody added since are not removed by an old card; it asks anew, and a second click does no harm."""
    desk.ask("/watchlist add ALLO CLLS")
    (card,) = desk.replies("/watchlist clear")
    desk.ask("/watchlist add GILD", user="@analyst")
    desk.workspace.click("@pm", card, "watchlist_clear")
    desk.local.settle()
    place = desk.place_of("#biotech")
    assert len(desk.deps.storage.watchlist.list(place)) == 3
    asked = desk.bot_messages()[-1]
    assert "Remove all 3 tickers" in render_message({**asked, "channel": place.channel})
    desk.workspace.click("@pm", card, "watchlist_clear")
    desk.local.settle()
    assert desk.deps.storage.watchlist.list(place) == []


class _Overtaken:
    """The calendar's rows, where somebody else removes a row in the moment before it is changed."""

    def __init__(self, rows: Any) -> None:
        self._rows = rows

    def __getattr__(self, name: str) -> Any:
        if name not in {"close", "edit", "supersede"}:
            return getattr(self._rows, name)

        def overtaken(place: Any, number: int, *arguments: Any, **named: Any) -> Any:
            self._rows.close(place, number, "removed", outcome=None, user="U2", at=SAMPLE_START)
            return getattr(self._rows, name)(place, number, *arguments, **named)

        return overtaken


class _Storage:
    def __init__(self, storage: Any) -> None:
        self._storage = storage
        self.catalysts = _Overtaken(storage.catalysts)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)


@pytest.mark.parametrize("verb", ["done", "remove", "confirm", "move"])
def test_who_comes_second_is_told_so(desk: DeskHarness, verb: str):
    """Somebody else removed it in the same moment: nobody is told "Done" or "Confirmed" of what did not happen."""
    place = desk.place_of("#biotech")
    number, _new = desk.deps.storage.catalysts.add(place, INTERIM, user="U1", at=SAMPLE_START)
    deps = dataclasses.replace(desk.deps, storage=_Storage(desk.deps.storage))
    text = f"{verb} {number}{' late 2027' if verb == 'move' else ''}"
    with pytest.raises(BadInput, match="closed or moved a moment ago"):
        catalysts_command.answer(Request("command", "/catalysts", text, place.team, place.channel, "U1"), deps)


def test_two_clicks_on_an_articles_moved_date_are_no_mistake(desk: DeskHarness):
    """Both people found the old window; the second is told that it was moved a moment ago."""
    place = desk.place_of("#biotech")
    desk.deps.storage.catalysts.add(place, INTERIM, user="U1", at=SAMPLE_START)
    later = dataclasses.replace(
        INTERIM, window=Window(date(2027, 10, 1), date(2027, 12, 31), "quarter", "within", "4Q27")
    )
    report: Any = SimpleNamespace(url="https://example.com/a", catalysts=(later,), replaced=(INTERIM.window,))
    name, kept = offers_value(report)
    desk.deps.storage.cache.put("deskbot", "offers", name, CacheEntry(kept, SAMPLE_START, "deskbot"))
    deps = dataclasses.replace(desk.deps, storage=_Storage(desk.deps.storage))
    value = json.dumps({"offers": name, "index": 0})
    click = Request("action", "link_add", "", place.team, place.channel, "U1", value=value)
    with pytest.raises(BadInput, match="closed or moved a moment ago"):
        links.add_to_calendar(click, deps)
