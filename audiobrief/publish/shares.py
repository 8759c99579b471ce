"""How a spoken sentence's time is shared among the printed pieces of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

WORD = re.compile(r"\w+")
LONGEST_ALIGNED = 400
"""Words; beyond, matching costs more than it tells, and no sentence is so long."""

Point = tuple[int, int]
"""So many characters of the print, and how many are spoken by then."""


def shares(pieces: Sequence[str], spoken: str) -> Iterator[tuple[str, float]]:
    """Every piece with the share of the sentence, from 0 to 1, that has been heard by its end.

    Words that are both printed and spoken tell how far the voice is; between them it gets on
    evenly. So `1.234 km` takes the time of `eintausendzweihundertvierunddreißig Kilometer`.
    """
    points = _points(" ".join(pieces), spoken)
    ends = accumulate(len(piece) + 1 for piece in pieces)
    for piece, end in zip(pieces, ends, strict=True):
        yield piece, _heard(points, end - 1)


def _points(printed: str, spoken: str) -> list[Point]:
    """What is known of how far the voice is, from the start to the end of the sentence."""
    anchors = list(_anchors(list(WORD.finditer(printed)), list(WORD.finditer(spoken))))
    end = (len(printed), max(1, len(spoken)))
    return [(0, 0), *(point for point in anchors if point < end), end]


def _anchors(printed: list[re.Match[str]], spoken: list[re.Match[str]]) -> Iterator[Point]:
    """The ends of the words that are in both."""
    if max(len(printed), len(spoken)) > LONGEST_ALIGNED:
        return
    words, said = ([word[0].casefold() for word in text] for text in (printed, spoken))
    for match in SequenceMatcher(None, words, said, autojunk=False).get_matching_blocks():
        for step in range(match.size):
            yield printed[match.a + step].end(), spoken[match.b + step].end()


def _heard(points: list[Point], printed: int) -> float:
    """The share that is spoken when so many characters of the print are."""
    total = points[-1][1]
    after = bisect_right(points, printed, key=lambda point: point[0])
    if after == len(points):
        return 1.0
    (from_print, from_speech), (to_print, to_speech) = points[after - 1], points[after]
    part = (printed - from_print) / (to_print - from_print)
    return (from_speech + part * (to_speech - from_speech)) / total
