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
_HINTS = ("(", "[", "Tab", "Fenster", "xterner Link")
"""Without one of these a text has no furniture inside."""
_FURNISHED_ENDS = (")", ").", "]", "mehr", "lesen", "dazu", "…", "...", "»", "→", ">")
"""How a text ends that may have furniture there."""
_TAIL = 120
"""Characters of the longest furniture at the end of a text."""
_WORD = re.compile(r"[\w.@-]+")


_Finder = Callable[[str], "re.Match[str] | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How to know one kind of furniture."""

    name: str
    longest: int
    needs: tuple[str, ...]
    """Strings without any of which `whole` and `part` cannot match; empty if there are none."""
    words: frozenset[str]
    start: _Finder | None
    whole: _Finder | None
    part: _Finder | None

    @property
    def has_patterns(self) -> bool:
        """Whether there is anything to try."""
        return bool(self.words or self.start or self.whole or self.part)

    def knows(self, lowered: str) -> bool:
        """Whether a text is of this kind."""
        if self.words and self._spells(lowered):
            return True
        if self.start is not None and self.start(lowered):
            return True
        if self.needs and not any(map(lowered.__contains__, self.needs)):
            return False
        if self.whole is not None and self.whole(lowered):
            return True
        return self.part is not None and bool(self.part(lowered))

    def _spells(self, lowered: str) -> bool:
        """Whether a text holds nothing but the words of this kind."""
        first = _WORD.search(lowered)
        return bool(first and first[0] in self.words) and self.words.issuperset(
            _WORD.findall(lowered)
        )


def why(text: str) -> str | None:
    """The kind of furniture that a whole block or line is, or None where it may be prose."""
    stripped = text.strip()
    if not stripped or len(stripped) > LONGEST:
        return None
    if stripped[:4].lower() == "von " and bylines.is_byline(stripped):
        return "byline"  # also those that name an agency: no caption
    if embargo.is_notice(stripped):
        return "embargo"
    return _by_phrase(stripped) or _by_shape(stripped)


def strip_inline(text: str) -> str:
    """The text without the furniture inside it: `(Foto: dpa)`, `(dpa/AFP)` at its end."""
    anywhere, end = _inline()
    cut = anywhere.sub("", text) if any(map(text.__contains__, _HINTS)) else text
    tail = cut[-_TAIL:]
    if not tail.endswith(_FURNISHED_ENDS) and "infocom" not in tail:
        return cut.strip()
    return (cut[: len(cut) - len(tail)] + end.sub("", tail)).strip()


def _by_phrase(text: str) -> str | None:
    lowered = text.lower()
    count = lowered.count(" ") + 1
    core = lowered.strip(_EDGES)
    if named := _lines().get(core):
        return named
    for kind in _kinds(count):
        if kind.knows(lowered):
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
    return tuple(kind for kind in _all_kinds() if count <= kind.longest and kind.has_patterns)


@cache
def _all_kinds() -> tuple[_Kind, ...]:
    return tuple(_kind(name, row) for name, row in _table().items() if name != "inline")


def _kind(name: str, row: dict[str, Any]) -> _Kind:
    return _Kind(
        name=name,
        longest=row["longest"],
        needs=tuple(row.get("needs", ())),
        words=frozenset(row.get("words", ())),
        start=_compiled(row["start"]).match if "start" in row else None,
        whole=_compiled(row["whole"]).fullmatch if "whole" in row else None,
        part=_compiled(row["part"]).search if "part" in row else None,
    )


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


@cache
def _inline() -> tuple[re.Pattern[str], re.Pattern[str]]:
    row = _table()["inline"]
    anywhere = re.compile("|".join(row["anywhere"]), re.IGNORECASE)
    end = re.compile(f"(?:{'|'.join(row['end'])})$", re.IGNORECASE)
    return anywhere, end


@cache
def _table() -> dict[str, dict[str, Any]]:
    text = (files(__package__) / "furniture.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
