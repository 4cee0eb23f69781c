"""
Key facts: the three to six sentences that carry an article's numbers, quoted exactly. Pure.

Each rule adds or takes points and says its name, so a choice can be explained: results against a comparator, deal terms,
guidance, dates, regulators. Sentences about somebody's opinion, past company history or legal language lose points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.articles.boilerplate import news_part
from bot.sentiment.sentences import sentences

LEAST, MOST = 3, 6
ENOUGH = 2.0
"""Points from which a sentence is a fact; below it only fills up to the least number."""
_MAX_SENTENCES = 400

FIGURE = re.compile(
    r"""
      (?:(?:US|C|A|HK)?[$€£¥]|\b(?:USD|EUR|GBP|CHF|DKK|SEK|NOK|JPY|CAD|AUD|HKD|CNY|RMB|INR))\s?
        (?:\d(?:[\d,.]*\d)?|\(\d(?:[\d,.]*\d)?\))(?:\s?(?:thousand|million|billion|trillion|bl?n|ml?n|mrd|mio|[mk])\b)?
    | \d[\d,.]*\s?(?:%|per\s?cent\b|percent(?:age)?(?:\spoints?)?\b|basis\spoints\b|bps\b)
    | (?<![\w/])\d{1,4}/\d{1,4}(?![\w/])
    | \d{1,4}\s(?:of|out\sof)\s\d{1,5}\b
    | \bp\s?[<=≤]\s?0?\.\d+
    | \d[\d,.]*(?:-|\s)?(?:fold|x)\b
    | \d[\d,.]*\d?\s(?:thousand|million|billion|trillion|bln|mln|cents?|euros?|dollars?|pounds?|patients?|shares?|people|employees
        |jobs|barrels|tons?|tonnes|ounces|units|months?|weeks?|days|years?|points?|stores|aircraft|jets|MW|GW|megawatts|gigawatts)\b
    | \b(?:early|mid|late|end)[\s-](?:of\s)?20\d\d\b
    | \b(?:[1-4]Q|[12]H|Q[1-4]\s?|H[12]\s?)(?:20)?\d\d\b
    | \b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?
        |Dec(?:ember)?)\.?\s\d{1,2}(?:,?\s20\d\d)?\b
    | \b20[2-9]\d\b
    | (?<![\w.,-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CALENDAR = re.compile(
    r"(?:early|mid|late|end|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|20\d\d$|[qh][1-4]|[1-4][qh]",
    re.IGNORECASE,
)
"""A figure that is only a date: no result and no price."""
_KEY = re.compile(r"[a-z0-9]+")
_STRONG = re.compile(
    r"[$€£¥%/]|\b(?:USD|EUR|GBP|CHF|DKK|SEK|NOK|JPY|CAD|AUD|HKD|CNY|RMB|INR)\b|[bm]ln\b|per\s?cent|million|billion|basis|fold|patients|cents",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence: `text[start:end]` of the article, the figures in it, and the rules that chose it."""

    text: str
    start: int
    end: int
    figures: tuple[tuple[int, int], ...]
    """Offsets into this sentence."""
    why: tuple[str, ...]
    """Names of the rules, the weightiest first: "result against a comparator", "deal terms"."""
    points: float


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    points: float
    pattern: re.Pattern[str]
    keys: frozenset[str]
    """The longest word of each phrase, four letters of it with an ending: a sentence without one is not searched."""
    needs_figure: bool = False


def _rule(name: str, points: float, phrases: str, *, needs_figure: bool = False) -> _Rule:
    """
    `phrases` are words between bars: a space is any white space or hyphen, `*` any ending, `..` up to sixty characters.
    Everything matches in lower case.
    """
    alternatives = [" ".join(phrase.split()) for phrase in phrases.split("|")]
    written = [
        re.escape(phrase).replace(r"\ \.\.\ ", r".{1,60}\b").replace(r"\ ", r"[\s-]+").replace(r"\*", r"\w*")
        for phrase in alternatives
    ]
    pattern = re.compile(r"\b(?:" + "|".join(written) + r")(?!\w)")
    longest = [max(re.split(r"[^a-z0-9*]+", phrase), key=len) for phrase in alternatives]
    keys = frozenset(f"{word[:4]}*" if word.endswith("*") else word for word in longest)
    return _Rule(name, points, pattern, keys, needs_figure)


_RULES: tuple[_Rule, ...] = (
    _rule("result against a comparator", 2.5, """versus|vs|compared with|compared to|against|relative to|up from|down from
        |year over year|year on year|than expected|than the consensus|than consensus|than estimate*|than forecast|than a year
        |placebo|control arm|estimate of|estimates of|from a year""", needs_figure=True),
    _rule("trial result", 2.0, """endpoint*|overall survival|progression free|event free|hazard ratio|statistically
        |met its primary|met the primary|futility|interim analysis|phase 1 .. data|phase 1 .. results
        |phase 2 .. data|phase 2 .. results|phase 3 .. data|phase 3 .. results|achieved .. response"""),
    _rule("trial figures", 2.0, "response rate*|remission|mrd|efficacy|objective response|overall response|responders",
        needs_figure=True),
    _rule("trial design", -1.2, "to evaluate|to assess|to compare|will evaluate|will assess|is evaluating|evaluating the"),
    _rule("safety", 1.2, """adverse event*|safety signal*|safety profile|well tolerated|clinical hold|death*
        |treatment discontinu*|black box|boxed warning"""),
    _rule("deal terms", 2.2, """acquire|acquires|acquisition|merger|merges|takeover|buyout
        |to buy|spin off|spinoff|tender offer|private placement|public offering|registered direct|license agreement
        |licensing agreement|exclusive license|definitive agreement"""),
    _rule("deal figures", 2.2, """acquired|per share|premium of|premium to|upfront|milestone*|royalt*|licens*|all cash
        |enterprise value|equity value|valued at|values|valuing|contingent value|break up fee|termination fee|term loan*
        |stake|priced|underwrit*|gross proceeds""", needs_figure=True),
    _rule("guidance", 2.2, """guides to|guided to|guides for|raised its|raises its|lowered its|lowers its|cut its|cuts its
        |raised guidance|raises guidance|lowered guidance|lowers guidance|withdraws guidance|withdrew guidance
        |withdrew its|reaffirms its|reaffirmed its|reaffirms guidance|reaffirmed guidance|now expects|now sees
        |expects .. revenue|expects .. sales|expects .. earnings|expects .. profit|expects .. margin
        |expects to complete|expects to report|expected to report|expects to close|plans an interim
        |expect .. revenue|expect .. sales"""),
    _rule("guidance in figures", 2.2, "guidance|outlook|forecast*|reiterat*|reaffirm*|for fiscal|for full year|for the full year",
        needs_figure=True),
    _rule("reported figures", 2.0, """revenue|revenues|sales of|net income|net loss|net sales|net profit|earnings|eps|ebitda
        |operating income|operating profit|operating margin|gross margin|cash flow|cash equivalents|in cash
        |cash runway|backlog|bookings
        |same store|dividend|buyback|repurchase*""", needs_figure=True),
    _rule("regulator", 1.8, """fda|ema|pdufa|approval|approved|approves|complete response|advisory committee|bla|nda|snda|510
        |sec|ftc|doj|antitrust|court|ruling|settlement|fine|fined|tariff*|subpoena*|investigation"""),
    _rule("change", 1.0, """rose|fell|increas*|decreas*|grew|declin*|climb*|dropp*|jump*|surg*|plung*|slid|gained|lost|cut
        |doubl*|tripl*|halv*|lay off|layoff*""", needs_figure=True),
    _rule("said or announced", 0.5, "announced|reported|said on|disclosed|showed"),
    _rule("legal language", -4.0, """forward looking|safe harbor|safe harbour|actual results may|actual results could
        |undue reliance|undertakes no obligation|undertake no obligation|rights reserved|investment advice|past performance
        |not constitute an offer|solicitation of an offer|to buy or sell
        |registration statement .. became effective|registration statement .. declared effective"""),
    _rule("market forecast", -2.5, """market .. projected to|market .. expected to reach|market .. expected to grow|cagr
        |market .. to reach|demand .. expected to|demand .. anticipated to|demand .. projected|demand .. by 20*|market forecasts
        |market .. forecast to|industry .. projected to|industry .. expected to reach|industry .. expected to grow"""),
    _rule("company history", -1.5, """founded in|headquartered|established in|was born|since its founding|graduated
        |years of experience|founded by"""),
    _rule("page furniture", -3.0, """click here|sign up|subscribe|read more|follow us|newsletter|conference call will
        |conference call can|dial in|dial into|access code|replay of|webcast|getty|photo by|photograph by|copyright
        |reporting by|editing by|www|http|https
        |paid advertising|sponsored content|on behalf of .. may|you are urged|please ask|appeared first on
        |cautionary statements|continue reading|story continues|already a subscriber"""),
    _rule("opinion", -0.8, "i think|we believe|in my view|thrilled|excited|proud|pleased|delighted|honored|honoured"),
)  # fmt: skip


def _rules_by(*, stems: bool) -> dict[str, tuple[int, ...]]:
    """Which rules a word, or the first four letters of one, may lead to."""
    found: dict[str, tuple[int, ...]] = {}
    for index, rule in enumerate(_RULES):
        for key in rule.keys:
            if key.endswith("*") is stems:
                found[key.removesuffix("*")] = (*found.get(key.removesuffix("*"), ()), index)
    return found


_BY_WORD, _BY_STEM = _rules_by(stems=False), _rules_by(stems=True)
_AHEAD = re.compile(
    r"\b(?:expect(?:s|ed)?|plan(?:s|ned)?|anticipat\w+|scheduled|will|due|target(?:s|ing|ed)?"
    r"|on track|slated|set to|by the end of|by year-end)\b"
)
_PERIOD = re.compile(
    r"\b(?:20[2-9]\d|quarter|half|year-end|january|february|march|april|june|july|august|september|october|november|december)\b"
)
_DATE_AHEAD = 1.8
_WORD = re.compile(r"[a-z]{4,}")
_DIGIT = re.compile(r"\d")
_PROSE = re.compile(r"[a-z]{3}")
_LINE, _ALL = re.compile(r"[^\n]+"), re.compile(r".+", re.DOTALL)
_EDGES = " \t\n|•●–—-*"
_ANNOUNCES = re.compile(
    r"\b(?:report|announc|provid|releas)(?:ed|es|ing)\b.{0,100}\b(?:financial|operating|quarter|year)\b.{0,30}\bresults\b"
)
"""A release's opening that only says that there are results."""
_ENDS = re.compile(r"[.!…\"”')]\Z")


def key_facts(text: str, title: str = "", *, most: int = MOST) -> tuple[Fact, ...]:
    """
    Three to `most` sentences in the order of the text; fewer where the text has fewer. Same text, same facts.

    A sentence that repeats the figures of a better one is left out; without enough figures the first sentences fill up.
    """
    spans = [piece for span in sentences(news_part(text))[:_MAX_SENTENCES] for piece in _pieces(text, *span)]
    title_words = _words(title)
    rated = [
        fact
        for index, (start, end) in enumerate(spans)
        if (fact := _rate(text[start:end], start, end, index, title_words, early=start * 2 < len(text))) is not None
    ]
    chosen = _choose(rated, most)
    return tuple(sorted(chosen, key=lambda fact: fact.start))


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentence without rules and dashes around it; of a table only rows with a single cell, as exhibits set bullets."""
    found = []
    for line in _LINE.finditer(text, start, end) if "|" in text[start:end] else (_ALL.match(text, start, end),):
        if line is None:
            continue
        inner = line.group().rstrip(_EDGES)
        first = line.start() + len(inner) - len(inner.lstrip(_EDGES))
        row = line.group().strip()
        if "|" not in inner.lstrip(_EDGES) or not (row.startswith("|") or row.endswith("|")):
            found.append((first, line.start() + len(inner)))
    return found


def _rate(sentence: str, start: int, end: int, index: int, title_words: frozenset[str], *, early: bool) -> Fact | None:
    count = len(sentence.split())
    if count < 6 or count > 75 or sentence.endswith("?") or not _PROSE.search(sentence):
        return None
    ends = _ENDS.search(sentence, len(sentence) - 1)
    lower = sentence.lower()
    words = frozenset(_WORD.findall(lower))
    if not ends and len(words - title_words) <= 1:
        return None  # the title again
    figures = tuple(match.span() for match in FIGURE.finditer(sentence)) if _DIGIT.search(sentence) else ()
    strong = sum(bool(_STRONG.search(sentence[a:b])) for a, b in figures)
    if not ends and count < 12 and not (early and strong):
        return None  # a heading or a caption; a highlight on top has its figure
    counted = any(not _CALENDAR.match(sentence, a, b) for a, b in figures)
    points = min(2.5, 0.9 * strong + 0.35 * (len(figures) - strong))
    named = [("figures", points)] if figures else []
    near = {index for word in _KEY.findall(lower) for index in (*_BY_WORD.get(word, ()), *_BY_STEM.get(word[:4], ()))}
    named += [
        (rule.name, rule.points)
        for rule in (_RULES[index] for index in sorted(near))
        if (counted or not rule.needs_figure) and rule.pattern.search(lower)
    ]
    if (found := _PERIOD.search(lower)) and _AHEAD.search(lower, max(0, found.start() - 140), found.start()):
        named.append(("date ahead", _DATE_AHEAD))
    if not strong and _ANNOUNCES.search(lower):
        named.append(("announces results", -2.0))
    if sentence[0] in "\"“'‘":
        named.append(("a quotation", -0.8))
    shared = len(words & title_words)
    if shared >= 3:
        named.append(("about the headline", min(1.5, 0.3 * shared)))
    if index < 4:
        named.append(("in the lead", 1.0 - 0.2 * index))
    if count > 50:
        named.append(("long", -0.6))
    total = sum(value for _name, value in named)
    why = tuple(name for name, value in sorted(named, key=lambda item: -item[1]) if value > 0)
    return Fact(sentence, start, end, figures, why, round(total, 2))


def _choose(rated: Sequence[Fact], most: int) -> list[Fact]:
    chosen: list[Fact] = []
    for fact in sorted(rated, key=lambda item: (-item.points, item.start)):
        if len(chosen) >= most or (fact.points < ENOUGH and len(chosen) >= LEAST):
            break
        if fact.points > 0 and not any(_repeats(fact, other) for other in chosen):
            chosen.append(fact)
    return chosen


def _repeats(fact: Fact, other: Fact) -> bool:
    """The same figures again, or nearly the same words."""
    mine, theirs = _figures(fact), _figures(other)
    if mine and mine <= theirs and len(_words(fact.text) & _words(other.text)) >= 5:
        return True
    words = _words(fact.text)
    return bool(words) and len(words & _words(other.text)) / len(words) > 0.75


def _figures(fact: Fact) -> frozenset[str]:
    return frozenset(re.sub(r"[\s,]", "", fact.text[a:b].lower()) for a, b in fact.figures)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
