"""What a person does at the desk, in a real browser against the running bot."""

from __future__ import annotations

from typing import Any

from tests.browser.conftest import open_as, type_in
from tests.desk.harness import DeskHarness

LINK = "https://sample.deskbot.example/news/allogene-alpha3-futility"


def test_a_command_is_completed_and_answered(desk: DeskHarness, page: Any):
    """Typing / offers the commands with usage and summary; sending one shows its card, to the asker alone."""
    open_as(page, desk)
    page.locator("#composer").press_sequentially("/se")
    offered = page.locator("[role=option]")
    assert offered.count() == 1
    assert "Score the news on a ticker" in offered.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.type("ALLO")
    page.keyboard.press("Enter")
    card = page.locator(".message.ephemeral", has_text="ALLO").last
    card.get_by_text("What moved it").wait_for()
    assert "Only visible to you" in card.inner_text()
    assert "sample data" in card.inner_text()


def test_share_puts_the_card_into_the_channel_for_the_other_person(desk: DeskHarness, page: Any):
    """An ephemeral card is invisible to the other person until Share is clicked."""
    open_as(page, desk)
    type_in(page, "/sentiment CLLS")
    card = page.locator(".message.ephemeral", has_text="CLLS").last
    share = card.get_by_role("button", name="Share to channel")
    share.wait_for()
    page.locator("#person").click()
    page.get_by_role("menuitem", name="@analyst").click()
    page.locator("#person", has_text="@analyst").wait_for()
    page.wait_for_selector("body.ready #composer")
    assert page.locator(".message", has_text="CLLS").count() == 0
    page.locator("#person").click()
    page.get_by_role("menuitem", name="@pm").click()
    page.locator("#person", has_text="@pm").wait_for()
    page.locator(".message.ephemeral", has_text="CLLS").last.get_by_role("button", name="Share to channel").click()
    page.locator(".message:not(.ephemeral)", has_text="Shared by").wait_for()
    open_as(page, desk, "analyst")
    page.locator(".message", has_text="Shared by").get_by_text("@pm").wait_for()


def test_settings_are_refused_then_saved(desk: DeskHarness, page: Any):
    """The settings modal shows deskbot's error beside the input, keeps what was typed, and closes when all is right."""
    open_as(page, desk)
    type_in(page, "/deskbot settings")
    dialog = page.locator("dialog[open]")
    zone = dialog.get_by_label("Time zone")
    zone.fill("Mars/Phobos")
    dialog.get_by_role("button", name="Save").click()
    error = dialog.locator(".field-error:not(:empty)")
    error.wait_for()
    assert "is not a time zone" in error.inner_text()
    assert zone.input_value() == "Mars/Phobos"
    assert zone.get_attribute("aria-invalid") == "true"
    zone.fill("Europe/London")
    dialog.get_by_role("button", name="Save").click()
    page.locator(".message.ephemeral", has_text="Europe/London").wait_for()
    page.locator("dialog[open]").wait_for(state="detached")


def test_a_pasted_link_is_answered_in_its_thread(desk: DeskHarness, page: Any):
    """Pasting a link gives one quiet reply in the thread, and *Add to calendar* there puts the date on the calendar."""
    open_as(page, desk)
    type_in(page, f"Seen this? {LINK}")
    page.locator(".thread-line", has_text="1 reply").click()
    reply = page.locator("#thread .message", has_text="dated catalyst")
    reply.wait_for()
    assert "#/pm/" in page.url
    add = reply.get_by_role("button", name="Add to calendar").first
    add.click()
    page.locator(".message", has_text="Added to this channel's calendar").last.wait_for()


def test_a_reload_loses_nothing(desk: DeskHarness, page: Any):
    """Messages, the open thread, the chosen channel and a half-written draft are there after a reload."""
    desk.say("reload me", channel="#pm-desk")
    open_as(page, desk, channel="pm-desk")
    page.locator(".message", has_text="reload me").wait_for()
    page.locator("#composer").fill("half a thought")
    before = page.locator("#messages").inner_text()
    page.reload()
    page.wait_for_selector("body.ready .message")
    assert page.locator("#messages").inner_text() == before
    assert page.locator("#composer").input_value() == "half a thought"
    assert "pm-desk" in page.locator("h1").inner_text()


def test_what_others_do_appears_at_once_and_marks_unread(desk: DeskHarness, page: Any):
    """A message elsewhere marks its channel; edits, reactions and deletions show without a reload."""
    open_as(page, desk, channel="general")
    message = desk.workspace.say("@analyst", "#pm-desk", "look at this")
    page.locator(".nav-item.unread", has_text="pm-desk").click()
    row = page.locator(".message", has_text="look at this")
    row.wait_for()
    page.locator(".nav-item[aria-current]:not(.unread)", has_text="pm-desk").wait_for()
    desk.workspace.edit("@analyst", "#pm-desk", message["ts"], "look at that")
    page.locator(".message", has_text="look at that").get_by_text("(edited)").wait_for()
    desk.workspace.react("@analyst", message, "eyes")
    reaction = page.get_by_role("button", name="eyes, 1")
    reaction.click()
    page.get_by_role("button", name="eyes, 2").wait_for()
    desk.workspace.delete("@analyst", "#pm-desk", message["ts"])
    page.locator(".message", has_text="look at that").wait_for(state="detached")


def test_a_command_in_a_thread_gets_slacks_own_refusal(desk: DeskHarness, page: Any):
    """As in Slack, a slash command typed in a thread is refused by Slack itself."""
    message = desk.workspace.say("@pm", "#pm-desk", "a thread begins")
    open_as(page, desk, channel="pm-desk")
    page.goto(f"{page.url}/{message['ts']}")
    page.locator("#thread-composer").wait_for()
    type_in(page, "/sentiment ALLO", "#thread-composer")
    page.locator(".message", has_text="not supported in threads").first.wait_for()


def test_dark_and_light(desk: DeskHarness, page: Any):
    """The theme button turns the page dark, and the choice outlives a reload."""
    open_as(page, desk)
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.locator("#theme-button").click()
    assert page.evaluate(colour) != light
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    page.wait_for_selector("body.ready")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_keyboard_alone_is_enough(desk: DeskHarness, page: Any):
    """/ goes to the composer, arrows walk the messages, Enter opens a thread, Escape closes it."""
    desk.workspace.say("@analyst", "#general", "first thing")
    desk.workspace.say("@analyst", "#general", "second thing")
    open_as(page, desk, channel="general")
    page.locator(".message", has_text="second thing").wait_for()
    page.locator("#messages").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert "first thing" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    page.locator("#thread .message", has_text="first thing").wait_for()
    assert page.evaluate("document.activeElement.id") == "thread-composer"
    page.keyboard.press("Escape")
    page.locator("#thread").wait_for(state="hidden")
    page.locator("#messages").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "composer"
    assert page.locator("#composer").input_value() == "/"


def test_every_control_has_a_name(desk: DeskHarness, page: Any):
    """Buttons, links and inputs say what they are to a screen reader, and news goes to a live region."""
    open_as(page, desk)
    page.locator("#drawer-button").click()
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, a[href], input, select, textarea, [role=img]")]
        .filter((e) => !(e.getAttribute("aria-label") || e.innerText?.trim() || e.textContent.trim() || e.labels?.length))
        .map((e) => e.outerHTML)"""
    )
    assert nameless == []
    desk.workspace.say("@analyst", "#biotech", "heard by a screen reader")
    page.locator("#live[aria-live=polite]", has_text="heard by a screen reader").wait_for(state="attached")


def test_moving_the_clock_brings_the_digest_and_the_reminder(page: Any):
    """A catalyst typed today and a digest switched on: moved to tomorrow, and to the week before, each is posted."""
    harness = DeskHarness.start()
    try:
        harness.ask("/watchlist add ALLO")
        open_as(page, harness)
        type_in(page, "/catalysts add ALLO earnings 7 May 4:30pm ET")
        page.locator(".message", has_text="earnings").last.wait_for()
        type_in(page, "/digest on 07:30")
        page.locator(".message", has_text="Digest at").wait_for()
        page.locator("#drawer-button").click()
        page.get_by_role("tab", name="Clock").click()
        page.get_by_label("Move to (UTC)").fill("2026-04-21T11:31")
        page.get_by_role("button", name="Move", exact=True).click()
        page.locator(".message:not(.ephemeral)", has_text="Digest for Tue 21 Apr 2026").wait_for()
        page.get_by_label("Move to (UTC)").fill("2026-04-30T12:05")
        page.get_by_role("button", name="Move", exact=True).click()
        page.locator(".message:not(.ephemeral)", has_text="ALLO earnings").get_by_role("button").first.wait_for()
    finally:
        page.goto("about:blank")
        harness.stop()


def test_the_skip_link_stays_in_the_channel(desk: DeskHarness, page: Any):
    """A keyboard user in a private channel who skips to the composer writes there, not into the first channel."""
    open_as(page, desk, "analyst", "pm-desk")
    before = page.url
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("for pm-desk alone")
    page.keyboard.press("Enter")
    page.locator(".message", has_text="for pm-desk alone").wait_for()
    assert page.url == before
    assert page.locator("h1").inner_text() == "pm-desk"
    desk_messages = [m["text"] for m in desk.workspace.messages("#biotech", user="@analyst")]
    assert "for pm-desk alone" not in desk_messages


def test_a_screen_reader_hears_words_and_sees_links(desk: DeskHarness, page: Any):
    """What is announced is the text without markup; links are told apart by more than colour; suggestions are counted."""
    open_as(page, desk)
    desk.workspace.bot_say("#biotech", "see <https://news.example/x|R&amp;D *day*>", raw=True)
    page.locator("#live", has_text="R&D").wait_for(state="attached")
    assert page.locator("#live").inner_text().endswith("see R&D *day*")
    link = page.locator(".message .link", has_text="R&D").last
    assert "underline" in link.evaluate("node => getComputedStyle(node).textDecorationLine")
    page.locator("#composer").press_sequentially("/")
    page.locator("#live", has_text="6 suggestions").wait_for(state="attached")
    assert "Portfolio Manager" in page.locator("#person").evaluate("node => node.textContent")


def test_a_space_before_the_slash_makes_it_a_message(desk: DeskHarness, page: Any):
    """As Slackbot's answer to an unknown command says."""
    open_as(page, desk)
    type_in(page, "/nonsense")
    page.locator(".message.ephemeral", has_text="put a space before").last.wait_for()
    type_in(page, " /nonsense is no command")
    page.locator(".message:not(.ephemeral)", has_text="/nonsense is no command").wait_for()
