"""The words around a match: what case and gender are read from."""

from __future__ import annotations

import re
from functools import cache

from audiobrief.normalise.rule import Match

_WINDOW = 90  # characters to each side: enough for six words, and the cost stays linear


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")


def before(found: Match) -> list[str]:
    """The words and marks in front of a match, the nearest first."""
    return before_at(found.string, found.start())


def after(found: Match) -> list[str]:
    """The words and marks behind a match, the nearest first."""
    return after_at(found.string, found.end())


def before_at(text: str, place: int) -> list[str]:
    """The words and marks in front of a place, the nearest first."""
    return _token().findall(text, max(0, place - _WINDOW), place)[::-1]


def after_at(text: str, place: int) -> list[str]:
    """The words and marks behind a place, the nearest first."""
    return _token().findall(text, place, place + _WINDOW)


def ends_text(found: Match) -> bool:
    """Whether nothing but closing marks follows."""
    return not found.string[found.end() : found.end() + _WINDOW].strip(" \u00a0\"'”“«»’‘)]*…")
