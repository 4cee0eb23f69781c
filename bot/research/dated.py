"""What an article dates ahead, as catalysts of the companies it names. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from datetime import date

from bot.catalysts import Candidate, Undated, parse, to_catalyst, undated
from bot.model import Article, Catalyst, Company, Mention, Source, Window
from bot.sentiment.sentences import Span, sentence_at, sentences

NO_TICKER = ""


YearEnd = Callable[[int], str | None]
"""The month and day ("0926") on which a company's fiscal year ends, by CIK; None where unknown."""


def dated(
    text: str,
    inside: Sequence[Mention],
    subject: Company | None,
    article: Article,
    source: Source,
    today: date,
    year_end: YearEnd | None = None,
) -> tuple[tuple[Catalyst, Window | None], ...]:
    """
    Every window of the text with a kind, in order, with the window it replaces where the text gives an old one.

    The publish date is the reference for words such as "next quarter"; where the page gives none it is `today`, and the
    confidence is low. A window belongs to the company named nearest before it in its sentence, else nearest after it,
    else to the subject. `year_end` is asked only where a fiscal quarter or year needs it; without it such a window has no ends.
    """
    reference = article.published.date() if article.published else today
    candidates = parse(text, reference)
    if not candidates:
        return ()
    spans = sentences(text)
    found = []
    for unresolved in candidates:
        company = _company(unresolved, inside, spans) or subject
        candidate = _resolved(unresolved, text, reference, company, year_end)
        if candidate is None:
            continue
        catalyst = to_catalyst(
            candidate,
            ticker=company.ticker if company else NO_TICKER,
            cik=company.cik if company else None,
            source=source,
        )
        if article.published is None:
            catalyst = dataclasses.replace(catalyst, confidence="low")
        found.append((catalyst, candidate.previous))
    return tuple(found)


_STEPS = re.compile(
    r"\b(?:s?NDA|s?BLA|MAA|IND|PDUFA|submi(?:t|ssion)\w*|advisory committee|biologics license|new drug application|spin-?offs?"
    r"|pivotal|registrational|launch\w*)\b",
    re.IGNORECASE,
)


def expected(text: str, article: Article, today: date) -> tuple[Undated, ...]:
    """What the text expects without a date; read only where its words speak of regulators, launches or spin-offs."""
    if not _STEPS.search(text):
        return ()
    return tuple(undated(text, article.published.date() if article.published else today))


def ahead(catalyst: Catalyst, today: date) -> bool:
    """Whether it is still to come: a window that is open, unresolved, or ends today or later."""
    return catalyst.window.end is None or catalyst.window.end >= today


def _resolved(
    candidate: Candidate, text: str, reference: date, company: Company | None, year_end: YearEnd | None
) -> Candidate | None:
    """A fiscal window with its ends, where the company's year end is known; None where it turns out to be over."""
    fiscal = candidate.window.precision == "fiscal" and candidate.window.start is None and candidate.window.end is None
    if not fiscal or year_end is None or company is None or company.cik is None:
        return candidate
    known = year_end(company.cik)
    if known is None:
        return candidate
    again = parse(text, reference, fiscal_year_end=known)
    return next((item for item in again if (item.start, item.kind) == (candidate.start, candidate.kind)), None)


def _company(candidate: Candidate, inside: Sequence[Mention], spans: Sequence[Span]) -> Company | None:
    span = sentence_at(spans, candidate.start)
    if span is None:
        return None
    here = [mention for mention in inside if span.start <= mention.start < span.end]
    before = [mention for mention in here if mention.end <= candidate.start]
    if before:
        return before[-1].company
    return here[0].company if here else None
