"""A neural model as nodes and weights that can be changed. Hides onnx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import onnx
from onnx import AttributeProto, TensorProto, helper, numpy_helper

from audiobrief.errors import VoiceError

if TYPE_CHECKING:
    from numpy.typing import NDArray

Node: TypeAlias = onnx.NodeProto
Setting: TypeAlias = float | bytes | Sequence[int]
HALF, SINGLE = int(TensorProto.FLOAT16), int(TensorProto.FLOAT)


class Graph:
    """A model; names are those of its values, and its nodes stand in the order of their work."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._model = model
        self._graph = model.graph
        self._tensors = {tensor.name: tensor for tensor in self._graph.initializer}
        for node in self._graph.node:
            if node.op_type == "Constant" and node.attribute[0].name == "value":
                self._tensors[node.output[0]] = node.attribute[0].t
        for given in self._graph.input:  # what is given at work is no constant
            self._tensors.pop(given.name, None)

    @classmethod
    def load(cls, path: Path) -> Graph:
        """The model of a file; raises VoiceError for a file that is none."""
        try:
            return cls(onnx.load(path))
        except Exception as error:  # protobuf's errors have no base that onnx names
            raise VoiceError(
                f"{path} is no ONNX model, or lacks weights beside it: fetch it again"
            ) from error

    def serialised(self) -> bytes:
        """A model file's content, without the nodes and weights that nothing asks for."""
        nodes = [*self._asked_for()]
        del self._graph.node[:]
        self._graph.node.extend(nodes)
        used = self.uses()
        kept = [tensor for tensor in self._graph.initializer if used[tensor.name]]
        del self._graph.initializer[:]
        self._graph.initializer.extend(kept)
        return bytes(self._model.SerializeToString())

    @property
    def version(self) -> int:
        """Of the standard operators."""
        return next((o.version for o in self._model.opset_import if o.domain in ("", "ai.onnx")), 0)

    @property
    def nodes(self) -> Sequence[Node]:
        """Those of the outermost graph."""
        return tuple(self._graph.node)

    def replace_nodes(self, nodes: Iterable[Node]) -> None:
        """Let these nodes do the work."""
        new = [*nodes]
        del self._graph.node[:]
        self._graph.node.extend(new)

    def uses(self) -> Counter[str]:
        """How often each value is asked for, by nodes, inner graphs and whoever runs the model."""
        uses = Counter(value.name for value in self._graph.output)
        for graph in _graphs(self._graph):
            uses.update(name for node in graph.node for name in node.input)
        return uses

    def unused(self, word: str) -> str:
        """The word, with a number that no name of the model has behind it."""
        names = {name for node in self._graph.node for name in (*node.input, *node.output)}
        numbered = (f"{word}{number}" for number in count())
        return next(mark for mark in numbered if not any(mark in name for name in names))

    def constant(self, name: str) -> NDArray[Any] | None:
        """A value that is always the same; None for any other."""
        tensor = self._tensors.get(name)
        return None if tensor is None else numpy_helper.to_array(tensor)

    def weight(self, name: str) -> NDArray[np.float32] | None:
        """A constant of 32-bit numbers; None if the value is none."""
        value = self.constant(name)
        return None if value is None or value.dtype != np.float32 else value

    def shape(self, name: str) -> tuple[int, ...] | None:
        """How long the axes of a value are, whatever the model is given; None if that depends."""
        tensor = self._tensors.get(name)
        return self._shapes.get(name) if tensor is None else tuple(tensor.dims)

    @cached_property
    def _shapes(self) -> dict[str, tuple[int, ...]]:
        graph = onnx.shape_inference.infer_shapes(self._model).graph
        shapes = {}
        for value in (*graph.input, *graph.value_info):
            axes = value.type.tensor_type.shape.dim
            if axes and all(axis.HasField("dim_value") for axis in axes):
                shapes[value.name] = tuple(axis.dim_value for axis in axes)
        return shapes

    def add_constant(self, name: str, value: NDArray[Any]) -> str:
        """The name by which the constant is had; one of that name is taken for the same."""
        if name not in self._tensors:
            self._graph.initializer.append(
                numpy_helper.from_array(np.ascontiguousarray(value), name)
            )
            self._tensors[name] = self._graph.initializer[-1]
        return name

    def declare(self, name: str, shape: Sequence[int | str]) -> None:
        """Say of a value of 32-bit numbers how long its axes are, equal ones by one word."""
        self._graph.value_info.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def widen(self) -> None:
        """Let every number of half precision be one of single precision."""
        for graph in _graphs(self._graph):
            for tensor in _tensors(graph):
                if tensor.data_type == HALF:
                    wide = numpy_helper.to_array(tensor).astype(np.float32)
                    tensor.CopyFrom(numpy_helper.from_array(wide, tensor.name))
            for node in graph.node:
                for attribute in node.attribute:
                    if (node.op_type, attribute.name, attribute.i) == ("Cast", "to", HALF):
                        attribute.i = SINGLE
            for value in (*graph.input, *graph.output, *graph.value_info):
                if value.type.tensor_type.elem_type == HALF:
                    value.type.tensor_type.elem_type = SINGLE

    def _asked_for(self) -> Iterator[Node]:
        used = self.uses()
        kept: list[Node] = []
        for node in reversed(self._graph.node):
            if any(used[name] for name in node.output):
                kept.append(node)
            else:
                used.subtract(node.input)
        return reversed(kept)


def attributes(node: Node) -> dict[str, Any]:
    """What is set of a node."""
    return {each.name: helper.get_attribute_value(each) for each in node.attribute}


def make_node(kind: str, inputs: Sequence[str], output: str, **settings: Setting) -> Node:
    """A node of a standard operator with one output."""
    return helper.make_node(kind, inputs, [output], output, None, None, None, **settings)


def small_convolution() -> bytes:
    """A model file's content that computes one convolution of pictures, with 32 channels."""
    tensor = partial(helper.make_tensor_value_info, elem_type=SINGLE, shape=[1, 32, 8, 8])
    weight = numpy_helper.from_array(np.ones((32, 32, 1, 1), np.float32), "weight")
    node = make_node("Conv", ["given", "weight"], "made", kernel_shape=[1, 1])
    graph = helper.make_graph([node], "small", [tensor("given")], [tensor("made")], [weight])
    versions = [helper.make_opsetid("", 15)]
    model = helper.make_model(graph, opset_imports=versions, ir_version=8)
    return bytes(model.SerializeToString())


def _graphs(graph: onnx.GraphProto) -> Iterator[onnx.GraphProto]:
    """The graph and all those inside its nodes: branches and loops."""
    yield graph
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.type == AttributeProto.GRAPH:
                yield from _graphs(attribute.g)


def _tensors(graph: onnx.GraphProto) -> Iterator[onnx.TensorProto]:
    """All numbers that stand in a graph: weights and constants."""
    yield from graph.initializer
    for node in graph.node:
        yield from (a.t for a in node.attribute if a.type == AttributeProto.TENSOR)
