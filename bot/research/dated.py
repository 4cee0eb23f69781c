"""What an article dates ahead, as catalysts of the companies it names. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.catalysts import Candidate, Undated, parse, to_catalyst, undated
from bot.catalysts.assets import DRUG_KINDS, asset_words
from bot.model import Article, Catalyst, Company, Mention, Source, Window
from bot.sentiment.sentences import Span, sentence_at, sentences
from bot.tickers.explicit import US

NO_TICKER = ""
_NEW_YORK = ZoneInfo("America/New_York")
_AMERICAN = US - {"OTC"}


YearEnd = Callable[[int], str | None]
"""The month and day ("0926") on which a company's fiscal year ends, by CIK; None where unknown."""


def dated(
    text: str,
    inside: Sequence[Mention],
    subject: Company | None,
    article: Article,
    source: Source,
    reference: date,
    year_end: YearEnd | None = None,
) -> tuple[tuple[Catalyst, Window | None], ...]:
    """
    Every window of the text with a kind, in order, with the window it replaces where the text gives an old one.

    The publish day is the `reference` for words such as "next quarter"; where the page gives none it is the day of reading,
    and the confidence is low. A window belongs to the company named nearest before it in its sentence, else nearest after
    it in its clause, else to the subject; a drug's or trial's to its owner, where somebody else writes of several companies,
    and with low confidence to the subject where the text does not say whose it is. Only a company's own release or filing
    is its own words, tier B; what a page says of it is C. `year_end` is asked only where a fiscal quarter or year needs it;
    without it such a window has no ends.
    """
    candidates = parse(text, reference)
    if not candidates:
        return ()
    spans = sentences(text)
    found = []
    own_words = article.kind in {"press release", "filing"}
    others = not own_words and any(mention.company != subject for mention in inside)
    for unresolved in candidates:
        named = _company(unresolved, text, inside, spans, subject)
        owned = others and named is None and unresolved.kind in DRUG_KINDS
        if owned:
            named = _owner(unresolved, text, inside, spans, subject)
        company = named or subject
        candidate = _resolved(unresolved, text, reference, company, year_end)
        if candidate is None:
            continue
        catalyst = to_catalyst(
            candidate,
            ticker=filed_under(company) if company else NO_TICKER,
            cik=company.cik if company else None,
            source=source,
            tier="B" if own_words and company == subject else "C",
        )
        if article.published is None or (owned and named is None):
            catalyst = dataclasses.replace(catalyst, confidence="low")
        found.append((catalyst, candidate.previous))
    return tuple(found)


_STEPS = re.compile(
    r"\b(?:s?NDA|s?BLA|MAA|IND|PDUFA|submi(?:t|ssion)\w*|advisory committee|biologics license|new drug application|spin-?offs?"
    r"|pivotal|registrational|launch\w*)\b",
    re.IGNORECASE,
)


def publish_day(article: Article, subject: Company | None) -> date | None:
    """
    The day from which the article's words count: in the zone its timestamp states, else, of a time in UTC, the day in New
    York where its subject is listed in the United States. None where the page gives no date.
    """
    if article.published_day is not None or article.published is None:
        return article.published_day
    return day_at(article.published, subject if article.published_precision == "time" else None)


def day_at(moment: datetime, subject: Company | None) -> date:
    """The day of a moment where its subject is listed: New York's for the exchanges of the United States, else UTC's."""
    american = subject is not None and subject.exchange in _AMERICAN
    return (moment.astimezone(_NEW_YORK) if american else moment.astimezone(UTC)).date()


def filed_under(company: Company) -> str:
    """The ticker, with its exchange for a foreign symbol of no list: "ASX:ALL" is not Allstate, nor another exchange's."""
    known = company.verified or company.exchange in US or ":" in company.ticker
    return company.ticker if known else f"{company.exchange}:{company.ticker}"


def expected(text: str, reference: date) -> tuple[Undated, ...]:
    """What the text expects without a date; read only where its words speak of regulators, launches or spin-offs."""
    if not _STEPS.search(text):
        return ()
    return tuple(undated(text, reference))


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


_THE_DEAL = re.compile(
    r"(?:the|this) (?:\w+ )?(?:transaction|deal|merger|acquisition|offering|takeover)\b", re.IGNORECASE
)
"""A sentence about the deal of the sentence before it."""
_NEXT_CLAUSE = re.compile(r";|,? (?:while|whereas|but)\b")


def _company(
    candidate: Candidate, text: str, inside: Sequence[Mention], spans: Sequence[Span], subject: Company | None
) -> Company | None:
    span = sentence_at(spans, candidate.start)
    if span is None:
        return None
    here = [mention for mention in inside if span.start <= mention.start < span.end]
    if not here and span != spans[0] and _THE_DEAL.match(text, span.start):
        told = spans[spans.index(span) - 1]
        here = [mention for mention in inside if told.start <= mention.start < told.end]
        return None if not here or subject in [mention.company for mention in here] else here[0].company
    before = [mention for mention in here if mention.end <= candidate.start]
    if before:
        return before[-1].company
    after = here[0] if here else None
    if after is None or _NEXT_CLAUSE.search(text, candidate.end, after.start):
        return None
    return after.company


_BELONGS = re.compile(
    r"(?:, (?:the|an?|its|their) [^,;.]{1,80}?)? (?:of|from|by) (?:(?:its|their|the) )?(?:[\w-]+ ){0,3}"
)
"""Between a drug and its owner: ", the donor-derived CAR-T of its partner "."""
_OWNS = re.compile(r"['’]s? (?:[\w-]+ ){0,5}")
"""Between an owner and its drug: "'s off-the-shelf CAR-T "."""


def _owner(
    candidate: Candidate, text: str, inside: Sequence[Mention], spans: Sequence[Span], subject: Company | None
) -> Company | None:
    """
    Whose drug or trial it is: from the first sentence that names it beside a company. There it is the one whose it is said
    to be, else the subject, else the only one.
    """
    asset = candidate.asset or asset_words(text[: candidate.start], candidate.start)
    for found in re.finditer(rf"(?<!\w){re.escape(asset)}(?!\w)", text, re.IGNORECASE) if asset else ():
        span = sentence_at(spans, found.start())
        here = [mention for mention in inside if span and span.start <= mention.start < span.end]
        if not here:
            continue
        said = [
            mention.company
            for mention in here
            if _BELONGS.fullmatch(text, found.end(), mention.start) or _OWNS.fullmatch(text, mention.end, found.start())
        ]
        named = [mention.company for mention in here]
        if said:
            return said[0]
        if subject in named:
            return subject
        return named[0] if len(set(named)) == 1 else None
    return None
