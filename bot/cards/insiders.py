"""
The /insiders card: the verdict first, then who did what, net figures, paydays and dilution, and the words that prove it.

Every figure stands beside its filing; what is unknown says n/a and why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.cards import blocks as b
from bot.cards.insider_words import HEAD, ROLES, cell, named, off_market, person, rows
from bot.cards.text import NA, age, clip, day, escape, link, money, number, plural, price, quote, short_money, sourced
from bot.insiders.activity import window
from bot.insiders.events import Event
from bot.insiders.flows import Cluster, NetFlow
from bot.insiders.grants import Grant, GrantTotals, grants, total
from bot.insiders.newcomers import Newcomer
from bot.insiders.roles import short_role
from bot.insiders.verdict import count, payday
from bot.model import InsiderClass
from bot.ports import Json, Message
from bot.research.insider_query import DEFAULT_DAYS, InsiderQuery
from bot.research.insiders import OLD_COUNT, InsiderReport

ROWS, QUOTES, REVIEW, TERMS, NEWCOMERS = 8, 3, 4, 3, 3
LEAD = 700
"""Characters of the verdict on the card; the fallback text has it whole."""


def insiders_card(report: InsiderReport, *, short: bool = False) -> Message:
    """The whole card, within Slack's limits; without the row of buttons (`insider_buttons`)."""
    lead, paydays = headline(report), _paydays(report)
    blocks: list[Json] = [
        b.section("\n".join([f"*{escape(clip(lead, LEAD))}*", *paydays[:1], *_newcomers(report), _facts(report)]))
    ]
    blocks += _state(report)
    shown = rows(report.events)
    most = len(shown) if report.query.show == "all" else 4 if short else ROWS
    if shown:
        blocks.append(_table(shown[: min(most, 40)], sample=report.source.sample))
        if len(shown) > most:
            blocks.append(b.context(f"{len(shown) - most} more: `{_all_of(report.query)}`"))
    else:
        blocks.append(b.section(_nothing(report)))
    if not short:
        blocks.append(b.section(_net(report)))
        blocks += [
            b.section(text) for text in (_pay(report, paydays[1:2]), _evidence(report.events), _review(report)) if text
        ]
    elif review := _review(report):
        blocks.append(b.section(review))
    blocks.append(b.context(*_small_print(report)))
    return b.message(escape(lead), blocks)


def _all_of(query: InsiderQuery) -> str:
    """The question that shows every row."""
    window = "" if query.days == DEFAULT_DAYS else f" {query.days}d"
    name = f" {escape(query.name)}" if query.name else ""
    return f"/insiders {query.company.ticker}{name}{window} all"


def headline(report: InsiderReport) -> str:
    """Like: ALLO insiders: no open-market buys in 12 months."""
    who = f", {report.query.name}" if report.query.name else ""
    return f"{report.company.ticker} insiders{who}: {report.verdict[0].lower()}{report.verdict[1:]}"


def _facts(report: InsiderReport) -> str:
    """The company, the window, and how far the filings were read."""
    span = "12 months" if report.query.days == 365 else plural(report.query.days, "day")
    parts = [escape(report.company.name), f"{span} to {day(report.activity.as_of)}"]
    if report.query.show in {"buys", "sales"}:
        parts.append(f"{report.query.show} only")
    read = (
        f"{plural(report.read, 'filing')} read"
        if report.read == report.listed
        else f"{report.read} of {report.listed} filings read"
    )
    since = f", back to {day(report.reads_back_to)}" if report.reads_back_to else ""
    parts.append(read + since)
    return " · ".join(parts)


def _newcomers(report: InsiderReport) -> list[str]:
    """One line: who filed a Form 3 in the days asked for, and what they hold."""
    since = report.activity.as_of - timedelta(days=report.query.days)
    found = [each for each in report.activity.newcomers if each.filed > since]
    if not found or report.query.show in {"buys", "sales"}:
        return []
    more = f"; {len(found) - NEWCOMERS} more" if len(found) > NEWCOMERS else ""
    return [f"New insiders: {'; '.join(_newcomer(each) for each in found[:NEWCOMERS])}{more}"]


def _newcomer(new: Newcomer) -> str:
    """Like: Example Fund LP +1 (10 % owner) holds 18.60 M shares since 3 May 2026 (Form 3)."""
    first, others = new.people[0], f" +{len(new.people) - 1}" if len(new.people) > 1 else ""
    role = f" ({escape(clip(short_role(first.title), 60))})" if first.title else ""
    held = f"shares {NA}" if new.shares is None else f"{count(new.shares) if new.shares else 'no'} shares"
    rights = "" if new.shares or not new.derivatives else " but options, warrants or convertibles"
    form = link(new.url, "Form 3")
    return f"{escape(clip(first.name, 60))}{others}{role} holds {held}{rights} since {day(new.since)} ({form})"


def _state(report: InsiderReport) -> list[Json]:
    """What is still to come, or is old, or could not be had."""
    texts = []
    if report.next == "window":
        rest = "Older filings are" if report.read < report.listed else "What is newer or still missing is"
        texts.append(f":hourglass_flowing_sand: {rest} being read; this answer is replaced when it is done.")
    elif report.next == "history":
        texts.append(":hourglass_flowing_sand: Routine or not is n/a until the owners' older filings are read.")
    if report.source.stale:
        texts.append(
            f":warning: The SEC does not answer; this is from the list of {age(report.source.as_of, report.as_of)}."
        )
    texts += [f":warning: {escape(note)}" for note in report.notes]
    unread = report.activity.unread
    if unread:
        texts.append(f":warning: {plural(len(unread), 'filing')} could not be read: {escape(clip(unread[0], 200))}")
    return [b.context(*texts)] if texts else []


def _table(shown: Sequence[tuple[Event, list[str]]], *, sample: bool) -> Json:
    """By person, with a link to the filing in the last column (sample filings have no page: the company's list)."""
    block = b.table((*HEAD, "Filing"), [], right=(3, 4, 5, 6))
    for event, values in shown:
        cells: list[Json] = [{"type": "raw_text", "text": cell(value) or "–"} for value in values]
        block["rows"].append([*cells, _filing_cell(event, sample=sample)])
    return block


def _filing_cell(event: Event, *, sample: bool) -> Json:
    urls = event.summary.urls
    if not urls or not urls[0].startswith("https://"):
        return {"type": "raw_text", "text": NA}
    label = "list" if sample else "filing" if len(urls) == 1 else f"1 of {len(urls)}"
    element = {"type": "link", "url": urls[0], "text": label}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}]}


def _nothing(report: InsiderReport) -> str:
    if report.events:
        return f"Only dividend equivalents in the last {plural(report.query.days, 'day')}; they are automatic and have no row."
    if not report.listed:
        since = f" since {day(report.reads_back_to)}" if report.reads_back_to else ""
        return f"The SEC's list holds no Form 3, 4 or 5{since}."
    side = {"buys": "No purchases", "sales": "No sales"}.get(report.query.show, "No transactions")
    who = f" by {escape(report.query.name)}" if report.query.name else ""
    since = f"; the filings were read back to {day(report.reads_back_to)}" if report.reads_back_to else ""
    return f"{side}{who} in the last {plural(report.query.days, 'day')}{since}."


# Figures ------------------------------------------------------------------------------------------------------------


def _net(report: InsiderReport) -> str:
    """Net discretionary dollars, clusters, habits, and who stands apart; for one person only what is theirs."""
    activity, name = report.activity, report.query.name
    whose = f"in filings that name {escape(name)}" if name else "of officers and directors"
    lines = [f"*Net open-market trades {whose}* (plans, tax and awards left out)"]
    lines.append(" · ".join(_flow(flow, report) for flow in activity.net.values()))
    if not name:
        lines.append(_clusters(activity.clusters, report))
    if activity.habits:
        counted = [activity.habits[position] for position in activity.habits]
        lines.append(f"Same month in each of three years before: {counted.count('routine')} routine, "
                     f"{counted.count('opportunistic')} opportunistic trades")  # fmt: skip
    if deals := _deals(report):
        lines.append(deals)
    lines += [_apart(ROLES[role], flow, report) for role, flow in activity.outside.items() if _told(flow)]
    return "\n".join(lines)


def _deals(report: InsiderReport) -> str:
    """What insiders bought and sold off the market over the days asked for, by name; the net has none of it."""
    found: dict[str, list[float | None]] = {}
    for event in window(report.activity.events, as_of=report.activity.as_of, days=report.query.days):
        if event.role == "insider" and off_market(event):
            found.setdefault(named(event.summary), []).append(event.summary.dollars)
    parts = []
    for name, dollars in found.items():
        known = [value for value in dollars if value is not None]
        shown = short_money(sum(known)) if known else NA
        parts.append(f"{name[0].lower()}{name[1:]} {'at least ' if 0 < len(known) < len(dollars) else ''}{shown}")
    span = plural(report.query.days, "day")
    return f"Off the market, not in the net, {span}: {', '.join(parts)}" if parts else ""


def _apart(role: str, flow: NetFlow, report: InsiderReport) -> str:
    """What holders who do not run the company bought and sold, as far back as the filings were read."""
    if _still_reading(report):
        return f"{role}, apart: {NA} (still reading)"
    since = _partly_since(report, flow.days)
    span = f"since {day(since)}" if since else f"in {flow.days} d"
    unpriced = f", {flow.unpriced} without price" if flow.unpriced else ""
    if not _priced(flow):
        return f"{role}, apart: dollars {NA}{unpriced} {span}"
    return f"{role}, apart: bought {short_money(flow.bought)}, sold {short_money(flow.sold)}{unpriced} {span}"


def _told(flow: NetFlow) -> bool:
    return bool(flow.buyers or flow.sellers)


def _priced(flow: NetFlow) -> bool:
    return bool(flow.bought or flow.sold)


def _flow(flow: NetFlow, report: InsiderReport) -> str:
    if since := _partly_since(report, flow.days):
        return f"{flow.days} d: {NA} (read back to {day(since)})"
    if _still_reading(report):
        return f"{flow.days} d: {NA} (still reading)"
    if not _told(flow):
        return f"{flow.days} d: none"
    sign = "+" if flow.net > 0 else ""
    unpriced = f", {flow.unpriced} without price" if flow.unpriced else ""
    people = ", ".join(text for text in (
        plural(flow.buyers, "buyer") if flow.buyers else "", plural(flow.sellers, "seller") if flow.sellers else "",
    ) if text)  # fmt: skip
    net = f"*{sign}{money(flow.net, digits=0)}*" if _priced(flow) else NA
    return f"{flow.days} d: {net} ({people}{unpriced})"


def _partly_since(report: InsiderReport, days: int) -> date | None:
    """How far back the filings were read, where that is less than so many days."""
    since = report.reads_back_to
    return since if since is not None and (report.activity.as_of - since).days < days else None


def _still_reading(report: InsiderReport) -> bool:
    return report.reads_back_to is None and report.listed > 0


def _clusters(found: Sequence[Cluster], report: InsiderReport) -> str:
    if not found:
        if _still_reading(report):
            return f"Clusters: {NA} (still reading)"
        since = _partly_since(report, max(flow.days for flow in report.activity.net.values()))
        return f"Clusters: none{f' since {day(since)}' if since else ''} (2 or more insiders buying within 30 days)"
    newest = found[0]
    names = ", ".join(escape(name) for name in newest.owners[:4])
    return (
        f"Clusters: {newest.insiders} insiders bought {short_money(newest.dollars)} from {day(newest.first)} to "
        f"{day(newest.last)} ({names})" + (f"; {len(found) - 1} earlier" if len(found) > 1 else "")
    )


def _pay(report: InsiderReport, older: Sequence[str]) -> str:
    """The payday before the newest, awards with strike and vesting, and what they dilute."""
    awards = total(grants(report.events))
    if not older and not awards.grants:
        return ""
    lines = ["*Awards and paydays*", *(f"• {told}" for told in older)]
    if awards.grants:
        lines.append(f"• {_awards(awards)}; {_dilution(report, awards)}")
        lines += [f"• {line}" for line in _terms(awards)]
    return "\n".join(lines)


def _paydays(report: InsiderReport) -> list[str]:
    """Each payday of the rows shown, told as one event, the newest first."""
    inside = [event for event in report.activity.compensation if any(item in report.events for item in event.events)]
    return [escape(payday(report.activity, event)) for event in inside]


def _awards(awards: GrantTotals) -> str:
    kinds = ", ".join(f"{number(shares)} {WHAT_GRANTED[kind]}" for kind, shares in awards.by_kind if shares)
    if not kinds:
        return f"Granted shares to {plural(awards.owners, 'insider')}, counts {NA}"
    others = awards.owners - awards.counted
    return f"Granted {kinds} to {plural(awards.counted, 'insider')}" + (
        f" ({others} more, counts {NA})" if others else ""
    )


WHAT_GRANTED = {"option": "options", "rsu": "RSUs", "psu": "PSUs", "stock": "shares", "deferred": "deferred units"}


def _dilution(report: InsiderReport, awards: GrantTotals) -> str:
    """Of shares outstanding, with the day and the tag of that count."""
    count = report.outstanding
    if count is None:
        return f"of shares outstanding: {NA}"
    tag = "" if count.tag.startswith("dei:") else " (balance sheet, no cover-page count)"
    if report.activity.as_of - count.as_of > OLD_COUNT:
        return f"of shares outstanding: {NA}, the newest count here is {number(count.shares)} of {day(count.as_of)}"
    share = awards.percent_of(count.shares)
    shown = NA if share is None else f"{share:.2f} %"
    return f"{shown} of {link(count.url, number(count.shares))} shares outstanding on {day(count.as_of)}{tag}"


def _terms(awards: GrantTotals) -> list[str]:
    """Strike and vesting of the first awards of which the filing gives any; the other options are counted."""
    told = [grant for grant in awards.grants if grant.vesting or (grant.kind == "option" and grant.strike is not None)]
    silent = sum(grant.kind == "option" for grant in awards.grants if grant not in told)
    lines = [_grant_terms(grant) for grant in told[:TERMS]]
    if silent:
        lines.append(f"Strike and vesting of {plural(silent, 'option award')}: {NA}, not in the filings")
    return lines


def _grant_terms(grant: Grant) -> str:
    parts = (
        [f"strike {price(grant.strike)}" if grant.strike is not None else f"strike {NA}"]
        if grant.kind == "option"
        else []
    )
    if grant.expires:
        parts.append(f"expires {day(grant.expires)}")
    parts.append(f"“{quote(grant.vesting, 120)}”" if grant.vesting else f"vesting {NA}")
    who = escape(clip(grant.owner if grant.owner != NA else grant.title, 50))
    return f"{who}, {number(grant.shares)} {WHAT_GRANTED[grant.kind]}: {', '.join(parts)}"


# Proof --------------------------------------------------------------------------------------------------------------


def _evidence(events: Sequence[Event]) -> str:
    """The filing's own words for what is not plain from its code, each name once."""
    lines: dict[str, str] = {}
    for event in sorted(events, key=lambda item: item.summary.shares or 0.0, reverse=True):
        summary = event.summary
        said = next(line.row.evidence_from for line in event.lines if line.row.evidence == summary.evidence)
        name = named(summary)
        if name in lines or said == "code" or summary.kind in {InsiderClass.GRANT, InsiderClass.NEEDS_REVIEW}:
            continue
        words = f"“{quote(summary.evidence, 260)}”" if said != "box" else escape(summary.evidence)
        plan = ""
        if summary.kind in {InsiderClass.PLANNED_SALE, InsiderClass.PLANNED_BUY}:
            plan = (
                f", plan adopted {day(summary.adoption_date)}" if summary.adoption_date else ", plan date not disclosed"
            )
        url = summary.urls[0] if summary.urls else None
        lines[name] = f"• {name}: {words} ({link(url, person(event))}{plan})"
    told = [*list(lines.values())[:QUOTES], *_uncounted(events)[:QUOTES]]
    return "\n".join(["*In the filings' words*", *told]) if told else ""


def _uncounted(events: Sequence[Event]) -> list[str]:
    """What a footnote on an empty share count says instead of it: a range, a sum over several people."""
    said: dict[str, list[str]] = {}
    for event in events:
        for line in event.lines if event.summary.shares is None else ():
            row = line.row.row
            notes = (line.filing.footnotes.get(ref.id, "") for ref in row.notes if ref.leaf == "transactionShares")
            for text in notes if row.shares is None else ():
                if _COUNTED.search(text) and (who := escape(person(event))) not in said.setdefault(text, []):
                    said[text].append(who)
    return [f"• Shares {NA}: “{quote(text, 260)}” ({', '.join(who)})" for text, who in said.items()]


_COUNTED = re.compile(r"\d\s+shares\b", re.IGNORECASE)


def _review(report: InsiderReport) -> str:
    """Rows that contradict themselves: never announced as anything."""
    inside = window(report.activity.review, as_of=report.activity.as_of, days=report.query.days)
    if not inside or report.query.show in {"buys", "sales"}:
        return ""
    lines = ["*Needs a human look*"]
    for event in inside[:REVIEW]:
        summary = event.summary
        url = summary.urls[0] if summary.urls else None
        what = f"{number(summary.shares)} shares, {day(summary.day)}"
        lines.append(f"• {link(url, person(event))}, {what}: {quote(summary.evidence, 160)}")
    if len(inside) > REVIEW:
        lines.append(f"and {len(inside) - REVIEW} more")
    return "\n".join(lines)


def _small_print(report: InsiderReport) -> list[str]:
    """Sources and ages, amendments, late filings, the star."""
    parts = [sourced(report.source, report.as_of, what="Forms 3, 4 and 5:")]
    if any("balance_includes_unvested" in event.summary.tags for event in report.events):
        parts.append("* the balance includes unvested shares")
    late = sum(event.summary.late for event in report.events)
    if late:
        parts.append(f"{late} filed late")
    if report.activity.amendments:
        parts.append(escape(clip("; ".join(report.activity.amendments), 200)))
    return [" · ".join(parts)]


def examples() -> dict[str, Message]:
    """Every state, for the gallery."""
    from bot.cards.showcase import insiders as showcase

    reports = showcase.reports()
    cards = {state: insiders_card(report) for state, report in reports.items()}
    return {**cards, "short": insiders_card(reports["normal"], short=True)}
