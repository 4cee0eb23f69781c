"""/digest, /deskbot status and retry as people use them, through real Bolt on the local workspace."""

from __future__ import annotations

from datetime import timedelta

from bot.ports import Place
from bot.workspace.text import render_message
from tests.desk.harness import DeskHarness


def place(desk: DeskHarness) -> Place:
    return Place(desk.workspace.space.state.team_id, desk.workspace.channel("#biotech").id)


def tick(desk: DeskHarness, times: int = 4) -> None:
    """A few ticks: the first fetches, a later one posts."""
    for _ in range(times):
        desk.local.desk.planner.tick(desk.deps.clock.now())
        desk.local.settle()


def test_on_off_and_status(desk: DeskHarness):
    """Times, zones and days as people write them; what cannot be read is refused in one sentence."""
    desk.dialog("#biotech", [
        ("/digest", "No digest is set"),
        ("/digest on 07:30", "Digest at 07:30 America/New_York, trading days. Next: Tue 21 Apr 2026"),
        ("/digest on 4:15pm London weekdays", "Digest at 16:15 Europe/London, weekdays"),
        ("/digest on 06:00 Asia/Tokyo daily", "Digest at 06:00 Asia/Tokyo, daily"),
        ("/digest on 25:00", "no time of day"),
        ("/digest on noon", "At what time?"),
        ("/digest on 07:30 Atlantis", "not a time zone"),
        ("/digest status", "3 digests set."),
        ("/digest off 16:15", "Switched off 1 digest"),
        ("/digest off 16:15", "There was no digest at 16:15"),
        ("/digest off", "Switched off 2 digests"),
        ("/digest please", "Use /digest on"),
        ("/digest now", "watches nothing"),
    ])  # fmt: skip


def test_a_second_zone_for_one_time_says_what_it_replaces(desk: DeskHarness):
    """One digest per time of day: a desk that meant to have two hears that the first is gone, and how to get one back."""
    desk.ask("/digest on 07:30")
    told = desk.ask("/digest on 07:30 London weekdays")
    assert "Digest at 07:30 Europe/London, weekdays." in told
    assert "It replaces the one at 07:30 America/New_York, trading days." in told
    assert "replaces" not in desk.ask("/digest on 07:30 London weekdays")
    desk.ask("/digest on 16:15")
    assert "/digest on 16:15 switches one on" in desk.ask("/digest off 16:15").replace("`", "")


def test_the_next_digest_is_one_that_will_come(desk: DeskHarness):
    """Tokyo's digest of the 21st is out on the evening of the 20th: in New York's zone the next is that of the 22nd."""
    desk.ask("/watchlist add ALLO")
    desk.ask("/digest on 07:30 Tokyo")
    desk.workspace.clock.advance(timedelta(hours=9, minutes=47))
    tick(desk)
    assert "Tue 21 Apr 2026 07:30 made" in desk.ask("/digest status")
    assert "Next: Wed 22 Apr 2026" in desk.ask("/digest on 07:30 New York")
    assert "next Wed 22 Apr 2026" in desk.ask("/digest status")


def test_now_tells_what_no_posted_digest_told(desk: DeskHarness):
    """A digest that an archived channel did not take told nobody anything: /digest now begins before it."""
    desk.ask("/catalysts add ALLO PDUFA cema-cel 28 Apr 2026", channel="#pm-desk")
    desk.ask("/digest on 07:30", channel="#pm-desk")
    desk.workspace.archive("#pm-desk")
    desk.workspace.clock.advance(timedelta(hours=22, minutes=46))
    tick(desk)
    desk.workspace.unarchive("#pm-desk")
    assert "Calendar: 1 new" in desk.ask("/digest now", channel="#pm-desk")


def test_now_says_at_once_that_sources_are_asked(desk: DeskHarness):
    """A long list takes minutes to fetch: the first answer says so, the digest takes its place; a mention gets the digest."""
    desk.ask("/watchlist add ALLO CLLS")
    shown = desk.ask("/digest now")
    assert "Asking the sources about 2 names…" in shown
    assert "Digest for Mon 20 Apr 2026" in shown
    desk.workspace.mention("@pm", "#biotech", "digest now")
    desk.local.settle()
    assert "Digest for Mon 20 Apr 2026" in render_message(desk.bot_messages()[-1])


def test_now_on_a_monday_goes_back_to_fridays_close(desk: DeskHarness):
    """Without any digest the weekend is no gap: what was put on the calendar on Friday evening is new on Monday."""
    desk.workspace.clock.advance(timedelta(days=4, hours=9))
    desk.ask("/catalysts add ALLO PDUFA cema-cel 28 Apr 2026")
    desk.workspace.clock.advance(timedelta(days=2, hours=14))
    assert "Calendar: 1 new" in desk.ask("/digest now")


def test_quiet_hours_are_no_trouble_in_status(desk: DeskHarness):
    """Held until the quiet hours' end as it was asked to be, a digest is not listed among the late ones."""
    desk.ask("/catalysts add ALLO PDUFA cema-cel 28 Apr 2026")
    desk.ask("/digest on 07:30")
    desk.deps.storage.settings.put(place(desk), {"quiet_hours": "20:00-09:00"}, user="U1", at=desk.deps.clock.now())
    desk.workspace.clock.advance(timedelta(hours=24, minutes=16))
    tick(desk)
    assert "Digests skipped or late" not in desk.ask("/deskbot status")
    assert any("quiet hours held it" in render_message(item) for item in desk.bot_messages())
    assert "late by" not in desk.ask("/digest status")


def test_digest_times_in_the_settings_form(desk: DeskHarness):
    """The form shows the times that are set, adds and removes them, and leaves the zone of those that stay."""
    desk.ask("/digest on 06:00 Asia/Tokyo daily")
    desk.workspace.command("@pm", "#biotech", "/deskbot settings")
    desk.local.settle()
    desk.workspace.submit("@pm", values={"digest_times": "6:00, soon"}).wait()
    assert "digest_times" in desk.workspace.errors("@pm")
    desk.workspace.submit("@pm", values={"digest_times": "6:00, 07:30"}).wait()
    desk.local.settle()
    rows = {row.local_time: (row.zone, row.days) for row in desk.deps.storage.schedules.list(place(desk))}
    assert rows == {"06:00": ("Asia/Tokyo", "daily"), "07:30": ("channel", "trading days")}
    desk.workspace.command("@pm", "#biotech", "/deskbot settings")
    desk.local.settle()
    desk.workspace.submit("@pm", values={"digest_times": "off"}).wait()
    desk.local.settle()
    assert desk.deps.storage.schedules.list(place(desk)) == []


def test_tomorrows_digest_after_moving_the_clock(desk: DeskHarness):
    """The workspace's clock moves past 07:30: one message in the channel, its parts in the thread, once."""
    desk.ask("/watchlist add ALLO CLLS")
    desk.ask("/digest on 07:30")
    desk.workspace.clock.advance(timedelta(hours=22, minutes=47))
    tick(desk)
    leads = [m for m in desk.bot_messages() if "Digest for Tue 21 Apr 2026" in render_message(m)]
    assert len(leads) == 1
    threads = [m for m in desk.bot_messages() if m.get("thread_ts") == leads[0]["ts"] and m["ts"] != leads[0]["ts"]]
    assert any("Moves and news" in render_message(m) for m in threads)
    assert "Tue 21 Apr 2026 07:30 made" in desk.ask("/digest status")


def test_status_tells_of_skipped_digests(desk: DeskHarness):
    """Down over a due time: status and /digest status say which digest was skipped and why."""
    desk.ask("/catalysts add ALLO interim EFS mid-2027")
    desk.ask("/digest on 07:30")
    desk.workspace.clock.advance(timedelta(days=2))
    tick(desk)
    assert "could not make it within 3 hours" in desk.ask("/digest status")
    assert "Digests skipped or late" in desk.ask("/deskbot status")


def digest_into_an_archived_channel(desk: DeskHarness) -> None:
    """The digest of the next morning, which #pm-desk cannot take."""
    desk.ask("/watchlist add ALLO", channel="#pm-desk")
    desk.ask("/digest on 07:30", channel="#pm-desk")
    desk.workspace.archive("#pm-desk")
    desk.workspace.clock.advance(timedelta(hours=22, minutes=46))
    tick(desk)


def test_dead_letters_are_shown_and_retried(desk: DeskHarness):
    """A digest for an archived channel is a dead letter in status; after the channel is back, retry posts it."""
    digest_into_an_archived_channel(desk)
    shown = desk.ask("/deskbot status")
    assert "could not be delivered" in shown
    assert "/deskbot retry" in shown
    desk.workspace.unarchive("#pm-desk")
    told = desk.ask("/digest status", channel="#pm-desk")
    assert "Tue 21 Apr 2026 07:30 not posted: This channel is archived" in told
    assert "will be tried again" in desk.ask("/deskbot retry")
    desk.local.settle()
    assert any("Digest for Tue 21 Apr 2026" in render_message(m) for m in desk.bot_messages("#pm-desk"))


def test_old_dead_letters_stay_dead(desk: DeskHarness):
    """Nobody wants the digest of three days ago, or all of a week at once."""
    digest_into_an_archived_channel(desk)
    desk.workspace.unarchive("#pm-desk")
    desk.ask("/digest off", channel="#pm-desk")
    desk.workspace.clock.advance(timedelta(hours=25))
    told = desk.ask("/deskbot retry")
    assert "No undelivered posts to try again. 3 posts from more than a day ago stay undelivered: old news." in told
    desk.local.settle()
    assert not any("Digest for" in render_message(m) for m in desk.bot_messages("#pm-desk"))


def test_the_tick_runs_by_itself_and_stops(desk: DeskHarness):
    """APScheduler calls the planner soon after the start; after stop it calls no more."""
    from bot.delivery.tick import Tick

    desk.ask("/catalysts add ALLO PDUFA cema-cel 4 May 2026")
    tick_ = Tick(desk.local.desk.planner, desk.deps.clock.now, every=0.05)
    tick_.start()
    desk.workspace.clock.advance(timedelta(days=6, hours=23, minutes=20))
    found = desk.workspace.wait_message("#biotech", "In 7 days", user="@pm", timeout=20)
    tick_.stop()
    tick_.stop()
    assert "PDUFA" in render_message(found)
    assert desk.deps.storage.outbox.get(f"reminder:{place(desk).team}:{place(desk).channel}:1:T-7") is not None


def test_a_digest_that_slack_would_not_take_is_told_when_it_is_set_up(desk: DeskHarness):
    """In a channel without deskbot and in a direct message between two people nothing can be posted: said at once."""
    desk.dialog("#biotech", [("/digest on 07:30", "Digest at 07:30")])
    assert "Nothing can be posted here" not in desk.ask("/digest on 07:30")
    assert "Nothing can be posted here" not in desk.ask("/digest on 07:30", channel="@pm")
    desk.workspace.remove_bot("#biotech")
    assert "Nothing can be posted here as it stands. I am not in this channel. Type /invite @deskbot" in desk.ask(
        "/digest on 07:30"
    )
    people = {desk.workspace.user(name).id for name in ("@pm", "@analyst")}
    between = desk.workspace.space.state.add_channel("between two", "im", people).id
    assert "in a direct message between people I cannot post" in desk.ask("/digest on 07:30", channel=between)
    assert "Nothing can be posted here" in desk.ask("/catalysts add ALLO interim EFS mid-2027", channel=between)
