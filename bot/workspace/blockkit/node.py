"""A value inside a payload, where it stands (JSON pointer), and the checks every Block Kit rule is made of."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

URL_MOST: Final = 3000
ID_MOST: Final = 255
TEXT_MOST: Final = 3000
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_TYPE_NAMES: Final = ((bool, "boolean"), (str, "string"), (int, "integer"), (dict, "object"), (list, "array"))


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value with its place; `fail` writes a problem in Slack's words into the shared list."""

    value: Any
    pointer: str
    problems: list[str]

    def fail(self, what: str) -> None:
        """Write down a problem of this value."""
        self.problems.append(f"[ERROR] {what} [json-pointer:{self.pointer or '/'}]")

    def child(self, key: str | int) -> "Node":
        """Return the value under a key or index; None when it is absent."""
        if isinstance(key, int):
            return Node(self.value[key], f"{self.pointer}/{key}", self.problems)
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Node(value, f"{self.pointer}/{key}", self.problems)

    def items(self) -> Iterator["Node"]:
        """Yield the items of an array."""
        if isinstance(self.value, list):
            for index in range(len(self.value)):
                yield self.child(index)

    @property
    def kind(self) -> str:
        """The `type` of an object, "" where it is missing or no text."""
        found = self.value.get("type") if isinstance(self.value, dict) else None
        return found if isinstance(found, str) else ""

    def has(self, key: str) -> bool:
        """Return whether an object holds this key with a value."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def is_object(self) -> bool:
        """Check that the value is an object."""
        if not isinstance(self.value, dict):
            self.fail("must be an object")
            return False
        return True

    def require(self, *keys: str) -> None:
        """Check that an object holds these keys."""
        for key in keys:
            if not self.has(key):
                self.fail(f"missing required field: {key}")

    def only(self, *keys: str) -> None:
        """Check that an object holds no other keys than these and `type`, `block_id`."""
        for key in self.value:
            if key not in keys and key not in ("type", "block_id"):
                self.fail(f"invalid additional property: {key}")

    def length(self, most: int, least: int = 1) -> None:
        """Check the length of a string."""
        if not isinstance(self.value, str):
            self.fail("must be a string")
        elif len(self.value) > most:
            self.fail(f"must be less than {most + 1} characters")
        elif len(self.value) < least:
            self.fail(f"must be more than {least - 1} characters")

    def string(self, key: str, most: int, *, least: int = 1, required: bool = False) -> None:
        """Check a string under a key."""
        if self.has(key):
            self.child(key).length(most, least)
        elif required:
            self.fail(f"missing required field: {key}")

    def url(self, key: str, *, required: bool = False, web_only: bool = False) -> None:
        """Check an address under a key."""
        self.string(key, URL_MOST, required=required)
        value = self.value.get(key)
        if isinstance(value, str) and value:
            fits = value.startswith(("http://", "https://")) if web_only else bool(_SCHEME.match(value))
            if not fits or any(character.isspace() for character in value):
                self.child(key).fail("must be a valid URL")

    def kind_of(self, key: str, kind: type, *, required: bool = False) -> None:
        """Check the JSON type of a value under a key."""
        if not self.has(key):
            if required:
                self.fail(f"missing required field: {key}")
            return
        value = self.value[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.child(key).fail(f"must be of type {dict(_TYPE_NAMES)[kind]}")

    def number(self, key: str, least: int, most: int) -> None:
        """Check a whole number under a key."""
        self.kind_of(key, int)
        value = self.value.get(key)
        if isinstance(value, int) and not least <= value <= most:
            self.child(key).fail(f"must be between {least} and {most}")

    def one_of(self, key: str, choices: Collection[str], *, required: bool = False) -> None:
        """Check that a string under a key is one of a few."""
        if self.has(key):
            value = self.value[key]
            if not isinstance(value, str) or value not in choices:
                self.child(key).fail(f"must be one of: {', '.join(sorted(choices))}")
        elif required:
            self.fail(f"missing required field: {key}")

    def pattern(self, key: str, expression: str, what: str) -> None:
        """Check a string under a key against a regular expression."""
        value = self.value.get(key)
        if value is not None and not (isinstance(value, str) and re.fullmatch(expression, value)):
            self.child(key).fail(f"must be {what}")

    def count(self, most: int, least: int = 1) -> bool:
        """Check an array's length; return whether it is an array."""
        if not isinstance(self.value, list):
            self.fail("must be an array")
            return False
        if len(self.value) > most:
            self.fail(f"no more than {most} items allowed")
        elif len(self.value) < least:
            self.fail(f"must have at least {least} item{'s' if least > 1 else ''}")
        return True

    def unique(self, key: str) -> None:
        """Check that no two objects of an array have the same value under a key."""
        seen: set[str] = set()
        for item in self.items():
            value = item.value.get(key) if isinstance(item.value, dict) else None
            if isinstance(value, str):
                if value in seen:
                    item.child(key).fail(f'{key} "{value}" already exists')
                seen.add(value)
