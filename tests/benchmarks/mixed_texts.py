"""Pasted texts as other outlets would print them: an article among another page's furniture."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from labelled_texts import BODY, CROSSHEAD, OTHER, Text, weigh

from audiobrief.clean.pasted import features
from audiobrief.clean.pasted.lines import Line
from audiobrief.clean.pasted.sheet import survey

_SHARE = 0.5
"""Of the furniture between two paragraphs what stays, and of that of the other page what comes."""
_WEIGHT = 0.5
"""How much a mixed text counts beside a real one."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with what it is."""

    line: Line
    label: int
    title: bool


def mix(texts: Sequence[Text], copies: int, seed: int) -> list[Text]:
    """So many mixed texts for each, every time with the page of another outlet."""
    chance = random.Random(seed)  # noqa: S311 - training, no secrets
    result = []
    for text in texts:
        others = [other for other in texts if other.outlet != text.outlet]
        for _ in range(copies):
            if mixed := _mixed(text, chance.choice(others), chance):
                result.append(mixed)  # noqa: PERF401 - two conditions
    return result


def _mixed(text: Text, other: Text, chance: random.Random) -> Text | None:
    own, theirs = _parts(text), _parts(other)
    if own is None or theirs is None:
        return None
    head, core, _ = own
    their_head, their_core, tail = theirs
    boxes = _boxes(their_core)
    rows = [
        *(their_head if chance.random() < _SHARE else head),
        *_furnished(core, boxes, chance),
        *tail,
    ]
    sheet = survey([row.line for row in rows])
    labels = [row.label for row in rows]
    return Text(
        name=f"{text.name} in {other.name} {chance.random()}",
        outlet=text.outlet,
        gold=text.gold,
        text="",
        sheet=sheet,
        features=features.describe(sheet),
        labels=labels,
        titles=[row.title for row in rows],
        weights=[
            _WEIGHT * weight for weight in weigh(labels, [len(found) for found in sheet.tokens])
        ],
    )


def _parts(text: Text) -> tuple[list[_Row], list[_Row], list[_Row]] | None:
    """What stands above the headline, the article, and what stands below."""
    rows = [
        _Row(line, label, title)
        for line, label, title in zip(text.sheet.lines, text.labels, text.titles, strict=True)
    ]
    body = [place for place, label in enumerate(text.labels) if label == BODY]
    if not body:
        return None
    tops = [place for place, title in enumerate(text.titles) if title and place < body[-1]]
    start = min(tops[-1], body[0]) if tops else body[0]
    return rows[:start], rows[start : body[-1] + 1], rows[body[-1] + 1 :]


def _boxes(core: Sequence[_Row]) -> list[list[_Row]]:
    """The furniture between the paragraphs of an article."""
    boxes: list[list[_Row]] = [[]]
    begun = False
    for row in core:
        if row.label == OTHER and begun and not row.title:
            boxes[-1].append(row)
        elif boxes[-1]:
            boxes.append([])
        begun = begun or row.label == BODY
    return [box for box in boxes if box]


def _furnished(
    core: Sequence[_Row], boxes: Sequence[list[_Row]], chance: random.Random
) -> list[_Row]:
    """The article with some of its furniture gone and some of another page's among it."""
    result: list[_Row] = []
    coming = [box for box in boxes if chance.random() < _SHARE]
    paragraphs = [place for place, row in enumerate(core) if row.label == BODY][1:]
    places = dict(
        zip(chance.sample(paragraphs, min(len(coming), len(paragraphs))), coming, strict=False)
    )
    staying = True
    inside = False
    for place, row in enumerate(core):
        result += places.get(place, [])
        if row.label in {BODY, CROSSHEAD}:
            inside, staying = True, chance.random() < _SHARE
        if staying or row.label != OTHER or not inside:
            result.append(row)
    return result
