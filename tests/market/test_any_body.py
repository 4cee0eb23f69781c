"""Whatever JSON a source sends, reading it ends in an answer or in an error of the tree."""

from __future__ import annotations

import contextlib
import copy
import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import SourceError
from bot.market import news, parse
from bot.market.sample import FILES
from bot.model import Source
from tests.sources.clock import NOON

SOURCE = Source("Yahoo", None, NOON)
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def read_all(kind: str, body: object) -> None:
    """Reduce and build, as the adapter does, with JSON in between."""
    if kind == "news":
        news.stories(json.loads(json.dumps(news.reduce_news(body))), "ALLO", "ALLO", SOURCE)
    elif kind == "quote":
        row = json.loads(json.dumps(parse.reduce_quote(body, "ALLO")))
        parse.quote(row, "ALLO", SOURCE, NOON)
        parse.quote_time(row)
    elif kind == "chart":
        parse.bars(json.loads(json.dumps(parse.reduce_chart(body, "ALLO", NOON))), date(2020, 1, 1))
        parse.quote(parse.reduce_chart_quote(body, "ALLO"), "ALLO", SOURCE, NOON)
    else:
        parse.catalysts(json.loads(json.dumps(parse.reduce_calendar(body))), "ALLO", SOURCE, NOON)


def spots(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Every place in a document, the leaves of long lists left out."""
    found = [path]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += spots(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value[:3]):
            found += spots(inner, (*path, index))
    return found


BODIES = {kind: json.loads((FILES / kind / "ALLO.json").read_text()) for kind in ("news", "quote", "chart", "calendar")}
PLACES = [(kind, path) for kind, body in BODIES.items() for path in spots(body) if path]


@settings(max_examples=400, deadline=None)
@given(place=st.sampled_from(PLACES), value=junk)
def test_any_value_in_any_place_of_an_answer_is_survived(place, value):
    """A field of another type is unknown, or the whole answer is bad data; never a TypeError."""
    kind, path = place
    body = copy.deepcopy(BODIES[kind])
    inner = body
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with contextlib.suppress(SourceError):
        read_all(kind, body)


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(sorted(BODIES)), body=junk)
def test_any_document_at_all_is_survived(kind, body):
    """The same for bodies that are nothing like an answer."""
    with contextlib.suppress(SourceError):
        read_all(kind, body)
