"""`documents`: source documents that never change (filings), compressed, kept for ever."""

from __future__ import annotations

import zlib
from datetime import datetime

from storage.codec import stamp
from storage.database import Connections


class Documents:
    """See `bot.ports.DocumentStore`."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections

    def get(self, key: str) -> bytes | None:
        """The document; None where it was never stored."""
        row = self._db.row("SELECT content FROM documents WHERE key = :key", {"key": key})
        return zlib.decompress(row["content"]) if row else None

    def put(self, key: str, content: bytes, *, at: datetime) -> None:
        """Store; a key that is there keeps its document."""
        self._db.change(
            "INSERT INTO documents (key, content, stored_at) VALUES (:key, :content, :at) ON CONFLICT (key) DO NOTHING",
            {"key": key, "content": zlib.compress(content, 6), "at": stamp(at)},
        )
