"""Upsampling convolutions as plain ones: every phase of the result is a filter of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from audiobrief.synthesise.prepare.graph import Node, attributes, make_node
from audiobrief.synthesise.prepare.rows import RANK, Rewriting, Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray


def upsampled(rewriting: Rewriting, node: Node) -> Rows | None:
    """The rows of a transposed convolution that makes `stride` samples of each it is given.

    A plain one gives the phases as channels, which are then put in turn. None for one that makes
    more or fewer samples, in groups or with dilation, or whose weights are no constants.
    """
    data, weights, *biases = node.input
    weight, about = rewriting.graph.weight(weights), attributes(node)
    bias = [rewriting.graph.weight(name) for name in biases]
    if weight is None or weight.ndim != RANK or not _multiplies(about, weight.shape[2]):
        return None
    if any(each is None for each in bias):
        return None
    entering, channels, _ = weight.shape
    stride, front = about.get("strides", [1])[0], about.get("pads", [0])[0]
    filters, pads = polyphase(weight, stride, front)
    source, output = rewriting.into_rows(data, entering), rewriting.named(node.output[0])
    add = rewriting.graph.add_constant
    inputs = [source.name, add(f"{output}_filters", filters[:, :, np.newaxis])]
    inputs += [add(f"{output}_bias", np.repeat(b, stride)) for b in bias if b is not None]
    phases, parted, turned = (f"{output}_{step}" for step in ("phases", "parted", "turned"))
    one_by_one = add(f"{output}_one_by_one", np.array([0, channels, stride, -1], np.int64))
    in_turn = add(f"{output}_in_turn", np.array([0, channels, 1, -1], np.int64))
    taps = filters.shape[2]
    rewriting.nodes += [
        make_node("Conv", inputs, phases, kernel_shape=[1, taps], pads=[0, pads[0], 0, pads[1]]),
        make_node("Reshape", [phases, one_by_one], parted),
        make_node("Transpose", [parted], turned, perm=[0, 1, 3, 2]),
    ]
    target = Rows(
        name=output, channels=channels, batch=source.batch, width=node.output[0], blocked=False
    )
    return rewriting.make("Reshape", [turned, in_turn], target)


def polyphase(
    weight: NDArray[np.float32], stride: int, pad: int
) -> tuple[NDArray[np.float32], tuple[int, int]]:
    """The weights of a plain convolution that gives all phases, and its padding on both sides.

    `weight` is that of a transposed convolution: channels in, channels out, taps; `pad` is what
    is cut off in front. Sample `m * stride + phase` of channel `c` comes out as sample `m` of
    channel `c * stride + phase` (Crochiere and Rabiner, Multirate Digital Signal Processing).
    """
    entering, leaving, taps = weight.shape
    # Input sample m + shift meets tap phase + pad - stride * shift.
    shifts = range(-((taps - 1 - pad) // stride), (stride - 1 + pad) // stride + 1)
    plain = np.zeros((leaving, stride, entering, len(shifts)), np.float32)
    for phase in range(stride):
        for place, shift in enumerate(shifts):
            tap = phase + pad - stride * shift
            if 0 <= tap < taps:
                plain[:, phase, :, place] = weight[:, :, tap].T
    return plain.reshape(leaving * stride, entering, len(shifts)), (-shifts[0], shifts[-1])


def _multiplies(about: Mapping[str, Any], taps: int) -> bool:
    """Whether every sample becomes as many as the stride, by one filter for all channels."""
    if about.get("auto_pad", b"NOTSET") != b"NOTSET" or "output_shape" in about:
        return False
    if about.get("group", 1) != 1 or about.get("dilations", [1]) != [1]:
        return False
    front, behind = about.get("pads", [0, 0])
    more = about.get("output_padding", [0])[0]
    longer: bool = taps + more - front - behind == about.get("strides", [1])[0]
    return longer and front < taps
