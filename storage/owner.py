"""
Which process holds a row, and whether it still lives.

A lease alone would make a person wait for it to run out after every restart. Rows name their process instead, and a
process that is gone from this machine gives its rows back at once; where that cannot be known, the lease decides.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path


def this_process() -> str:
    """This process in words that no other one has: machine and process space, id, start."""
    pid = os.getpid()
    return f"{_machine()}|{pid}|{_started(pid)}"


def is_gone(owner: str) -> bool:
    """True where `owner` surely runs no more; False where it does, or where nobody can tell from here."""
    machine, _, rest = owner.partition("|")
    pid_text, _, started = rest.partition("|")
    if machine != _machine() or not pid_text.isdigit():
        return False
    pid = int(pid_text)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return started != _started(pid)


def _machine() -> str:
    # Containers may share a host name but not a process space: ids mean something only within one.
    return f"{socket.gethostname()}/{_quietly(lambda: str(Path('/proc/self/ns/pid').readlink()))}"


def _started(pid: int) -> str:
    """Clock ticks after boot, from /proc; empty where there is none."""
    return _quietly(lambda: Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])


def _quietly(read: Callable[[], str]) -> str:
    try:
        return read()
    except (OSError, IndexError):
        return ""
