"""
The training examples: permissive public sets and the own corpus, split by text, with what is changed at random per epoch.

Splits are by hash, so that they stay when rows are added: public sets by text (one tenth held back, which the rules' fitting holds
back too; half of it for tuning, half for the final figures), the own corpus by story: texts that share a company stay together.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))

from bot.sentiment.hints import tidy, told

LABELS = ("negative", "neutral", "positive")
CORPUS = Path(__file__).parent / "corpus"
_SYMBOL = re.compile(r"\$?[A-Z]{2,5}\d?")
_WORD = re.compile(r"(?<![\w@#$/.'’-])[a-z]{3,}(?![\w/'’-])")
_CASHTAG = re.compile(r"\$[A-Z]{1,5}\b")

JOINED = 0.15
"""Chance that a short text is also shown beside another one; about two in three pairs have two labels."""
JOINED_LENGTH = 150

VARIED = 0.14
"""Chance that a word is replaced (`varied`)."""

Example = tuple[str, str, tuple[float, float, float]]
"""First segment, second segment, class probabilities to learn."""


@dataclass(frozen=True, slots=True)
class Item:
    """One label: a text, the target in it with its place (or None: the text as a whole), and the set it comes from."""

    text: str
    target: str | None
    span: tuple[int, int] | None
    label: int
    source: str
    split: str
    others: tuple[str, ...] = ()
    """The other targets of the text."""
    conflict: bool = False
    """True where targets of the text have different labels."""
    group: str = ""
    """The story or text it belongs to: what must stay together in a split."""
    goal: tuple[float, float, float] | None = None
    """Class probabilities to learn in the place of the label: the label mixed with what other models say (`soften`)."""


def marked(text: str, span: tuple[int, int] | None) -> str:
    """
    The text as the model sees it: tidied, the mention between asterisks, and behind a figure that another one stands beside which
    of them is higher.
    """
    if span is None:
        return told(tidy(text))
    start, end = span
    return told(" * ".join(map(tidy, (text[:start], text[start:end], text[end:]))).strip())


def find(text: str, name: str) -> tuple[int, int] | None:
    """The first place of a name: as a word, else anywhere, else in any case."""
    first = start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not any(char.isalnum() or char == "_" for char in (text[start - 1 : start] + text[end : end + 1])):
            return start, end
        start = text.find(name, start + 1)
    if first >= 0:
        return first, first + len(name)
    match = re.search(re.escape(name), text, re.IGNORECASE)
    return match.span() if match else None


def load(folder: Path) -> list[Item]:
    """Every item of the public sets in `folder` and of the own corpus."""
    items: list[Item] = []
    for source, name, column in (
        ("sentfin", "sentfin_train.csv", "headline"),
        ("finentity", "finentity_half.csv", "text"),
    ):
        texts: dict[str, list[tuple[str, tuple[int, int] | None, str]]] = {}
        for row in _rows(folder / name):
            text = row[column]
            span = (int(row["start"]), int(row["end"])) if "start" in row else find(text, row["entity"])
            texts.setdefault(text, []).append((row["entity"], span, row["label"]))
        for text, targets in texts.items():
            items += _text_items(text, targets, source, _public_split(text), text)
    for row in _rows(folder / "tfns_train.csv"):
        text = row["text"]
        items.append(Item(text, None, None, LABELS.index(row["label"]), "tfns", _public_split(text), group=text))
    return items + load_corpus()


def corpus_rows() -> list[dict[str, Any]]:
    """The own corpus as it is written (corpus/GUIDE.md), file by file."""
    return [
        json.loads(line)
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def load_corpus() -> list[Item]:
    """The own corpus, split by story."""
    rows = corpus_rows()
    stories = _stories(rows)
    items: list[Item] = []
    for row, (split, story) in zip(rows, stories, strict=True):
        targets = [(t["name"], find(row["text"], t["name"]) if t["name"] else None, t["label"]) for t in row["targets"]]
        items += _text_items(row["text"], targets, "own", split, story)
    return items


def fold(item: Item, count: int) -> int:
    """Which of `count` parts an item belongs to; a story stays together."""
    return _hash("fold " + item.group) % count


def soften(
    items: Iterable[Item], answers: Mapping[tuple[str, str | None], Sequence[float]], share: float
) -> list[Item]:
    """Items whose goal is `share` of what models that never saw them answer, and the label for the rest."""
    made = []
    for item in items:
        answer = answers.get((item.text, item.target))
        if answer is None:
            made.append(item)
            continue
        mixed = [share * p + (1 - share) * (place == item.label) for place, p in enumerate(answer)]
        made.append(replace(item, goal=(mixed[0], mixed[1], mixed[2])))
    return made


def _text_items(
    text: str, targets: Sequence[tuple[str | None, tuple[int, int] | None, str]], source: str, split: str, group: str
) -> list[Item]:
    names = tuple(name for name, _, _ in targets if name)
    conflict = len({label for _, _, label in targets}) > 1
    return [
        Item(
            text, name, span, LABELS.index(label), source, split,
            tuple(other for other in names if other != name), conflict, group,
        )
        for name, span, label in targets
    ]  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _hash(text: str) -> int:
    return int(hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(), 16)


def _public_split(text: str) -> str:
    words = hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()
    if int(words[:8], 16) % 10 != 9:
        return "train"
    return "dev" if int(words[8], 16) % 2 else "test"


def _stories(rows: Sequence[dict[str, object]]) -> list[tuple[str, str]]:
    """(split, story) of each row. Texts joined by a company are one story; a story larger than 60 texts trains."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    keys: list[str] = []
    for row in rows:
        targets: list[dict[str, str]] = row["targets"]  # type: ignore[assignment]
        names = sorted({t["name"].lstrip("$").split()[0].lower() for t in targets if t["name"]}) or [str(row["text"])]
        for name in names[1:]:
            parent[root(name)] = root(names[0])
        keys.append(names[0])
    stories: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        stories.setdefault(root(key), []).append(index)
    splits = [("train", "")] * len(rows)
    for members in stories.values():
        if len(members) > 60:
            for i in members:
                splits[i] = ("train", str(rows[i]["text"]))
            continue
        story = min(str(rows[i]["text"]) for i in members)
        number = _hash(story) % 9
        for i in members:
            splits[i] = ("test" if number == 0 else "dev" if number == 1 else "train", story)
    return splits


class Names:
    """Company names and symbols to put in the place of others, so that the model reads the sentence, not the name."""

    def __init__(self, items: Iterable[Item]) -> None:
        names = {item.target for item in items if item.target and item.source == "own" and item.split == "train"}
        self.names = sorted(name for name in names if not _SYMBOL.fullmatch(name) and len(name) > 3)

    def draw(self, like: str, rng: random.Random) -> str:
        """A name of the same sort: a symbol for a symbol."""
        if _SYMBOL.fullmatch(like):
            symbol = "".join(rng.choice("ABCDEFGHIKLMNOPRSTUVWXYZ") for _ in range(rng.choice((3, 4, 4, 4, 5))))
            return "$" + symbol if like.startswith("$") else symbol
        kind = rng.random()
        if kind < 0.15:
            return "$" + self.draw("AAAA", rng)
        if kind < 0.25:
            return self.draw("AAAA", rng)
        name = rng.choice(self.names)
        return name.split()[0] if kind < 0.4 and len(name.split()[0]) > 4 else name


def altered(item: Item, names: Names, rng: random.Random) -> Example:
    """An item as trained on in one epoch: (first segment, marked text, goal), names swapped now and then."""
    text, target = item.text, item.target
    goal = item.goal or _certain(item.label)
    if item.source == "tfns":
        tags = set(_CASHTAG.findall(text))
        if len(tags) == 1 and rng.random() < 0.3:
            target = tags.pop()
            return target, marked(text, find(text, target)), goal
        return "", marked(text, None), goal
    if target is None:
        return "", marked(text, None), goal
    swap = {"own": 0.35, "sentfin": 0.12, "finentity": 0.25}[item.source]
    span = item.span
    changed: dict[str, str] = {}
    if rng.random() < swap:
        new = names.draw(target, rng)
        if new not in text:
            changed[target] = new
    for other in item.others:
        if rng.random() < swap / 2 and other not in target and target not in other:
            new = names.draw(other, rng)
            if new not in text:
                changed[other] = new
    if not changed and len(item.others) == 1 and rng.random() < 0.1:
        other = item.others[0]
        if other not in target and target not in other:  # the two change places: the label stays with the place
            changed = {target: other, other: target}
    if changed:
        pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(changed, key=len, reverse=True))
        text = re.sub(pattern, lambda match: changed[match.group()], text)
        target = changed.get(target, target)
        span = find(text, target)
    return target, marked(text, span), goal


def joined(item: Item, other: Item, rng: random.Random) -> Item:
    """An item beside a text about another company, before or after it: its label stays, for only its own part is about it."""
    assert item.target is not None
    assert item.span is not None
    first, second = (item, other) if rng.random() < 0.6 else (other, item)
    link = " " if first.text.rstrip()[-1:] in ".!?" else rng.choice(("; ", ". ", ", while ", " | ", " as "))
    head = first.text.rstrip() + link
    start, end = item.span
    shift = 0 if first is item else len(head)
    names = (other.target,) if other.target else ()
    return replace(
        item,
        text=head + second.text,
        span=(start + shift, end + shift),
        others=tuple(dict.fromkeys((*item.others, *names, *other.others))),
        conflict=True,
    )


def _shares_name(item: Item, other: Item) -> bool:
    """Whether either text names a target of the other."""
    return any(
        name.lower() in text.lower()
        for text, targets in ((other.text, (item.target, *item.others)), (item.text, (other.target, *other.others)))
        for name in targets
        if name
    )


def _joinable(item: Item) -> bool:
    return item.source in {"sentfin", "own"} and is_short(item)


def is_short(item: Item) -> bool:
    """Whether it leaves room for another text beside it."""
    return item.span is not None and len(item.text) <= JOINED_LENGTH


def varied(item: Item, alike: Mapping[str, Sequence[str]], rng: random.Random) -> Item | None:
    """
    An item with about one word in seven outside the targets replaced by one of like meaning or its opposite. What it says
    then, only a model that reads the new text can tell. None where no word of it is in `alike`.
    """
    names = (name for name in (item.target, *item.others) if name)
    kept = [match.span() for name in names for match in re.finditer(re.escape(name), item.text)]
    places = [
        match
        for match in _WORD.finditer(item.text)
        if match.group() in alike and not any(start < match.end() and match.start() < end for start, end in kept)
    ]
    if not places:
        return None
    chosen = [match for match in places if rng.random() < VARIED] or [rng.choice(places)]
    text, span = item.text, item.span
    for match in reversed(chosen):
        new = rng.choice(alike[match.group()])
        text = text[: match.start()] + new + text[match.end() :]
        if span is not None and match.start() < span[0]:
            shift = len(new) - len(match.group())
            span = (span[0] + shift, span[1] + shift)
    return replace(item, text=text, span=span, goal=None)


def _certain(label: int) -> tuple[float, float, float]:
    return (float(label == 0), float(label == 1), float(label == 2))


def epoch(items: Sequence[Item], names: Names, rng: random.Random) -> list[Example]:
    """
    One epoch: the small FinEntity twice, conflicting headlines twice now and then, some copies without a target, some short
    texts beside one of another label (of the same set) that does not name their target.
    """
    examples: list[Example] = []
    seen: set[str] = set()
    short = {source: [i for i in items if i.source == source and _joinable(i)] for source in ("sentfin", "own")}
    for item in items:
        if _joinable(item) and rng.random() < JOINED:
            other = rng.choice(short[item.source])
            if other.label != item.label and not _shares_name(item, other):
                examples.append(altered(joined(item, other, rng), names, rng))
        copies = 2 if item.source == "finentity" else 1
        if item.source != "own" and item.conflict and rng.random() < 0.6:
            copies += 1
        examples.extend(altered(item, names, rng) for _ in range(copies))
        if item.target and not item.conflict and item.text not in seen and rng.random() < 0.4:
            seen.add(item.text)
            examples.append(altered(replace(item, target=None, span=None), names, rng))
    rng.shuffle(examples)
    return examples


def plain(item: Item) -> Example:
    """An item as it is, for measuring."""
    return item.target or "", marked(item.text, item.span), _certain(item.label)


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file trained on."""
    paths = [folder / name for name in ("sentfin_train.csv", "tfns_train.csv", "finentity_half.csv")]
    paths += sorted(CORPUS.glob("*.jsonl"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
