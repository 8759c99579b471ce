"""The reading order of a page: its columns from left to right, below what spans them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from audiobrief.clean.read.document.pdf import Line

LEAST = 3
"""Lines side by side that make two columns; fewer are a table, or a name beside a picture."""

_DEEPEST = 8
_EM = 9.0
"""Points; the type size of most columns."""
_NARROW = 7.0
_INDENT = 1.8
"""Type sizes: the width of the narrowest column, and the indent of a paragraph."""
_NEXT = 1.7
"""Type sizes from one base line to the next, at most."""
_SPANNING = 0.7
"""Of the lines side by side, how many may cross the space between: headline, lead and captions."""
_ROOM = 0.5
_LEVEL = 0.3
"""Shares of the type size: the least space between columns, and how far one base line wavers."""
_INITIAL = 1.8
"""Times the size of the line beside it that a letter has which begins a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Lines below each other, in order."""

    lines: tuple[Line, ...]

    @property
    def left(self) -> float:
        """Where most lines begin."""
        edges = sorted(line.left for line in self.lines)
        return edges[len(edges) // 6]

    @property
    def right(self) -> float:
        """Where the longest lines end."""
        return max(line.right for line in self.lines)


def in_order(lines: Sequence[Line], depth: int = 0) -> Iterator[Column]:
    """The columns of a page, or of a part of it, as they are read."""
    gutter = _gutter(lines) if depth < _DEEPEST else None
    if gutter is None:
        if lines:
            yield Column(lines=_whole(lines))
        return
    for spans, band in groupby(_marked(lines, gutter), key=itemgetter(0)):
        members = [line for _, line in band]
        if spans:
            yield Column(lines=_whole(members))
            continue
        yield from in_order([m for m in members if m.right <= gutter], depth + 1)
        yield from in_order([m for m in members if m.right > gutter], depth + 1)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the space between two columns lies: there are most lines side by side."""
    best, place = 0, None
    for start in sorted({round(line.left) for line in lines}):
        edge = start - _ROOM * _EM / 2
        left = [line for line in lines if line.right <= edge]
        right = [line for line in lines if line.left >= edge]
        if not _is_column(left) or not _is_column(right) or not _is_aligned(right, start):
            continue
        beside = min(_beside(left, right), _beside(right, left))
        crossing = _across(lines, edge, right)
        score = 2 * beside - crossing
        if beside >= LEAST and crossing <= _SPANNING * beside + 1 and score > best:
            best, place = score, edge
    return place


def _is_column(lines: Sequence[Line]) -> bool:
    """Whether there are enough lines, and wide enough, for text.

    The width is that of the line in which the middle letter stands: a justified line may fall
    apart into its words, which are many and narrow.
    """
    by_width = sorted(lines, key=lambda line: line.right - line.left)
    middle = sum(len(line.text) for line in by_width) // 2
    for line in by_width:
        middle -= len(line.text)
        if middle <= 0:
            return len(lines) >= LEAST and line.right - line.left >= _NARROW * _EM
    return False


def _is_aligned(lines: Sequence[Line], start: int) -> bool:
    """Whether lines begin at one place or with an indent: what follows a wide space does not."""
    begun = Counter(round(line.left) - start for line in lines)
    exact = sum(begun[off] for off in (-1, 0, 1))
    return exact > 1 and sum(n for off, n in begun.items() if -1 <= off < _INDENT * _EM) >= LEAST


def _across(lines: Sequence[Line], edge: float, right: Sequence[Line]) -> int:
    """How many lines there are across the edge of a column, not above or below it."""
    top, bottom = min(map(_base, right), default=0.0), max(map(_base, right), default=0.0)
    return sum(line.left < edge < line.right and top <= line.base <= bottom for line in lines)


def _marked(lines: Sequence[Line], gutter: float) -> Iterator[tuple[bool, Line]]:
    """The lines from top to bottom, and whether each belongs to what spans the columns.

    The last line of a long headline or lead may end before the second column begins.
    """
    above: Line | None = None
    for line in sorted(lines, key=_base):
        spans = line.left < gutter < line.right
        if not spans and above and _goes_on(above, line):
            spans = not any(
                other is not line and abs(other.base - line.base) < _ROOM * line.size
                for other in lines
            )
        above = line if spans else None
        yield spans, line


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line looks like the next of the same paragraph."""
    alike = abs(above.size - line.size) < _ROOM and above.bold == line.bold
    return alike and line.base - above.base < _NEXT * line.size


def _beside(these: Sequence[Line], those: Sequence[Line]) -> int:
    """How many of these lines are as high on the page as some of those."""
    bases = sorted(line.base for line in those)
    return sum(
        bisect_left(bases, line.base - line.size) < bisect_right(bases, line.base + line.size)
        for line in these
    )


def _base(line: Line) -> float:
    return line.base


def _whole(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of one column from top to bottom, those that fell apart put together."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=_base):
        if rows and abs(line.base - rows[-1][0].base) <= _LEVEL * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return _initials([_row(sorted(row, key=lambda line: line.left)) for row in rows])


def _row(parts: Sequence[Line]) -> Line:
    longest = max(parts, key=lambda part: len(part.text))
    return replace(
        longest,
        text=" ".join(part.text for part in parts),
        left=parts[0].left,
        right=max(part.right for part in parts),
    )


def _initials(rows: Sequence[Line]) -> tuple[Line, ...]:
    """A large letter that begins a text, put in front of the first of the lines beside it."""
    found = list(rows)
    for row in rows:
        if len(row.text) > 1 or not row.text.isupper():
            continue
        beside = [
            r for r in found if r is not row and row.top - r.size < r.top and r.base <= row.base + 1
        ]
        beside = [r for r in beside if r.left >= row.right - 1 and row.size > _INITIAL * r.size]
        if beside:
            first = found.index(min(beside, key=_base))
            found[first] = replace(found[first], text=row.text + found[first].text)
            found.remove(row)
    return tuple(found)
