"""How likely each line of a pasted text is part of the article."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Weights = Mapping[str, Mapping[str, float]]
"""By offset (`+0`, `-1`, `+1` ...) and feature: a log odds ratio."""

VIEW: tuple[int | None, ...] = (None, None, 2, 2)
"""How many features are seen of a line that is none, one, two or three lines away; None for all."""

EDGE = "edge"
"""What is seen beyond the first and the last line."""

ALWAYS = "always"
"""What is true of every line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Numbers learnt from texts whose article is known."""

    first: Weights
    """For the lines as they stand: is it lead or body?"""
    second: Weights
    """The same, for lines with what the first look made of them."""
    crosshead: Weights
    """Is a short line between two paragraphs a crosshead?"""
    headline: Mapping[str, float]
    """By feature: which candidate is the headline?"""


def offsets() -> range:
    """The distances of the lines that are looked at."""
    return range(1 - len(VIEW), len(VIEW))


def score(features: Sequence[Sequence[str]], weights: Weights) -> list[float]:
    """Log odds for each line: the sum of the weights of what is true of it and its neighbours."""
    total = len(features)
    scores = [weights["+0"].get(ALWAYS, 0.0)] * total
    for offset in offsets():
        table = weights.get(f"{offset:+d}")
        if not table:
            continue
        depth, outside = VIEW[abs(offset)], table.get(EDGE, 0.0)
        get = defaultdict(float, table).__getitem__  # twice as fast as asking for a default
        sums = [sum(map(get, found[:depth])) for found in features]
        moved = [outside] * abs(offset)
        moved = sums[offset:] + moved if offset >= 0 else moved + sums[:offset]
        scores = [known + more for known, more in zip(scores, moved, strict=False)]
    return scores


def score_one(features: Sequence[Sequence[str]], weights: Weights, place: int) -> float:
    """The same for a single line."""
    total = weights["+0"].get(ALWAYS, 0.0)
    for offset in offsets():
        table, there = weights.get(f"{offset:+d}", {}), place + offset
        if 0 <= there < len(features):
            total += sum(table.get(name, 0.0) for name in features[there][: VIEW[abs(offset)]])
        else:
            total += table.get(EDGE, 0.0)
    return total


@cache
def load_model() -> Model:
    """The weights that are shipped with the package."""
    text = (files(__package__) / "classifier.toml").read_text(encoding="utf-8")
    return Model(**tomllib.loads(text))
