"""Many threads and several processes on one database: every write counts, and every row is given once."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from storage import open_storage
from tests.storage.conftest import BIOTECH, NOON, Backend

THREADS = 16
EACH = 60
ROWS = 300


def test_sixteen_threads_lose_no_write(storage):
    """Without a lock around the writer, most of these would report success and be gone (facts/runtime.md)."""

    def insert(thread: int) -> int:
        put = [
            storage.inbox.receive(f"event:{thread}:{number}", "event", "T1", {"n": number}, at=NOON)
            for number in range(EACH)
        ]
        storage.watchlist.list(BIOTECH)
        return len([row for row in put if row is not None])

    with ThreadPoolExecutor(THREADS) as pool:
        reported = sum(pool.map(insert, range(THREADS)))
    assert reported == THREADS * EACH
    assert storage.inbox.counts() == {"received": THREADS * EACH}
    assert storage.check()["integrity"] == "ok"


def test_one_key_received_by_sixteen_threads_is_new_to_one(storage):
    """A retried event that arrives on several connections at once starts one piece of work."""
    with ThreadPoolExecutor(THREADS) as pool:
        rows = list(
            pool.map(lambda _: storage.inbox.receive("event:1", "event", "T1", {}, at=NOON), range(THREADS * 4))
        )
    assert len([row for row in rows if row is not None]) == 1


def _claim_all(location: str, owner: str, results: multiprocessing.Queue[list[str]]) -> None:
    storage = open_storage(location)
    taken = []
    while rows := storage.outbox.claim(owner=owner, now=NOON, lease=timedelta(seconds=60), limit=7):
        for row in rows:
            assert storage.outbox.begin(row.id, owner=owner, now=NOON)
            storage.outbox.sent(row.id, ts=f"{row.id}.0", at=NOON)
            taken.append(row.key)
    storage.close()
    results.put(taken)


def test_two_processes_claim_each_row_once(backend: Backend):
    """Rows are shared out between processes: none is given twice, none is left."""
    storage = backend.open()
    for number in range(ROWS):
        place = type(BIOTECH)("T1", f"C{number % 50}")
        storage.outbox.put(f"reminder:{number}", place, {"text": "x"}, due_at=NOON)
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[list[str]] = context.Queue()
    workers = [context.Process(target=_claim_all, args=(backend.location, name, results)) for name in "ab"]
    for worker in workers:
        worker.start()
    taken = [key for _ in workers for key in results.get(timeout=60)]
    for worker in workers:
        worker.join()
    assert sorted(taken) == sorted(f"reminder:{number}" for number in range(ROWS))
    assert storage.outbox.counts() == {"sent": ROWS}


def _open_and_count(location: str, results: multiprocessing.Queue[str]) -> None:
    results.put(open_storage(location).check()["schema"])


def test_processes_that_start_at_once_make_one_schema(backend: Backend):
    """Migrations run once although several processes find an empty database at the same moment."""
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[str] = context.Queue()
    workers = [context.Process(target=_open_and_count, args=(backend.location, results)) for _ in range(3)]
    for worker in workers:
        worker.start()
    schemas = {results.get(timeout=60) for _ in workers}
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert schemas == {backend.open().check()["schema"]}
