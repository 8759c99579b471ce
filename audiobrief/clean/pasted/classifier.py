"""How likely each line of a pasted text is part of the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat

Table = Mapping[str, Mapping[str, float]]
"""By offset (`+0`, `-1`, `+1` ...) and feature: a log odds ratio."""

VIEW: tuple[int | None, ...] = (None, None, 2, 2)
"""How many features are seen of a line that is none, one, two or three lines away; None for all."""

_SHOWN = max(depth for depth in VIEW if depth)
"""How many features a line shows at most to those further than the next."""

EDGE = "edge"
"""What is seen beyond the first and the last line."""

ALWAYS = "always"
"""What is true of every line."""

ITSELF = "+0"
"""The offset of the line that is asked about."""

_NEAR = (-1, 0, 1)
_NOTHING = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A table of weights, laid out so that a feature is looked up once for a line and the next."""

    table: Table
    near: Mapping[str, tuple[float, float, float]]
    """By feature the weights for the line below, the line itself and the one above."""


def lay_out(table: Table) -> Weights:
    """The weights in a table."""
    near = [table.get(f"{offset:+d}", {}) for offset in _NEAR]
    names = {name for column in near for name in column}
    return Weights(
        table=table,
        near={
            name: (near[0].get(name, 0.0), near[1].get(name, 0.0), near[2].get(name, 0.0))
            for name in names
        },
    )


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
    scores = [weights.table[ITSELF].get(ALWAYS, 0.0)] * len(features)
    sums = _sums(features, weights)
    for offset in offsets():
        outside = [weights.table.get(f"{offset:+d}", {}).get(EDGE, 0.0)] * abs(offset)
        told = sums[offset]
        seen = told[offset:] + outside if offset >= 0 else outside + told[:offset]
        scores = [known + more for known, more in zip(scores, seen, strict=False)]
    return scores


def _sums(features: Sequence[Sequence[str]], weights: Weights) -> dict[int, list[float]]:
    """By offset what every line tells the one that sees it there."""
    get, sums = weights.near.get, []
    for found in features:
        above = own = below = 0.0
        for low, same, high in map(get, found, repeat(_NOTHING)):
            above += low
            own += same
            below += high
        sums.append((above, own, below))
    result = {offset: [told[column] for told in sums] for column, offset in enumerate(_NEAR)}
    shapes = [tuple(found[:_SHOWN]) for found in features]
    for offset in set(offsets()).difference(_NEAR):
        far, depth = weights.table.get(f"{offset:+d}", {}).get, VIEW[abs(offset)]
        # There are few shapes, and many lines of each.
        known = {shape: sum(map(far, shape[:depth], repeat(0.0))) for shape in set(shapes)}
        result[offset] = [known[shape] for shape in shapes]
    return result


def score_one(features: Sequence[Sequence[str]], weights: Weights, place: int) -> float:
    """The same for a single line."""
    first, end = max(0, place + 1 - len(VIEW)), place + len(VIEW)
    return score(features[first:end], weights)[place - first]


@cache
def load_model() -> Model:
    """The weights that are shipped with the package."""
    # As TOML, they took seven times as long.
    text = (files(__package__) / "classifier.tsv").read_text(encoding="utf-8")
    tables: defaultdict[str, defaultdict[str, dict[str, float]]]
    tables = defaultdict(lambda: defaultdict(dict))
    for line in text.splitlines():
        if not line.startswith("#"):
            part, offset, feature, weight = line.split("\t")
            tables[part][offset][feature] = float(weight)
    headline = tables.pop("headline")[ITSELF]
    return Model(**{part: lay_out(table) for part, table in tables.items()}, headline=headline)
