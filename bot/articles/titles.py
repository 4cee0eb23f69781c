"""The title most of a page's sources agree on, without the site's name. Pure."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from bot.articles.structured import Metas, Nodes, clean, first_of, plain

_SEPARATOR = re.compile(r"\s+[|\-–—:·•»›~]+\s+|\s*[|｜»]\s*|\s*::\s*")


def title_of(tree: Any, metas: Metas, nodes: Nodes, headings: tuple[str, ...], *, site: str | None, url: str) -> str:
    """From og:title, the headings, JSON-LD and the title tag; "" where there is none."""
    tag = next((clean(" ".join(element.itertext())) for element in tree.iter("title")), "")
    names = {plain(name) for name in (site or "", *_host_names(url)) if name}
    og = next(
        (
            clean(metas[key][0])
            for key in ("og:title", "twitter:title", "sailthru.title", "dc.title", "title")
            if metas.get(key)
        ),
        "",
    )
    headline = clean(first_of(nodes, "headline"))
    heads = [head for head in headings if head and plain(head) not in names]
    rest = [plain(text) for text in (og, headline, tag) if text]
    heading = next((head for head in heads if any(_alike(plain(head), other) for other in rest)), "")
    if not heading and not (og or headline):
        heading = max(heads, key=len, default="")
    candidates = [_without_site(text, names, heads) for text in (og, heading, headline, tag) if text]
    if not candidates:
        return next((clean(" ".join(element.itertext())) for element in tree.iter("h2")), "")
    votes = {text: sum(plain(text) == plain(other) for other in candidates) for text in candidates}
    best = max(candidates, key=lambda text: votes[text])
    return heading if heading.lower() == best.lower() else best


def _alike(head: str, other: str) -> bool:
    return len(head) > 8 and (other.startswith(head) or head.startswith(other) or head in other)


def _host_names(url: str) -> list[str]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    return [host, *(label for label in labels[:-1] if len(label) > 3)]


def _without_site(text: str, names: set[str], heads: list[str]) -> str:
    """Cut `| Site` off a title: where a heading of the page says so, or the last part is the site's name."""
    pieces = [*_SEPARATOR.finditer(text)]
    plain_heads = {plain(head) for head in heads}
    for piece in pieces:
        before = text[: piece.start()].strip()
        if len(before) > 12 and plain(before) in plain_heads:
            return before
    while pieces:
        last = pieces.pop()
        before, after = text[: last.start()].strip(), plain(text[last.end() :])
        if len(before) < 12 or not after:
            break
        if not (
            after in names
            or any(len(name) > 4 and (after.startswith(name) or name.startswith(after)) for name in names)
        ):
            break
        text = before
    return text
