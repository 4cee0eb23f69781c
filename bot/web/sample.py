"""The sample's pages: recorded-format HTML that ships with deskbot, read by the same code as the network's."""

from __future__ import annotations

from bot.errors import FetchFailed
from bot.ports import Clock, Page
from bot.sample import SAMPLE_DIR
from bot.web.body import check_type, to_text
from bot.web.urls import accept, link_key, unwrap

SAMPLE_PAGES = {
    "https://sample.deskbot.example/news/allogene-alpha3-futility": "allogene-alpha3-futility.html",
    "https://sample.deskbot.example/news/cellectis-read-through": "cellectis-read-through.html",
}
_BY_KEY = {link_key(url): name for url, name in SAMPLE_PAGES.items()}


class SampleFetcher:
    """`bot.ports.Fetcher` from files; refusals are the network's own, nothing is ever connected to."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def fetch(self, url: str, *, user: str = "") -> Page:
        """See `bot.ports.Fetcher.fetch`."""
        del user
        target = accept(unwrap(url))
        name = _BY_KEY.get(link_key(target.url))
        if name is None:
            raise FetchFailed(
                f"There is no network here, so only the sample's links are read. Try {next(iter(SAMPLE_PAGES))}."
            )
        body = (SAMPLE_DIR / "pages" / name).read_bytes()
        check_type("text/html", body[:1024])
        html = to_text(body, "text/html; charset=utf-8")
        return Page(target.url, target.url, html, self._clock.now(), "text/html", sample=True)
