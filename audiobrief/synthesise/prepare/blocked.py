"""Convolutions over time in the form in which onnxruntime computes them fastest.

On processors of x86-64 and others it has kernels that keep 8 or 16 channels side by side (NCHWc).
They are a third faster than its other ones, but are for pictures alone; a sound is one that is
a row high. Elementwise steps stay in that form only where they are part of a convolution.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import isfinite

import numpy as np

from audiobrief.synthesise.prepare.graph import Graph, Node, attributes
from audiobrief.synthesise.prepare.polyphase import sounded, upsampled
from audiobrief.synthesise.prepare.rows import RANK, Rewriting, Rows
from audiobrief.synthesise.prepare.steps import normalised, squared

OLDEST = 13
"""Of the standard operators' versions: from there on, Unsqueeze is told its axes by an input."""

Rule = Callable[[Rewriting, Node], Rows | Node | None]
"""What makes rows of a node's output, or a node in its place; None where it stays as it is."""


def block_convolutions(graph: Graph) -> None:
    """Let convolutions over time, and what stands between them, work on pictures.

    Left alone are those whose weights are no constants or whose padding is told by a rule, and
    models of older operators than version 13.
    """
    if graph.version < OLDEST:
        return
    rewriting = Rewriting(graph)
    for node in graph.nodes:
        rule = RULES.get(node.op_type)
        made = rule(rewriting, node) if rule else None
        if isinstance(made, Rows):
            rewriting.rows[node.output[0]] = made
            rewriting.out_of_rows(node.output[0])
        else:
            rewriting.keep(made or node)
    graph.replace_nodes(rewriting.nodes)


def _convolved(rewriting: Rewriting, node: Node) -> Rows | None:
    if sound := sounded(rewriting, node):
        return sound
    data, weights, *bias = node.input
    weight, about = rewriting.graph.weight(weights), attributes(node)
    if weight is None or weight.ndim != RANK or about.get("auto_pad", b"NOTSET") != b"NOTSET":
        return None
    (leaving, entering, taps), group = weight.shape, about.get("group", 1)
    (stride,), (dilation,) = about.get("strides", [1]), about.get("dilations", [1])
    front, behind = about.get("pads", [0, 0])
    source = rewriting.into_rows(data, entering * group)
    as_wide = stride == 1 and front + behind == dilation * (taps - 1)
    target = Rows(
        name=rewriting.named(node.output[0]),
        channels=leaving,
        batch=source.batch,
        width=source.width if as_wide else node.output[0],
        blocked=True,
    )
    filters = rewriting.graph.add_constant(rewriting.named(weights), weight[:, :, np.newaxis])
    return rewriting.make(
        "Conv",
        [source.name, filters, *bias],
        target,
        kernel_shape=[1, taps],
        pads=[0, front, 0, behind],
        strides=[1, stride],
        dilations=[1, dilation],
        group=group,
    )


def _bent(rewriting: Rewriting, node: Node) -> Rows | None:
    """LeakyRelu, which works on blocks as the end of a convolution alone."""
    (data,) = node.input
    if data not in rewriting.rows:
        return None
    if not rewriting.used_once(data):
        source = rewriting.blocked(data)  # others need it as it was: one more convolution
    elif rewriting.rows[data].blocked:
        return _curved(rewriting, node)
    else:
        source = rewriting.rows[data]
    passed = rewriting.times(source, 1.0, f"{rewriting.named(node.output[0])}_passed")
    return _elementwise(rewriting, node, passed)


def _curved(rewriting: Rewriting, node: Node) -> Rows | None:
    source = rewriting.rows.get(node.input[0])
    return source and _elementwise(rewriting, node, source)


def _elementwise(rewriting: Rewriting, node: Node, source: Rows) -> Rows:
    target = replace(source, name=rewriting.named(node.output[0]))
    return rewriting.make(node.op_type, [source.name], target, **attributes(node))


def _scaled(rewriting: Rewriting, node: Node) -> Rows | None:
    """A product with a single number, or a quotient by one."""
    data, scale = node.input
    source, factor = rewriting.rows.get(data), rewriting.graph.weight(scale)
    if source is None or factor is None or factor.shape not in {(), (1,)}:
        return None
    number = float(factor.item())
    if node.op_type == "Div":
        number = 1 / number if number else np.inf
    if not isfinite(number) or not rewriting.stays(node.output[0]):
        return None
    return rewriting.times(source, number, rewriting.named(node.output[0]))


def _added(rewriting: Rewriting, node: Node) -> Rows | Node | None:
    if whole := normalised(rewriting, node):
        return whole
    one, other = (rewriting.rows.get(name) for name in node.input)
    if one is None or other is None or one.channels != other.channels:
        return None
    output = node.output[0]
    if (one.blocked or other.blocked) and rewriting.stays(output):
        one, other = (rewriting.blocked(name) for name in node.input)
    target = Rows(
        name=rewriting.named(output),
        channels=one.channels,
        batch=one.batch if one.batch == other.batch else output,
        width=one.width if one.width == other.width else output,
        blocked=one.blocked and other.blocked,
    )
    return rewriting.make("Add", [one.name, other.name], target)


RULES: dict[str, Rule] = {
    "Conv": _convolved,
    "ConvTranspose": upsampled,
    "LeakyRelu": _bent,
    "Relu": _curved,
    "Sigmoid": _curved,
    "Tanh": _curved,
    "Add": _added,
    "Mul": _scaled,
    "Div": _scaled,
    "Pow": squared,
}
