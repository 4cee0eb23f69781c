"""
deskbot's tables on SQLite (sqlite-utils), behind `bot.ports.Storage`: schema, migrations, one module per table family.

Only this package knows SQL. Open a database with `open_storage`.
"""

from storage.sqlite import SqliteStorage, open_storage

__all__ = ["SqliteStorage", "open_storage"]
