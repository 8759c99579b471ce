"""Sounds in a model as pictures one row high: tensors of rank 4 in place of rank 3."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from audiobrief.synthesise.prepare.graph import Graph, Node, Setting, make_node

RANK = 3
"""Of sounds: batch, channels, samples."""
IN_ROWS = frozenset(
    {"Conv", "ConvTranspose", "LeakyRelu", "Relu", "Sigmoid", "Tanh", "Add", "Mul", "Div"}
)
"""Kinds of nodes that can work on rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A value as pictures one row high."""

    name: str
    channels: int
    batch: str
    """A word for how many pictures there are, and one for how wide they are: the same words
    where it is known that the numbers are the same."""
    width: str
    blocked: bool
    """Whether onnxruntime has it with 8 or 16 channels side by side."""


class Rewriting:
    """A graph being written anew, with the values that are had as rows so far."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.nodes: list[Node] = []
        self.rows: dict[str, Rows] = {}
        self.makers = {name: node for node in graph.nodes for name in node.output}
        self._uses = graph.uses()
        self._askers: defaultdict[str, set[str]] = defaultdict(set)
        for node in graph.nodes:
            for name in node.input:
                self._askers[name].add(node.op_type)
        self._mark = graph.unused("row")
        self._axis = graph.add_constant(self._mark, np.array([2], np.int64))

    def keep(self, node: Node) -> None:
        """Let a node work on what it is given in rank 3, in place of the one that made the same."""
        self.nodes.append(node)
        self.makers.update(dict.fromkeys(node.output, node))

    def named(self, name: str) -> str:
        """A new name for what comes of a value."""
        return f"{name}_{self._mark}"

    def used_once(self, name: str) -> bool:
        """Whether a value is asked for in one place."""
        return self._uses[name] == 1

    def askers(self, name: str) -> set[str]:
        """The kinds of nodes that ask for a value."""
        return self._askers[name]

    def stays(self, name: str) -> bool:
        """Whether all who ask for a value can do with its rows."""
        return self._askers[name] <= IN_ROWS

    def into_rows(self, name: str, channels: int) -> Rows:
        """The rows of any value of rank 3."""
        if name not in self.rows:
            rows = Rows(
                name=self.named(name), channels=channels, batch=name, width=name, blocked=False
            )
            self.nodes.append(make_node("Unsqueeze", [name, self._axis], rows.name))
            self.rows[name] = rows
        return self.rows[name]

    def out_of_rows(self, name: str) -> None:
        """Let the value be had in rank 3 too."""
        self.nodes.append(make_node("Squeeze", [self.rows[name].name, self._axis], name))

    def blocked(self, name: str) -> Rows:
        """The rows of a value, with channels side by side from here on."""
        rows = self.rows[name]
        if not rows.blocked:
            self.rows[name] = self.times(rows, 1.0, f"{rows.name}_blocked")
        return self.rows[name]

    def times(self, source: Rows, factor: float, output: str) -> Rows:
        """The rows times a number, by a convolution of one tap: that works on blocks."""
        weight = np.full((source.channels, 1, 1, 1), factor, np.float32)
        name = self.graph.add_constant(f"{self._mark}_{factor!r}_{source.channels}", weight)
        target = replace(source, name=output, blocked=True)
        return self.make(
            "Conv", [source.name, name], target, kernel_shape=[1, 1], group=source.channels
        )

    def make(self, kind: str, inputs: Sequence[str], target: Rows, **settings: Setting) -> Rows:
        """The target, made by a new node; its shape is declared, so that equal ones are known."""
        self.nodes.append(make_node(kind, inputs, target.name, **settings))
        shape = (f"{target.batch}_batch", target.channels, 1, f"{target.width}_width")
        self.graph.declare(target.name, shape)
        return target
