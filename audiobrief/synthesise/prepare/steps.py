"""What models compute in many steps, each through all of a sound, in one step."""

from __future__ import annotations

from itertools import permutations
from typing import TypeAlias, Union

import numpy as np

from audiobrief.synthesise.prepare.graph import Node, attributes, make_node
from audiobrief.synthesise.prepare.rows import RANK, Rewriting

Pattern: TypeAlias = Union[str, "tuple[str, *tuple[Pattern, ...]]"]
"""A kind of node and what it is given; or a word for any value, the same for the same word."""

CENTRED: Pattern = ("Sub", "data", ("ReduceMean", "data", "axis"))
VARIANCE: Pattern = ("ReduceMean", ("Mul", CENTRED, CENTRED), "axis")
WHITE: Pattern = ("Div", CENTRED, ("Sqrt", ("Add", VARIANCE, "epsilon")))
NORMALISED: Pattern = ("Add", ("Mul", WHITE, "scale"), "shift")
EITHER_WAY = frozenset({"Add", "Mul"})
"""Kinds whose inputs may stand in any order."""
TIME = RANK - 1
"""The axis of the samples."""


def squared(rewriting: Rewriting, node: Node) -> Node | None:
    """A second power as a product, which takes half the time.

    None for one of which a mean is taken: onnxruntime knows layer normalisations by it.
    """
    data, exponent = node.input
    value = rewriting.graph.weight(exponent)
    if rewriting.askers(node.output[0]) == {"ReduceMean"}:
        return None
    if value is None or value.shape != () or value.item() != 2:  # noqa: PLR2004 - a square
        return None
    return make_node("Mul", [data, data], node.output[0])


def normalised(rewriting: Rewriting, node: Node) -> Node | None:
    """The sum that ends an instance normalisation, as that in one.

    Mean and variance are those of each channel over time, scale and shift a number for each
    channel (Ulyanov, Vedaldi and Lempitsky 2016; Huang and Belongie 2017).
    """
    found: dict[str, str] = {}
    if not _matches(rewriting, node.output[0], NORMALISED, found):
        return None
    graph, rows = rewriting.graph, rewriting.rows.get(found["data"])
    axis, epsilon = graph.constant(found["axis"]), graph.constant(found["epsilon"])
    if rows is None or axis is None or epsilon is None:
        return None
    if axis.tolist() not in ([TIME], [-1]) or epsilon.size != 1:
        return None
    if any(graph.shape(found[word]) != (1, rows.channels, 1) for word in ("scale", "shift")):
        return None
    ends = graph.add_constant(rewriting.named("ends"), np.array([0, TIME]))
    inputs = [found["data"]]
    for word in ("scale", "shift"):
        inputs.append(f"{rewriting.named(node.output[0])}_{word}")
        rewriting.nodes.append(make_node("Squeeze", [found[word], ends], inputs[-1]))
    return make_node("InstanceNormalization", inputs, node.output[0], epsilon=float(epsilon.item()))


def _matches(rewriting: Rewriting, name: str, pattern: Pattern, found: dict[str, str]) -> bool:
    """Whether a value is made as the pattern says; then it is found which values its words are."""
    if isinstance(pattern, str):
        return found.setdefault(pattern, name) == name
    kind, *parts = pattern
    node = rewriting.makers.get(name)
    if node is None or node.op_type != kind or len(node.input) != len(parts):
        return False
    if kind == "ReduceMean" and not attributes(node).get("keepdims", 1):
        return False
    for inputs in permutations(node.input) if kind in EITHER_WAY else [node.input]:
        attempt = dict(found)
        if all(
            _matches(rewriting, each, part, attempt)
            for each, part in zip(inputs, parts, strict=True)
        ):
            found.update(attempt)
            return True
    return False
