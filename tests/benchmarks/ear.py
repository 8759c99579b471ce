"""Whisper, which writes down what it hears: on all of its window, or on as much as the sound needs.

Needs `pip install onnx-asr` beside the project, and a folder of Whisper as quantised ONNX.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

from audiobrief.model import Audio
from audiobrief.sound.resample import resample

RATE = 16_000
FRAMES = 100
"""A second, of which the encoder makes 50 places."""
WINDOW = 3000
"""Frames that Whisper always listens to: 30 seconds, most of them silence behind a sentence."""
TAIL = 2.0
"""Seconds of that silence that are left in a short window; with none it loses last words."""
LOOP = 3
"""Times that nobody says the same sentence."""
_LOOP = re.compile(rf"(.{{12,}}?)(?:\W+\1){{{LOOP - 1},}}.*", re.IGNORECASE | re.DOTALL)
"""The same words again and again, whether or not it puts full stops between them."""
_STUTTER = re.compile(r"(.{2,11}?)\1{7,}.*", re.DOTALL)
"""A few letters again and again: 2.1.1.1.1.1."""
Ear = Callable[[Audio], str]


def whisper(folder: Path, *, short: bool = False) -> Ear:
    """The recogniser in a folder. In a `short` window it needs a third of the time, and hears a
    little worse: all voices alike."""
    import onnx_asr

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("OMP_NUM_THREADS", "0"))
    options.log_severity_level = 3
    model = onnx_asr.load_model("whisper", folder, quantization="quantized", sess_options=options)
    if short:
        _listen_shorter(model.asr, folder, options)

    def listen(audio: Audio) -> str:
        samples = resample(audio, RATE).samples
        try:
            text = str(model.recognize(np.asarray(samples, dtype=np.float32), language="de"))
            return _once(text)
        except KeyError:  # it named a word that its vocabulary lacks: it is lost
            return ""

    return listen


def _once(text: str) -> str:
    """The text up to where Whisper begins to say the same for ever, a fault of its own."""
    text = _STUTTER.sub(r"\1", text)
    if loop := _LOOP.fullmatch(text):
        return loop[1]
    sentences = re.split(r"(?<=[.!?])\s+", text)
    looped = len(sentences) > LOOP - 1 and len(set(sentences[:LOOP])) == 1
    return sentences[0] if looped else text


def _listen_shorter(recogniser: Any, folder: Path, options: onnxruntime.SessionOptions) -> None:  # noqa: ANN401 - the library's own class
    """Let the recogniser's encoder take as many frames as the sound has."""
    (path,) = folder.glob("**/encoder_model_quantized.onnx")
    encoder = onnxruntime.InferenceSession(_any_length(path), options)
    spectrum = recogniser._preprocessor  # noqa: SLF001 - it has no other way

    def encode(waveforms: np.ndarray, lengths: np.ndarray) -> onnxruntime.OrtValue:
        features, _ = spectrum(waveforms, lengths)
        frames = min(WINDOW, 2 * ceil((lengths.max() / RATE + TAIL) * FRAMES / 2))
        shown = np.ascontiguousarray(features[:, :, :frames])
        (hidden,) = encoder.run(["last_hidden_state"], {"input_features": shown})
        return onnxruntime.OrtValue.ortvalue_from_numpy(hidden)

    recogniser._encode = encode  # noqa: SLF001


def _any_length(path: Path) -> bytes:
    """The encoder, with as many of its places as there is sound."""
    model = onnx.load(path)
    graph = model.graph
    (places,) = (value.name for value in graph.initializer if tuple(value.dims)[:1] == (1500,))
    number, node = next((n, each) for n, each in enumerate(graph.node) if places in each.input)
    (sound,) = (name for name in node.input if name != places)
    for name, value in (("from", 0), ("axis", 1), ("behind", 2)):
        graph.initializer.append(numpy_helper.from_array(np.array([value]), f"cut_{name}"))
    graph.node.insert(number, helper.make_node("Shape", [sound], ["cut_shape"]))
    graph.node.insert(
        number + 1,
        helper.make_node("Slice", ["cut_shape", "cut_axis", "cut_behind"], ["cut_length"]),
    )
    graph.node.insert(
        number + 2,
        helper.make_node("Slice", [places, "cut_from", "cut_length", "cut_from"], ["cut_places"]),
    )
    node.input[list(node.input).index(places)] = "cut_places"
    return bytes(model.SerializeToString())
