"""
Pasted article links: one quiet reply in the thread, once per message and once per story and day.

A link is stored as its message brings it, whatever the channel's mode, so that a reaction or the shortcut finds it later.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.cards import common
from bot.cards import link as cards
from bot.channel_settings import value
from bot.deps import Deps
from bot.errors import BadInput, DeskError, FetchFailed, FetchRefused
from bot.model import Catalyst, Window
from bot.ports import CacheEntry, Json, LinkRow, Message, Place
from bot.registry import Action, Answer, Event, Request, Shortcut
from bot.research.calendar import OVERTAKEN, put_in
from bot.research.offers import kept_offer, offers_value
from bot.research.pasted import MOST, Pasted, asks_to_read, pasted_links
from handlers.watchlist import watch

if TYPE_CHECKING:
    from bot.research.link import LinkReport

log = logging.getLogger(__name__)

REACTION = "eyes"
_SUBTYPES = frozenset({None, "", "file_share", "thread_broadcast"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one link: a report, a pointer to an earlier reply, or a line that says why neither."""

    link: Pasted
    report: LinkReport | None = None
    pointer: Message | None = None
    fault: str = ""


def pasted(request: Request, deps: Deps) -> Answer | None:
    """A message with links."""
    links = pasted_links(request.text)
    _store(request, deps, links)
    direct = request.payload.get("channel_type") == "im"
    mode = value(deps.storage.settings.get(request.place), "links")
    if not direct and mode in {"off", "reaction"}:
        return None
    return _read(request, deps, links, ts=str(request.message_ts), asked=direct, mode=mode)


def mentioned(request: Request, deps: Deps) -> Answer | None:
    """@deskbot and a link: read whatever the channel's mode."""
    links = pasted_links(str(request.payload.get("text") or ""))
    _store(request, deps, links)
    return _read(request, deps, links, ts=str(request.message_ts), asked=True)


def reacted(request: Request, deps: Deps) -> Answer | None:
    """:eyes: on a message whose links are stored; never reads the channel's history."""
    item = request.payload.get("item") or {}
    ts = str(item.get("ts") or "")
    if value(deps.storage.settings.get(request.place), "links") == "off":
        return None
    rows = deps.storage.links.at(request.place, ts)
    if not rows or any(map(deps.research.story_book.is_answered, rows)):
        return None
    links = [Pasted(row.url, row.canonical) for row in rows]
    answer = _read(request, deps, links, ts=ts, asked=True)
    return _in_thread(answer, rows[0].thread_ts or ts)


def read_this(request: Request, deps: Deps) -> Answer | None:
    """The message shortcut."""
    links = pasted_links(request.text) or _shown_links(request)
    ts = str(request.message_ts)
    if not links:
        raise BadInput("There is no article link in this message.")
    if any(map(deps.research.story_book.is_answered, deps.storage.links.at(request.place, ts))):
        return Answer(common.note("This link is read already: see the thread under the message."))
    _store(request, deps, links)
    answer = _read(request, deps, links, ts=ts, asked=True)
    if answer is None or answer.error:
        return answer
    return _in_thread(answer, request.thread_ts or ts)


def _in_thread(answer: Answer | None, thread: str) -> Answer | None:
    if answer is None:
        return None
    return Answer(answer.message, show=answer.show, key=answer.key, thread_ts=thread, error=answer.error)


def _shown_links(request: Request) -> tuple[Pasted, ...]:
    """The person points at this very message, so quoted links count, too."""
    return pasted_links(re.sub(r"(?m)^[^\S\n]*+(?:&gt;|>)+|`", " ", request.text))


def _store(request: Request, deps: Deps, links: Sequence[Pasted]) -> None:
    for link in links[:MOST]:
        deps.storage.links.put(
            LinkRow(
                place=request.place,
                ts=str(request.message_ts),
                url=link.url,
                canonical=link.key,
                user=request.user,
                thread_ts=request.thread_ts,
                seen_at=deps.clock.now(),
            )
        )


def _read(
    request: Request, deps: Deps, links: Sequence[Pasted], *, ts: str, asked: bool, mode: str = "on"
) -> Answer | None:
    wanted = [link for link in links if asked or link.maybe_article][:MOST]
    key = f"links:{request.channel}:{ts}"
    if request.name != "app_mention" and asked and _is_in_vain(request.place, ts, key, deps):
        key += ":asked"
    outcomes = [_outcome(request, deps, link, ts=ts, asked=asked, mode=mode, key=key) for link in wanted]
    message = _message(request, deps, [outcome for outcome in outcomes if outcome is not None])
    if message is None:
        return None
    failed = all(outcome is None or outcome.fault for outcome in outcomes)
    if failed and request.kind == "shortcut":
        return Answer(common.error(message.text), error=True)
    return Answer(message, show="thread", key=key, error=failed)


def _is_in_vain(place: Place, ts: str, key: str, deps: Deps) -> bool:
    """Whether the reply under this key answers no link of its message: it could not be read, or Slack would not take it."""
    if deps.storage.outbox.get(key) is None:
        return False
    answered = filter(deps.research.story_book.is_answered, deps.storage.links.at(place, ts))
    return all(row.reply_key != key for row in answered)


def _outcome(  # noqa: PLR0911 - one return per way a link can end
    request: Request, deps: Deps, link: Pasted, *, ts: str, asked: bool, mode: str, key: str
) -> Outcome | None:
    """None for a link about which nothing is to be said."""
    place, book = request.place, deps.research.story_book
    if not asked and (first := book.known_page(place, ts, link.key, deps.clock.now())):
        return Outcome(link, pointer=_pointer(deps, first, ""))
    try:
        report = deps.research.link(link.url, user=request.user)
    except FetchRefused as error:
        return Outcome(link, fault=cards.fault_line(link.url, error.message)) if asked else None
    except FetchFailed as error:
        return Outcome(link, fault=cards.fault_line(link.url, error.message))
    except DeskError as error:
        log.info("a link was not read: %s", error.message)
        return Outcome(link, fault=cards.fault_line(link.url, error.message)) if asked else None
    if not asked and not _worth_saying(report, mode, deps, place):
        return None
    first = book.claim(
        place, ts, link.url, link.key, report.sketch, reply=key, now=deps.clock.now(), again=asked
    )  # fmt: skip
    if first is not None:
        return Outcome(link, pointer=_pointer(deps, first, report.article.title))
    return Outcome(link, report=report)


def _worth_saying(report: LinkReport, mode: str, deps: Deps, place: Place) -> bool:
    """Unasked, deskbot speaks of articles that name a company, a date or figures; on watchlist mode of watched names."""
    if mode == "watchlist":
        return _is_watched(report, deps, place)
    return bool(report.companies or report.catalysts or sum(bool(fact.figures) for fact in report.facts) >= 2)


def _is_watched(report: LinkReport, deps: Deps, place: Place) -> bool:
    """Whether one of its companies is on the watchlist, with whichever of its share classes."""
    from bot.tickers.mentions import identity

    listed = [deps.universe.lookup(entry.ticker) for entry in deps.storage.watchlist.list(place)]
    watched = {identity(company) for company in listed if company is not None}
    return any(identity(company) in watched for company in report.companies)


def _pointer(deps: Deps, first: LinkRow, title: str) -> Message:
    """To the first reply where it is out already, else to the message it will stand under."""
    sent = deps.storage.outbox.get(first.reply_key or "")
    where = deps.slack.permalink(first.place.channel, sent.ts if sent is not None and sent.ts else first.ts)
    return cards.same_story(where, first.seen_at, title)


def _message(request: Request, deps: Deps, outcomes: Sequence[Outcome]) -> Message | None:
    reports = [outcome.report for outcome in outcomes if outcome.report]
    faults = [outcome.fault for outcome in outcomes if outcome.fault]
    pointers = [outcome.pointer for outcome in outcomes if outcome.pointer]
    if not reports:
        return cards.not_read(faults) if faults else pointers[0] if pointers else None
    short = len(reports) > 1 or value(deps.storage.settings.get(request.place), "verbosity") == "short"
    shown: list[Message] = []
    for report in reports:
        name, kept = offers_value(report)
        deps.storage.cache.put("deskbot", "offers", name, CacheEntry(kept, deps.clock.now(), "deskbot"))
        shown.append(cards.link_card(report, name, short=short))
    if len(shown) == 1 and not faults:
        return shown[0]
    return cards.many_links(shown, faults)


def add_to_calendar(request: Request, deps: Deps) -> Answer:
    """One date of the article into this channel's calendar; says so where it is there already."""
    try:
        chosen = json.loads(request.value)
        kept = deps.storage.cache.get("deskbot", "offers", str(chosen["offers"]))
        catalyst, old = kept_offer(kept.value if kept else None, int(chosen["index"]))
    except (ValueError, KeyError, TypeError, IndexError):
        raise BadInput("This date is not kept any more. Use Read this on the message again.") from None
    known = deps.storage.catalysts.list(request.place, since=date.min, ticker=catalyst.ticker)
    before = _moved(known, catalyst, old) if old else None
    if before is not None and before.id is not None and before.window != catalyst.window:
        catalyst = dataclasses.replace(catalyst, asset=catalyst.asset or before.asset)
        try:
            deps.storage.catalysts.supersede(
                request.place, before.id, catalyst, user=request.user, at=deps.clock.now()
            )  # fmt: skip
        except LookupError:
            raise BadInput(OVERTAKEN) from None
        return Answer(cards.added(catalyst, new=True, by=None, before=before))
    store, now = deps.storage.catalysts, deps.clock.now()
    row, new, estimate = put_in(store, request.place, catalyst, user=request.user, now=now)
    there = store.get(request.place, row) or catalyst
    return Answer(cards.added(catalyst if new else there, new=new, by=None if new else there.added_by, before=estimate))


def _moved(known: Sequence[Catalyst], new: Catalyst, old: Window) -> Catalyst | None:
    """The row whose date the article gives as the old one: of the same asset, else the only one where one names none."""
    rows = [row for row in known if row.kind == new.kind and row.window.overlaps(old)]
    asset = _asset(new)
    same = next((row for row in rows if _asset(row) == asset), None)
    unnamed = [row for row in rows if not asset or not _asset(row)]
    return same or (unnamed[0] if len(unnamed) == 1 else None)


def _asset(row: Catalyst) -> str:
    return " ".join(row.asset.casefold().split())


def add_to_watchlist(request: Request, deps: Deps) -> Answer:
    """One name of the article onto this channel's watchlist."""
    company = deps.universe.lookup(request.value)
    if company is None:
        raise BadInput("No listed company has this ticker.")
    known, total = watch(request, deps, [company])
    before = known.get(company.ticker)
    if before is not None:
        return Answer(common.note(f"{company.ticker} is already on the list (added by <@{before.added_by}>)."))
    return Answer(
        common.note(f"Added {company.ticker}. This channel watches {total} ticker{'s' if total > 1 else ''}.")
    )


def has_links(event: Json) -> bool:
    """A person's own, new message with a link outside code and quotations."""
    text = str(event.get("text") or "")
    return (
        event.get("subtype") in _SUBTYPES
        and not event.get("bot_id")
        and not event.get("edited")
        and "http" in text.lower()
        and bool(pasted_links(text))
    )


def _asks(event: Json) -> bool:
    return asks_to_read(str(event.get("text") or ""))


def _is_eyes(event: Json) -> bool:
    return event.get("reaction") == REACTION and (event.get("item") or {}).get("type") == "message"


EVENTS = (
    Event(
        "message",
        pasted,
        wants=has_links,
        scopes=("channels:history", "groups:history", "im:history"),
        subscriptions=("message.channels", "message.groups", "message.im"),
    ),
    Event("app_mention", mentioned, wants=_asks, scopes=("app_mentions:read",)),
    Event("reaction_added", reacted, wants=_is_eyes, scopes=("reactions:read",)),
)
ACTIONS = (Action(cards.ADD, add_to_calendar), Action(cards.WATCH, add_to_watchlist))
SHORTCUT = Shortcut(
    "read_link", "Read this", "Reads the article link of a message and answers in its thread", read_this
)  # fmt: skip
