"""Dates as filers write them in prose: "September 14, 2021", "14 September 2021", "9/14/21", "2021-09-14"."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"

DATE = (
    rf"(?:{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s*\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:day\s+)?(?:of\s+)?{_MONTH}[\s,-]*\d{{4}}"
    r"|\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d))"
)
"""A pattern (folded text, no groups) for one full date."""
_PARTS = re.compile(r"\d+|[a-z]{3,}")


def read_date(text: str) -> date | None:
    """The date a match of `DATE` stands for; US order for figures; None where there is no such day."""
    parts = [part for part in _PARTS.findall(text) if part not in {"of", "nd", "rd", "th", "st", "day"}]
    word = next((part for part in parts if part in _MONTHS), None)
    figures = [int(part) for part in parts if part.isdigit()]
    try:
        if word:
            day, year = figures
            month = _MONTHS[word]
        elif len(parts[0]) == 4:
            year, month, day = figures
        else:
            month, day, year = figures
        return date(year + 2000 if year < 100 else year, month, day)
    except (ValueError, IndexError):
        return None
