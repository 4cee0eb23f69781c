"""
The Slack client policy: SDK retries off, time-outs below the outbox lease, every failure named.

A reset or time-out after the request went out is `Uncertain`: Slack may have the message, so the outbox looks it up by
the key in the message metadata before any second try (facts/slack.md, 1 and 8).
"""

from __future__ import annotations

import logging
import re
import socket
import urllib.error
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from bot.errors import BadData, DeliveryError, RateLimited, Uncertain, Undeliverable
from bot.ports import Clock, Json, Message
from bot.redact import redact

log = logging.getLogger(__name__)

METADATA_EVENT = "deskbot_post"
TIMEOUT_S = 10
"""Below the outbox lease of 60 s (facts/runtime.md)."""

STRANGE_WAIT_S = 30.0
"""For a 429 that gives no number of seconds."""

_NOT_SENT = (ConnectionRefusedError, socket.gaierror)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,60}")
_NEW_BLOCKS = frozenset({"data_visualization", "data_table", "table", "card", "carousel"})
"""Blocks a workspace may not have yet; a refused message is posted again without them."""

_UNDELIVERABLE: Mapping[str, str] = {
    "not_in_channel": "I am not in this channel. Type `/invite @deskbot` here, then ask again.",
    "channel_not_found": "I am not in this channel, or it is gone. Type `/invite @deskbot` in it; in a direct message between "
    "people I cannot post.",
    "is_archived": "This channel is archived, so nothing can be posted to it.",
    "restricted_action": "Only some people may post in this channel. Ask its owner to allow deskbot.",
    "user_not_in_channel": "You are not in this channel any more.",
    "invalid_auth": "Slack does not accept the bot token. Run deskbot doctor.",
    "not_authed": "Slack does not accept the bot token. Run deskbot doctor.",
    "account_inactive": "The bot token was revoked or the app was removed. Install it again and set SLACK_BOT_TOKEN.",
    "token_revoked": "The bot token was revoked. Install the app again and set SLACK_BOT_TOKEN.",
    "token_expired": "The bot token has expired. Install the app again and set SLACK_BOT_TOKEN.",
    "missing_scope": "The app lacks a permission. Update it from the manifest (deskbot manifest) and install it again.",
}

_BAD_FORM = re.compile(r"invalid_blocks(?:_format)?|msg_blocks_too_long|msg_too_long|no_text")
"""What Slack says of a message of which nothing but deskbot itself is wrong."""

_NOBODY = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})
"""Slack will not talk to us at all: nothing is wrong with the message or the channel, so posts wait for a new token."""


class SlackClient:
    """`bot.ports.SlackPort` on the real slack_sdk."""

    def __init__(
        self, token: str, api_url: str, clock: Clock, *, heard: Callable[[datetime], None] | None = None
    ) -> None:
        """`heard` is told the time that each answer states."""
        self._clock = clock
        self._heard = heard
        self.web = WebClient(token, base_url=api_url, timeout=TIMEOUT_S, retry_handlers=[])
        """For writes and for the outbox's look-ups, which keep their own waiting times: no retries of any kind."""
        self._reads = WebClient(
            token, base_url=api_url, timeout=TIMEOUT_S, retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=2)]
        )
        self._zones: dict[str, str] = {}

    def identity(self) -> Mapping[str, str]:
        """auth.test: team_id, user_id, bot_id, url; raises like every other call."""
        data = self._call(self.web.auth_test)
        return {key: str(data.get(key) or "") for key in ("team_id", "team", "user_id", "bot_id", "url")}

    def post(self, channel: str, message: Message, *, thread_ts: str | None = None, key: str | None = None) -> str:
        """See `SlackPort.post`."""
        metadata = {"event_type": METADATA_EVENT, "event_payload": {"key": key}} if key else None

        def send(blocks: Sequence[Json]) -> Any:
            return self.web.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=list(blocks) or None,
                thread_ts=thread_ts,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
            )

        return str(self._with_fallback(message, send)["ts"])

    def find_posts(
        self, channel: str, keys: Iterable[str], *, thread_ts: str | None, since: datetime
    ) -> Mapping[str, str]:
        """See `SlackPort.find_posts`: one paginated look-up for all keys."""
        wanted, found = set(keys), dict[str, str]()
        # A minute of slack for two clocks that differ.
        oldest = f"{(since - timedelta(minutes=1)).timestamp():.6f}"
        for item in self._pages(lambda cursor: self._history(channel, thread_ts, oldest, cursor), "messages"):
            metadata = item.get("metadata") or {}
            key = (metadata.get("event_payload") or {}).get("key")
            if metadata.get("event_type") == METADATA_EVENT and key in wanted:
                found[key] = str(item["ts"])
                if len(found) == len(wanted):
                    break
        return found

    def _history(self, channel: str, thread_ts: str | None, oldest: str, cursor: str) -> Any:
        if thread_ts:
            return self.web.conversations_replies(
                channel=channel, ts=thread_ts, oldest=oldest, include_all_metadata=True, limit=200, cursor=cursor
            )
        return self.web.conversations_history(
            channel=channel, oldest=oldest, include_all_metadata=True, limit=200, cursor=cursor
        )

    def ephemeral(self, channel: str, user: str, message: Message, *, thread_ts: str | None = None) -> None:
        """See `SlackPort.ephemeral`."""
        self._with_fallback(
            message,
            lambda blocks: self.web.chat_postEphemeral(
                channel=channel, user=user, text=message.text, blocks=list(blocks) or None, thread_ts=thread_ts
            ),
        )

    def respond(self, response_url: str, message: Message, *, replace: bool = False, delete: bool = False) -> None:
        """See `SlackPort.respond`. Raises `Undeliverable` when the URL is used up (5 uses, 30 minutes)."""
        hook = WebhookClient(response_url, timeout=TIMEOUT_S, retry_handlers=[])

        def send(blocks: Sequence[Json]) -> None:
            body: dict[str, Any] = {"response_type": "ephemeral", "text": message.text, "replace_original": replace}
            if delete:
                body = {"delete_original": True}
            elif blocks:
                body["blocks"] = list(blocks)
            answer = hook.send_dict(body)
            if answer.status_code == 200:
                return
            if answer.status_code == 429:
                raise self._rate_limited(answer.headers)
            if answer.status_code >= 500:
                raise Uncertain
            if bad := _BAD_FORM.search(answer.body):
                raise self._bad_form(bad[0], answer.body)
            raise Undeliverable(f"Slack did not take the answer ({answer.status_code}: {answer.body[:80]}).")

        self._with_fallback(message, send)

    def update(self, channel: str, ts: str, message: Message) -> None:
        """See `SlackPort.update`."""
        self._with_fallback(
            message,
            lambda blocks: self.web.chat_update(channel=channel, ts=ts, text=message.text, blocks=list(blocks) or None),
        )

    def upload(
        self,
        channel: str,
        *,
        filename: str,
        content: bytes,
        title: str,
        comment: str = "",
        thread_ts: str | None = None,
    ) -> None:
        """See `SlackPort.upload`."""
        self._call(
            lambda: self.web.files_upload_v2(
                channel=channel, filename=filename, content=content, title=title, initial_comment=comment or None,
                thread_ts=thread_ts,
            )
        )  # fmt: skip

    def open_dm(self, user: str) -> str:
        """See `SlackPort.open_dm`."""
        return str(self._call(lambda: self.web.conversations_open(users=user))["channel"]["id"])

    def open_view(self, trigger_id: str, view: Json) -> None:
        """See `SlackPort.open_view`."""
        self._call(lambda: self.web.views_open(trigger_id=trigger_id, view=view))

    def publish_home(self, user: str, view: Json) -> None:
        """See `SlackPort.publish_home`."""
        self._call(lambda: self.web.views_publish(user_id=user, view=view))

    def user_timezone(self, user: str) -> str:
        """See `SlackPort.user_timezone`; remembered for the life of the process."""
        if user not in self._zones:
            try:
                zone = str(self._call(lambda: self._reads.users_info(user=user))["user"].get("tz") or "UTC")
            except (DeliveryError, RateLimited, KeyError):
                return "UTC"
            self._zones[user] = zone
        return self._zones[user]

    def member_channels(self, user: str) -> Sequence[str]:
        """See `SlackPort.member_channels`."""
        mine = {item["id"] for item in self._pages(lambda cursor: self._conversations(None, cursor), "channels")}
        theirs = {item["id"] for item in self._pages(lambda cursor: self._conversations(user, cursor), "channels")}
        return sorted(mine & theirs)

    def _conversations(self, user: str | None, cursor: str) -> Any:
        arguments: dict[str, Any] = {"types": "public_channel,private_channel", "limit": 200, "cursor": cursor}
        if user:
            arguments["user"] = user
        return self._reads.users_conversations(**arguments)

    def _pages(self, call: Callable[[str], Any], name: str) -> Iterable[Json]:
        cursor = ""
        while True:
            page = self._call(partial(call, cursor))
            yield from page.get(name, [])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def closed(self, channel: str, user: str) -> str:
        """See `SlackPort.closed`."""
        try:
            if channel.startswith("D"):
                return "" if self.open_dm(user) == channel else _UNDELIVERABLE["channel_not_found"]
            found = self._call(lambda: self._reads.conversations_info(channel=channel))["channel"]
        except (DeliveryError, RateLimited) as error:
            return error.message if error.message == _UNDELIVERABLE["channel_not_found"] else ""
        refused = (
            "is_archived" if found.get("is_archived") else "" if found.get("is_member", True) else "not_in_channel"
        )
        return _UNDELIVERABLE.get(refused, "")

    def permalink(self, channel: str, ts: str) -> str | None:
        """See `SlackPort.permalink`."""
        try:
            return str(self._call(lambda: self._reads.chat_getPermalink(channel=channel, message_ts=ts))["permalink"])
        except (DeliveryError, RateLimited):
            return None

    # ---------------------------------------------------------------------------------------------------------------

    def _with_fallback(self, message: Message, send: Callable[[Sequence[Json]], Any]) -> Any:
        try:
            return self._call(lambda: send(message.blocks))
        except BadData:
            reduced = without_new_blocks(message.blocks)
            if reduced == message.blocks:
                raise
            log.warning("sending it without the newer kinds of blocks")
            return self._call(lambda: send(reduced))

    def _call(self, call: Callable[[], Any]) -> Any:
        try:
            answer = call()
        except SlackApiError as error:
            raise self._named(error) from error
        except (OSError, HTTPException, SlackClientError) as error:
            raise self._network_error(error) from error
        if self._heard and (said := stated_time(getattr(answer, "headers", {}))):
            self._heard(said)
        return answer

    def _named(self, error: SlackApiError) -> Exception:
        response: Any = error.response
        code = error_code(error)
        status = getattr(response, "status_code", 200)
        if status == 429 or code in {"ratelimited", "rate_limited"}:
            return self._rate_limited(getattr(response, "headers", {}))
        if status >= 500 or code in {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}:
            return Uncertain(f"Slack answered {code or status}.")
        if _BAD_FORM.fullmatch(code):
            details = (response.get("response_metadata") or {}).get("messages") or []
            return self._bad_form(code, "; ".join(map(str, details)))
        if code in _NOBODY:
            return DeliveryError(_UNDELIVERABLE[code])
        if not code:  # a post is no dead letter because a proxy put its own page in Slack's place for an hour
            return Uncertain(f"Slack's answer ({status}) cannot be read; a proxy may have made it. Run deskbot doctor.")
        return Undeliverable(_UNDELIVERABLE.get(code) or f"Slack refused: {code}.")

    @staticmethod
    def _bad_form(code: str, details: str) -> BadData:
        log.warning("Slack refused a message: %s %s", code, redact(details[:300]))
        return BadData(
            f"Slack refused the form of deskbot's message ({code}); the log says which part.", source="Slack"
        )

    def _rate_limited(self, headers: Mapping[str, Any]) -> RateLimited:
        text = header(headers, "retry-after")
        # a proxy may write a date or anything
        seconds = float(text) if re.fullmatch(r"\d{1,5}(\.\d+)?", text) else STRANGE_WAIT_S
        return RateLimited(
            "Slack asks us to slow down; the message waits its turn.",
            source="Slack",
            retry_at=self._clock.now() + timedelta(seconds=max(seconds, 0.1)),
        )

    @staticmethod
    def _network_error(error: Exception) -> DeliveryError:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, _NOT_SENT):
            return DeliveryError("Slack cannot be reached from here. Run deskbot doctor.")
        return Uncertain(f"The connection to Slack broke ({type(reason).__name__}).")


def error_code(error: SlackApiError) -> str:
    """Slack's own word for a refusal; empty where a proxy's page came back, which slack_sdk puts in its place."""
    response: Any = error.response
    code = str(response.get("error", "")) if hasattr(response, "get") else ""
    return code if _CODE.fullmatch(code) else ""


def header(headers: Any, name: str) -> str:
    """A header of an answer, however slack_sdk spells and keeps it; empty where there is none."""
    lowered = {str(key).lower(): value for key, value in dict(headers or {}).items()}
    value = lowered.get(name, "")
    return str(value[0] if isinstance(value, (list, tuple)) and value else value).strip()


def stated_time(headers: Any) -> datetime | None:
    """When an answer says that it was made (UTC); None where it does not."""
    try:
        said = parsedate_to_datetime(header(headers, "date"))
        return said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def without_new_blocks(blocks: Sequence[Json]) -> tuple[Json, ...]:
    """The blocks every workspace knows: a table becomes monospaced text, other new kinds are left out."""
    kept: list[Json] = []
    for block in blocks:
        if block.get("type") == "table":
            kept.append({"type": "section", "text": {"type": "mrkdwn", "text": _table_text(block)}})
        elif block.get("type") not in _NEW_BLOCKS:
            kept.append(block)
    return tuple(kept)


def _table_text(block: Json) -> str:
    rows = [[str(cell.get("text", "")) for cell in row] for row in block.get("rows", [])]
    widths = [max(len(row[column]) for row in rows if column < len(row)) for column in range(max(map(len, rows)))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in rows]
    shown, used = list[str](), 0
    for line in lines:
        safe = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        used += len(safe) + 1
        if used > 2800:
            break
        shown.append(safe)
    more = f"\nand {len(lines) - len(shown)} more rows" if len(shown) < len(lines) else ""
    return "```" + "\n".join(shown) + "```" + more
