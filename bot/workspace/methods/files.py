"""files.*: the external upload flow (ask for an address, send the bytes, complete), and files.info."""

import mimetypes
import secrets
from typing import Any

from aiohttp import web

from bot.workspace import messages
from bot.workspace.errors import SlackRefusal
from bot.workspace.jsontypes import JsonObject
from bot.workspace.methods.args import blocks_of, json_of, names_of, number_of, required, text_of
from bot.workspace.methods.call import Call, Method
from bot.workspace.space import Space
from bot.workspace.state import Channel, StoredFile

MAX_LENGTH = 1_000_000_000
_SCOPES = ("files:write",)


def described(space: Space, stored: StoredFile) -> JsonObject:
    """Return Slack's file object."""
    link = f"{space.base_url}/files-pri/{stored.id}/{stored.name}"
    return {
        "id": stored.id,
        "created": stored.created,
        "timestamp": stored.created,
        "name": stored.name,
        "title": stored.title or stored.name,
        "mimetype": stored.mimetype,
        "filetype": stored.name.rpartition(".")[2] or "binary",
        "user": space.state.bot_user,
        "size": stored.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": bool(stored.channels),
        "url_private": link,
        "url_private_download": link,
        "permalink": link,
        "channels": list(stored.channels),
    }


def get_upload_url(call: Call) -> JsonObject:
    """Hand out an address to send a file's bytes to."""
    required(call.args, "filename", "length")
    length = number_of(call.args, "length", 0, most=2 * MAX_LENGTH, error="invalid_arguments")
    if length > MAX_LENGTH:
        raise SlackRefusal("file_too_large")
    name = text_of(call.args, "filename")
    state = call.space.state
    stored = StoredFile(state.next_id("F"), name, length, created=state.seconds())
    stored.mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    stored.ticket = secrets.token_urlsafe(24)
    state.files[stored.id] = stored
    return {"upload_url": f"{call.space.base_url}/upload/v1/{stored.ticket}", "file_id": stored.id}


async def receive(space: Space, request: web.Request) -> tuple[int, str]:
    """Take the bytes sent to an upload address, raw or as one multipart file; return HTTP status and text."""
    ticket = request.match_info["ticket"]
    stored = next((f for f in space.state.files.values() if f.ticket == ticket), None)
    if stored is None or stored.uploaded:
        return 404, "not found"
    if request.content_type.startswith("multipart/"):
        content = await _first_file(request)
    else:
        content = await request.read()
    if len(content) != stored.length:
        return 400, f"expected {stored.length} bytes, got {len(content)}"
    stored.content, stored.uploaded = content, True
    space.log.add("uploaded", file=stored.id, bytes=stored.length)
    return 200, f"OK - {stored.length}"


def complete_upload(call: Call) -> JsonObject:
    """Share uploaded files into a conversation (or keep them unshared)."""
    space = call.space
    wanted = json_of(call.args, "files", "invalid_arguments")
    if not isinstance(wanted, list) or not wanted:
        raise SlackRefusal("invalid_arguments", ["[ERROR] missing required field: files [json-pointer:/files]"])
    stored = [_uploaded(space, item) for item in wanted]
    channels = [_shared_to(call, c) for c in _channels(call)]
    for file, item in zip(stored, wanted, strict=True):
        file.title = str(item.get("title") or file.name)
        file.completed = True
        file.channels = [channel.id for channel in channels]
    for channel in channels:
        _share(call, channel, stored)
    return {"files": [described(space, file) for file in stored]}


def info(call: Call) -> JsonObject:
    """Describe one file."""
    required(call.args, "file")
    stored = call.space.state.files.get(text_of(call.args, "file"))
    if stored is None or not stored.completed:
        raise SlackRefusal("file_not_found")
    return {"file": described(call.space, stored), "comments": []}


def _uploaded(space: Space, item: Any) -> StoredFile:
    stored = space.state.files.get(str(item.get("id"))) if isinstance(item, dict) else None
    if stored is None or not stored.uploaded:
        raise SlackRefusal("file_not_found")
    if stored.completed:
        raise SlackRefusal("file_update_failed")
    return stored


def _channels(call: Call) -> list[str]:
    one = text_of(call.args, "channel_id")
    return [one] if one else names_of(call.args, "channels")


def _shared_to(call: Call, wanted: str) -> Channel:
    state = call.space.state
    if wanted in state.users:
        return state.direct_channel(wanted)
    channel = state.channels.get(wanted)
    if channel is None or channel.deleted or (channel.kind != "public" and not call.is_member(channel)):
        raise SlackRefusal("channel_not_found")
    if channel.archived:
        raise SlackRefusal("is_archived")
    if not call.is_member(channel):
        raise SlackRefusal("not_in_channel")
    return channel


def _share(call: Call, channel: Channel, stored: list[StoredFile]) -> None:
    content: JsonObject = {
        "text": text_of(call.args, "initial_comment"),
        "files": [described(call.space, file) for file in stored],
        "upload": False,
    }
    blocks = blocks_of(call.args, "blocks")
    if blocks:
        content["blocks"] = messages.checked_blocks(call.space, blocks)
    thread = text_of(call.args, "thread_ts")
    if thread:
        content["thread_ts"] = thread
    messages.post(call.space, channel, messages.bot_body(call.space, content))


async def _first_file(request: web.Request) -> bytes:
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""


METHODS = (
    Method("files.getUploadURLExternal", get_upload_url, _SCOPES, "4"),
    Method("files.completeUploadExternal", complete_upload, _SCOPES, "4"),
    Method("files.info", info, ("files:read", "files:write"), "4"),
)
