"""What the sample's links open: its host is a reserved name, so the local page serves them from the shipped files."""

from __future__ import annotations

import functools
import html
import json
from collections.abc import Mapping
from datetime import datetime

from bot.sample import SAMPLE_DIR

HOST = "https://sample.deskbot.example"


def sample_page(path: str) -> str | None:
    """The HTML behind `HOST`/`path`: the shipped page, else the story as the sample's feed tells it; None where there is none."""
    address = f"{HOST}/{path}"
    story = _told().get(address)
    if story is None:
        return None
    page = SAMPLE_DIR / "pages" / f"{path.removeprefix('news/')}.html"  # only a story's own address gets here
    return page.read_text(encoding="utf-8") if page.is_file() else _as_html(story)


@functools.cache
def _told() -> Mapping[str, Mapping[str, str]]:
    """By address: title, summary, publisher and time of every story in the feed."""
    stories = {}
    for file in sorted((SAMPLE_DIR / "yahoo" / "news").glob("*.json")):
        for item in json.loads(file.read_text(encoding="utf-8"))["data"]["tickerStream"]["stream"]:
            content = item["content"]
            stories[content["canonicalUrl"]["url"].partition("?")[0]] = {
                "title": content["title"],
                "summary": content["summary"],
                "publisher": content["provider"]["displayName"],
                "time": content["pubDate"],
            }
    return stories


def _as_html(story: Mapping[str, str]) -> str:
    title, summary, publisher = (html.escape(story[part]) for part in ("title", "summary", "publisher"))
    time = datetime.fromisoformat(story["time"])
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><main><article>'
        f"<h1>{title}</h1><p>{publisher}, {time:%-d %B %Y, %H:%M} UTC</p><p>{summary}</p></article></main>"
        "<footer><p>Sample data that ships with deskbot. Nothing here is investment advice.</p></footer></body></html>\n"
    )
