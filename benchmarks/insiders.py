"""
Insider filings: what of the labelled rows is right, what a filing costs, what hostile files do, how fast an answer comes.

    .venv/bin/python -m benchmarks.insiders [--quick]

Reads the shared folder's labelled filings (development figures: one reader labelled them, and most sell-to-cover rows come
from two filings). Beside ours run the code alone, and code with the plan box, on the same rows; edgartools, with its
network look-up stubbed, where it is installed.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import statistics
import tempfile
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.machine import describe
from bot.cli.analyse_form4 import main as analyse_form4
from bot.insiders.activity import analyse
from bot.insiders.classify import Classified, classify
from bot.insiders.parse import parse
from bot.model import InsiderClass as Kind
from tests.insiders.build import Line, document, one
from tests.shared import DATA

FORM4 = DATA / "form4"
SAME = {Kind.RSU_SETTLEMENT: "option_exercise", Kind.ISSUER_PURCHASE: "other", Kind.TRANSFER: "other"}
BY_CODE = {
    "S": "open_market_sell", "P": "open_market_buy", "M": "option_exercise", "X": "option_exercise", "A": "grant",
    "F": "tax_withholding", "G": "gift", "C": "conversion",
}  # fmt: skip


def labels() -> list[dict[str, str]]:
    """The labelled rows."""
    with (FORM4 / "labels.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def correctness() -> None:
    """Rows, groups, sell-to-cover found and invented, decisions; beside the code alone and code with the box."""
    rows = labels()
    read: dict[str, tuple[Sequence[Classified], bool]] = {}
    for label in rows:
        if label["file"] not in read:
            filing = parse((FORM4 / label["file"]).read_bytes())
            read[label["file"]] = classify(filing), bool(filing.plan_box)

    def ours(label: Mapping[str, str]) -> str:
        row = read[label["file"]][0][int(label["transaction_index"])]
        return SAME.get(row.kind, row.kind.value)

    def code(label: Mapping[str, str]) -> str:
        return BY_CODE.get(label["code"], "other")

    def box(label: Mapping[str, str]) -> str:
        return "planned_sale_10b5_1" if label["code"] == "S" and read[label["file"]][1] else code(label)

    print(f"labelled rows: {len(rows)} in {len(read)} filings")
    for name, answer in (("code alone", code), ("code + plan box", box), ("deskbot", ours)):
        _score(name, rows, answer)
    covers = [label for label in rows if label["label"] == "sell_to_cover"]
    said = [label for label in rows if ours(label) == "sell_to_cover"]
    found, invented = sum(label in said for label in covers), sum(label not in covers for label in said)
    print(f"sell-to-cover: {found} of {len(covers)} found, {invented} invented")
    meaning = {"y": True, "n": False, "?": None}
    told = sum(
        read[label["file"]][0][int(label["transaction_index"])].discretionary is meaning[label["discretionary"]]
        for label in rows
    )
    print(f"decision or not: {told} of {len(rows)}")
    for label in rows:
        if ours(label) != label["label"]:
            where = f"{label['file']} row {label['transaction_index']}"
            print(f"  not as labelled: {where}: {label['label']}, said {ours(label)} ({label['reason'][:90]})")


def _score(name: str, rows: Sequence[Mapping[str, str]], answer: Callable[[Mapping[str, str]], str]) -> None:
    groups: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for label in rows:
        groups[label["file"], label["code"], label["label"]].append(answer(label) == label["label"])
    right = sum(sum(found) for found in groups.values())
    whole = sum(all(found) for found in groups.values())
    print(
        f"  {name:<16} rows {right}/{len(rows)} = {right / len(rows):.1%}, groups {whole}/{len(groups)} = {whole / len(groups):.1%}"
    )


def rendered() -> None:
    """The pages of which only the text was there."""
    pages = json.loads((FORM4 / "rendered_pages.json").read_text(encoding="utf-8"))
    wanted = [(page["footnotes"].get("F1", ""), page["rows"][0]["inferred_code"] if page["rows"] else "S") for page in pages
              if page["label"] == "sell_to_cover"]  # fmt: skip
    found = sum(one(Line(code), note).kind is Kind.SELL_TO_COVER for note, code in wanted)
    print(f"sell-to-cover in rendered texts: {found} of {len(wanted)} found")


def strange() -> None:
    """Files that contradict themselves."""
    for pattern in ("AREC_*", "WOLF_*", "CMMB_2021-03-16_4_*", "PLTR_2023-11-14*", "TSLA_2021-11-08_4_*"):
        for path in sorted((FORM4 / "xml").glob(pattern))[:1]:
            counted: dict[str, int] = defaultdict(int)
            for row in classify(parse(path.read_bytes())):
                counted[f"{row.row.code} {row.kind.value}{' (dealer)' if 'dealer' in row.tags else ''}"] += 1
            print(f"  {path.name[:32]:<34} {dict(counted)}")


def every_file() -> list[bytes]:
    """Every recorded file through the command: no unhandled error."""
    paths = sorted(
        [*(FORM4 / "xml").glob("*.xml"), *(FORM4 / "sgml").glob("*.txt"), *(FORM4 / "reconstruction").glob("*.xml")]
    )
    out = io.StringIO()
    analyse_form4([str(path) for path in paths], out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    errors = sum("error" in line for line in lines)
    print(f"analyse form4: {len(paths)} files, {len(lines)} transactions, {errors} error objects, 0 unhandled errors")
    return [path.read_bytes() for path in paths if path.suffix == ".xml"]


def cost(contents: Sequence[bytes]) -> None:
    """Milliseconds per filing, and the growth with the rows."""
    best = [min(_timed(lambda: classify(parse(content))) for _ in range(5)) for content in contents]  # noqa: B023
    quantiles = statistics.quantiles(best, n=10)
    print(
        f"parse and classify: median {statistics.median(best):.3f} ms, p90 {quantiles[8]:.2f} ms, max {max(best):.2f} ms per filing"
    )
    _edgartools(contents, statistics.median(best))
    for rows in (30, 300, 3000):
        lines = [Line("S", shares=n + 1, price=10 + n % 7, post=1e6 - n, notes="F1 F2") for n in range(rows)]
        content = document(
            *lines, notes={"F1": "Sold to cover taxes upon vesting of RSUs.", "F2": "Prices ranging from $9 to $12."}
        )
        spent = min(_timed(lambda: classify(parse(content))) for _ in range(3))  # noqa: B023 - called at once
        print(f"  {rows:>5} rows: {spent:8.2f} ms, {spent / rows * 1000:.0f} µs per row")


def _edgartools(contents: Sequence[bytes], ours: float) -> None:
    try:
        from edgar.ownership import Ownership
    except ImportError:
        print("  edgartools is not installed here (measured elsewhere: 1.8 to 2.7 ms with its look-up stubbed)")
        return
    from edgar import entity

    entity.Entity = lambda *_args, **_kwargs: None
    texts = [content.decode() for content in contents[:100]]
    best = [_timed(lambda: Ownership.parse_xml(text)) for text in texts]  # noqa: B023 - called at once
    print(
        f"  edgartools, look-up stubbed: median {statistics.median(best):.2f} ms, {statistics.median(best) / ours:.1f} x"
    )


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def hostile() -> None:
    """A clear error each, in bounded memory."""
    whole = document(Line("S"))
    entities = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 40))
    files = {
        "200 MB": None,
        "XML bomb": f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><ownershipDocument>&e39;</ownershipDocument>'.encode(),
        "truncated": whole[:-150],
        "wrong encoding": whole.replace(b"Example", b"\xff\xfe\xfd"),
        "UTF-16 said to be UTF-8": whole.decode().replace('"1.0"?>', '"1.0" encoding="utf-8"?>').encode("utf-16"),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder) / "file.xml"
            with path.open("wb") as file:
                if content is None:
                    file.write(b"<ownershipDocument>")
                    file.truncate(200_000_000)
                else:
                    file.write(content)
            out = io.StringIO()
            tracemalloc.start()
            analyse_form4([str(path)], out)
            peak = tracemalloc.get_traced_memory()[1] / 1e6
            tracemalloc.stop()
            print(f"  {name:<24} peak {peak:5.1f} MB: {json.loads(out.getvalue())['error']}")
            path.unlink()


def yahoo() -> None:
    """Yahoo's AAPL summary beside the filings."""
    (path,) = (DATA / "yahoo/yfinance-rs").glob("holders_api_*_AAPL.json")
    summary = json.loads(path.read_text(encoding="utf-8"))["quoteSummary"]["result"][0]["netSharePurchaseActivity"]
    ours = analyse(
        [parse(file.read_bytes()) for file in (FORM4 / "xml").glob("AAPL_2025-*.xml")],
        issuer_cik=320193,
        as_of=date(2025, 10, 17),
    )
    settled = sum(event.summary.shares or 0 for event in ours.events if event.summary.kind is Kind.RSU_SETTLEMENT)
    buys = sum(event.summary.kind is Kind.OPEN_MARKET_BUY for event in ours.events)
    bought, shares, net = (summary[key]["raw"] for key in ("buyInfoCount", "buyInfoShares", "netInfoShares"))
    print(f"Yahoo on AAPL, 6 months to October 2025: {bought} purchases of {shares:,} shares, net {net:+,}")
    print(
        f"the {ours.filings} filings here: {buys} open-market purchases; {settled:,.0f} of those shares are settled share units"
    )


def first_answer() -> None:
    """The first answer, cold and kept, from an SEC that takes 150 ms a request, at its real pace of 8 a second."""
    from requests import PreparedRequest

    from bot.clock import SystemClock
    from bot.filings.client import EdgarClient, TokenBucket
    from bot.filings.edgar import Edgar
    from bot.research.insider_query import InsiderQuery
    from bot.research.insiders import insiders
    from bot.sample.transport import FileAnswer, file_session
    from storage import open_storage
    from tests.insiders.sec import COMPANY, Closes, Sec

    class SlowSec(Sec):
        def answer(self, request: PreparedRequest) -> FileAnswer | None:
            time.sleep(0.15)
            return super().answer(request)

    sec = SlowSec()
    today = SystemClock().now().date()
    for number in range(140):
        day = today - timedelta(days=2 + 3 * number)
        sec.file(f"0000000077-25-{number:06}", day.isoformat(), Line("S", day=day.isoformat(), shares=number + 1))
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder:
        storage = open_storage(Path(folder) / "bench.db", clock=clock)
        client = EdgarClient(clock, agent="bench", session=file_session(sec.answer), bucket=TokenBucket(clock))
        edgar = Edgar(client, clock, store=storage.cache, documents=storage.documents)
        ask = {"filings": edgar, "market": Closes(), "storage": storage, "clock": clock}
        for name, stage in (("cold, first answer", "first"), ("cold, the rest", "window"), ("kept", "first")):
            started = time.perf_counter()
            report = insiders(InsiderQuery(COMPANY), stage=stage, **ask)  # type: ignore[arg-type]
            spent = time.perf_counter() - started
            print(
                f"  {name:<20} {spent:6.2f} s, {report.read} of {report.listed} filings, back to {report.reads_back_to}"
            )
        edgar.close()
        storage.close()


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the answer from a slow SEC (20 s)")
    quick = parser.parse_args().quick
    print(describe())
    correctness()
    rendered()
    print("strange files:")
    strange()
    cost(every_file())
    print("hostile files:")
    hostile()
    yahoo()
    if not quick:
        print("an SEC with 150 ms latency, 140 filings, 8 requests a second:")
        first_answer()


if __name__ == "__main__":
    main()
