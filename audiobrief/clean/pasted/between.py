"""What is read between the paragraphs of a pasted article: crossheads, questions, list items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from audiobrief.clean.pasted import classifier
from audiobrief.clean.pasted.classifier import Weights
from audiobrief.clean.pasted.sheet import Sheet

_THRESHOLD, _LOOSE_THRESHOLD = 0.2, 1.0
"""Log odds of a crosshead right between two paragraphs, and of one with furniture around it."""

_ELSEWHERE = frozenset({"related", "title list"})
_ELSEWHERE_THRESHOLD = 2.5
"""The same for one among the titles of other articles."""

_SHORTEST_TURN = 3
_LONGEST_CROSSHEAD = 16
"""Words."""
_BULLET = re.compile(r"[•●▪◦*–-]\s+\S|\d{1,2}[.)]\s+\S")


def with_turns(sheet: Sheet, lead: int | None, body: Sequence[int]) -> tuple[int, ...]:
    """The body with the questions and list items between its paragraphs."""
    added = [
        place
        for above, below in pairwise((*(() if lead is None else (lead,)), *body))
        for place in range(above + 1, below)
        if sheet.kinds[place] is None
        and (_is_turn(sheet, place, below) or _is_item(sheet, place, above))
    ]
    return tuple(sorted({*body, *added}))


def _is_turn(sheet: Sheet, place: int, below: int) -> bool:
    """Whether a question stands right above its answer."""
    between = any(sheet.kinds[there] is None for there in range(place + 1, below))
    return sheet.text(place).endswith("?") and sheet.count(place) >= _SHORTEST_TURN and not between


def _is_item(sheet: Sheet, place: int, above: int) -> bool:
    """Whether a line belongs to a list that a colon in the body opens, or goes on with one."""
    opened = sheet.text(above).endswith(":") or _BULLET.match(sheet.text(above)) is not None
    return opened and all(_BULLET.match(sheet.text(there)) for there in range(above + 1, place + 1))


def find_crossheads(
    sheet: Sheet, body: Sequence[int], looked: Sequence[Sequence[str]], weights: Weights
) -> frozenset[int]:
    """Short lines between two paragraphs that the classifier takes for crossheads."""
    return frozenset(
        place
        for above, below in pairwise(body)
        for place in range(above + 1, below)
        if sheet.kinds[place] is None
        and sheet.count(place) <= _LONGEST_CROSSHEAD
        and not sheet.text(place)[0].islower()
        and classifier.score_one(looked, weights, place)
        > _threshold(looked[place], alone=place - above == below - place == 1)
    )


def _threshold(found: Sequence[str], *, alone: bool) -> float:
    """How sure a crosshead must be: titles of other articles look much the same."""
    if not _ELSEWHERE.isdisjoint(found):
        return _ELSEWHERE_THRESHOLD
    return _THRESHOLD if alone else _LOOSE_THRESHOLD
