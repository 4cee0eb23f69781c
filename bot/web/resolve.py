"""Names to addresses, once and within a time limit; the system's resolver may hang longer than anybody waits."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence

from bot.errors import FetchFailed

Resolver = Callable[[str, int], Sequence[str]]
RESOLVE_S = 3.0
_AT_ONCE = 32


def system_addresses(host: str, port: int) -> Sequence[str]:
    """What getaddrinfo says, IPv4 first, each address once, scope ids kept (they are refused). Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ordered = sorted(found, key=lambda item: item[0] != socket.AF_INET)
    return list(dict.fromkeys(str(item[4][0]) for item in ordered))


class Lookups:
    """Runs a resolver in threads that may be left behind, a bounded number of them."""

    def __init__(self, resolver: Resolver = system_addresses) -> None:
        self._resolver = resolver
        self._free = threading.BoundedSemaphore(_AT_ONCE)

    def addresses(self, host: str, port: int, patience: float = RESOLVE_S) -> Sequence[str]:
        """All addresses of a name. Raises `FetchFailed` where there is none in time."""
        if not self._free.acquire(timeout=max(0.0, patience)):
            raise FetchFailed("Too many links are being looked up. Try this one again in a minute.")
        box: list[Sequence[str] | Exception] = []
        done = threading.Event()

        def look() -> None:
            try:
                box.append(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                box.append(error)
            finally:
                self._free.release()
                done.set()

        threading.Thread(target=look, name="look-up", daemon=True).start()
        if not done.wait(max(0.05, patience)):
            raise FetchFailed("The site's address could not be found in time. Try again later.")
        answer = box[0] if box else OSError("nothing")
        if isinstance(answer, Exception) or not answer:
            raise FetchFailed("There is no site under this address. Check the link.")
        return answer
