"""
The end of a press release that is no news: "About ...", safe-harbour statements, contacts, source lines. Pure.

Cut only behind the first third of a text and only at a line that is such a heading, so that an article about contacts or
about forward-looking statements stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADING = re.compile(
    r"""^(?:[-*•#\s]*)(?:
        about\s+(?!the\s+(?:author|writer|deal|study|trial|transaction|data|results|research)\b)[A-Z0-9“"'(][^.?!]{1,90}
      | (?:cautionary\s+(?:note|statement|language)s?|safe[\s-]harbou?r|forward[\s-]looking\s+(?:statement|information)s?
          |special\s+note\s+(?:regarding|about|on)\s+forward|disclosure\s+notice|disclaimer|non-gaap\s+financial\s+measures
          |use\s+of\s+non-gaap|no\s+offer\s+or\s+solicitation|additional\s+information\s+and\s+where\s+to\s+find)\b.{0,110}
      | (?:media|press|investor|company|corporate|public|for\s+(?:more|further)|ir|pr)\b[\w\s&/]{0,40}
          (?:contacts?|relations|inquiries|enquiries|information)\s*[:.]?
      | contacts?\s*[:.]?
      | (?:SOURCE|source:?)\s+\S.{0,90}
      | view\s+(?:source|original)\s+(?:version|content)\b.*
      | to\s+view\s+the\s+(?:source|original|full)\s+(?:version|press\s+release|content)\b.*
      | (?:\#\s?){2,}\#?|-\s?30\s?-|-\s?end\s?-
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_STATEMENT = re.compile(
    r"^(?:(?:certain\s+statements|this\s+(?:press\s+release|news\s+release|announcement|communication|document|article|release)|"
    r"(?:some|all)\s+statements|except\s+for\s+(?:the\s+)?historical|statements\s+(?:in|contained))\b.{0,200}forward[\s-]looking|"
    r"forward[\s-]looking\s+statements?\b.{0,30}(?:are|include|involve|in\s+this))",
    re.IGNORECASE,
)

_RELATED = re.compile(
    r"(?:related|recommended|more|other|latest|trending|popular|top)\s+(?:stories|articles|news|reading|coverage|headlines|posts)"
    r"(?:\s+(?:from|on|about)\s.{1,40})?:?|read\s+(?:more|next|also):?|see\s+also:?|you\s+(?:may|might)\s+also\s+like:?"
    r"|also\s+from\s+this\s+source:?|more\s+from\s+.{2,40}",
    re.IGNORECASE,
)
"""A heading over links to other stories."""
_ALSO = re.compile(
    r"(?:related|read\s+(?:more|next|also)|see\s+also|more\s+on\s+this)\s?[:|]\s?\S.{8,140}(?<![.!?])", re.IGNORECASE
)
"""One such link within the story."""


def without_links(text: str) -> str:
    """The text without lists of other stories (a heading with its items, "Related: ..." lines) and its author's own interests."""
    kept, inside = list[str](), False
    for line in text.split("\n"):
        stripped = line.strip()
        inside = bool(_RELATED.fullmatch(stripped)) or (inside and (not stripped or stripped.startswith("- ")))
        if not inside and not any(pattern.fullmatch(stripped) for pattern in (_ALSO, _FEED, _INTERESTS)):
            kept.append(line)
    return "\n".join(kept).strip()


_FEED = re.compile(r"the post .{3,200} (?:appeared first on|first appeared on) .{2,60}", re.IGNORECASE)
"""What a blog's feed sets under a story."""
_INTERESTS = re.compile(
    r"(?:full |author )?disclosures?: .{3,600}"
    r"|(?:[\w.’'-]+ ){1,6}(?:has|have) (?:no )?positions? in (?:and recommends?|any of) .{3,600}",
    re.IGNORECASE,
)
"""What its author or publisher owns or recommends."""
LONGEST_HEADING = 130
"""Characters."""
_ABOUT = re.compile(r"(?i:about\s+(?:the\s+)?)([A-Z0-9]\S*)")
_LEGAL = re.compile(r"forward[\s-]looking|safe[\s-]harbou?r|cautionary|disclosure\s+notice", re.IGNORECASE)


def without_boilerplate(text: str, *, release: bool = True) -> str:
    """
    Paragraphs up to the first boilerplate heading behind the first third; the text itself where there is none.

    What is not known to be a `release` is cut only where a heading about forward-looking statements proves it to be one.
    """
    lines = text.split("\n")
    total = sum(map(len, lines)) or 1
    seen = 0
    first, proven = None, release
    for index, line in enumerate(lines):
        stripped = line.strip()
        if seen > total / 3 and stripped and _is_end(stripped):
            first = index if first is None else first
            proven = proven or bool(_LEGAL.search(stripped[:400]))
            if proven:
                break
        seen += len(line)
    return "\n".join(lines[:first]).rstrip() if first is not None and proven else text


def news_part(text: str) -> str:
    """
    What stands before "About NAME" with a paragraph that introduces NAME: no page's text is cut for that, but no key fact
    is looked for there.
    """
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if index and len(line) <= LONGEST_HEADING and _introduces(line.strip(), lines[index + 1 : index + 3]):
            return "\n".join(lines[:index]).rstrip()
    return text


def _introduces(heading: str, below: Sequence[str]) -> bool:
    """Whether the line under "About Constellation" is one that introduces Constellation."""
    about = _ABOUT.match(heading)
    first = next((line.strip() for line in below if line.strip()), "")
    return (
        about is not None
        and first.removeprefix("The ").startswith(about[1].rstrip(":,."))
        and len(first) > len(heading)
    )


def _is_end(line: str) -> bool:
    if len(line) <= LONGEST_HEADING and _HEADING.match(line) and not line.endswith(("?", ",")):
        return True
    return bool(_STATEMENT.match(line[:400]))
