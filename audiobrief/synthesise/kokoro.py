"""Kokoro: a neural voice that speaks German by phonemes of our own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.errors import SpeechError, VoiceError
from audiobrief.model import Audio, Pronunciation, Voice
from audiobrief.synthesise.joints import join, pause_after
from audiobrief.synthesise.neural import Model, open_model
from audiobrief.synthesise.phonemes import kokoro_phonemes, portions, tokens
from audiobrief.synthesise.speed import told_speed

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL = "model.onnx"
SAMPLE_RATE = 24_000
LONGEST = 510
"""Tokens at once; the model has no places for more."""
STYLE_SIZE = 256
TIMBRE = 128
"""The numbers of a style that shape the sound; those behind shape melody and lengths."""
SLOWEST, FASTEST = 0.5, 2.0
"""Factors on the model's own speed; beyond them syllables melt or fall out."""
NEAR = (0, -1, 1, -2, 2, -3, 3, -4, 4)
"""How far off a style's row may be that is taken for another one. By kokoro-jonas, four of twenty
sentences gave no numbers by their own row, and one of thirty by none of the nearest three."""
VOLUME = 0.7
"""At its own volume of 1.0 the model's loudest samples reach 1.2."""

_STYLE = re.compile(r"(?P<name>[a-z]{2}_[a-z0-9]+)(?::(?P<weight>\d+(?:\.\d+)?))?")
_LOCK = Lock()  # two threads must not load the model twice


class Kokoro:
    """The Kokoro-82M engine: a folder with one ONNX model and `voices/*.bin` of styles."""

    name = "kokoro"
    local = True
    audible = True
    phonetic = True
    hands = None
    speeds = (SLOWEST, FASTEST)

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def version(self) -> str:
        """The libraries' versions, the model's size for its name, and that of our rules."""
        model = self._folder / MODEL
        size = model.stat().st_size if model.is_file() else 0
        return f"{version('onnxruntime')}+{version('espeakng-loader')}+{size}+8"

    def warm(self, _voice: Voice) -> None:
        """Load the model, which all voices share; raises VoiceError where it cannot be."""
        with _LOCK:
            _session(_model(self._folder))

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        """The text at 24 kHz, with the silence that the model puts around it."""
        speed = told_speed(voice, "Kokoro", SLOWEST, FASTEST)
        with _LOCK:
            session = _session(_model(self._folder))
        styles = _styles(self._folder, voice.model)
        symbols = kokoro_phonemes(text, voice.language, pronunciations)
        if not symbols:
            raise SpeechError("Kokoro finds nothing to say in it")
        parts = tuple(portions(symbols, LONGEST))
        pauses = [pause_after(part) / voice.rate for part in parts]
        return join([_said(session, tokens(part), styles, speed) for part in parts], pauses)


def _model(folder: Path) -> Path:
    path = folder / MODEL
    if path.is_file():
        return path
    raise VoiceError(
        f"Kokoro's model is not in {folder}: install it (audiobrief voices install kokoro) "
        "or choose another voice"
    )


@cache
def _session(model: Path) -> Model:
    """The model, loaded once per process; it may be used from several threads at once."""
    try:
        return open_model(model)
    except Exception as error:  # the library's errors have no base of their own
        raise VoiceError(
            f"Kokoro's model {model} is damaged or no ONNX model ({_first_line(error)}): "
            "install it again (audiobrief voices install kokoro)"
        ) from error


def _styles(folder: Path, model: str) -> NDArray[np.float32]:
    """The styles of a profile, one row for every number of tokens.

    Behind a stroke stands who lends the melody, and the length of the sounds, to the sound
    of those before it: `if_sara:0.7+ff_siwis:0.3|af_heart`.
    """
    timbre, stroke, melody = model.partition("|")
    rows = _blend(folder, timbre)
    return np.hstack((rows[:, :TIMBRE], _blend(folder, melody)[:, TIMBRE:])) if stroke else rows


def _blend(folder: Path, styles: str) -> NDArray[np.float32]:
    """Styles mixed: `if_sara` is one, `if_sara:0.7+bm_george:0.3` a blend by weight."""
    matches = [_STYLE.fullmatch(part.strip()) for part in styles.split("+")]
    shares = [(match["name"], float(match["weight"] or 1)) for match in matches if match]
    total = sum(weight for _, weight in shares)
    if len(shares) < len(matches) or total <= 0:
        raise VoiceError(
            f"“{styles}” is no Kokoro style: write if_sara, a blend as if_sara:0.7+bm_george:0.3, "
            "or with the melody of another if_sara|af_heart"
        )
    return sum(
        (np.float32(weight / total) * _style(folder, name) for name, weight in shares),
        start=np.float32(0) * _style(folder, shares[0][0]),
    )


@cache
def _style(folder: Path, name: str) -> NDArray[np.float32]:
    path = folder / "voices" / f"{name}.bin"
    try:
        return np.fromfile(path, dtype="<f4").reshape(-1, STYLE_SIZE)
    except FileNotFoundError as error:
        known = ", ".join(sorted(file.stem for file in path.parent.glob("*.bin"))) or "none"
        raise VoiceError(
            f"Kokoro has no style “{name}” in {path.parent}: there are {known}"
        ) from error
    except (OSError, ValueError) as error:
        raise VoiceError(f"the Kokoro style {path} cannot be read: install it again") from error


def _said(
    session: Model,
    ids: list[int],
    styles: NDArray[np.float32],
    speed: float,
) -> Audio:
    """One portion as sound; the style's row is the number of tokens.

    The model divides by its own spectrum, and nought by nought anywhere in it makes all of the
    sound no number: then a row near that one, which differs little, misses the nought.
    """
    row = min(len(ids), len(styles) - 1)
    for near in (row + off for off in NEAR):
        if 0 <= near < len(styles):
            waveform = _waveform(session, ids, styles[near : near + 1], speed)
            if np.isfinite(waveform).all():
                samples = np.clip(waveform.ravel() * np.float32(VOLUME), -1.0, 1.0)
                return Audio(samples=samples.astype(np.float32), sample_rate=SAMPLE_RATE)
    raise SpeechError(
        "Kokoro's model gave values that are no numbers: install it again "
        "(audiobrief voices install kokoro)"
    )


def _waveform(
    session: Model,
    ids: list[int],
    style: NDArray[np.float32],
    speed: float,
) -> NDArray[np.float32]:
    """What the model gives for the tokens between two zeros."""
    inputs = {
        "input_ids": np.array([[0, *ids, 0]], dtype=np.int64),
        "style": style,
        "speed": np.array([speed], dtype=np.float32),
    }
    try:
        waveform: NDArray[np.float32] = session.run(None, inputs)[0]
    except Exception as error:  # the library's errors have no base of their own
        raise SpeechError(f"Kokoro gave up: {_first_line(error)}") from error
    return waveform


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
