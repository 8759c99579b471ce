"""Lines on pages as paragraphs, by indents, spaces, short lines and type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiobrief.clean.read.document.columns import Column
from audiobrief.clean.read.document.pdf import Line

BULLET = re.compile(r"(?:[•▪■●◦‣–—*·\uf0b7]|-(?=\s)|\d{1,2}[.)](?=\s+\D))\s*(?=\S)")

_ENDS = re.compile(r"[.!?…:][“”«»\"')\]]*$")
_OTHER_SIZE = 1.06
_WIDE = 1.3
"""How much larger a gap between paragraphs is than the one between lines."""
_INDENT = (0.6, 6.0)
_LETTER = 0.5
"""The usual width of a letter, in type sizes, and the bounds of an indent."""
_FAR = 6
"""Paragraphs that a box or picture may put between the halves of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[Line, ...]

    @property
    def size(self) -> float:
        """The type size of most of its text, in points."""
        return max(sized(self.lines).items(), key=lambda item: item[1])[0]

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        return all(line.bold for line in self.lines)

    @property
    def is_open(self) -> bool:
        """Whether its last sentence goes on elsewhere."""
        return _ENDS.search(self.lines[-1].text) is None

    @property
    def is_continued(self) -> bool:
        """Whether it begins in the middle of a sentence."""
        return self.lines[0].text[0].islower()


def sized(lines: Sequence[Line]) -> Counter[float]:
    """How many letters there are of every type size."""
    counted: Counter[float] = Counter()
    for line in lines:
        counted[line.size] += len(line.text)
    return counted


def paragraphs(columns: Sequence[Column]) -> tuple[Paragraph, ...]:
    """The paragraphs in reading order, whole over the ends of columns and pages."""
    usual = max(sized([line for c in columns for line in c.lines]).items(), key=lambda i: i[1])[0]
    found: list[Paragraph] = []
    for column in columns:
        for lines in _split(column):
            place = _unfinished(found, lines, usual)
            if place is None:
                found.append(Paragraph(lines=lines))
            else:
                found[place] = Paragraph(lines=(*found[place].lines, *lines))
    return tuple(found)


def _unfinished(found: Sequence[Paragraph], lines: tuple[Line, ...], usual: float) -> int | None:
    """The place of the paragraph that these lines go on with, past boxes and captions."""
    after = Paragraph(lines=lines)
    if BULLET.match(lines[0].text):
        return None
    for place in range(len(found) - 1, max(-1, len(found) - _FAR), -1):
        before = found[place]
        if _is_other(before.lines[-1], lines[0]) or not before.is_open:
            continue
        last = place == len(found) - 1
        parted = before.lines[-1].text.endswith(("-", "\u00ad"))
        if (after.is_continued or parted) and (last or before.size == usual):
            return place
        new_column = before.lines[-1].base > lines[0].base or before.lines[-1].page != lines[0].page
        if last and new_column and before.size == usual and len(before.lines) > 1:
            return place
    return None


def _split(column: Column) -> Iterator[tuple[Line, ...]]:
    """The paragraphs of a column."""
    leading = _leading(column.lines)
    run: list[Line] = []
    for line in column.lines:
        if run and _breaks(run, line, column, leading):
            yield tuple(run)
            run = []
        run.append(line)
    if run:
        yield tuple(run)


def _breaks(run: Sequence[Line], line: Line, column: Column, leading: float) -> bool:
    """Whether a new paragraph begins with a line."""
    last = run[-1]
    if BULLET.match(line.text):
        return True
    if line.base - last.base > _WIDE * max(leading, 1.1 * line.size):
        return True
    continued = line.text[0].islower() and not _ENDS.search(last.text)
    if _is_other(last, line) or last.bold != line.bold:
        return not continued or _is_other(last, line)
    if BULLET.match(run[0].text):
        return line.left < run[0].left + 1 and not continued
    indent = (line.left - column.left) / line.size
    if _INDENT[0] < indent < _INDENT[1] and last.left < line.left - _INDENT[0] * line.size:
        return True
    return not continued and _had_room(last, line, column)


def _had_room(last: Line, line: Line, column: Column) -> bool:
    """Whether the first word of a line would have had room on the line before."""
    word = len(line.text.split(maxsplit=1)[0]) + 1
    ended = _ENDS.search(last.text) is not None
    room = (column.right - last.right) / (_LETTER * line.size)
    return room > (word + 2 if ended else 2 * word + 8)


def _is_other(line: Line, other: Line) -> bool:
    """Whether two lines are set in type of another size."""
    small, large = sorted((line.size, other.size))
    return large > _OTHER_SIZE * small


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of two lines of one paragraph, in points."""
    steps = sorted(b.base - a.base for a, b in pairwise(lines) if not _is_other(a, b))
    steps = [step for step in steps if step > 0]
    return steps[len(steps) // 3] if steps else 0.0
