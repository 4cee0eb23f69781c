"""The reply to a pasted link: one line first, then facts, sentiment, who else is touched, and what is dated ahead."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cards import blocks as b
from bot.cards.text import NA, age, clip, day, escape, link, plural, quote, signed, slack_time
from bot.cards.windows import kind_words, window_words
from bot.model import Catalyst, Score
from bot.ports import Json, Message
from bot.research.readthrough import HOLDER
from bot.sentiment.bands import band

if TYPE_CHECKING:
    from bot.articles import Fact
    from bot.research.link import LinkReport

_STEPS = frozenset({"submission", "pdufa", "regulatory_decision", "adcomm", "fda_meeting", "spin_off"})
"""What is worth a line even without a date."""
ADD = "link_add"
"""action_id of *Add to calendar*; its value is JSON: which kept list of offers, and which of them."""
WATCH = "link_watch"
"""action_id of *Add to watchlist*; its value is the ticker."""
FACTS, DRIVERS, OTHERS, DATES = 6, 2, 5, 6
IN_LEAD = 3
UNLISTED = " (not in the list of tickers)"


def link_card(report: LinkReport, offers: str, *, short: bool = False) -> Message:
    """`offers` names the kept list of the report's catalysts, so that a button can add one. Within Slack's limits."""
    lead = headline(report)
    blocks: list[Json] = [b.section(f"*{escape(lead)}*\n{_title(report)}")]
    if report.article.partial:
        blocks.append(b.context(f":warning: {escape(report.article.partial)}"))
    if report.summary:
        blocks.append(b.section(f"*Summary* (by a language model, figures checked)\n{quote(report.summary, 900)}"))
    facts = report.facts[: 2 if short else FACTS]
    if facts:
        blocks.append(b.section("\n".join(f"• {_fact(fact)}" for fact in facts)))
    if not short and (reading := _reading(report)):
        blocks.append(b.section(reading))
    if not short and report.others:
        blocks.append(b.section(_others(report)))
    blocks += _dates(report, offers)
    lenders = {item.company.ticker for item in report.others if item.relation == HOLDER}
    watch = [company.ticker for company in report.companies[:4] if company.verified and company.ticker not in lenders]
    if watch:
        blocks.append(b.actions(*(
            b.button(f"Add {ticker} to watchlist", f"{WATCH}:{offers[:8]}:{ticker}", ticker) for ticker in watch
        )))  # fmt: skip
    blocks.append(b.context(_small_print(report)))
    return b.message(lead, blocks)


def many_links(cards: Sequence[Message], faults: Sequence[str]) -> Message:
    """Several links of one message as one reply: each card in turn, then what could not be read."""
    blocks: list[Json] = []
    for card in cards:
        if blocks:
            blocks.append(b.divider())
        blocks += card.blocks
    if faults:
        blocks.append(b.context(*(f":warning: {fault}" for fault in faults[:8])))
    lead = (
        cards[0].text if len(cards) == 1 else f"{plural(len(cards), 'article')}: " + " · ".join(c.text for c in cards)
    )
    return b.message(lead, blocks)


def headline(report: LinkReport) -> str:
    """Like: ALLO +0.62 moderately positive, CLLS +0.41; 3 dated catalysts; 4 min read."""
    scored = [company.ticker for company in report.companies if _score(report, company.ticker) is not None]
    names: list[str] = []
    if report.subject is not None:
        ordered = list(dict.fromkeys([report.subject.ticker, *scored]))[:IN_LEAD]
        names = [_reads(ticker, report.scores.get(ticker), words=index == 0) for index, ticker in enumerate(ordered)]
    elif report.overall.score is not None:
        names = [_reads("No listed company named, the text", report.overall, words=True)]
    else:
        names = ["No listed company named"]
    count = len(report.upcoming)
    dates = plural(count, "dated catalyst") if count else "no dated catalyst"
    partial = ", in part" if report.article.partial else ""
    return f"{', '.join(names)}; {dates}; {report.minutes} min read{partial}"


def _score(report: LinkReport, ticker: str) -> float | None:
    score = report.scores.get(ticker)
    return score.score if score else None


def _reads(name: str, score: Score | None, *, words: bool) -> str:
    if score is None or score.score is None:
        return f"{name} {NA}"
    named = ("mixed" if score.mixed else band(score.score)) if words else ""
    return f"{name} {signed(score.score)} {named}".rstrip()


def _title(report: LinkReport) -> str:
    article = report.article
    parts = [link(article.source.url if article.source else report.url, article.title or report.url, 200)]
    if article.site:
        parts.append(escape(clip(article.site, 60)))
    if article.author:
        parts.append(escape(clip(article.author, 60)))
    return " · ".join(parts)


def _fact(fact: Fact) -> str:
    """The sentence as it stands, its figures bold."""
    text = " ".join(fact.text.split())
    if len(fact.text) > 420 or text != fact.text:
        return quote(text, 420)
    pieces, position = list[str](), 0
    for start, end in fact.figures:
        pieces += [_safe(fact.text[position:start]), f"*{_safe(fact.text[start:end])}*"]
        position = end
    return "".join([*pieces, _safe(fact.text[position:])])


def _safe(text: str) -> str:
    """Formatting characters of foreign text would break the bold around the figures."""
    return escape(_UNDERSCORE.sub("", text.replace("*", "∗").replace("`", "'").replace("~", "∼")))


_UNDERSCORE = re.compile(r"(?<!\w)_+|_+(?!\w)")


def _reading(report: LinkReport) -> str:
    lines: list[str] = []
    for company in report.companies[:4]:
        score = report.scores.get(company.ticker)
        if score is None or score.score is None:
            continue
        mark = "" if company.verified else UNLISTED
        reads = _reads("", score, words=True).strip()
        lines.append(f"*{escape(company.ticker)}*{mark} {reads}, {score.confidence} confidence")
        lines += [
            f"   {signed(driver.contribution)} “{quote(driver.phrase, 80)}”" for driver in score.drivers[:DRIVERS]
        ]
    if not lines and report.overall.score is not None:
        lines.append(
            f"*The text* {_reads('', report.overall, words=True).strip()}, {report.overall.confidence} confidence"
        )
        lines += [
            f"   {signed(driver.contribution)} “{quote(driver.phrase, 80)}”" for driver in report.overall.drivers[:3]
        ]
    return "\n".join(["*How it reads*", *lines]) if lines else ""


def _others(report: LinkReport) -> str:
    lines = ["*Also touched*"]
    for item in report.others[:OTHERS]:
        name = f"*{escape(item.company.ticker)}* {escape(clip(item.company.name, 40))}"
        mark = "" if item.company.verified else UNLISTED
        lines.append(
            f"{name}{mark}, {item.relation}: “{quote(item.sentence, 170)}”" if item.sentence else f"{name}{mark}"
        )
    return "\n".join(lines)


def _dates(report: LinkReport, offers: str) -> list[Json]:
    blocks: list[Json] = []
    for index, catalyst in report.upcoming[:DATES]:
        moved = f" ({escape(catalyst.note)})" if catalyst.note else ""
        foreign = ":" in catalyst.ticker
        text = (
            f"*{escape(catalyst.ticker or NA)}*{UNLISTED if foreign else ''} {kind_words(catalyst.kind)}: "
            f"*{escape(window_words(catalyst.window))}*{moved}, {catalyst.confidence} confidence\n"
            f"“{quote(catalyst.sentence, 220)}”"
        )
        value = json.dumps({"offers": offers, "index": index})
        add = (
            b.button("Add to calendar", f"{ADD}:{offers[:8]}:{index}", value)
            if catalyst.ticker and not foreign
            else None
        )
        blocks.append(b.section(text, accessory=add))
    more = len(report.upcoming) - DATES
    hints = [f"and {plural(more, 'more date')} in the article"] if more > 0 else []
    if steps := [item for item in report.undated if item.kind in _STEPS]:
        named = list(dict.fromkeys(kind_words(item.kind) for item in steps))[:4]
        hints.append(f"Expected without a date: {escape(', '.join(named))}: “{quote(steps[0].phrase, 90)}”")
    over = len(report.catalysts) - len(report.upcoming)
    if over:
        hints.append(f"{plural(over, 'date')} in the article {'is' if over == 1 else 'are'} over")
    return [*blocks, b.context(*hints)] if hints else blocks


def _small_print(report: LinkReport) -> str:
    article, parts = report.article, list[str]()
    if article.published is None:
        parts.append("Published: n/a, the page does not say; fuzzy dates count from today")
    elif article.published_precision == "day":
        parts.append(f"Published {day(article.published.date())} ({_said_by(article.published_from)})")
    else:
        when = f"{slack_time(article.published)}, {age(article.published, report.as_of)}"
        parts.append(f"Published {when} ({_said_by(article.published_from)})")
        if report.counted_from != article.published.date():
            parts.append(f"dates count from {day(report.counted_from)}")
    parts.append(f"Scored by {escape(report.overall.engine)}")
    if article.language not in {None, "en"}:
        parts.append(f"language {escape(article.language or '')}: scores and dates are made for English")
    if report.source.sample:
        parts.append("sample data")
    return " · ".join(parts)


def _said_by(source: str | None) -> str:
    return _SAID_BY.get(source or "", "as shown on the page")


_SAID_BY = {
    "JSON-LD": "page metadata",
    "meta": "page metadata",
    "dateline": "dateline",
    "URL": "from its URL",
    "last change": "the page's last change",
}


def same_story(where: str | None, seen_at: datetime, title: str) -> Message:
    """Points to the first reply."""
    first = link(where, "read here", 20) if where else "read in this channel"
    name = f": {quote(title, 120)}" if title else ""
    return b.message("Same story as before.", [b.context(f"Same story, {first} {slack_time(seen_at, '{time}')}{name}")])


def not_read(faults: Sequence[str]) -> Message:
    """One line per link that could not be read, and why."""
    text = "\n".join(faults[:5])
    return b.message(text, [b.context(*(f":warning: {fault}" for fault in faults[:5]))])


def fault_line(url: str, reason: str) -> str:
    """Whose page it is and what stood in the way; already safe."""
    from urllib.parse import urlsplit

    host = (urlsplit(url).hostname or url)[:60].removeprefix("www.")
    return f"{escape(host)}: {escape(reason)}"


def added(catalyst: Catalyst, *, new: bool, by: str | None, before: Catalyst | None = None) -> Message:
    """For the person who clicked *Add to calendar*; `before` is the date it moved away from."""
    what = f"{escape(catalyst.ticker)} {kind_words(catalyst.kind)}, {escape(window_words(catalyst.window))}"
    if before is not None:
        old = escape(window_words(before.window))
        return b.message(
            "Moved on the calendar.", [b.section(f"Moved on this channel's calendar: *{what}*, was {old}.")]
        )
    if new:
        return b.message("Added to the calendar.", [b.section(f"Added to this channel's calendar: *{what}*.")])
    who = f" (added by <@{by}>)" if by else ""
    return b.message("Already on the calendar.", [b.section(f"Already on this channel's calendar{who}: *{what}*.")])


def examples() -> dict[str, Message]:
    """Every state, for the gallery."""
    from bot.cards.showcase import link as showcase
    from bot.cards.showcase.texts import NOW

    cards = {state: link_card(report, "0123456789abcdef") for state, report in showcase.reports().items()}
    wall = fault_line(
        "https://news.example/a", "The article is behind a paywall, so it cannot be read. Open it yourself."
    )
    normal = showcase.report()
    first, second = normal.catalysts
    return {
        **cards,
        "short": link_card(normal, "0123456789abcdef", short=True),
        "several links": many_links([link_card(normal, "0123456789abcdef", short=True)] * 2, [wall]),
        "same story": same_story("https://desk.slack.example/archives/C1/p1", NOW, normal.article.title),
        "not read": not_read([wall]),
        "added": added(first, new=True, by=None),
        "already there": added(first, new=False, by="U1"),
        "moved": added(second, new=True, by=None, before=first),
    }
