"""
Who may talk to the workspace: programs and pages on this machine, and nobody else's web page.

A page on a foreign site can point its own host name at 127.0.0.1 (DNS rebinding) or post here from its origin; both
give themselves away in the Host and Origin headers.
"""

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK_NAMES: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_local(netloc: str, port: int) -> bool:
    """Return whether host[:port] is this server; the port may be left out (slack_sdk's socket client does)."""
    host, _, given = netloc.rpartition(":") if not netloc.endswith("]") and ":" in netloc else (netloc, "", "")
    return host.lower() in LOOPBACK_NAMES and given in ("", str(port))


@web.middleware
async def refuse_foreign(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 403 to a request whose Host or Origin is not this server."""
    socket = request.transport.get_extra_info("sockname") if request.transport is not None else None
    port = socket[1] if socket else 0
    origin = request.headers.get("Origin")
    foreign_origin = origin is not None and not is_local(urlsplit(origin).netloc, port)
    if foreign_origin or not is_local(request.headers.get("Host", ""), port):
        return web.Response(status=403, text="This workspace answers only to its own machine.")
    return await handler(request)
