"""
Pasted links: text against trafilatura's own, time beside it, titles and days, tickers, hostile pages, 1,000 links at once.

    .venv/bin/python -m benchmarks.articles [text time metadata tickers hostile links]

Reads the shared saved pages (tests/shared.py says where). Ratios are measured in one run, best of five.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.machine import describe
from bot.articles import PageReader, read_page
from bot.errors import DeskError
from bot.web.body import to_text
from tests.shared import DATA

FOLDER = DATA / "articles"


def pages() -> Iterator[tuple[dict[str, str], str]]:
    """Rows of the manifest with their page."""
    with (FOLDER / "manifest.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row, to_text((FOLDER / row["file"]).read_bytes(), "")


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def f1(text: str, truth: str) -> float:
    """Over 4-word shingles, as article-extraction-benchmark scores."""
    mine, theirs = _shingles(text), _shingles(truth)
    common = sum((mine & theirs).values())
    return 2 * common / (sum(mine.values()) + sum(theirs.values())) if common else 0.0


def text() -> None:
    """F1 on the pages with a full text as truth."""
    import trafilatura

    ours, theirs = [], []
    for row, html in pages():
        if row["truth"].endswith(".txt"):
            truth = (FOLDER / row["truth"]).read_text(encoding="utf-8")
            ours.append(f1(read_page(html, row["url"]).text, truth))
            theirs.append(f1(trafilatura.extract(html, fast=True, include_comments=False) or "", truth))
    print(f"text F1, {len(ours)} pages: deskbot {_mean(ours):.4f}, trafilatura {_mean(theirs):.4f}")


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _best(works: list[Callable[[str, str], object]], loaded: list[tuple[str, str]], times: int = 7) -> list[float]:
    """Seconds over all pages for each of the works, taken in turn on each page, the best of so many times a page."""
    totals = [0.0] * len(works)
    for html, url in loaded:
        best = [float("inf")] * len(works)
        for _ in range(times):
            for index, work in enumerate(works):
                start = time.perf_counter()
                with suppress(DeskError):
                    work(html, url)
                best[index] = min(best[index], time.perf_counter() - start)
        totals = [total + one for total, one in zip(totals, best, strict=True)]
    return totals


def speed() -> None:
    """The pipeline after the download beside trafilatura's extraction, without and with its own metadata."""
    import trafilatura

    from bot.research.link import analyse
    from bot.sentiment import make_scorer
    from bot.tickers import load_universe

    loaded = [(html, row["url"]) for row, html in pages()]
    universe, now = load_universe(), datetime(2026, 4, 20, tzinfo=UTC)
    rules, full = make_scorer("off"), make_scorer("")
    full.warm()

    def pipeline(html: str, url: str) -> object:
        return analyse(read_page(html, url), url=url, scorer=rules, universe=universe, as_of=now)

    for html, url in loaded[:3]:
        pipeline(html, url)
    works: dict[str, Callable[[str, str], object]] = {
        "trafilatura, text": lambda html, _url: trafilatura.extract(html, fast=True, include_comments=False),
        "trafilatura, text and metadata": lambda html, url: trafilatura.bare_extraction(
            html, url=url, fast=True, include_comments=False, with_metadata=True
        ),
        "deskbot, page to article (child process)": read_page,
        "deskbot, whole pipeline, rules": pipeline,
    }
    seconds = _best(list(works.values()), loaded)
    for name, total in zip(works, seconds, strict=True):
        print(f"{name:<44} {total / len(loaded) * 1000:7.1f} ms/page  {total / seconds[0]:5.2f} x")
    sentence = (
        "Example Corp (NASDAQ: ALLO) said revenue in unit {} rose {}% to ${} million, ahead of what analysts expected. "
    )
    long = "".join(f"<p>{sentence.format(i, i + 3, i * 7 + 10)}</p>" for i in range(40))
    html = f"<html><head><title>Forty sentences</title></head><body><article>{long}</article></body></html>"

    def whole(page: str, url: str) -> object:
        return analyse(read_page(page, url), url=url, scorer=full, universe=universe, as_of=now)

    print(f"40 sentences with {full.engine}: {_best([whole], [(html, '')])[0] * 1000:.0f} ms")


def metadata() -> None:
    """Titles and days where the shared truth gives them."""
    titles, days = [0, 0], [0, 0]
    for row, html in pages():
        title, day = _truth(row)
        article = read_page(html, row["url"])
        if title:
            good = _plain(article.title).startswith(_plain(title)) or _plain(title).startswith(_plain(article.title))
            titles = [titles[0] + good, titles[1] + 1]
            if not good:
                print(f"  title of {row['id']}: {article.title!r}, not {title!r}")
        if day:
            found = article.published.date().isoformat() if article.published else None
            days = [days[0] + (found == day), days[1] + 1]
            if found != day:
                print(f"  day of {row['id']}: {found}, not {day}")
    print(f"title exact {titles[0]} of {titles[1]}, day exact {days[0]} of {days[1]}")


def _plain(title: str) -> str:
    return re.sub(r"\W+", "", title.lower())


def _truth(row: dict[str, str]) -> tuple[str, str]:
    """Title and day from the truth's notes and assertions."""
    title = match[1] if (match := re.search(r"title=[\"'](.{10,80}?)[\"']?$", row["notes"])) else ""
    day = ""
    if not row["truth"].endswith(".json"):
        return title, day
    truth: dict[str, Any] = json.loads((FOLDER / row["truth"]).read_text(encoding="utf-8"))
    if "expected" in truth:
        return str(truth["expected"].get("title") or ""), day
    script = str(truth.get("postlight_test_js", ""))
    name = row["id"].removeprefix("postlight_")
    parts = re.split(r"\n\s*describe\(", script)
    own = next(
        (
            part
            for part in parts
            if f"{name}.html" in part.replace("www.", "www_").replace("bloomberg.com", "bloomberg_com")
        ),
        script,
    )
    if match := re.search(r"assert\.equal\(\s*title,\s*([`'\"])(.+?)\1\s*\)", own, re.DOTALL):
        title = match[2].replace("\\'", "'")
    if match := re.search(r"date_published(?:\.split\('T'\)\[0\])?,\s*'(\d{4}-\d\d-\d\d)", own):
        day = match[1]
    return title, day


def tickers() -> None:
    """Subject against the first ticker of 97 releases (not always the subject), and companies without an explicit symbol."""
    from bot.tickers import load_universe
    from bot.tickers.mentions import companies, mentions

    universe = load_universe()
    right = total = others = 0
    with (FOLDER / "press_releases" / "manifest.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            release = (FOLDER / "press_releases" / Path(row["file"]).name).read_text(encoding="utf-8")
            ranked = companies(mentions(release, universe))
            wanted = row["first_ticker"].rsplit(":", 1)[-1].strip().upper()
            total += 1
            right += bool(ranked) and ranked[0].ticker.replace("-", ".") == wanted.replace("-", ".")
            others += sum(not re.search(rf"[:$]\s*{re.escape(company.ticker)}\b", release) for company in ranked)
    print(
        f"subject is the first ticker in {right} of {total}; {others / total:.2f} companies a release without a symbol of their own"
    )


def hostile() -> None:
    """Time and memory of the desk's own process, and of the child, over pages that break parsers."""
    import resource

    from tests.hostile.test_parser_bombs import BOMBS

    reader = PageReader(children=1)
    with suppress(DeskError):
        reader.read("<p>warm", "")
    before, warm = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, _peak(reader)
    most = warm
    for name, html in BOMBS.items():
        start = time.perf_counter()
        try:
            outcome = f"read, {len(reader.read(html, '').text):,} characters"
        except DeskError as error:
            outcome = error.message
        most = max(most, _peak(reader))
        print(f"  {name:<40} {time.perf_counter() - start:5.2f} s  {outcome}")
    reader.close()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"desk {(after - before) / 1024:+.0f} MB; child {warm:.0f} MB warm, {most:.0f} MB at most where it lived on")


def _peak(reader: PageReader) -> float:
    """MB a living child had at most; a child that grows beyond its limit is gone."""
    if not reader._idle:  # noqa: SLF001 - a benchmark looks behind the curtain
        return 0.0
    status = Path(f"/proc/{reader._idle[-1]._process.pid}/status").read_text(encoding="ascii")  # noqa: SLF001
    match = re.search(r"VmHWM:\s+(\d+)", status)
    return int(match[1]) / 1024 if match else 0.0


def links(count: int = 1000, channels: int = 50) -> None:
    """So many links at once, each a story of its own: acks, queue, replies. One post a second goes to a channel."""
    from tests.desk.harness import DeskHarness
    from tests.links.flood import flood, sources

    desk = DeskHarness.start(sources=sources)
    try:
        print(flood(desk, count, channels))
    finally:
        desk.stop()


PARTS: dict[str, Callable[[], None]] = {
    "text": text, "time": speed, "metadata": metadata, "tickers": tickers, "hostile": hostile, "links": links,
}  # fmt: skip

if __name__ == "__main__":
    print(describe())
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
