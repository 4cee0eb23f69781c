"""
What fuzzy words for dates mean here: one table, shown in help and open to change (facts/catalysts.md, 4).

They are choices, not facts: "mid-2027" is May to August because a year's middle third is. Every window keeps the writer's
own words beside them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conventions:
    """The numbers behind the words. Change them with `dataclasses.replace`."""

    month_parts: tuple[int, int] = (10, 20)
    """Last day of the early and of the middle part of a month."""
    coming_days: int = 10
    coming_weeks: int = 8
    """Weeks; also for "shortly"."""
    coming_months: int = 6
    """Months; also for "near term"."""
    coming_quarters: int = 4
    american_order: bool = True
    """6/12/2027 is 12 June only where this is False; a day above 12 decides for itself."""


DEFAULT = Conventions()


def table(conventions: Conventions = DEFAULT) -> tuple[tuple[str, str], ...]:
    """(what is written, which window it is), for help texts."""
    early, middle = conventions.month_parts
    order = "US order, month first" if conventions.american_order else "day first"
    return (
        ("early / mid / late 2027", "January to April / May to August / September to December"),
        ("mid-to-late 2027", "May to December"),
        ("early / mid / late 1H27", "the first / middle / last two months of the half"),
        ("early / mid / late Q3", "the first / second / third month of the quarter"),
        ("early / mid / late June", f"days 1 to {early} / {early + 1} to {middle} / {middle + 1} to the end"),
        ("first half of June", "days 1 to 15"),
        ("by, before, no later than, through X", "today to the end of X"),
        ("end of 2027, year-end", "December, around"),
        ("end of Q3 / end of June", "its last month / its last third, around"),
        ("as early as X", "X, as the earliest"),
        ("after X", "from the day after X, open"),
        ("on or about 12 June", "that day, around"),
        ("in six weeks", "that day, around"),
        ("spring, summer, fall, winter", "March to May, June to August, September to November, December to February"),
        ("this week / month / quarter / year", "today to its end"),
        ("next week", "Monday to Sunday"),
        ("week of 8 June", "7 days from that day"),
        ("coming days", f"{conventions.coming_days} days, low confidence"),
        ("coming weeks, shortly", f"{conventions.coming_weeks} weeks, low confidence"),
        ("coming months, near term", f"{conventions.coming_months} months, low confidence"),
        ("coming quarters", f"{conventions.coming_quarters} quarters, low confidence"),
        ("within 90 days, the next 12-18 months", "today to the far end"),
        ("in 12 to 18 months", "from the near end to the far end"),
        ("June, Q3, Thursday without a year", "the next one"),
        ("Q2-Q3, 2027-2028", "from the first to the last"),
        ("6/12/2027", order),
        ("fiscal Q2, FY27", "open until the company's fiscal year end is known"),
    )
