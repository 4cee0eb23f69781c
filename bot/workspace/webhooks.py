"""
HTTP mode: deliveries as signed POSTs to the app's request URL, as Slack sends them without Socket Mode.

Signatures carry the machine's time, not the workspace's: the app checks them against its own wall clock.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

import aiohttp

from bot.workspace.clock import real_time
from bot.workspace.delivery import Answer, Delivery
from bot.workspace.jsontypes import JsonObject
from bot.workspace.signing import signed_headers


@dataclass(slots=True)
class Webhooks:
    """The way to the app over HTTP. `skew` seconds are added to the timestamp, to forge an old request."""

    url: str
    signing_secret: str = field(repr=False)
    time: Callable[[], datetime] = real_time
    skew: float = 0.0
    _session: aiohttp.ClientSession | None = None

    async def attempt(self, delivery: Delivery, *, number: int, reason: str, patience: float) -> Answer:
        """POST one delivery and return its ack."""
        body, headers = encode(delivery)
        if number:
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
        stamp = int(self.time().timestamp() + self.skew)
        headers |= signed_headers(self.signing_secret, stamp, body)
        if self._session is None:
            self._session = aiohttp.ClientSession()
        limit = aiohttp.ClientTimeout(total=patience)
        try:
            async with self._session.post(self.url, data=body.encode(), headers=headers, timeout=limit) as response:
                text = await response.text()
                if response.status // 100 == 2:
                    return Answer(acked=True, body=decode(response.content_type, text), status=200)
                may_retry = response.headers.get("x-slack-no-retry") != "1"
                return Answer(acked=False, reason="http_error", may_retry=may_retry, status=response.status)
        except TimeoutError:
            return Answer(acked=False, reason="http_timeout")
        except (aiohttp.ClientError, OSError):
            return Answer(acked=False, reason="connection_failed")

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


def encode(delivery: Delivery) -> tuple[str, dict[str, str]]:
    """Return the body and content type in which Slack sends this kind of delivery."""
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload), {"Content-Type": "application/json"}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    if delivery.kind == "slash_commands":
        return urlencode(delivery.payload), form
    return urlencode({"payload": json.dumps(delivery.payload)}), form


def decode(content_type: str, text: str) -> JsonObject:
    """Return an ack's body: JSON as it is, plain text as a message's text."""
    if not text.strip():
        return {}
    if content_type == "application/json":
        try:
            body = json.loads(text)
        except ValueError:
            return {}
        return body if isinstance(body, dict) else {}
    return {"text": text}
