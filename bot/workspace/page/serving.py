"""How the page's files leave the server: fixed types, a strict Content-Security-Policy, nothing cached unasked."""

import hashlib
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.workspace.jsontypes import JsonObject

STATIC: Final = Path(__file__).parent.parent / "static"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS: Final = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-cache"),
)
_TYPES: Final = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
_SHOWN_INLINE: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def static_file(request: web.Request, name: str) -> web.Response:
    """Return one file of the static folder; 404 for anything else, 304 where the browser has it."""
    path = (STATIC / name).resolve()
    kind = _TYPES.get(path.suffix)
    if kind is None or not path.is_relative_to(STATIC) or not path.is_file():
        return web.Response(status=404, text="not found")
    content = path.read_bytes()
    tag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    headers = {**dict(HEADERS), "ETag": tag}
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304, headers=headers)
    charset = None if kind.startswith("image/") else "utf-8"
    return web.Response(body=content, content_type=kind, charset=charset, headers=headers)


def json_answer(body: JsonObject, status: int = 200) -> web.Response:
    """Return JSON with the page's headers."""
    return web.json_response(body, status=status, headers={**dict(HEADERS), "Cache-Control": "no-store"})


def article_page(html: str | None) -> web.Response:
    """Return a sample article: no script, style, form or frame of it comes alive. 404 and a sentence without one."""
    headers = {**dict(HEADERS), "Content-Security-Policy": "default-src 'none'; sandbox"}
    if html is None:
        return web.Response(
            status=404, text="This is sample data, and no page of it ships with deskbot.", headers=headers
        )
    return web.Response(text=html, content_type="text/html", headers=headers)


def shared_file(content: bytes, mimetype: str, name: str) -> web.Response:
    """Return a shared file: pictures as they are, everything else as a download that no browser runs."""
    headers = {**dict(HEADERS), "Content-Security-Policy": "default-src 'none'; sandbox"}
    inline = mimetype in _SHOWN_INLINE
    if not inline:
        plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name) or "file"
        headers["Content-Disposition"] = f'attachment; filename="{plain}"'
    return web.Response(body=content, content_type=mimetype if inline else "application/octet-stream", headers=headers)
