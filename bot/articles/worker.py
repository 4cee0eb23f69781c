"""The child process: reads pages from standard input, answers on standard output, within CPU and memory limits."""

from __future__ import annotations

import dataclasses
import json
import logging
import re
import resource
import struct
import sys
from pathlib import Path
from typing import Any

CPU_S = 4
"""Per page."""
MEMORY = 80 * 1024 * 1024
"""Address space beyond what the warm child has; the largest of 90 saved pages needs 20 MB."""
TIRED = 130 * 1024
"""kB resident after a page: the child is replaced."""


def main() -> None:
    """Serve until standard input ends."""
    logging.disable(logging.CRITICAL)
    import htmldate
    import trafilatura.utils

    from bot.articles.page import parse_page

    del htmldate
    trafilatura.utils.load_html("<html><body><p>warm</p></body></html>")
    parse_page(
        "<html><head><title>Warm start</title></head><body><article>"
        + "<p>Words that warm the parser up.</p>" * 30
        + "</article></body></html>",
        "",
    )
    _limit_memory()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sink.write(struct.pack(">I", 0))  # ready: from now on the time of a page counts
    sink.flush()
    while len(head := source.read(8)) == 8:
        place, page = struct.unpack(">II", head)
        url = source.read(place).decode()
        html = source.read(page).decode()
        _allow_cpu()
        answer = _answer(html, url, parse_page)
        answer["tired"] = _resident() > TIRED
        body = json.dumps(answer).encode()
        sink.write(struct.pack(">I", len(body)) + body)
        sink.flush()


def _answer(html: str, url: str, parse: Any) -> dict[str, Any]:
    try:
        article = parse(html, url)
    except ValueError:
        return {"fault": "There is no article on this page, or none that can be read without a browser."}
    except (MemoryError, RecursionError):
        return {"fault": "", "tired": True}
    except Exception as error:  # noqa: BLE001 - a hostile page may break a parser in any way; the desk must hear of it
        return {"fault": f"The page could not be read ({type(error).__name__}). Open it yourself."}
    fields = {item.name: getattr(article, item.name) for item in dataclasses.fields(article)}
    fields["published"] = article.published.isoformat() if article.published else None
    fields["published_day"] = article.published_day.isoformat() if article.published_day else None
    return {"article": fields}


def _limit_memory() -> None:
    match = re.search(r"VmSize:\s+(\d+)", _status())
    if match:
        limit = int(match[1]) * 1024 + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _allow_cpu() -> None:
    """Seconds from now on; the kernel ends the child that uses more."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_S, resource.RLIM_INFINITY))


def _resident() -> int:
    match = re.search(r"VmRSS:\s+(\d+)", _status())
    return int(match[1]) if match else 0


def _status() -> str:
    """Linux only; elsewhere there is no memory limit, and the other two stand."""
    try:
        return Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
