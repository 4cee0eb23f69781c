"""A page's structured data: meta tags by name, JSON-LD nodes, mended where it is broken. Pure; works on a parsed tree."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Metas = Mapping[str, list[str]]
Nodes = list[Mapping[str, Any]]

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|NewsItem|LiveBlogPosting|PressRelease|WebPage)$")
_BROKEN_JSON = re.compile(r"[\x00-\x1f]+")
MAX_JSON = 400_000


def metas_of(tree: Any) -> dict[str, list[str]]:
    """Contents by lower-case name, property or itemprop; some saved pages keep the content in `value`."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or element.get("value") or "").strip()
        if not content:
            continue
        for attribute in ("property", "name", "itemprop"):
            if name := element.get(attribute):
                found.setdefault(name.strip().lower(), []).append(content[:2000])
    return found


def linked_data(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Every JSON-LD object of the page, graphs opened, broken JSON mended."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "")[:MAX_JSON]
        text = re.sub(r"^\s*(?:<!\[CDATA\[|<!--|//\s*<!\[CDATA\[)|(?:\]\]>|-->)\s*$", "", text)
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            try:
                data = json.loads(_BROKEN_JSON.sub(" ", re.sub(r",\s*([}\]])", r"\1", text)), strict=False)
            except (ValueError, RecursionError):
                yield from _salvaged(text)
                continue
        yield from _nodes(data, 0)


def _salvaged(text: str) -> Iterator[Mapping[str, Any]]:
    """Headline and date out of JSON that is none."""
    if not re.search(r'"@type"\s*:\s*"[A-Za-z]*(?:Article|Posting)"', text):
        return
    node: dict[str, Any] = {"@type": "Article"}
    for key in ("headline", "datePublished"):
        if match := re.search(rf'"{key}"\s*:\s*"((?:[^"\\]|\\.){{1,400}})"', text):
            node[key] = match[1].replace('\\"', '"')
    yield node


def _nodes(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data[:50]:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(data.get(key), (list, dict)) and key != "itemListElement":
                yield from _nodes(data[key], depth + 1)


def types_of(node: Mapping[str, Any]) -> list[str]:
    """The @type names of a node."""
    kind = node.get("@type")
    return [str(item) for item in kind] if isinstance(kind, list) else [str(kind or "")]


def is_article(node: Mapping[str, Any]) -> bool:
    """Whether the node is an article or a page."""
    return any(_ARTICLE_TYPES.search(kind) for kind in types_of(node))


def first_of(nodes: Iterable[Mapping[str, Any]], key: str) -> str:
    """The text of a property; real articles before bare web pages."""
    ordered = sorted(nodes, key=lambda node: any(kind.endswith("WebPage") for kind in types_of(node)))
    for node in ordered:
        value = node.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("name") or value.get("@value")
        if isinstance(value, (str, int)) and str(value).strip():
            return str(value)
    return ""


def clean(text: str) -> str:
    """One line, entities resolved, 500 characters at most."""
    return " ".join(entities.unescape(text).replace("\u200b", "").split())[:500]


def plain(text: str) -> str:
    """For comparing titles: letters and digits only."""
    return re.sub(r"[\W_]+", "", text.lower())
