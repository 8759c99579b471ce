"""Neural models that say a sentence on each processor. Hides onnxruntime."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import onnxruntime

Model: TypeAlias = onnxruntime.InferenceSession


def open_model(path: Path) -> Model:
    """The model of a file; it may be used from several threads at once.

    Each thread computes by itself: two sentences side by side cost no more than one behind the
    other, while two threads in one sentence lose a third of their time to waiting, and the
    numbers are the same on every machine. Raises the library's errors, which have no base.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    model: Model = onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"]
    )
    return model
