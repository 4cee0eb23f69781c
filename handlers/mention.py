"""@deskbot and direct messages: commands without a slash, and plain questions about a company, answered where they were asked."""

from __future__ import annotations

import dataclasses
import re

from bot.cards import common
from bot.deps import Deps
from bot.errors import AmbiguousName, BadInput
from bot.ports import Json
from bot.registry import REPLACEMENTS, Answer, Event, Request
from bot.research.names import asked_about
from bot.research.pasted import asks_to_read, pasted_links
from bot.research.sentiment import without_window
from bot.slack_text import plain

_OPENERS = frozenset({"gm", "good", "hello", "hey", "hi", "morning", "please", "yo"})
"""What people say before the question."""
_TALK = frozenset(
    """
    bye cheers cool done great hm nice no ok okay sorry start stop sure test thanks thx ty what when who why yes
    """.split()  # noqa: SIM905 - reads as a list
)
"""What people say to a bot: no tickers, though some of them are."""
_TOPICS = (
    ("/insiders", re.compile(r"\binsiders?\b", re.IGNORECASE)),
    ("/sentiment", re.compile(r"\b(?:why|news|mood|sentiment)\b", re.IGNORECASE)),
    ("/insiders", re.compile(r"\b(?:buying|selling|bought|sold)\b(?! off)", re.IGNORECASE)),
    ("/catalysts", re.compile(r"\b(?:catalysts?|earnings|when|next|upcoming|calendar|dates?|readouts?|pdufa|adcomm?)\b",
                              re.IGNORECASE)),
)  # fmt: skip
"""The command that a plain question asks for, by its words, the plainest first; /sentiment where none of them is in it."""
_TICKER = re.compile(r"\$?[A-Za-z.\-]{1,8}[?!]*")


def asked(request: Request, deps: Deps) -> Answer | None:
    """In a channel the answer goes into the thread; in a DM it is a plain reply, in the thread where it was asked in one."""
    words = plain(request.text).lstrip("/").split(" ")
    while len(words) > 1 and _said(words[0]) in _OPENERS:
        words = words[1:]
    text = " ".join(words).strip()
    talk = _said(text) in _TALK | _OPENERS
    word, _, rest = text.partition(" ")
    command = deps.registry.commands.get(f"/{word.lower()}")
    direct = request.payload.get("channel_type") == "im"
    if command is None and word.lower() in {"help", "status", "settings"}:
        command, rest = deps.registry.commands["/deskbot"], text
    if command is None and not talk and _TICKER.fullmatch(without_window(text)[0]):
        command, rest = deps.registry.commands["/sentiment"], text
    if command is None and not talk and not pasted_links(text):
        topic = next((name for name, words in _TOPICS if words.search(text)), "/sentiment")
        try:
            named = asked_about(
                text, deps.universe, [entry.ticker for entry in deps.storage.watchlist.list(request.place)]
            )
        except AmbiguousName as error:
            return Answer(common.picker(topic, error.phrase, error))
        if named:
            command, rest = deps.registry.commands[topic], " ".join(named)
    if command is None:
        hint = "Ask me with a command: " + ", ".join(name.lstrip("/") for name in sorted(deps.registry.commands))
        hint += ". For example: sentiment ALLO; or plainly: why is ALLO up?"
        if talk or not text:  # a greeting or a thank-you is no mistake
            return Answer(common.note(hint))
        raise BadInput(f"No listed company is named in that. {hint}")
    rest = rest.strip()
    try:
        answer = _whole(command.run(dataclasses.replace(request, kind="mention", name=command.name, text=rest), deps))
    except AmbiguousName as error:  # the buttons have to know the command, not the event
        return Answer(common.picker(command.name, rest, error))
    if answer is None or answer.message is None:
        return answer
    if answer.error or answer.show != "asker":
        return answer
    card = common.public(answer.message)
    return dataclasses.replace(
        answer, message=card, show="channel" if direct else "thread", later=None, thread_ts=request.thread_ts
    )


def _whole(answer: Answer | None) -> Answer | None:
    """The last stage of an answer: what is posted for a mention is not replaced."""
    for _stage in range(REPLACEMENTS):
        if answer is None or answer.later is None:
            break
        answer = answer.later() or dataclasses.replace(answer, later=None)
    return answer


def _said(word: str) -> str:
    """The word without its punctuation; one in capitals is a ticker (NICE, YO) and stays as it is."""
    bare = word.strip(",.!?:")
    return bare if len(bare) > 1 and bare.isupper() else bare.lower()


def _direct(event: Json) -> bool:
    return (
        event.get("channel_type") == "im"
        and not event.get("subtype")
        and bool(event.get("text"))
        and not pasted_links(str(event.get("text")))
    )


def _command(event: Json) -> bool:
    """A mention with a link is for `handlers.links`."""
    return not asks_to_read(str(event.get("text") or ""))


EVENTS = (
    Event("app_mention", asked, wants=_command, scopes=("app_mentions:read",)),
    Event("message", asked, wants=_direct, scopes=("im:history",), subscriptions=("message.im",)),
)
