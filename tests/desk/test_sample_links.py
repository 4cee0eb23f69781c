"""Sample mode: a story's link opens something, although its host is a reserved name."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

import requests

from tests.desk.harness import DeskHarness


def test_every_story_on_a_sample_card_opens_on_the_local_page(desk: DeskHarness):
    """Its headline and text, as a page in which nothing runs; an address without a story says so."""
    cards = [card for name in ("ALLO", "CLLS", "GILD") for card in desk.replies(f"/sentiment {name} 30d")]
    links = dict(
        re.findall(r"<(https://sample\.deskbot\.example/[^|>]+)\|([^>]+)>", json.dumps(cards, ensure_ascii=False))
    )
    assert len(links) >= 10
    for url in links:
        answer = requests.get(f"{desk.local.page_url}sample{urlsplit(url).path}", timeout=30)
        assert answer.status_code == 200, url
        assert "<h1>" in answer.text
        assert "Sample data that ships with deskbot" in answer.text
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    missing = requests.get(f"{desk.local.page_url}sample/news/nothing", timeout=30)
    assert (missing.status_code, "no page of it ships" in missing.text) == (404, True)
