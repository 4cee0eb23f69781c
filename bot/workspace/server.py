"""
The HTTP face of the workspace: /api/METHOD, uploads and downloads, response_url, the Socket Mode endpoint.

`build_app` takes further routes, so that the browser page can be served from the same address. Bound to loopback by
`serve`; requests with a foreign Host or Origin are refused (bot.workspace.guard).
"""

import asyncio
import json
import time
from collections.abc import Iterable
from email.utils import formatdate
from typing import Final

from aiohttp import web

from bot.workspace import responses
from bot.workspace.errors import SlackRefusal
from bot.workspace.faults import Fault
from bot.workspace.guard import refuse_foreign
from bot.workspace.jsontypes import JsonObject
from bot.workspace.methods import files, table
from bot.workspace.methods.call import Call, Method
from bot.workspace.space import Space
from bot.workspace.state import Token

HOST: Final = "127.0.0.1"
MAX_BODY: Final = 64 * 2**20
SPACE: Final = web.AppKey("space", Space)
CLOSING: Final = web.AppKey("closing", asyncio.Event)


def build_app(space: Space, extra: Iterable[web.AbstractRouteDef] = ()) -> web.Application:
    """Return the aiohttp application of a workspace, with `extra` routes beside Slack's own."""
    app = web.Application(middlewares=[refuse_foreign], client_max_size=MAX_BODY)
    app[SPACE] = space
    app[CLOSING] = asyncio.Event()  # open-ended answers (the page's event stream) end with it
    app.on_shutdown.append(_say_closing)
    app.add_routes(
        [
            web.route("*", "/api/{method}", handle_api),
            web.post("/upload/v1/{ticket}", handle_upload),
            web.get("/files-pri/{file}/{name}", handle_download),
            web.post("/{kind:commands|actions}/{team}/{grant}/{secret}", handle_response_url),
            web.get("/link", space.sockets.handle),
            *extra,
        ]
    )
    return app


async def _say_closing(app: web.Application) -> None:
    app[CLOSING].set()


async def serve(space: Space, port: int, extra: Iterable[web.AbstractRouteDef] = ()) -> web.AppRunner:
    """Bind the workspace to loopback and return its runner; `space.base_url` is set to where it listens."""
    runner = web.AppRunner(build_app(space, extra), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, HOST, port)
    await site.start()
    bound = runner.addresses[0][1]
    space.base_url = f"http://{HOST}:{bound}"
    return runner


async def handle_api(request: web.Request) -> web.StreamResponse:
    """Carry out one Web API call, or fail it as the fault switches say."""
    space = request.app[SPACE]
    name = request.match_info["method"]
    started = time.monotonic()
    with space.working():
        fault = space.faults.take(name)
        if fault is not None:
            failed = await _before(space, request, name, fault)
            if failed is not None:
                return failed
        status, body, headers, args = await _carry_out(space, request, name)
        seconds = round(time.monotonic() - started, 4)
        space.log.add(
            "api",
            method=name,
            args=args,
            ok=body["ok"],
            error=body.get("error"),
            ts=body.get("ts") or body.get("message_ts"),
            status=status,
            seconds=seconds,
        )
        if fault is not None and fault.kind == "reset_after_accept":
            return _abort(request)
        return web.json_response(body, status=status, headers=headers)


async def handle_response_url(request: web.Request) -> web.StreamResponse:
    """Take one use of a response_url."""
    space = request.app[SPACE]
    with space.working():
        fault = space.faults.take("response_url")
        failed = await _before(space, request, "response_url", fault) if fault is not None else None
        if failed is not None:
            return failed
        status, text = _use_response_url(space, request, await request.text())
        if fault is not None and fault.kind == "reset_after_accept":
            return _abort(request)
        return web.Response(status=status, text=text)


def _use_response_url(space: Space, request: web.Request, text: str) -> tuple[int, str]:
    grant = space.state.grants.get(request.match_info["grant"])
    if grant is None or grant.secret != request.match_info["secret"] or grant.kind != request.match_info["kind"]:
        return 404, "no_service"
    try:
        body = json.loads(text)
    except ValueError:
        return 400, "invalid_payload"
    return responses.use(space, grant, body) if isinstance(body, dict) else (400, "invalid_payload")


async def handle_upload(request: web.Request) -> web.StreamResponse:
    """Take the bytes of a file whose upload address was handed out."""
    space = request.app[SPACE]
    with space.working():
        fault = space.faults.take("upload")
        failed = await _before(space, request, "upload", fault) if fault is not None else None
        if failed is not None:
            return failed
        status, text = await files.receive(space, request)
        return web.Response(status=status, text=text)


async def handle_download(request: web.Request) -> web.StreamResponse:
    """Give a shared file's bytes to a holder of the bot token."""
    space = request.app[SPACE]
    token = _token(space, request, {})
    stored = space.state.files.get(request.match_info["file"])
    if token is None or token.error is not None or stored is None or not stored.completed:
        return web.Response(status=404 if token else 403, text="not found")
    return web.Response(body=stored.content, content_type=stored.mimetype)


async def _carry_out(
    space: Space, request: web.Request, name: str
) -> tuple[int, JsonObject, dict[str, str], JsonObject]:
    """Return the status, body and headers of the answer to a call, and its arguments for the log."""
    headers: dict[str, str] = {}
    if space.faults.clock_skew:
        headers["Date"] = formatdate(time.time() + space.faults.clock_skew, usegmt=True)
    args: JsonObject = {}
    try:
        args = await _arguments(request)
        method = table.find(name)
        if method is None:
            raise SlackRefusal("unknown_method", req_method=name)  # noqa: TRY301 - one place makes every answer
        token = _authorized(space, request, method, args)
        headers |= {
            "x-oauth-scopes": ",".join(sorted(token.scopes)),
            "x-accepted-oauth-scopes": ",".join(method.scopes),
        }
        wait = space.limits.wait_for(name, method.tier, str(args.get(method.limit_key, "")))
        if wait:
            space.log.add("ratelimited", method=name, retry_after=wait)
            return 429, {"ok": False, "error": "ratelimited"}, headers | {"Retry-After": str(wait)}, args
        with space.state.changed:
            body = {"ok": True, **method.run(Call(space, name, args, token))}
            space.state.touch()
    except SlackRefusal as refusal:
        return 200, refusal.body(), headers, args
    return 200, body, headers, args


async def _arguments(request: web.Request) -> JsonObject:
    """Return the call's arguments from the query, a form or a JSON body."""
    args: JsonObject = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            raise SlackRefusal("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackRefusal("json_not_object")
        return args | body
    return args | {key: value for key, value in (await request.post()).items() if isinstance(value, str)}


def _token(space: Space, request: web.Request, args: JsonObject) -> Token | None:
    header = request.headers.get("Authorization", "")
    value = header.removeprefix("Bearer ").strip() or str(args.get("token") or "")
    return space.state.tokens.get(value)


def _authorized(space: Space, request: web.Request, method: Method, args: JsonObject) -> Token:
    """Return the call's token, or refuse as Slack does: not_authed, invalid_auth, missing_scope, ..."""
    if method.holder == "none":
        return Token("", "bot", frozenset())
    given = request.headers.get("Authorization") or args.get("token")
    token = _token(space, request, args)
    if not given:
        raise SlackRefusal("not_authed")
    if token is None:
        raise SlackRefusal("invalid_auth")
    if token.error is not None:
        raise SlackRefusal(token.error)
    if method.holder not in ("any", token.kind):
        raise SlackRefusal("not_allowed_token_type")
    if method.scopes and token.scopes.isdisjoint(method.scopes):
        raise SlackRefusal("missing_scope", needed=method.scopes[0], provided=",".join(sorted(token.scopes)))
    return token


async def _before(space: Space, request: web.Request, name: str, fault: Fault) -> web.StreamResponse | None:
    """Act on a fault that comes before the call is carried out; None when the call goes on."""
    space.log.add("fault", method=name, fault=fault.kind)
    if fault.kind in ("latency", "hang"):
        await asyncio.sleep(fault.seconds)
    if fault.kind in ("hang", "reset"):
        return _abort(request)
    if fault.kind == "status":
        return web.Response(status=fault.status, text=fault.body or "<html>Server Error</html>")
    if fault.kind == "error":
        return web.json_response({"ok": False, "error": fault.error})
    if fault.kind == "ratelimited":
        space.log.add("ratelimited", method=name, retry_after=fault.retry_after)
        headers = {"Retry-After": str(fault.retry_after)}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
    return None


def _abort(request: web.Request) -> web.Response:
    """Cut the connection; the returned answer is never sent."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
