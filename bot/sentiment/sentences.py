"""
Cut a text into sentences, by offsets, in one pass: abbreviations, decimals, initials, tickers, bullets and headlines.

The text itself is never changed: every sentence is `text[start:end]`, so that mentions, drivers and highlights keep
their places. Cost is linear in the length of the text.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.sentiment.wordlists import words

MAX_SENTENCE = 1200
"""Characters after which a run without any full stop is cut at the next white space (tables, hostile input)."""

_ABBREVIATIONS = words(
    """
    inc corp co ltd llc plc cos bros dr mr mrs ms prof sr jr st mt vs v no nos approx est dept gov sen rep gen capt
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri
    fig figs al ed eds vol pp dist univ assn ave blvd e.g i.e cf ca viz resp adj avg incl excl mn bn mln bln
    u.s u.k u.n e.u a.m p.m ph.d m.d b.s n.v s.a s.p.a a.g a.b l.p d.c n.y rs cr nasd messrs hon rev sgt lt col
    ft ph exp eng engl med
    """
)
"""Tokens whose full stop does not end a sentence when more of the sentence follows."""

_MAY_END = words("inc corp co ltd llc plc cos bros jr sr u.s u.k u.n e.u a.m p.m mn bn mln bln cr n.v s.a l.p d.c al")
"""Abbreviations that do end a sentence when a word that usually opens one follows ("... Acme Inc. The company")."""

_OPENERS = words(
    """
    the a an this that these those it its he she they we our i you in on at for but and as if when while after before
    since although however meanwhile separately additionally analysts shares based under total net there with during
    following also both all each some many most what why how
    """
)

_BOUNDARY = re.compile(r"(?<![.!?…])[.!?…]++[\"')\]”’»]*+(?=\s)")
"""A whole run of marks, tried once: each of them tried anew would cost the square of a long run."""
_INITIALS = re.compile(r"[A-Z](?:\.[A-Z]){0,3}")
_LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.&]*$")
_NEXT_WORD = re.compile(r"\s*[\"'(\[“‘«$#@*•–—-]*\s*([A-Za-z]+|\d|.)", re.DOTALL)
_BULLET = re.compile(r"\s*(?:[•‣▪◦●·*]|[-–—](?=\s)|\(?\d{1,2}[.)](?=\s)|\(?[a-z]\)(?=\s)|#{1,6}(?=\s))")
_SPACE = re.compile(r"\s")


class Span(NamedTuple):
    """A stretch of a text; `end` is exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


class Paragraph(NamedTuple):
    """Lines that belong together, and the sentences in them."""

    span: Span
    sentences: tuple[Span, ...]


@functools.lru_cache(maxsize=8)
def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """
    Paragraphs (separated by a blank line, or by single line breaks in unwrapped text) with their sentences.

    The last few texts are remembered: scores, facts and read-through of one article each ask for them.
    """
    if "\n" not in text:
        sentences = tuple(_sentences(text, Span(0, len(text))))
        return (Paragraph(Span(sentences[0].start, sentences[-1].end), sentences),) if sentences else ()
    found = []
    for block in _blocks(text):
        pieces = _wrapped(text, block) if _is_wrapped(text, block) else _lines(text, block)
        for piece in pieces:
            sentences = tuple(_sentences(text, piece))
            if sentences:
                found.append(Paragraph(Span(sentences[0].start, sentences[-1].end), sentences))
    return tuple(found)


def sentences(text: str) -> tuple[Span, ...]:
    """Every sentence of the text, in order."""
    return tuple(span for paragraph in paragraphs(text) for span in paragraph.sentences)


def sentence_at(spans: Sequence[Span], place: int) -> Span | None:
    """The sentence that holds this place of the text; None between two."""
    index = bisect.bisect_right(spans, place, key=lambda span: span.start) - 1
    return spans[index] if index >= 0 and place < spans[index].end else None


def is_line(text: str) -> bool:
    """Is the text plainly one sentence: one line that opens with a capital and holds no end of a sentence?"""
    return (
        0 < len(text) <= MAX_SENTENCE
        and "\n" not in text
        and text[0].isupper()
        and not text[-1].isspace()
        and _BOUNDARY.search(text) is None
    )


def _blocks(text: str) -> list[Span]:
    """Stretches between blank lines."""
    blocks = []
    start = 0
    for gap in re.finditer(r"\n[^\S\n]*\n\s*", text):
        blocks.append(Span(start, gap.start()))
        start = gap.end()
    blocks.append(Span(start, len(text)))
    return blocks


def _is_wrapped(text: str, block: Span) -> bool:
    """
    True where line breaks only wrap the prose, as in e-mail and EDGAR text: three or more lines of like length,
    of which few end a sentence.
    """
    lines = block.of(text).split("\n")
    if len(lines) < 3:
        return False
    body = lines[:-1]
    if any(_BULLET.match(line) for line in lines[1:]):
        return False
    lengths = [len(line.rstrip()) for line in body]
    ended = sum(line.rstrip()[-1:] in ".!?:" for line in body)
    return max(lengths) <= 110 and min(lengths) >= 40 and ended * 2 < len(body)


def _wrapped(_text: str, block: Span) -> list[Span]:
    return [block]


def _lines(text: str, block: Span) -> list[Span]:
    """Each line by itself; one that ends no sentence goes on where the next begins with a small letter."""
    spans: list[Span] = []
    start = block.start
    for line in block.of(text).split("\n"):
        begin, end = start, start + len(line)
        if spans and line.lstrip()[:1].islower() and text[: spans[-1].end].rstrip()[-1:] not in ".!?:;":
            begin = spans.pop().start
        spans.append(Span(begin, end))
        start = end + 1
    return spans


def _sentences(text: str, piece: Span) -> list[Span]:
    found: list[Span] = []
    start = piece.start
    for mark in _BOUNDARY.finditer(text, piece.start, piece.end):
        if not _ends_here(text, start, mark, piece.end):
            continue
        _keep(text, start, mark.end(), found)
        start = mark.end()
    _keep(text, start, piece.end, found)
    return found


def _ends_here(text: str, start: int, mark: re.Match[str], limit: int) -> bool:
    """Does this mark, before white space, end the sentence?"""
    following = _NEXT_WORD.match(text, mark.end(), limit)
    if following is None:
        return True
    word = following.group(1)
    if word[0].islower() or mark.group()[0] != ".":
        return not word[0].islower()
    before = _LAST_WORD.search(text, max(start, mark.start() - 12), mark.start())
    if before is None:
        digits = text[max(start, mark.start() - 3) : mark.start()].strip()
        return not (mark.start() - start <= 3 and digits.isdigit())  # "1. Capital structure" is a bullet, not an end
    last = before.group()
    lower = last.lower().rstrip(".")
    if lower in _ABBREVIATIONS:
        return lower in _MAY_END and word.lower() in _OPENERS and word[0].isupper()
    if _INITIALS.fullmatch(last):  # "J. Smith", "J.P. Morgan", unless a clear opener follows ("Series A. The ...")
        return word.lower() in _OPENERS and len(word) > 1
    return True


def _keep(text: str, start: int, end: int, found: list[Span]) -> None:
    """Add the span without white space and bullet marks around it, cut where it runs on for ever."""
    if 0 < end - start <= MAX_SENTENCE and text[start].isupper() and not text[end - 1].isspace():
        found.append(Span(start, end))  # the usual case
        return
    while start < end:
        stop = end
        if end - start > MAX_SENTENCE:
            gap = _SPACE.search(text, start + MAX_SENTENCE, end)
            stop = gap.start() if gap else min(end, start + 2 * MAX_SENTENCE)
        bullet = _BULLET.match(text, start, stop)
        first = bullet.end() if bullet else start
        while first < stop and text[first].isspace():
            first += 1
        last = stop
        while last > first and text[last - 1].isspace():
            last -= 1
        if any(character.isalnum() for character in text[first:last]):
            found.append(Span(first, last))
        start = stop
