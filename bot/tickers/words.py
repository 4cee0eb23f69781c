"""Words that decide how much evidence a company name needs: English words, people, places, famous brands."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

WORDS_FILE = Path(__file__).parent / "data" / "mention_words.txt"

DESCRIPTORS = frozenset(
    """
    therapeutics pharmaceuticals pharmaceutical pharma biopharma biopharmaceuticals biosciences bioscience bio biologics
    biotherapeutics biotech biotechnology biotechnologies medical medicines medicine sciences science technologies
    technology tech holdings holding group international global worldwide energy financial bancorp bancshares banc labs
    laboratories systems solutions resources mining minerals metals gold silver lithium uranium copper exploration
    industries enterprises partners capital acquisition entertainment media networks network communications software
    interactive digital health healthcare brands foods stores motor motors automotive airlines air lines materials
    products services realty properties trust reit platforms platform quantum robotics semiconductor semiconductors
    devices instruments oncology genetics genomics diagnostics immunotherapeutics immunotherapies companies usa america
    marine power electric infrastructure logistics parent n a fund bank insurance markets computing pharmacy stock
    """.split()  # noqa: SIM905 - reads as a list
)
"""What a company does or how it is built, not what it is called: dropped from the end to find its short name."""

DRUG_WORDS = frozenset(
    """
    therapeutics pharmaceuticals pharmaceutical pharma biopharma biopharmaceuticals biosciences bioscience bio biologics
    biotherapeutics biotech biotechnology biotechnologies medicines medicine biomedicines biomedical genetics genomics
    oncology immunotherapeutics immunotherapies therapies vaccines
    """.split()  # noqa: SIM905 - reads as a list
)
"""Of these, what makers of medicines call themselves: any word before one of them is a company's name."""

HOLDERS = frozenset({"holdings", "holding", "group", "companies", "worldwide", "parent"})
"""Words that people leave out when they say the whole name: United Airlines (Holdings)."""

PLACES = frozenset(
    """
    america american americas africa african asia asian europe european eu uk us usa britain british canada canadian china
    chinese india indian indonesia japan japanese korea korean mexico mexican brazil brazilian israel israeli australia
    australian zealand germany german france french italy italian spain spanish portugal swiss switzerland ireland irish
    scotland england taiwan singapore thailand thai vietnam philippines russia russian ukraine turkey greece greek poland
    nordic norway norwegian sweden swedish denmark danish finland argentina chile chilean peru colombia panama latin
    california texas florida virginia washington york london paris tokyo ohio georgia carolina alabama alaska hawaii hawaiian
    colorado nevada arizona utah oregon idaho montana kansas kentucky tennessee louisiana mississippi missouri michigan
    minnesota wisconsin illinois indiana iowa nebraska dakota oklahoma arkansas maine vermont massachusetts connecticut
    jersey delaware maryland pennsylvania columbia boston chicago houston dallas atlanta denver seattle portland miami
    vegas philadelphia pittsburgh cincinnati cleveland columbus detroit baltimore charlotte nashville memphis orlando tampa
    phoenix austin sacramento francisco angeles diego jose oakland hollywood manhattan brooklyn ontario quebec alberta
    toronto montreal vancouver ottawa calgary sydney melbourne hong kong shanghai beijing shenzhen mumbai delhi dubai
    atlantic pacific caribbean arctic antarctic mediterranean alps
    """.split()  # noqa: SIM905 - reads as a list
)
"""Places and nations: never a company's short name, even where the company is in the text."""

FUNCTION_WORDS = frozenset(
    """
    a an the in on at by of for from to with and or but as if when while after before since although though because
    this that these those its his her their our your my it he she they we you i is are was were be has have had will
    would could should may might not no yes so than then there here what which who how why where all both each more
    most other some such only own same also now just about into over under between through during against among per
    via versus vs new today yesterday meanwhile however despite following according like unlike including among
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december about shares stock analysts analyst investors ceo cfo president chairman
    """.split()  # noqa: SIM905 - reads as a list
)
"""Capitalised at the start of a sentence or line and never part of a name that follows."""


@dataclass(frozen=True, slots=True)
class Words:
    """The sections of the shipped word file, lower case but for `letters` and `acronyms`."""

    common: frozenset[str]
    proper: frozenset[str]
    brands: frozenset[str]
    careful: frozenset[str]
    first: frozenset[str]
    generic: frozenset[str]
    letters: frozenset[str]
    medical: frozenset[str]
    acronyms: frozenset[str]
    platforms: frozenset[str]
    indices: frozenset[str]
    ordinary: frozenset[str]

    def coined(self, word: str) -> bool:
        """Whether a word names nothing but a company as far as is known: no English word, person or place."""
        return word in self.brands or not (
            word in self.common
            or word in self.proper
            or word in self.generic
            or word in self.first
            or word in DESCRIPTORS
            or word.isdigit()
        )


@functools.cache
def load_words() -> Words:
    """The shipped file; raises `OSError` or `ValueError` where the installation is broken."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in WORDS_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            current.extend(line.split())
    return Words(**{name: frozenset(words) for name, words in sections.items()})
