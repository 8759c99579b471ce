"""What a rule for feeds can say, and the rules that many are made of."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from audiobrief.publish.feed import ATOM, ITUNES, PODCAST
from audiobrief.publish.feed.tree import Element

KNOWN_SPACES = {ITUNES: "itunes", PODCAST: "podcast", ATOM: "atom"}


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """Directories reject the feed or the episode."""
    WARNING = "warning"
    """Some players show it wrong, or a recommendation is not followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault of a feed."""

    line: int
    severity: Severity
    message: str


Findings = Iterator[Finding]


def error(line: int, message: str) -> Finding:
    """What directories reject."""
    return Finding(line=line, severity=Severity.ERROR, message=message)


def warning(line: int, message: str) -> Finding:
    """What could be better."""
    return Finding(line=line, severity=Severity.WARNING, message=message)


@cache
def rules() -> dict[str, Any]:
    """The lists of `rules.toml`."""
    return tomllib.loads((files(__package__) / "rules.toml").read_text(encoding="utf-8"))


def shown(element: Element) -> str:
    """An element's name as one would write it: `itunes:image`."""
    space, _, name = element.name.rpartition(" ")
    return f"{KNOWN_SPACES.get(space, space)}:{name}" if space else name


def own(name: str) -> str:
    """The full name of `itunes:image`."""
    prefix, _, local = name.rpartition(":")
    space = next((uri for uri, short in KNOWN_SPACES.items() if short == prefix), "")
    return f"{space} {local}" if space else local


def needed(parent: Element, name: str, why: str) -> Findings:
    """A fault where an element is missing or empty."""
    element = parent.first(own(name))
    if element is None:
        yield error(parent.line, f"<{shown(parent)}> has no <{name}>: {why}")
    elif not element.text and not element.attributes.keys() & {"href", "text"}:
        yield error(element.line, f"<{name}> is empty: {why}")


def each(parent: Element, name: str, good: Callable[[str], bool], what: str) -> Findings:
    """A fault for every element of that name whose text is not good."""
    for element in parent.all(own(name)):
        if not good(element.text):
            yield error(element.line, f"<{name}> is '{element.text[:60]}', which is not {what}")
