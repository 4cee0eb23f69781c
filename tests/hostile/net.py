"""A small internet on loopback: public addresses lead to scripted sites, all others to a secret that counts visitors."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Mapping
from typing import Self

from bot.clock import SystemClock
from bot.web.addresses import fault_of_address
from bot.web.fetcher import WebFetcher

PUBLIC = "93.184.216.34"
OTHER = "151.101.1.69"
Site = Callable[[socket.socket, str, Mapping[str, str]], None]
"""Writes raw bytes to the connection; gets the path and the request's headers (lower case)."""


class Server:
    """Listens on loopback; each connection is served by `site` in a thread of its own."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.visits: list[tuple[str, Mapping[str, str]]] = []
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head and len(head) < 100_000:
                piece = connection.recv(65536)
                if not piece:
                    break
                head += piece
            lines = head.decode("latin-1").split("\r\n")
            path = lines[0].split(" ")[1] if " " in lines[0] else ""
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:]) if v}
            self.visits.append((path, headers))
            self._site(connection, path, headers)

    def close(self) -> None:
        """Stop listening and cut what is open."""
        self._socket.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.close()


class Net:
    """Names, addresses and the two servers behind them."""

    def __init__(self, site: Site) -> None:
        self.site = Server(site)
        self.secret = Server(lambda connection, _path, _headers: respond(connection, page("the secret")))
        self.names: dict[str, list[str]] = {}
        self.dialled: list[str] = []
        self.looked_up: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        """Every name is public unless the test says otherwise."""
        del port
        self.looked_up.append(host)
        return self.names.get(host, [PUBLIC])

    def dial(self, address: tuple[str, int], timeout: float) -> socket.socket:
        """Connect for real: to the site for a public address, to the secret for any other."""
        self.dialled.append(address[0])
        forbidden = fault_of_address(ipaddress.ip_address(address[0])) is not None
        server = self.secret if forbidden else self.site
        return socket.create_connection(("127.0.0.1", server.port), timeout=timeout)

    def fetcher(self, total: float = 12.0, proxy: str = "") -> WebFetcher:
        """The real fetcher in this net."""
        return WebFetcher(SystemClock(), resolver=self.resolve, connect=self.dial, total=total, proxy=proxy)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.site.close()
        self.secret.close()


def page(words: str = "", title: str = "A page") -> bytes:
    """A small article."""
    paragraphs = "".join(
        f"<p>{words} This is sentence number {i} of an ordinary article about a company.</p>" for i in range(20)
    )
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article>{paragraphs}</article></body></html>".encode()


def respond(connection: socket.socket, body: bytes, *, status: str = "200 OK", **headers: str) -> None:
    """A whole answer; `content_type=None` is written as an empty value to leave it out."""
    named = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in named.items() if value]
    connection.sendall(
        f"HTTP/1.1 {status}\r\n{chr(10).join(lines)}\r\n\r\n".replace("\n", "\r\n").replace("\r\r", "\r").encode()
        + body
    )


def drip(connection: socket.socket, data: bytes, seconds: float) -> None:
    """One byte at a time."""
    for index in range(len(data)):
        connection.sendall(data[index : index + 1])
        time.sleep(seconds)
