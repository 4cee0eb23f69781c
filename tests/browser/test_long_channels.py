"""Five thousand messages in a channel: only what is in sight is in the document, and scrolling stays where it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.workspace import messages
from bot.workspace.driver import Workspace
from bot.workspace.page import Page
from tests.browser.conftest import PATIENCE
from tests.workspace.conftest import QUICK

COUNT = 5_000
IN_SIGHT = """(() => {
    const edge = document.querySelector("#messages").getBoundingClientRect().top;
    const row = [...document.querySelectorAll(".message")].find((m) => m.getBoundingClientRect().top > edge + 100);
    return [row.dataset.ts, Math.round(row.getBoundingClientRect().top)];
})()"""


@pytest.fixture(scope="module")
def crowded() -> Iterator[Workspace]:
    with Workspace.start(options=QUICK, extra_routes=Page({}).routes()) as workspace:
        fill(workspace, COUNT)
        yield workspace


def fill(workspace: Workspace, count: int) -> None:
    """Put this many messages into #general, where no app listens."""
    channel = workspace.channel("general")
    for number in range(count):
        text = f"message {number} " + "with some more words " * (1 + number % 7)
        user = "U0DESKPM001" if number // 3 % 2 else "U0ANALYST01"
        messages.post(workspace.space, channel, {"type": "message", "user": user, "text": text})


def _open(page: Any, workspace: Workspace) -> None:
    page.goto(f"{workspace.space.base_url}/#/pm/C0GENERAL01")
    page.locator(".message", has_text=f"message {COUNT - 1} ").wait_for()


def test_few_rows_are_in_the_document(crowded: Workspace, page: Any):
    """The newest message is in sight at once, and under 150 rows exist whatever the channel's length."""
    _open(page, crowded)
    assert page.locator(".message").count() < 150


def test_scrolling_reaches_the_first_message(crowded: Workspace, page: Any):
    """Going up loads older messages as they are needed, down to the very first, with few rows in the document."""
    _open(page, crowded)
    for _ in range(PATIENCE // 40):
        page.evaluate("document.querySelector('#messages').scrollTop = 0")
        page.wait_for_timeout(40)
        if page.locator(".message[data-key]", has_text="message 0 ").count():
            break
    page.locator(".message", has_text="message 0 ").first.wait_for()
    assert page.locator(".message").count() < 150
    assert page.locator(".message").first.get_attribute("aria-setsize") == str(COUNT)


def test_news_does_not_move_what_is_being_read(crowded: Workspace, page: Any):
    """A message that arrives while someone reads further up leaves the rows in sight where they are."""
    _open(page, crowded)
    page.evaluate("document.querySelector('#messages').scrollTop -= 3000")
    page.wait_for_timeout(200)
    before = page.evaluate(IN_SIGHT)
    total = page.locator(".message").first.get_attribute("aria-setsize")
    crowded.say("@analyst", "#general", "breaking news")
    page.locator(f".message[aria-setsize='{int(total or 0) + 1}']").first.wait_for(state="attached")
    after = page.evaluate(IN_SIGHT)
    assert after[0] == before[0]
    assert abs(after[1] - before[1]) <= 2


def test_paper_gets_every_row(crowded: Workspace, page: Any):
    """Printing holds all messages that were loaded, not only those in sight, and the page is as before afterwards."""
    _open(page, crowded)
    page.evaluate(
        "addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('.message').length })"
    )
    page.pdf()
    assert page.evaluate("window.printed") == 200
    page.wait_for_function("document.querySelectorAll('.message').length < 150")
    page.emulate_media(media="print")
    assert not page.locator(".sidebar").is_visible()
    assert not page.locator("#composer").is_visible()
