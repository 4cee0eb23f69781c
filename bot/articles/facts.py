"""
Key facts: the three to six sentences that carry an article's numbers, quoted exactly. Pure.

Each rule adds or takes points and says its name, so a choice can be explained: results against a comparator, deal terms,
guidance, dates, regulators. Sentences about somebody's opinion, past company history or legal language lose points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.sentiment.sentences import sentences

LEAST, MOST = 3, 6
ENOUGH = 2.5
"""Points from which a sentence is a fact; below it only fills up to the least number."""
_MAX_SENTENCES = 400

FIGURE = re.compile(
    r"""
      (?:US|C|A|HK)?[$€£¥]\s?\d[\d,.]*\d?(?:\s?(?:thousand|million|billion|trillion|bn|mn|[mk])\b)?
    | \d[\d,.]*\s?(?:%|per\s?cent\b|percent(?:age)?(?:\spoints?)?\b|basis\spoints\b|bps\b)
    | (?<![\w/])\d{1,4}/\d{1,4}(?![\w/])
    | \d{1,4}\s(?:of|out\sof)\s\d{1,5}\b
    | \bp\s?[<=≤]\s?0?\.\d+
    | \d[\d,.]*(?:-|\s)?(?:fold|x)\b
    | \d[\d,.]*\d?\s(?:thousand|million|billion|trillion|cents?|euros?|dollars?|pounds?|patients?|shares?|people|employees|jobs
        |barrels|tons?|tonnes|ounces|units|months?|weeks?|days|years?|points?|stores|aircraft|jets|MW|GW|megawatts|gigawatts)\b
    | \b(?:early|mid|late|end)[\s-](?:of\s)?20\d\d\b
    | \b(?:[1-4]Q|[12]H|Q[1-4]\s?|H[12]\s?)(?:20)?\d\d\b
    | \b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?
        |Dec(?:ember)?)\.?\s\d{1,2}(?:,?\s20\d\d)?\b
    | \b20[2-9]\d\b
    | (?<![\w.,-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_STRONG = re.compile(r"[$€£¥%/]|per\s?cent|million|billion|basis|fold|patients|cents", re.IGNORECASE)


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
    needs_figure: bool = False


def _rule(name: str, points: float, pattern: str, *, needs_figure: bool = False) -> _Rule:
    return _Rule(name, points, re.compile(pattern, re.IGNORECASE | re.VERBOSE), needs_figure)


# fmt: off
_RULES: tuple[_Rule, ...] = (
    _rule("result against a comparator", 2.5,
          r"\b(?:versus|vs\.?|compared\s(?:with|to)|against|relative\sto|from\s[$€£]?\d|up\sfrom|down\sfrom|"
          r"year[-\s]over[-\s]year|"
          r"year[-\s]on[-\s]year|than\s(?:the\s)?(?:consensus|expected|estimate|forecast|a\syear)|placebo|control\sarm|"
          r"estimates?\sof)\b",
          needs_figure=True),
    _rule("trial result", 2.0,
          r"\b(?:endpoint|response\srate|overall\ssurvival|progression[-\s]free|event[-\s]free|hazard\sratio|statistically|"
          r"remission|MRD|efficacy|met\s(?:its|the)\sprimary|futility|interim\sanalysis|phase\s(?:[123]|"
          r"I{1,3})\b.{0,60}(?:results?|data|showed))"),
    _rule("safety", 1.2,
          r"\b(?:adverse\sevents?|safety|tolerat\w+|clinical\shold|deaths?|discontinu\w+|hospitali[sz]ations?|black\sbox)\b"),
    _rule("deal terms", 2.2,
          r"\b(?:acquir\w+|merg\w+|takeover|buyout|per\sshare|premium\s(?:of|to)|upfront|milestones?|royalt\w+|licens\w+|"
          r"all[-\s]cash|"
          r"enterprise\svalue|stake|spin[-\s]?off|tender\soffer|private\splacement|public\soffering|priced|underwrit\w+|"
          r"gross\sproceeds)\b"),
    _rule("guidance", 2.2,
          r"\b(?:guidance|outlook|forecasts?\b(?!.{0,20}market)|raised?\sits|lowered?\sits|cut\sits|reaffirm\w*|reiterat\w+|"
          r"now\sexpects|"
          r"expects?\s.{0,40}(?:revenue|sales|earnings|EPS|profit|margin|to\scomplete|to\sreport)|for\s(?:fiscal|"
          r"full[-\s]year))"),
    _rule("reported figures", 2.0,
          r"\b(?:revenues?|net\s(?:income|loss|sales|profit)|earnings|EPS|EBITDA|operating\s(?:income|profit|margin)|"
          r"gross\smargin|"
          r"cash\sflow|cash\sand\scash\sequivalents|backlog|bookings|same[-\s]store|dividend|buyback|"
          r"repurchase)\b", needs_figure=True),
    _rule("regulator", 1.8,
          r"\b(?:FDA|EMA|PDUFA|approv(?:al|ed|es)|complete\sresponse|advisory\scommittee|BLA|NDA|sNDA|510\(k\)|SEC|FTC|DOJ|"
          r"antitrust|"
          r"court|ruling|settlement|fined?|tariffs?|subpoena|investigation)\b"),
    _rule("date ahead", 1.8,
          r"\b(?:expect(?:s|ed)?|plan(?:s|ned)?|anticipat\w+|scheduled|will|due|target(?:s|ing|ed)?|on\strack|slated|set\sto|"
          r"by\sthe\send\sof)\b"
          r".{0,120}\b(?:20[2-9]\d|quarter|half|year[-\s]end|January|February|March|April|June|July|August|September|October|"
          r"November|December)\b"),
    _rule("change", 1.0,
          r"\b(?:rose|fell|increas\w+|decreas\w+|grew|declin\w+|climb\w+|dropp\w+|jump\w+|surg\w+|plung\w+|slid|gained|lost|"
          r"cut|doubl\w+|"
          r"tripl\w+|halv\w+|lay\soff|layoffs)\b", needs_figure=True),
    _rule("said or announced", 0.5, r"\b(?:announced|reported|said\s(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
          r"disclosed|showed)\b"),
    _rule("legal language", -4.0,
          r"forward[-\s]looking|safe\sharbou?r|actual\sresults\s(?:may|could)\sdiffer|not\sundue\sreliance|"
          r"undertakes?\sno\sobligation|"
          r"all\srights\sreserved|investment\sadvice|past\sperformance"),
    _rule("market forecast", -2.5, r"\b(?:market|industry)\b.{0,60}\b(?:projected|expected|forecast|estimated)\sto\s(?:reach|"
          r"grow|surpass|exceed)|\bCAGR\b"),
    _rule("company history", -1.5, r"\b(?:founded\sin|headquartered|established\sin|was\sborn|since\sits\sfounding|graduated|"
          r"years\sof\sexperience)\b"),
    _rule("page furniture", -3.0,
          r"\b(?:click\shere|sign\sup|subscribe|read\smore|follow\sus|newsletter|conference\scall\s(?:will|can)|dial[-\s]in|"
          r"webcast|getty|"
          r"photo(?:graph)?\sby|copyright|reporting\sby|editing\sby|@\w+|www\.|https?:)"),
    _rule("opinion", -0.8, r"^[\"“'‘]|\b(?:I\sthink|we\sbelieve|in\smy\sview|thrilled|excited|proud|pleased|delighted|"
          r"honou?red)\b"),
)
# fmt: on


def key_facts(text: str, title: str = "", *, most: int = MOST) -> tuple[Fact, ...]:
    """
    Three to `most` sentences in the order of the text; fewer where the text has fewer. Same text, same facts.

    A sentence that repeats the figures of a better one is left out; without enough figures the first sentences fill up.
    """
    spans = sentences(text)[:_MAX_SENTENCES]
    title_words = _words(title)
    rated = [
        fact
        for index, span in enumerate(spans)
        if (fact := _rate(span.of(text), span.start, span.end, index, title_words)) is not None
    ]
    chosen = _choose(rated, most)
    return tuple(sorted(chosen, key=lambda fact: fact.start))


def _rate(sentence: str, start: int, end: int, index: int, title_words: frozenset[str]) -> Fact | None:
    count = len(sentence.split())
    if count < 6 or count > 75 or sentence.endswith("?") or not re.search(r"[a-z]{3}", sentence):
        return None
    ends = re.search(r"[.!…\"”')]\s*$", sentence)
    if not ends and (count < 12 or len(_words(sentence) - title_words) <= 1):
        return None  # a heading, a caption or the title again
    figures = tuple(match.span() for match in FIGURE.finditer(sentence))
    strong = sum(bool(_STRONG.search(sentence[a:b])) for a, b in figures)
    points = min(2.5, 0.9 * strong + 0.35 * (len(figures) - strong))
    named = [("figures", points)] if figures else []
    for rule in _RULES:
        if (figures or not rule.needs_figure) and rule.pattern.search(sentence):
            named.append((rule.name, rule.points))  # noqa: PERF401 - one rule a line reads better
    shared = len(_words(sentence) & title_words)
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
    return frozenset(re.findall(r"[a-z]{4,}", text.lower()))
