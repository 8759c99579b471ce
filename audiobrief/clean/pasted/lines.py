"""Pasted text as lines: invisible characters gone, hard-wrapped paragraphs joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from audiobrief.clean import words

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_ENDS = tuple('.!?…:;"“«»”)*|')
_QUOTE_MARK = re.compile(r"^(?:>\s?)+")
_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|svg|avif)$", re.IGNORECASE)
SHORTEST_WRAP = 40
LONGEST_WRAP = 120
_RAGGED = 10
"""Columns at which a mail program or a terminal wraps lines, and how ragged their edge is."""


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
    for sign in _INVISIBLE:
        text = text.replace(sign, "")
    blocks: list[list[str]] = [[]]
    for raw in text.splitlines():
        line = _unquoted(" ".join(raw.split()))
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _unquoted(line: str) -> str:
    """A line without the marks of a quoted mail."""
    return _QUOTE_MARK.sub("", line).strip() if line.startswith(">") else line


def _unwrapped(block: list[str]) -> list[str]:
    width = _wrap_width(block)
    joined: list[list[str]] = []
    previous = ""
    for line in block:
        wrapped = bool(joined) and len(joined[-1]) > 1
        if previous and _continues(previous, line, width, wrapped=wrapped):
            joined[-1].append(line)
        else:
            joined.append([line])
        previous = line
    return [" ".join(parts) for parts in joined]


def _wrap_width(block: list[str]) -> int | None:
    """The column at which a block was wrapped: no line but the last had room for the next word."""
    breaks = list(pairwise(block))
    broken = sum(_mid_sentence(line, after) for line, after in breaks)
    running = any(after[0].islower() or _is_open(line) for line, after in breaks)
    if len(block) < 3 or not running or 2 * broken < len(block):  # noqa: PLR2004 - two lines show no column
        return None
    width = max(map(len, block))
    if not SHORTEST_WRAP <= width <= LONGEST_WRAP:
        return None
    full = all(
        len(line) + 1 + len(after.split(" ", 1)[0]) > width - _RAGGED
        for line, after in pairwise(block)
    )
    return width if full else None


def _mid_sentence(line: str, after: str) -> bool:
    """Whether nothing ends at a line's end, and no new sentence or title begins below."""
    return not line.endswith(_ENDS) and (after[0].islower() or line.rsplit(" ", 1)[-1].islower())


def _continues(line: str, after: str, width: int | None, *, wrapped: bool) -> bool:
    """Whether a line is the next part of the sentence above it."""
    if width is not None:
        return True
    if len(line) < SHORTEST_WRAP // 2 or line.endswith(_ENDS):
        return False
    if _is_open(line) or (wrapped and line.rsplit(" ", 1)[-1].islower()):
        return True
    if len(line) < SHORTEST_WRAP or not after[0].islower() or " " not in after:
        return False
    return _FILE.search(after) is None


def _is_open(line: str) -> bool:
    """Whether a line ends with a word that something must follow."""
    return line.rsplit(" ", 1)[-1] in words.joining_words()
