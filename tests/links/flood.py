"""Many links at once: every one acked, none lost, the queue bounded."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass

from bot.ports import Clock, Page, Storage
from bot.wiring import Sources
from tests.desk.harness import DeskHarness
from tests.links.site import article, with_pages

WORDS = "revenue margin order plant trial board market quarter guidance backlog supplier customer product price cost launch".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Flooded:
    """What came of it."""

    links: int
    posted_s: float
    """Seconds to post them all."""
    worst_ack_s: float
    not_acked: int
    most_waiting: int
    done: int
    failed: int
    replies: int
    answered_s: float


def _page(url: str) -> str:
    """A story of its own for each URL: ALLO, a figure, a date, and words in an order nobody else has."""
    pick = random.Random(url)
    text = [" ".join(pick.choices(WORDS, k=30)).capitalize() + "." for _ in range(8)]
    lead = f"Allogene Therapeutics (NASDAQ: ALLO) said sales rose {pick.randint(1, 90)}% and expects topline data in mid-2027."
    return article(f"Story {url.rsplit('/', 1)[-1]}", lead, *text)


class _AnyPage:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def fetch(self, url: str, *, user: str = "") -> Page:
        """Every URL has a page; a site takes a moment to answer."""
        del user
        time.sleep(0.02)
        return Page(url, url, _page(url), self._clock.now(), "text/html")


def sources(storage: Storage, clock: Clock) -> Sources:
    """Sample sources with a page under every URL."""
    import dataclasses

    return dataclasses.replace(with_pages({})(storage, clock), fetcher=_AnyPage(clock))


def flood(desk: DeskHarness, count: int, channels: int, patience: float = 600.0) -> Flooded:
    """Post `count` messages with a link each, over `channels` channels, as fast as eight people can; wait for the end."""
    names = [f"#flood-{number}" for number in range(channels)]
    for name in names:
        desk.workspace.add_channel(name)
    before = desk.workspace.log.last()
    numbers, lock = iter(range(count)), threading.Lock()
    started = time.monotonic()

    def post() -> None:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            desk.workspace.say("@pm", names[number % channels], f"https://news.example/story-{number}")

    people = [threading.Thread(target=post) for _ in range(8)]
    for person in people:
        person.start()
    most = 0
    while any(person.is_alive() for person in people):
        most = max(most, desk.deps.queue.depth()["waiting"])
        time.sleep(0.01)
    posted = time.monotonic() - started
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        most = max(most, desk.deps.queue.depth()["waiting"])
        inbox, outbox = desk.deps.storage.inbox.counts(), desk.deps.storage.outbox.counts()
        if (
            inbox.get("done", 0) + inbox.get("failed", 0) >= count
            and not outbox.get("due")
            and not outbox.get("claimed")
        ):
            break
        time.sleep(0.1)
    acks = desk.workspace.log.entries("acked", after=before.seq if before else 0)
    inbox = desk.deps.storage.inbox.counts()
    replies = desk.deps.storage.outbox.counts().get("sent", 0)
    return Flooded(
        links=count,
        posted_s=round(posted, 2),
        worst_ack_s=round(max((entry.detail["seconds"] for entry in acks), default=0.0), 3),
        not_acked=len(desk.workspace.log.entries("not_acked", after=before.seq if before else 0)),
        most_waiting=most,
        done=inbox.get("done", 0),
        failed=inbox.get("failed", 0),
        replies=replies,
        answered_s=round(time.monotonic() - started, 1),
    )
