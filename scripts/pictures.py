"""
Draw the README's pictures from the running local workspace: `make pictures` (needs Chromium).

    .venv/bin/python -m scripts.pictures [--out docs/pictures]

Sample data and rules only, so that every machine with the same fonts draws nearly the same pictures.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.local import LocalDesk, open_local
from bot.settings import Settings
from bot.tour import LINK, play
from tests.browser import chromium

ROOT = Path(__file__).parent.parent
MOST = 200_000  # bytes of one picture
DESK = {"width": 1120, "height": 700}
PHONE = {"width": 390, "height": 780}


def main() -> int:
    """Write every picture; 1 where Chromium is not here or a picture is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    args = parser.parse_args()
    if chromium.find() is None:
        print("Chromium is not here: install Debian's package chromium.", file=sys.stderr)
        return 1
    args.out.mkdir(parents=True, exist_ok=True)
    local = open_local(Settings(sources="sample"))
    try:
        play(local, before=lambda _step: None, after=lambda _step: None)
        with chromium.running() as browser:
            sizes = {name: _draw(browser, local, args.out / f"{name}.png", *how) for name, how in PICTURES.items()}
    finally:
        local.stop()
    for name, size in sizes.items():
        print(f"{name}.png {size:,} bytes")
    return int(any(size > MOST for size in sizes.values()))


def _draw(
    browser: Any,
    local: LocalDesk,
    path: Path,
    scene: Callable[[Any, LocalDesk], None],
    size: dict[str, int],
    theme: str,
) -> int:
    page = browser.new_page(viewport=size, color_scheme=theme, reduced_motion="reduce")
    page.goto(f"{local.page_url}#/pm/{local.workspace.channel('biotech').id}")
    page.wait_for_selector("body.ready .message")
    scene(page, local)
    page.mouse.move(0, 0)
    page.wait_for_timeout(250)
    page.screenshot(path=path)
    page.close()
    return path.stat().st_size


def _top_of(page: Any, text: str, where: str = "#messages") -> None:
    """Scroll the message with this text to the top."""
    for _ in range(40):
        row = page.locator(f"{where} .message", has_text=text)
        if row.count():
            break
        page.evaluate(f"document.querySelector('{where}').scrollTop -= 500")
        page.wait_for_timeout(60)
    row.first.evaluate("(e) => e.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(150)


def sentiment(page: Any, _local: LocalDesk) -> None:
    """The card of /sentiment."""
    _top_of(page, "What moved it")


def insiders(page: Any, _local: LocalDesk) -> None:
    """The shared card of /insiders."""
    _top_of(page, "Shared by")


def link(page: Any, _local: LocalDesk) -> None:
    """A pasted link and the reply in its thread."""
    _top_of(page, LINK)
    page.locator(".message", has_text=LINK).locator(".thread-line").click()
    page.locator("#thread .message", has_text="dated catalyst").wait_for()
    _top_of(page, LINK, "#thread-messages")


def settings(page: Any, local: LocalDesk) -> None:
    """The settings modal, with an error beside its input."""
    local.workspace.command("@pm", "#biotech", "/deskbot settings")
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Time zone").fill("Mars/Phobos")
    dialog.get_by_role("button", name="Save").click()
    dialog.locator(".field-error:not(:empty)").wait_for()


def developer(page: Any, local: LocalDesk) -> None:
    """The event log under the channel."""
    if local.workspace.view("@pm") is not None:
        local.workspace.close_view("@pm")
        local.settle()
    page.locator("#drawer-button").click()
    page.locator(".log tr").last.wait_for()


def home(page: Any, _local: LocalDesk) -> None:
    """The App Home."""
    page.get_by_role("button", name="deskbot home").click()
    page.locator(".home .context, .home .section").first.wait_for()


PICTURES: dict[str, tuple[Callable[[Any, LocalDesk], None], dict[str, int], str]] = {
    "sentiment": (sentiment, DESK, "light"),
    "insiders": (insiders, DESK, "light"),
    "link": (link, DESK, "dark"),
    "home": (home, DESK, "light"),
    "settings": (settings, DESK, "light"),
    "developer": (developer, DESK, "dark"),
    "phone": (sentiment, PHONE, "dark"),
}


if __name__ == "__main__":
    sys.exit(main())
