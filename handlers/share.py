"""*Share to channel*: posts the very card the asker saw, once per card and channel."""

from __future__ import annotations

import json

from bot.cards import common
from bot.deps import Deps
from bot.errors import BadInput
from bot.ports import Message
from bot.registry import Action, Answer, Request


def share(request: Request, deps: Deps) -> Answer:
    """Through the outbox; the asker is told when Slack refuses (not invited, archived)."""
    kept = deps.storage.cache.get("deskbot", "card", request.value)
    if kept is None or kept.value is None:
        raise BadInput("This card is not kept any more. Ask again, then share the new one.")
    card = json.loads(kept.value)
    message = common.shared(Message(card["text"], tuple(card["blocks"])), request.user, kept.fetched_at)
    # a card that was replaced (/insiders, when older filings are in) is another card
    key = f"share:{request.value}:{request.channel}:{request.thread_ts or ''}:{kept.fetched_at.timestamp():.3f}"
    return Answer(message, show="thread" if request.thread_ts else "channel", key=key, thread_ts=request.thread_ts)


ACTION = Action(common.SHARE, share)
