"""
The local workspace's page on loopback: first paint, first message, and scrolling through 5,000 messages.

    .venv/bin/python -m benchmarks.page [--runs 7] [--messages 5000]

Claim: first paint under 300 ms and a smooth channel of 5,000 messages. Beside it: the same messages all in the document at
once, as a page without windowing would have them (the page's own row renderer, in the same browser).
"""

from __future__ import annotations

import argparse
import statistics
from typing import Any

from benchmarks.machine import describe
from bot.workspace import messages
from bot.workspace.driver import Workspace
from bot.workspace.page import Page
from bot.workspace.page.serving import STATIC
from tests.browser import chromium

PAINT = """() => new Promise((done) => {
    const paint = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    if (paint()) return done(paint());
    new PerformanceObserver(() => { if (paint()) done(paint()); }).observe({ type: "paint", buffered: true });
})"""
SCROLL = """() => new Promise((done) => {
    const box = document.querySelector("#messages"), frames = [];
    let before = performance.now(), left = 120;
    const step = (now) => {
        frames.push(now - before);
        before = now;
        box.scrollTop -= 400;
        if (left-- > 0) requestAnimationFrame(step); else done(frames.slice(2));
    };
    requestAnimationFrame(step);
})"""
EVERYTHING = """async (count) => {
    const { messageRow, rowsOf } = await import("/static/js/message.js");
    const app = { me: { id: "U0DESKPM001", name: "pm" }, names: {}, bot: {}, people: [], channels: [], shortcuts: [] };
    const list = Array.from({ length: count }, (_, n) => ({ ts: `${1776688200 + n}.000000`, channel: "C", user: `U${n % 2}`,
        text: `message ${n} ` + "with some more words ".repeat(1 + n % 7), client_msg_id: "x" }));
    const box = document.querySelector("#messages");
    const started = performance.now();
    box.replaceChildren(...rowsOf(list, app).map((row) => messageRow(row, app)));
    box.offsetHeight;
    return performance.now() - started;
}"""


def main() -> None:
    """Print medians and the largest of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--messages", type=int, default=5_000)
    args = parser.parse_args()
    print(describe())
    size = sum(path.stat().st_size for path in STATIC.rglob("*") if path.is_file())
    print(f"page: {size:,} bytes in {sum(path.is_file() for path in STATIC.rglob('*'))} files")
    with Workspace.start(extra_routes=Page({}).routes()) as workspace, chromium.running() as browser:
        print("Chromium", browser.version)
        _fill(workspace, args.messages)
        address = f"{workspace.space.base_url}/#/pm/C0GENERAL01"
        loads = [_load(browser, address) for _ in range(args.runs)]
        for index, name in enumerate(("first paint", "first message")):
            values = [load[index] for load in loads]
            print(f"{name}: median {statistics.median(values):.0f} ms, largest {max(values):.0f} ms of {args.runs}")
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address)
        page.wait_for_selector(".message")
        frames = page.evaluate(SCROLL)
        rows = page.locator(".message").count()
        print(
            f"scrolling {args.messages:,} messages: frame median {statistics.median(frames):.1f} ms, "
            f"largest {max(frames):.0f} ms, {rows} rows in the document"
        )
        print(f"all {args.messages:,} rows at once: {page.evaluate(EVERYTHING, args.messages):.0f} ms in one frame")


def _fill(workspace: Workspace, count: int) -> None:
    channel = workspace.channel("general")
    for number in range(count):
        text = f"message {number} " + "with some more words " * (1 + number % 7)
        user = "U0DESKPM001" if number // 3 % 2 else "U0ANALYST01"
        messages.post(workspace.space, channel, {"type": "message", "user": user, "text": text})


def _load(browser: Any, address: str) -> tuple[float, float]:
    """First contentful paint and first message drawn, in milliseconds from the navigation; a fresh profile each."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address, wait_until="commit")
    paint = page.evaluate(PAINT)
    page.wait_for_selector(".message")
    drawn = page.evaluate("performance.now()")
    context.close()
    return float(paint), float(drawn)


if __name__ == "__main__":
    main()
