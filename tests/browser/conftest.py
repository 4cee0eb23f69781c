"""One Chromium for all browser tests, one desk, a fresh profile for each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser import chromium
from tests.desk.harness import DeskHarness

PATIENCE = 8_000  # ms


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with its reason, what needs Chromium where there is none."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if chromium.find() is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed here"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with chromium.running() as found:
        yield found


@pytest.fixture(scope="session")
def desk() -> Iterator[DeskHarness]:
    harness = DeskHarness.start()
    yield harness
    harness.stop()


class Watched:
    """A page whose console errors, broken scripts and requests to elsewhere fail the test."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.problems: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda m: self.problems.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", self._stays_here)

    def _stays_here(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.problems.append(f"a request went to {parts.hostname}")


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    watched = Watched(context.new_page())
    yield watched.page
    problems = list(watched.problems)
    context.close()
    assert problems == []


def open_as(page: Any, desk: DeskHarness, person: str = "pm", channel: str = "biotech") -> None:
    """Open the page as this person in this channel and wait until it is drawn."""
    place = desk.workspace.channel(channel).id
    page.goto(f"{desk.local.page_url}#/{person}/{place}")
    page.wait_for_selector("body.ready #composer")


def type_in(page: Any, text: str, box: str = "#composer") -> None:
    """Type into a composer and press Enter."""
    page.locator(box).fill(text)
    page.keyboard.press("Escape")
    page.locator(box).press("Enter")
