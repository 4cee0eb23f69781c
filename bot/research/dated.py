"""What an article dates ahead, as catalysts of the companies it names. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.catalysts.events import Candidate, Undated, parse, undated
from bot.model import Article, Catalyst, Company, Confidence, Mention, Source, Window
from bot.sentiment.sentences import Span, sentences

MAX_SENTENCE = 600
NO_TICKER = ""


def dated(
    text: str, inside: Sequence[Mention], subject: Company | None, article: Article, source: Source, today: date
) -> tuple[tuple[Catalyst, Window | None], ...]:
    """
    Every window of the text with a kind, in order, with the window it replaces where the text gives an old one.

    The publish date is the reference for words such as "next quarter"; where the page gives none it is `today`, and the
    confidence is low. A window belongs to the company named nearest before it in its sentence, else nearest after it,
    else to the subject.
    """
    reference = article.published.date() if article.published else today
    candidates = parse(text, reference)
    if not candidates:
        return ()
    spans = sentences(text)
    found = []
    for candidate in candidates:
        company = _company(candidate, inside, spans) or subject
        confidence: Confidence = "low" if article.published is None else candidate.confidence
        found.append(
            (
                Catalyst(
                    ticker=company.ticker if company else NO_TICKER,
                    cik=company.cik if company else None,
                    kind=candidate.kind,
                    window=candidate.window,
                    sentence=candidate.sentence[:MAX_SENTENCE],
                    source=source,
                    confidence=confidence,
                    asset=candidate.asset,
                    note=f"previously {candidate.previous.phrase}" if candidate.previous else "",
                ),
                candidate.previous,
            )
        )
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


def overlap(one: Window, other: Window) -> bool:
    """Whether two windows share a day; a month of grace, since old dates are often quoted roughly."""
    grace = timedelta(days=31)
    starts = (one.start or date.min + grace, other.start or date.min + grace)
    ends = (one.end or date.max - grace, other.end or date.max - grace)
    return starts[0] - grace <= ends[1] and starts[1] - grace <= ends[0]


def _company(candidate: Candidate, inside: Sequence[Mention], spans: Sequence[Span]) -> Company | None:
    span = next((span for span in spans if span.start <= candidate.start < span.end), None)
    if span is None:
        return None
    here = [mention for mention in inside if span.start <= mention.start < span.end]
    before = [mention for mention in here if mention.end <= candidate.start]
    if before:
        return before[-1].company
    return here[0].company if here else None
