"""A response's body within bounds: one content coding, at most 3 MB decoded, HTML only, any charset."""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterator

from bot.errors import FetchFailed

MAX_BODY = 3_000_000
"""Bytes decoded; the largest of 90 saved news pages has 1.63 MB (facts/articles.md, 2)."""
CHUNK = 32_768
_SNIFF = 1024

_HTML = frozenset({"text/html", "application/xhtml+xml"})
UNSURE = frozenset({"", "text/plain", "application/octet-stream", "application/xml", "text/xml", "unknown/unknown"})
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|script)\b", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:\-]{2,40})", re.IGNORECASE)
_CHARSETS = re.compile(
    r"utf-?8|utf-?16(le|be)?|iso-?8859-?\d{1,2}|windows-?\d{3,4}|cp\d{3,4}|koi8-?[ru]|gb(k|2312|18030)|big5(-?hkscs)?"
    r"|shift[_-]?jis|sjis|euc-?(jp|kr)|iso-?2022-?jp|mac-?roman|macintosh|latin-?1|us-?ascii|ascii|tis-?620",
    re.IGNORECASE,
)
"""Python's other codecs (rot13, punycode, unicode_escape) are no charsets of pages."""
_MEANT = (
    (r"latin-?1|(us-?)?ascii|iso-?8859-?1", "windows-1252"),
    (r"iso-?8859-?9", "windows-1254"),
    (r"gbk?(2312)?", "gb18030"),
    (r"shift[_-]?jis|sjis", "cp932"),
    (r"euc-?kr", "cp949"),
)
"""Labels that mean a larger charset than they say (WHATWG Encoding Standard, "Names and labels")."""


def media_type(header: str) -> str:
    """Without parameters: `text/html; charset=x` -> text/html."""
    return header.split(";", 1)[0].strip().lower()


def check_type(kind: str, head: bytes) -> None:
    """Raises `FetchFailed` for anything but HTML; the first 1 KB decides where the header says nothing."""
    if kind == "application/pdf" or head[:_SNIFF].lstrip()[:5] == b"%PDF-":
        raise FetchFailed("This link is a PDF, which deskbot does not read. Open it yourself.")
    if kind in _HTML:
        return
    if kind in UNSURE and _MARKUP.search(head[:_SNIFF]) and b"\x00" not in head[:4]:
        return
    shown = kind if re.fullmatch(r"[\w.+-]{1,40}/[\w.+-]{1,60}", kind) else "no web page"
    raise FetchFailed(f"This link is not a web page ({shown}), so there is nothing to read.")


def decoded(chunks: Iterator[bytes], coding: str, limit: int = MAX_BODY) -> Iterator[bytes]:
    """
    Undo one content coding, never giving out more than `limit` bytes. Raises `FetchFailed` for a body that is larger,
    compressed twice or in an unknown way, or broken.
    """
    codings = [part.strip().lower() for part in coding.split(",") if part.strip().lower() not in {"", "identity"}]
    if len(codings) > 1:
        raise FetchFailed("The page is compressed twice, which no honest site does, so it is not read.")
    if codings and codings[0] not in {"gzip", "x-gzip", "deflate"}:
        raise FetchFailed("The page is compressed in a way that deskbot did not ask for, so it is not read.")
    source = _inflated(chunks, limit) if codings else chunks
    total = 0
    for piece in source:
        total += len(piece)
        if total > limit:
            raise FetchFailed(f"The page is larger than {limit // 1_000_000} MB, so it is not read.")
        yield piece


def _inflated(chunks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    inflate, raw, budget = zlib.decompressobj(wbits=47), False, limit + 1
    for chunk in chunks:
        data = chunk
        while data:
            try:
                piece = inflate.decompress(data, min(CHUNK * 8, budget))
            except zlib.error:
                if raw or budget <= limit:
                    raise FetchFailed("The page's compression is broken, so it is not read.") from None
                inflate, raw = zlib.decompressobj(wbits=-15), True  # deflate without its zlib frame
                continue
            budget -= len(piece)
            if piece:
                yield piece
            if budget <= 0:
                return
            if inflate.eof:
                data = inflate.unused_data
                if not data.startswith(b"\x1f\x8b"):
                    return
                inflate = zlib.decompressobj(wbits=47)
            else:
                data = inflate.unconsumed_tail


def to_text(body: bytes, content_type: str) -> str:
    """
    Decode with replacement: byte-order mark, UTF-8 where the bytes are that beyond chance, then header, then meta, then
    windows-1252. Never raises. Servers often add a charset of their own to pages that are in UTF-8.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if body.startswith(mark):
            return _clean(body.decode(name, "replace"))
    if not body.isascii():
        with contextlib.suppress(UnicodeDecodeError):
            return _clean(body.decode("utf-8"))
    header, meta = _HEADER.search(content_type), _META.search(body[:4096])
    in_page = meta[1].decode("ascii", "replace") if meta else ""
    if in_page.lower().startswith("utf-16"):
        in_page = "utf-8"  # a tag that can be read byte by byte is not in UTF-16
    for name in (header[1] if header else "", in_page):
        label = name.lower().removeprefix("x-")
        if not _CHARSETS.fullmatch(label):
            continue
        charset = next((real for labels, real in _MEANT if re.fullmatch(labels, label)), label)
        try:
            return _clean(body.decode(charset, "replace"))
        except (LookupError, UnicodeError):
            continue
    return _clean(body.decode("windows-1252", "replace"))


def _clean(text: str) -> str:
    """NUL bytes and lone surrogates make parsers and JSON raise."""
    return re.sub(r"[\x00\ud800-\udfff]", "", text)
