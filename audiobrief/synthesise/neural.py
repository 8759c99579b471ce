"""Neural models that say a sentence on each processor. Hides onnxruntime."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TypeAlias

import onnxruntime

Model: TypeAlias = onnxruntime.InferenceSession

LIBRARY = f"{onnxruntime.__version__:.16}"
"""The version by which models are simplified."""
WEIGHTS_FILE = "session.optimized_model_external_initializers_file_name"
NO_MESSAGES = 4
"""The library's number for those that tell of its own end; what is wrong is raised."""


def open_model(path: Path) -> Model:
    """The model of a file; it may be used from several threads at once.

    Each thread computes by itself: two sentences side by side cost no more than one behind the
    other, while two threads in one sentence lose a third of their time to waiting, and the
    numbers are the same on every machine. Raises the library's errors, which have no base.
    """
    options = onnxruntime.SessionOptions()
    # A plan of the memory is of use for the next sentence of that very length alone.
    options.enable_mem_pattern = False
    return _opened(str(path), options)


def simplify(model: bytes, target: Path, weights: str) -> None:
    """The model of a file's content, written to `target` as the library would simplify it.

    What it does for this processor alone remains for each start. All weights but small ones go
    into a file of that name beside it. Raises the library's errors.
    """
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.add_session_config_entry(WEIGHTS_FILE, weights)
    _write(model, target, options)


def works_in_blocks(model: bytes) -> bool:
    """Whether the library computes the model with several channels side by side here."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "model")
        _write(model, written, onnxruntime.SessionOptions())
        return b"ReorderInput" in written.read_bytes()


def _write(model: bytes, target: Path, options: onnxruntime.SessionOptions) -> None:
    options.optimized_model_filepath = str(target)
    options.log_severity_level = NO_MESSAGES
    _opened(model, options)


def _opened(file: str | bytes, options: onnxruntime.SessionOptions) -> Model:
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    model: Model = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    return model
