"""The card gallery in a real browser, at desktop and phone width, light and dark."""

from __future__ import annotations

from typing import Any

import pytest

from bot.cards.gallery import gallery
from tests.desk.harness import DeskHarness

WIDE = """() => [...document.querySelectorAll("#gallery *")]
    .filter((e) => !e.closest(".table-wrap, pre, .sr-only, svg") && e.getBoundingClientRect().right > innerWidth + 1)
    .map((e) => `${e.closest(".example")?.id}: ${e.className}`)"""


@pytest.mark.parametrize(("width", "height", "theme"), [(1280, 900, "light"), (390, 844, "dark")])
def test_every_card_fits(desk: DeskHarness, page: Any, width: int, height: int, theme: str):
    """Every example is drawn in full: nothing overflows sideways, nothing is unknown, nothing is reported as refused."""
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{desk.local.page_url}gallery")
    page.wait_for_selector("body.ready .example")
    assert page.locator(".example").count() == len(gallery())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(WIDE) == []
    assert page.locator(".unsupported, .problems").count() == 0
    assert page.evaluate("[...document.querySelectorAll('.example .card')].every((c) => c.offsetHeight > 30)")
    picture = page.screenshot()
    assert picture[:4] == b"\x89PNG"
    assert len(set(picture)) > 200
