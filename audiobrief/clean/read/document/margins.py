"""What stands on the margins of every page: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from audiobrief.clean.read.document.pdf import Line, Page

_NUMBER = re.compile(
    r"[-–—|•\s]*(?:(?:seite|page|s\.)\s*)?\d{1,4}(?:\s*(?:/|von|of)\s*\d{1,4})?[-–—|•\s]*",
    re.IGNORECASE,
)
# What browsers print above and below a page: when it was printed, and its address.
_STAMP = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}(?: [AP]M)?.*|(?:https?|file)://\S+", re.DOTALL
)
_DIGITS = re.compile(r"\d+")
_ZONE = 0.12
"""The share of a page's height at its top and bottom where running lines stand."""
_NEAR = 0.02
_OUTERMOST = 2


def without_margins(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages without page numbers, and without lines that stand on several at one place."""
    seen = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _zone(line, page):
                seen[_form(line)].append((page.number, line.base / page.height, line.size))
    return tuple(
        replace(page, lines=tuple(line for line in page.lines if not _is_margin(line, page, seen)))
        for page in pages
    )


def _is_margin(line: Line, page: Page, seen: dict[str, list[tuple[int, float, float]]]) -> bool:
    if not _zone(line, page):
        return False
    if _is_outermost(line, page) and (_NUMBER.fullmatch(line.text) or _is_stamped(line, page)):
        return True
    height = line.base / page.height
    return any(
        number != page.number and abs(place - height) < _NEAR and abs(size - line.size) < 1
        for number, place, size in seen[_form(line)]
    )


def _zone(line: Line, page: Page) -> bool:
    return not _ZONE * page.height < line.base < (1 - _ZONE) * page.height


def _is_outermost(line: Line, page: Page) -> bool:
    """Whether nothing but a line or two stands between this one and the edge of the page."""
    above = sum(other.base < line.base - 1 for other in page.lines)
    below = sum(other.base > line.base + 1 for other in page.lines)
    return min(above, below) <= _OUTERMOST


def _is_stamped(line: Line, page: Page) -> bool:
    """Whether a line, or one beside it, was put there by a browser that printed the page."""
    return any(
        _STAMP.fullmatch(other.text) for other in page.lines if abs(other.base - line.base) < 1
    )


def _form(line: Line) -> str:
    """A line without what changes from page to page."""
    return _DIGITS.sub("#", line.text.casefold())
