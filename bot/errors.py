"""
Everything that can go wrong, as one tree. A message tells the trader what to do next.

    DeskError
    ├── UserError                  the question cannot be answered as asked
    │   ├── BadInput
    │   ├── UnknownTicker
    │   ├── AmbiguousName
    │   └── NotAllowed
    ├── SourceError                a source did not deliver
    │   ├── SourceDown
    │   ├── SourceTimeout
    │   ├── RateLimited
    │   ├── BadData
    │   └── NotFoundAtSource
    ├── FetchError                 a pasted link could not be read
    │   ├── FetchRefused           before any connection
    │   └── FetchFailed
    ├── DeliveryError              Slack did not take a message
    │   ├── Undeliverable          and never will (archived, deleted, not invited)
    │   └── Uncertain              and may have it all the same
    ├── StorageError               our own tables
    │   ├── StorageBusy            another process holds the database too long
    │   ├── StorageClosed          this one is stopping
    │   └── StorageFull            nothing can be written: disk full, read-only
    └── ConfigError                deskbot cannot start like this
        └── CannotListen           its address is taken

The docstring of a class is its default message.
"""

from __future__ import annotations

import inspect
import os
import re
from datetime import datetime, timedelta

from bot.model import Company


class DeskError(Exception):
    """
    This did not work. Try again; if it keeps happening, run /deskbot status.
    """

    def __init__(self, message: str | None = None) -> None:
        self.message = message or " ".join((inspect.getdoc(type(self)) or "").split())
        super().__init__(self.message)


class UserError(DeskError):
    """
    That could not be read. Type the command with the word help to see how it is used.
    """


class BadInput(UserError):
    """
    That could not be read. Type the command with the word help to see how it is used.
    """


class UnknownTicker(UserError):
    """
    No listed company has this ticker. Try its name, or $TICKER for a symbol that looks like a word.
    """


class AmbiguousName(UserError):
    """
    Several companies go by that name. Pick one, or give the ticker.
    """

    def __init__(self, phrase: str, candidates: tuple[Company, ...]) -> None:
        *others, last = [company.ticker for company in candidates]
        if not others:
            told = f"No company is called just “{phrase[:60]}”. Did you mean {last} ({candidates[0].name})?"
        elif {*others, last} <= set(re.split(r"[^\w.-]+", phrase.upper())):
            told = f"One name at a time: {', '.join(others)} or {last}?"
        else:
            told = f"“{phrase[:60]}” fits several companies. Which one?"
        super().__init__(told)
        self.phrase = phrase
        self.candidates = candidates
        """Best first."""


class NotAllowed(UserError):
    """
    You cannot do that here. Ask somebody who is in the channel.
    """


class SourceError(DeskError):
    """
    A source did not answer. Try again in a minute; /deskbot status shows which one.
    """

    def __init__(
        self, message: str | None = None, *, source: str = "the source", retry_at: datetime | None = None
    ) -> None:
        super().__init__(message)
        self.source = source
        self.retry_at = retry_at
        """UTC; None where nobody knows."""


class SourceDown(SourceError):
    """
    The source is down. Try again in a minute; /deskbot status shows since when.
    """

    @classmethod
    def last_good(cls, source: str, age: timedelta) -> SourceDown:
        """The last good answer, so old, is all there is, and it does not tell what happened since."""
        hours = age // timedelta(hours=1)
        old = f"{hours} h old" if hours else "under 1 h old"
        told = f"{source} does not answer; the last good answer is {old}. Try again in a few minutes."
        return cls(told, source=source)


class SourceTimeout(SourceError):
    """
    The source did not answer in time. Try again in a minute.
    """


class RateLimited(SourceError):
    """
    The source asks us to slow down. Try again in a few minutes.
    """


class BadData(SourceError):
    """
    The source answered with something that cannot be read. Try again in a few minutes.
    """


class NotFoundAtSource(SourceError):
    """
    The source has nothing under this name.
    """


class FetchError(DeskError):
    """
    The link could not be read.
    """


class FetchRefused(FetchError):
    """
    This address is not one deskbot opens. Only public http and https pages are read.
    """


class FetchFailed(FetchError):
    """
    The page did not load. Open it yourself, or try again later.
    """


class DeliveryError(DeskError):
    """
    Slack did not take the message.
    """


class Undeliverable(DeliveryError):
    """
    This channel cannot be posted to. Invite deskbot to it, or remove its schedules.
    """


class Uncertain(DeliveryError):
    """
    Slack did not say whether it took the message. It is looked up before any second try.
    """


class StorageError(DeskError):
    """
    deskbot's database did not work. Run deskbot doctor.
    """


class StorageBusy(StorageError):
    """
    deskbot's database is busy: another process holds it. Try again in a moment.
    """


class StorageClosed(StorageError):
    """
    The database is closed: deskbot is stopping.
    """


class StorageFull(StorageError):
    """
    deskbot's database cannot be written. Free disk space or check its permissions.
    """


class ConfigError(DeskError):
    """
    deskbot cannot start with these settings. Run deskbot doctor to see what to change.
    """


class CannotListen(ConfigError):
    """
    deskbot cannot listen on its address. Set DESKBOT_PORT to another port.
    """

    def __init__(self, host: str, port: int, error: OSError) -> None:
        why = os.strerror(error.errno) if error.errno else str(error)
        super().__init__(
            f"deskbot cannot listen on {host}:{port} ({why}). Another program, or another deskbot, may be there: stop it, "
            "or set DESKBOT_PORT to another port (0: any free one)."
        )
