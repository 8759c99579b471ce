"""Neural models of half precision as models of single precision. Hides onnx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from onnx import AttributeProto, TensorProto, numpy_helper

from audiobrief.errors import VoiceError


def widen(source: Path, target: Path) -> None:
    """The model at `source`, written to `target` with 32-bit numbers throughout.

    In half precision, small values of Kokoro's spectrum become nought, and where both parts of
    one do, their quotient and then all of the sound is no number: so 8 times in 20 readings of
    news sentences, none of them with 32 bits. Both took the same time on an x86-64 processor.
    Raises VoiceError for a file that is no model.
    """
    try:
        model = onnx.load(source)
    except Exception as error:  # protobuf's errors have no base that onnx names
        raise VoiceError(f"{source} is no ONNX model: fetch it again") from error
    for tensor in _tensors(model.graph):
        if tensor.data_type == TensorProto.FLOAT16:
            wide = numpy_helper.to_array(tensor).astype(np.float32)
            tensor.CopyFrom(numpy_helper.from_array(wide, tensor.name))
    for graph in _graphs(model.graph):
        _declare_wide(graph)
    onnx.save(model, target)


def _graphs(graph: onnx.GraphProto) -> Iterator[onnx.GraphProto]:
    """The graph and all those inside its nodes: branches and loops."""
    yield graph
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.type == AttributeProto.GRAPH:
                yield from _graphs(attribute.g)


def _tensors(graph: onnx.GraphProto) -> Iterator[onnx.TensorProto]:
    """All numbers that stand in the model: weights and constants."""
    for inner in _graphs(graph):
        yield from inner.initializer
        for node in inner.node:
            yield from (a.t for a in node.attribute if a.type == AttributeProto.TENSOR)


def _declare_wide(graph: onnx.GraphProto) -> None:
    """What the graph says of the kinds of its values, put right."""
    for node in graph.node:
        if node.op_type == "Cast":
            for attribute in node.attribute:
                if attribute.name == "to" and attribute.i == TensorProto.FLOAT16:
                    attribute.i = TensorProto.FLOAT
    for value in (*graph.input, *graph.output, *graph.value_info):
        if value.type.tensor_type.elem_type == TensorProto.FLOAT16:
            value.type.tensor_type.elem_type = TensorProto.FLOAT
