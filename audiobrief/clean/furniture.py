"""What stands around an article: which kind a text is, and what to cut out of one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from audiobrief.clean import bylines, datelines, embargo, headings

LONGEST = 800
"""Characters of the longest text that can be furniture; longer ones are prose."""

_EDGES = " \t\xa0.,:;|/•·>»«<→-–—+*()[]{}\"'0123456789"
_HINTS = ("Tab", "Fenster", "xterner Link")
"""Without one of these a text has no furniture inside but in brackets."""
_FURNISHED_ENDS = (")", ").", "]", "mehr", "lesen", "dazu", "…", "...", "»", "→", ">")
"""How a text ends that may have furniture there."""
_TAIL = 120
"""Characters of the longest furniture at the end of a text."""
_WORD = re.compile(r"[\w.@-]+")
_BEGINNING = re.compile(r"\b\w{1,6}|[©/|]")


_Finder = Callable[[str], "re.Match[str] | bool | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How to know one kind of furniture."""

    name: str
    longest: int
    openers: tuple[_Finder, ...]
    """What is tried on every text: they are quick."""
    needs: frozenset[str]
    """Beginnings of words without any of which the finders cannot match; empty if none is known."""
    finders: tuple[_Finder, ...]


def why(text: str) -> str | None:
    """The kind of furniture that a whole block or line is, or None where it may be prose."""
    stripped = text.strip()
    if not stripped or len(stripped) > LONGEST:
        return None
    lowered = stripped.lower()
    if lowered.startswith("von ") and bylines.is_byline(stripped):
        return "byline"  # also those that name an agency: no caption
    if embargo.is_notice(stripped):
        return "embargo"
    return _by_phrase(lowered) or _by_shape(stripped)


def strip_inline(text: str) -> str:
    """The text without the furniture inside it: `(Foto: dpa)`, `(dpa/AFP)` at its end."""
    inline = _inline()
    cut = _without(text, inline.bracketed) if "(" in text or "[" in text else text
    if any(map(text.__contains__, _HINTS)):
        cut = inline.anywhere.sub("", cut)
    tail = cut[-_TAIL:]
    if not tail.endswith(_FURNISHED_ENDS) and "infocom" not in tail:
        return cut.strip()
    return (cut[: len(cut) - len(tail)] + inline.end.sub("", tail)).strip()


def _without(text: str, pattern: re.Pattern[str]) -> str:
    """The text without what a pattern finds, and without the blanks before that."""
    parts, last = [], 0
    for match in pattern.finditer(text):
        parts.append(text[last : match.start()].rstrip())
        last = match.end()
    return "".join([*parts, text[last:]])


def _by_phrase(lowered: str) -> str | None:
    if named := _lines().get(lowered.strip(_EDGES)):
        return named
    beginnings = frozenset(_BEGINNING.findall(lowered))
    for kind in _kinds(lowered.count(" ") + 1):
        for opens in kind.openers:
            if opens(lowered):
                return kind.name
        if kind.finders and not (kind.needs and kind.needs.isdisjoint(beginnings)):
            for find in kind.finders:
                if find(lowered):
                    return kind.name
    return None


def _by_shape(text: str) -> str | None:
    if datelines.is_dateline(text):
        return "date"
    if bylines.is_byline(text):
        return "byline"
    if headings.is_glued_list(text):
        return "topics"
    return None


@cache
def _kinds(count: int) -> tuple[_Kind, ...]:
    """The kinds that have more to them than lines, for a text of so many words."""
    return tuple(
        kind for kind in _all_kinds() if count <= kind.longest and (kind.openers or kind.finders)
    )


@cache
def _all_kinds() -> tuple[_Kind, ...]:
    return tuple(_kind(name, row) for name, row in _table().items() if name != "inline")


def _kind(name: str, row: dict[str, Any]) -> _Kind:
    openers = [_spells(frozenset(row["words"]))] if "words" in row else []
    openers += [_compiled(row["start"]).match] if "start" in row else []
    finders = [_compiled(row["whole"]).fullmatch] if "whole" in row else []
    finders += [_compiled(row["part"]).search] if "part" in row else []
    return _Kind(
        name=name,
        longest=row["longest"],
        openers=tuple(openers),
        needs=frozenset(row.get("needs", ())),
        finders=tuple(finders),
    )


def _spells(words: frozenset[str]) -> _Finder:
    """What tells whether a text holds nothing but these words."""

    def spells(lowered: str) -> bool:
        first = _WORD.search(lowered)
        return bool(first and first[0] in words) and words.issuperset(_WORD.findall(lowered))

    return spells


def _compiled(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.DOTALL)


@cache
def _lines() -> dict[str, str]:
    """The kind of each text that is known as a whole; the first kind that lists it counts."""
    found: dict[str, str] = {}
    for name, row in _table().items():
        for line in row.get("lines", ()):
            found.setdefault(line, name)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inline:
    """How to know furniture inside a text."""

    bracketed: re.Pattern[str]
    anywhere: re.Pattern[str]
    end: re.Pattern[str]


@cache
def _inline() -> _Inline:
    forms = {name: "|".join(patterns) for name, patterns in _table()["inline"].items()}
    return _Inline(
        bracketed=re.compile(rf"[(\[](?:{forms['bracketed']})[)\]]", re.IGNORECASE),
        anywhere=re.compile(forms["anywhere"], re.IGNORECASE),
        end=re.compile(f"(?:{forms['end']})$", re.IGNORECASE),
    )


@cache
def _table() -> dict[str, dict[str, Any]]:
    text = (files(__package__) / "furniture.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
