"""One requests session per thread for an adapter, without netrc; requests is imported at the first call."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from requests import PreparedRequest, Session


class Sessions:
    """Gives each thread its own session, as requests asks; tests and sample data give one of their own."""

    def __init__(self, given: Session | None = None) -> None:
        self._given = given
        self._local = threading.local()

    def get(self) -> Session:
        """This thread's session."""
        if self._given is not None:
            return self._given
        session: Session | None = getattr(self._local, "session", None)
        if session is None:
            import requests

            session = requests.Session()
            session.auth = _no_auth
            self._local.session = session
        return session


def _no_auth(request: PreparedRequest) -> PreparedRequest:
    """No netrc: nothing of this machine goes out but the declared agent."""
    return request
