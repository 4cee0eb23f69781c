"""Who is who across filings: identity is the CIK; names change their order and spelling over the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.insiders.filing import Filing, Owner
from bot.insiders.roles import short_role

Identity = int | str
"""A CIK, or the filed name (else the title) in lower case where a filing leaves the CIK out."""


@dataclass(frozen=True, slots=True)
class Person:
    """An owner over all filings."""

    identity: Identity
    name: str
    """The spelling most filings use; "n/a" where none gives a name."""
    title: str
    entity: bool
    insider: bool
    """True for officers and directors, on any filing."""
    ten_percent: bool


def identity(owner: Owner) -> Identity:
    """What tells this owner from others."""
    return owner.cik if owner.cik is not None else (owner.filed_name or owner.title).casefold()


def identities(filing: Filing) -> tuple[Identity, ...]:
    """All owners of a filing."""
    return tuple(identity(owner) for owner in filing.owners)


def people(filings: Sequence[Filing]) -> Mapping[Identity, Person]:
    """Everybody who owns in these filings; the newest filing's title stands."""
    names: dict[Identity, Counter[str]] = {}
    newest: dict[Identity, Owner] = {}
    insider: set[Identity] = set()
    ten_percent: set[Identity] = set()
    for filing in sorted(filings, key=lambda item: str(item.filed or item.period or "")):
        for owner in filing.owners:
            who = identity(owner)
            names.setdefault(who, Counter())[owner.name] += 1
            if who not in newest or owner.title or not newest[who].title:
                newest[who] = owner
            if owner.officer or owner.director:
                insider.add(who)
            if owner.ten_percent:
                ten_percent.add(who)
    return {
        who: Person(
            identity=who,
            name=counted.most_common(1)[0][0] or "n/a",
            title=newest[who].title or _relation(newest[who]),
            entity=newest[who].entity,
            insider=who in insider,
            ten_percent=who in ten_percent,
        )
        for who, counted in names.items()
    }


def role_of(owner: Owner) -> str:
    """Every word an owner's office goes by: title, short form and relation."""
    return " ".join([owner.title, short_role(owner.title), *(["director"] if owner.director else []), _relation(owner)])


def _relation(owner: Owner) -> str:
    if owner.officer:
        return "Officer"
    if owner.director:
        return "Director"
    return "10 % owner" if owner.ten_percent else ""
