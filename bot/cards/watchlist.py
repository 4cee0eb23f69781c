"""Cards of /watchlist: what changed in the first line, the list below."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.cards import blocks as b
from bot.cards.text import age, clip, csv_cell, escape, plural
from bot.model import Company
from bot.ports import Message, WatchEntry


def _watches(total: int) -> str:
    return f"This channel watches {plural(total, 'ticker')}."


def _some(names: Sequence[str], most: int = 15) -> str:
    """The first of them, and how many more there are."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def added(
    companies: Sequence[Company], known: Mapping[str, WatchEntry | None], refused: Sequence[str], total: int
) -> Message:
    """Which are new, which were there and by whom, which are none."""
    new = [company for company in companies if known.get(company.ticker) is None]
    lines = []
    if new:
        names = _some([f"*{escape(company.ticker)}* ({escape(company.name)})" for company in new])
        lines.append(f"Added {names}. {_watches(total)}")
    if by_market := [company.ticker for company in new if not company.verified]:
        names = _some(list(map(escape, by_market)))
        lines.append(f"Price and news only: {names} {_are(by_market)} not on the SEC's list of companies.")
    by: dict[str, list[str]] = {}
    for entry in filter(None, known.values()):
        by.setdefault(entry.added_by, []).append(escape(entry.ticker))
    for user, tickers in list(by.items())[:5]:
        lines.append(f"{_some(tickers)} {_are(tickers)} already on the list (added by <@{user}>).")
    rest = [ticker for tickers in list(by.values())[5:] for ticker in tickers]
    if rest:
        lines.append(f"{_some(rest)} {_are(rest)} already on the list, too.")
    lines += [f":grey_question: {escape(sentence)}" for sentence in refused[:10]]
    if len(refused) > 10:
        lines.append(f"{len(refused) - 10} more were not recognised.")
    text = "\n".join(lines) or "Nothing to add."
    return b.message(_plain(text), [b.section(text)])


def removed(gone: Sequence[str], absent: Sequence[str], refused: Sequence[str], total: int) -> Message:
    """Which went, which were not there."""
    lines = []
    if gone:
        lines.append(f"Removed {_some(list(map(escape, gone)), 50)}. {_watches(total)}")
    if absent:
        names = _some(list(map(escape, absent)), 50)
        lines.append(f"{names} {'was' if len(absent) == 1 else 'were'} not on the list.")
    lines += [f":grey_question: {escape(sentence)}" for sentence in refused[:10]]
    if len(refused) > 10:
        lines.append(f"{len(refused) - 10} more were not recognised.")
    text = "\n".join(lines) or "Nothing to remove."
    return b.message(_plain(text), [b.section(text)])


def listing(entries: Sequence[WatchEntry], names: Mapping[str, str], *, now: datetime) -> Message:
    """Ticker, company, who and when."""
    if not entries:
        text = "This channel watches nothing yet. Add names with `/watchlist add ALLO CLLS`."
        return b.message(_plain(text), [b.section(text)])
    lead = f"*{_watches(len(entries))}*"
    rows = [
        f"*{escape(entry.ticker)}* {escape(clip(names.get(entry.ticker, ''), 50))} · "
        f"<@{entry.added_by}>, {age(entry.added_at, now)}"
        for entry in entries
    ]
    blocks = [b.section(lead)]
    shown, used = list[str](), 0
    for row in rows:
        if used + len(row) > 9000:
            break
        shown.append(row)
        used += len(row) + 1
    blocks += b.sections(shown)
    if len(shown) < len(rows):
        blocks.append(b.context(f"{len(rows) - len(shown)} more: `/watchlist export` sends all of them."))
    tickers = ", ".join(entry.ticker for entry in entries[:40])
    return b.message(f"{_watches(len(entries))} {tickers}", blocks)


def ask_clear(count: int) -> Message:
    """Before a whole list goes."""
    text = f"Remove all {plural(count, 'ticker')} from this channel's watchlist?"
    return b.message(
        text, [b.section(text), b.actions(b.button("Remove all", "watchlist_clear", str(count), style="danger"))]
    )


def cleared(count: int) -> Message:
    """After it went."""
    text = (
        f"Removed {plural(count, 'ticker')}. The watchlist is empty." if count else "The watchlist was empty already."
    )
    return b.message(text, [b.section(text)])


def exported(count: int) -> Message:
    """The file is on its way to the DM."""
    text = f"Sent you watchlist.csv with {plural(count, 'ticker')} in our direct message."
    return b.message(text, [b.section(text)])


def as_csv(entries: Sequence[WatchEntry], companies: Mapping[str, Company]) -> bytes:
    """ticker, name, exchange, added_by, added_at (UTC, ISO 8601); formulas are defused."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["ticker", "name", "exchange", "added_by", "added_at"])
    for entry in entries:
        company = companies.get(entry.ticker)
        cells = [entry.ticker, company.name if company else "", (company.exchange if company else "") or "",
                 entry.added_by, entry.added_at.isoformat()]  # fmt: skip
        writer.writerow(map(csv_cell, cells))
    return out.getvalue().encode()


def _plain(text: str) -> str:
    return text.replace("*", "").replace(":grey_question: ", "")


def examples() -> dict[str, Message]:
    """Every state, for the gallery."""
    from bot.cards.showcase import watchlist as showcase
    from bot.cards.showcase.texts import NOW

    names, pair = showcase.NAMES, (showcase.ALLO, showcase.CLLS)
    return {
        "added": added(pair, {}, (), 2),
        "added_one_known_one_refused": added(pair, {"ALLO": showcase.SHORT[0]}, showcase.REFUSED[:1], 2),
        "added_fund": added((showcase.XBI,), {}, (), 1),
        "many_refused": added((), {}, showcase.REFUSED, 0),
        "removed": removed(("ALLO",), ("CLLS",), (), 1),
        "list": listing(showcase.SHORT, names, now=NOW),
        "list_empty": listing((), {}, now=NOW),
        "list_500_names": listing(showcase.LONG, names, now=NOW),
        "list_hostile_and_right_to_left": listing(showcase.SHORT, showcase.STRANGE, now=NOW),
        "ask_before_clearing": ask_clear(27),
        "cleared": cleared(27),
        "exported": exported(27),
    }
