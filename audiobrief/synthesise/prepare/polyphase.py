"""Convolutions whose samples come in phases: as channels first, which are then put in turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from audiobrief.synthesise.prepare.graph import Node, attributes, make_node
from audiobrief.synthesise.prepare.rows import RANK, Rewriting, Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

PHASES = 16
"""Of a sound: the channels that onnxruntime has side by side at most."""
ALL = np.iinfo(np.int64).max
"""Where a slice ends that goes to the end."""


def upsampled(rewriting: Rewriting, node: Node) -> Rows | None:
    """The rows of a transposed convolution: a plain one gives all that comes of each sample.

    What is too much in front and behind is cut off. None for one in groups, with dilation, with
    more behind than that, or whose weights are no constants.
    """
    data, weights, *bias = node.input
    weight, about = rewriting.graph.weight(weights), attributes(node)
    if weight is None or weight.ndim != RANK or not _is_plain(about):
        return None
    (entering, channels, taps), (stride,) = weight.shape, about.get("strides", [1])
    filters = polyphase(weight, stride)
    shifts = filters.shape[2]
    front, behind = about.get("pads", [0, 0])
    behind += shifts * stride - taps - about.get("output_padding", [0])[0]
    biases = [rewriting.graph.weight(name) for name in bias]
    if behind < 0 or any(each is None for each in biases):
        return None
    source, output = rewriting.into_rows(data, entering), rewriting.named(node.output[0])
    add = rewriting.graph.add_constant
    inputs = [source.name, add(f"{output}_filters", filters[:, :, np.newaxis])]
    inputs += [add(f"{output}_bias", np.repeat(b, stride)) for b in biases if b is not None]
    over = shifts - 1
    phases = make_node(
        "Conv", inputs, f"{output}_phases", kernel_shape=[1, shifts], pads=[0, over, 0, over]
    )
    target = Rows(
        name=output,
        channels=channels,
        batch=source.batch,
        width=source.width if stride == 1 and front + behind == over else node.output[0],
        blocked=False,
    )
    end = add(f"{output}_end", np.array([-behind or ALL], np.int64))
    return _in_turn(rewriting, phases, stride, target, (front, end))


def sounded(rewriting: Rewriting, node: Node) -> Rows | None:
    """The rows of a convolution to a single channel, with as many samples as it is given.

    Kernels for blocks would compute the channels beside that one in vain: they compute the
    samples behind it in their place. None for any other convolution.
    """
    data, weights, *bias = node.input
    weight, about = rewriting.graph.weight(weights), attributes(node)
    if weight is None or weight.ndim != RANK or not _is_plain(about):
        return None
    leaving, entering, taps = weight.shape
    front, behind = about.get("pads", [0, 0])
    if bias or leaving != 1 or about.get("strides", [1]) != [1] or front + behind != taps - 1:
        return None
    filters = np.zeros((PHASES, entering, 1, taps + PHASES - 1), np.float32)
    for phase in range(PHASES):
        filters[phase, :, 0, phase : phase + taps] = weight[0]
    source, output = rewriting.into_rows(data, entering), rewriting.named(node.output[0])
    add = rewriting.graph.add_constant
    phases = make_node(
        "Conv",
        [source.name, add(f"{output}_filters", filters)],
        f"{output}_phases",
        kernel_shape=[1, filters.shape[3]],
        strides=[1, PHASES],
        pads=[0, front, 0, behind + PHASES - 1],
    )
    last, shape, end = add(f"{output}_last", np.array([RANK])), f"{output}_shape", f"{output}_end"
    rewriting.nodes.append(make_node("Shape", [source.name], shape))
    rewriting.nodes.append(make_node("Gather", [shape, last], end))
    target = Rows(name=output, channels=1, batch=source.batch, width=source.width, blocked=False)
    return _in_turn(rewriting, phases, PHASES, target, (0, end))


def polyphase(weight: NDArray[np.float32], stride: int) -> NDArray[np.float32]:
    """The weights of a plain convolution that gives all phases of a transposed one.

    Channels in, channels out and taps become channels out times phases, channels in and taps
    (Crochiere and Rabiner, Multirate Digital Signal Processing).
    """
    entering, leaving, taps = weight.shape
    shifts = -(-taps // stride)
    whole = np.pad(weight, ((0, 0), (0, 0), (0, shifts * stride - taps)))
    phases = whole.reshape(entering, leaving, shifts, stride)[:, :, ::-1]
    return phases.transpose(1, 3, 0, 2).reshape(leaving * stride, entering, shifts)


def _in_turn(
    rewriting: Rewriting, phases: Node, number: int, target: Rows, span: tuple[int, str]
) -> Rows:
    """The target from its phases, so many for each channel, from a sample to the one named."""
    add, (start, end) = rewriting.graph.add_constant, span
    parted, turned, whole = (f"{target.name}_{step}" for step in ("parted", "turned", "whole"))
    apart = np.array([0, target.channels, number, -1], np.int64)
    together = np.array([0, target.channels, 1, -1], np.int64)
    rewriting.nodes += [
        phases,
        make_node("Reshape", [phases.output[0], add(f"{target.name}_apart", apart)], parted),
        make_node("Transpose", [parted], turned, perm=[0, 1, 3, 2]),
        make_node("Reshape", [turned, add(f"{target.name}_together", together)], whole),
    ]
    begin = add(f"{target.name}_begin", np.array([start], np.int64))
    axis = add(f"{target.name}_axis", np.array([RANK], np.int64))
    return rewriting.make("Slice", [whole, begin, end, axis], target)


def _is_plain(about: Mapping[str, Any]) -> bool:
    """Whether one filter is for all channels, and how much is cut off is no rule's affair."""
    ruled = about.get("auto_pad", b"NOTSET") != b"NOTSET" or "output_shape" in about
    return not ruled and about.get("group", 1) == 1 and about.get("dilations", [1]) == [1]
