"""What stands around an article: which kind a text is, and what to cut out of one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from audiobrief.clean import bylines, datelines, headings

LONGEST = 800
"""Characters of the longest text that can be furniture; longer ones are prose."""

_EDGES = " \t\xa0.,:;|/•·>»«<→-–—+*()[]{}\"'0123456789"
_WORD = re.compile(r"[\w.@-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How to know one kind of furniture."""

    name: str
    longest: int
    lines: frozenset[str]
    words: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def knows(self, lowered: str, core: str, words: frozenset[str]) -> bool:
        """Whether a text is of this kind."""
        return (
            core in self.lines
            or (bool(self.words) and bool(words) and words <= self.words)
            or any(pattern.match(lowered) for pattern in self.patterns)
        )


def why(text: str) -> str | None:
    """The kind of furniture that a whole block or line is, or None where it may be prose."""
    stripped = text.strip()
    if not stripped or len(stripped) > LONGEST:
        return None
    if stripped[:4].lower() == "von " and bylines.is_byline(stripped):
        return "byline"  # also those that name an agency: no caption
    return _by_phrase(stripped) or _by_shape(stripped)


def strip_inline(text: str) -> str:
    """The text without the furniture inside it: `(Foto: dpa)`, `(dpa/AFP)` at its end."""
    anywhere, end = _inline()
    cut = anywhere.sub("", text)
    tail = cut[-LONGEST:]
    return (cut[: len(cut) - len(tail)] + end.sub("", tail)).strip()


def _by_phrase(text: str) -> str | None:
    lowered = text.lower()
    count = lowered.count(" ") + 1
    core = lowered.strip(_EDGES)
    words = frozenset(_WORD.findall(lowered)) if count <= 16 else frozenset()  # noqa: PLR2004
    for kind in _kinds():
        if count <= kind.longest and kind.knows(lowered, core, words):
            return kind.name
    return None


def _by_shape(text: str) -> str | None:
    if datelines.is_dateline(text):
        return "date"
    if bylines.is_byline(text):
        return "byline"
    if headings.glued(text) >= 3:  # noqa: PLR2004 - one glued kicker is a headline, three are a list
        return "topics"
    return None


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(_kind(name, row) for name, row in _table().items() if name != "inline")


def _kind(name: str, row: dict[str, Any]) -> _Kind:
    wrapped = (
        *_joined(row.get("whole", ()), "(?:{})$"),
        *_joined(row.get("start", ()), "(?:{})"),
        *_joined(row.get("part", ()), ".*?(?:{})"),
    )
    return _Kind(
        name=name,
        longest=row["longest"],
        lines=frozenset(row.get("lines", ())),
        words=frozenset(row.get("words", ())),
        patterns=wrapped,
    )


def _joined(patterns: list[str], frame: str) -> tuple[re.Pattern[str], ...]:
    if not patterns:
        return ()
    return (re.compile(frame.format("|".join(patterns)), re.DOTALL),)


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
