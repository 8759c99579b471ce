"""Pasted text as lines: invisible characters gone, hard-wrapped paragraphs joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from audiobrief.clean import words

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_ENDS = tuple('.!?…:;"“«»”)*|')
_QUOTE_MARK = re.compile(r"^(?:>\s?)+")
SHORTEST_WRAP = 40
LONGEST_WRAP = 120
"""Columns at which a mail program or a terminal wraps lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of pasted text."""

    text: str
    gap: bool
    """Whether an empty line, or the beginning of the text, is above it."""


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines that hold something, in order."""
    lines: list[Line] = []
    for block in _blocks(text):
        for place, line in enumerate(_unwrapped(block)):
            lines.append(Line(text=line, gap=place == 0))
    return tuple(lines)


def _blocks(text: str) -> list[list[str]]:
    """Runs of lines without an empty one between."""
    clean = _BREAKS.sub("\n", text.translate(_INVISIBLE))
    blocks: list[list[str]] = [[]]
    for raw in _SPACES.sub(" ", clean).split("\n"):
        line = _QUOTE_MARK.sub("", raw.strip()).strip()
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _unwrapped(block: list[str]) -> list[str]:
    width = _wrap_width(block)
    joined: list[list[str]] = []
    previous = ""
    for line in block:
        if previous and _continues(previous, line, width):
            joined[-1].append(line)
        else:
            joined.append([line])
        previous = line
    return [" ".join(parts) for parts in joined]


def _wrap_width(block: list[str]) -> int | None:
    """The column at which a block was wrapped: no line but the last had room for the next word."""
    if len(block) < 3:  # noqa: PLR2004 - two lines show no column
        return None
    width = max(map(len, block))
    if not SHORTEST_WRAP <= width <= LONGEST_WRAP:
        return None
    full = all(
        len(line) + 1 + len(after.split(" ", 1)[0]) > width - 1 for line, after in pairwise(block)
    )
    return width if full else None


def _continues(line: str, after: str, width: int | None) -> bool:
    """Whether a line is the next part of the sentence above it."""
    if width is not None:
        return True
    if len(line) < SHORTEST_WRAP // 2 or line.endswith(_ENDS):
        return False
    last = line.rsplit(" ", 1)[-1].lower()
    return last in words.function_words() or (
        after[:1].islower() and len(line) >= SHORTEST_WRAP // 2
    )
