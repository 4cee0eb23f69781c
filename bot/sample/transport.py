"""A requests transport that answers from files instead of the network."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from requests import PreparedRequest, Response, Session
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """What to answer: a file's bytes or a body, with status and headers."""

    body: bytes | Path
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


class FileTransport(BaseAdapter):
    """Answers every request by `resolve`; None becomes 404, so that nothing ever leaves the machine."""

    def __init__(self, resolve: Callable[[PreparedRequest], FileAnswer | None]) -> None:
        super().__init__()
        self._resolve = resolve

    def send(self, request: PreparedRequest, **_kwargs: object) -> Response:  # type: ignore[override]
        """Build the response in memory."""
        answer = self._resolve(request) or FileAnswer(b"not in the sample data", 404, {"Content-Type": "text/plain"})
        body = answer.body.read_bytes() if isinstance(answer.body, Path) else answer.body
        response = Response()
        response.status_code = answer.status
        response.headers = CaseInsensitiveDict(answer.headers)
        response.url = request.url or ""
        response.request = request
        response.raw = io.BytesIO(body)
        response.encoding = "utf-8"
        return response

    def close(self) -> None:
        """Nothing is open."""


def file_session(resolve: Callable[[PreparedRequest], FileAnswer | None]) -> Session:
    """A session that reaches files only: no environment proxies, no netrc, no network."""
    session = Session()
    session.trust_env = False
    transport = FileTransport(resolve)
    session.mount("https://", transport)
    session.mount("http://", transport)
    return session
