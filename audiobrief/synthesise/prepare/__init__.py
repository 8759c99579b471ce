"""A neural model made ready at its installation: the same sound in less time."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

from audiobrief.errors import VoiceError
from audiobrief.synthesise.neural import LIBRARY, simplify, works_in_blocks
from audiobrief.synthesise.prepare.blocked import block_convolutions
from audiobrief.synthesise.prepare.graph import Graph, small_convolution

WEIGHTS = ".weights"
"""How the names of weights end."""


def prepare(source: Path, target: Path) -> tuple[Path, ...]:
    """The files of the model at `source`, made ready: `target` last, before it its weights.

    Its numbers have 32 bits, its convolutions are those that onnxruntime has fast kernels for,
    where it has some for this processor, and what that library would simplify at each start is
    simplified. It computes the same but for rounding, on processors of any kind.

    The weights are a file beside it, which need not be read through at each start, under a name
    that no other weights have: so nobody who opens the model meanwhile finds those of another.
    Raises VoiceError for a file that is no model.
    """
    rewritten = _rewritten(source)
    digest = hashlib.blake2b(rewritten, digest_size=6, salt=LIBRARY.encode()).hexdigest()
    weights = target.with_name(f"{target.stem}.{digest}{WEIGHTS}")
    try:
        simplify(rewritten, target, weights.name)
    except Exception as error:  # onnxruntime's errors have no base of their own
        fault = str(error).partition("\n")[0]
        raise VoiceError(f"{source} cannot be run ({fault}): fetch it again") from error
    return (weights, target) if weights.exists() else (target,)


def other_weights(model: Path, weights: Collection[str]) -> Iterator[Path]:
    """What lies beside a model of weights that it had before it was prepared anew."""
    found = model.parent.glob(f"{model.stem}.*{WEIGHTS}")
    return (path for path in found if path.name not in weights)


def _rewritten(source: Path) -> bytes:
    graph = Graph.load(source)
    # In half precision, small values of Kokoro's spectrum become nought, and where both parts of
    # one do, their quotient and then all of the sound is no number: so 8 times in 20 readings of
    # news sentences, none of them with 32 bits. Both took the same time on an x86-64 processor.
    graph.widen()
    if works_in_blocks(small_convolution()):
        block_convolutions(graph)
    return graph.serialised()
