"""Who became an insider: Form 3, the first statement of a new officer, director or 10 % owner (Exchange Act Rule 16a-3(a))."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.insiders.filing import Filing
from bot.insiders.people import Identity, Person, identities


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One Form 3, or several that a group files over the same shares."""

    people: tuple[Person, ...]
    shares: float | None
    """Table I holdings; None where a line gives no count."""
    derivatives: bool
    """Whether options, warrants or convertibles are held, too."""
    since: date
    """The event that made them insiders."""
    filed: date
    url: str


def newcomers(filings: Sequence[Filing], known: Mapping[Identity, Person], as_of: date) -> tuple[Newcomer, ...]:
    """The newest Form 3 or 3/A of each owner, the latest filed first, the largest of a day first."""
    newest: dict[frozenset[Identity], Filing] = {}
    for filing in sorted(filings, key=lambda item: (str(item.filed or item.period or ""), item.accession)):
        initial = filing.form.removesuffix("/A") == "3" and filing.owners
        if initial and filing.period is not None and filing.period <= as_of:
            newest[frozenset(identities(filing))] = filing
    found: dict[tuple[object, ...], Newcomer] = {}
    for who, filing in newest.items():
        assert filing.period is not None  # noqa: S101 - looked at above
        shares = _shares(filing)
        people = tuple(known[each] for each in dict.fromkeys(identities(filing)) if each in known)
        key = (filing.period, shares or who)
        first = found.get(key)
        found[key] = Newcomer(
            tuple(dict.fromkeys((*first.people, *people))) if first else people,
            shares,
            any(row.derivative for row in filing.holdings),
            filing.period,
            filing.filed or filing.period,
            filing.url,
        )
    return tuple(sorted(found.values(), key=lambda each: (each.filed, each.shares or 0), reverse=True))


def _shares(filing: Filing) -> float | None:
    """A joint form's indirect line that tells a direct one again counts once."""
    lines = [row for row in filing.holdings if not row.derivative]
    direct = (
        {(row.security.casefold(), row.post_shares) for row in lines if row.direct} if len(filing.owners) > 1 else ()
    )
    counts = [
        row.post_shares for row in lines if row.direct or (row.security.casefold(), row.post_shares) not in direct
    ]
    return None if None in counts else sum(filter(None, counts))
