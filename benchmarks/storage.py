"""
The storage's two choices, each beside its alternative in the same run.

1. Start: importing sqlite-utils with pandas and numpy hidden, against a plain import of it (both installed).
2. Reads while somebody writes: readers of their own, against one connection behind one lock.

    python -m benchmarks.storage
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.machine import describe
from bot.ports import Place
from storage import SqliteStorage, open_storage

RUNS: Final = 5
SECONDS: Final = 2.0
READERS: Final = 4
START: Final = """
import sys, time, resource
begin = time.perf_counter()
{imports}
print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
HIDDEN: Final = "from storage import open_storage; open_storage(sys.argv[1]).close()"
PLAIN: Final = "import sqlite_utils; " + HIDDEN


def start(imports: str, folder: str) -> tuple[float, float]:
    """Median seconds and MiB of a fresh process that opens a database."""
    figures = []
    for run in range(RUNS):
        program = START.format(imports=imports)
        path = str(Path(folder) / f"start{run}.db")
        done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
        figures.append(tuple(map(float, done.stdout.split())))
    return statistics.median(seconds for seconds, _ in figures), statistics.median(size for _, size in figures)


def reads_beside_writes(storage: SqliteStorage, *, one_lock: bool) -> tuple[int, float, int]:
    """Reads per second, p99 in ms, and writes per second, with READERS threads and a writer."""
    here, stop = Place("T1", "C1"), threading.Event()
    lock = threading.Lock()
    waits: list[float] = []
    writes = 0

    def guarded(work: Callable[[], object]) -> None:
        if one_lock:
            with lock:
                work()
        else:
            work()

    def read() -> None:
        own = []
        while not stop.is_set():
            begin = time.perf_counter()
            guarded(lambda: storage.watchlist.list(here))
            own.append(time.perf_counter() - begin)
        waits.extend(own)

    def write() -> None:
        nonlocal writes
        while not stop.is_set():
            guarded(partial(storage.settings.put, here, {"n": str(writes)}, user="U", at=datetime.now(UTC)))
            writes += 1

    threads = [threading.Thread(target=read) for _ in range(READERS)] + [threading.Thread(target=write)]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS)
    stop.set()
    for thread in threads:
        thread.join()
    return int(len(waits) / SECONDS), statistics.quantiles(waits, n=100)[-1] * 1000, int(writes / SECONDS)


def main() -> None:
    """Print both tables."""
    print(describe())
    with tempfile.TemporaryDirectory() as folder:
        hidden, plain = start(HIDDEN, folder), start(PLAIN, folder)
        print(f"start, pandas hidden   {hidden[0]:6.3f} s {hidden[1]:6.0f} MiB")
        print(f"start, plain import    {plain[0]:6.3f} s {plain[1]:6.0f} MiB   {plain[0] / hidden[0]:.1f} x the time")
        storage = open_storage(Path(folder) / "reads.db")
        storage.watchlist.add(Place("T1", "C1"), [f"T{n}" for n in range(20)], user="U", at=datetime.now(UTC))
        for name, one_lock in (("readers of their own", False), ("one lock for all", True)):
            reads, p99, writes = reads_beside_writes(storage, one_lock=one_lock)
            print(f"{name:22} {reads:6} reads/s   p99 {p99:6.2f} ms   {writes:5} writes/s beside them")
        storage.close()


if __name__ == "__main__":
    main()
