"""What can be wrong with an engine's sound, before anybody hears it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.model import Audio, Seconds
from audiobrief.synthesise.engine import Engine

if TYPE_CHECKING:
    from numpy.typing import NDArray

INAUDIBLE = 0.002
"""A peak below this (-54 dBFS) is silence."""
NOISE = 0.7
"""Spectral flatness. Of 3,000 sentences of eSpeak and Pico none has more than 0.42; bytes that are
taken for what they are not have 0.9 and more."""
MOMENT, MOMENTS = 512, 8
"""Samples, and how many such stretches are looked at."""
TINY = 1e-12
FASTEST, SLOWEST = 30.0, 1.2
"""Letters a second. Voices read 12 to 16 at a newsreader's pace, spelled letters are read at
about 3, and engines with bounds of their own lag behind a very high or low rate."""
SLACK: Seconds = 4.0
"""What an engine may add: silence around a short text, a long name for one sign."""


def fault(audio: Audio, text: str, engine: Engine, rate: float) -> str | None:
    """What is wrong with this sound of that text; None for nothing.

    The sound must be there, be numbers, be heard, be no noise, and last about as long as the
    text.
    """
    samples = audio.samples
    if samples.size == 0:
        return "no sound came"
    if not np.isfinite(samples).all():
        return "the sound holds values that are no numbers"
    if engine.audible and samples.max() - samples.min() < 2 * INAUDIBLE:
        return "nothing but silence came"
    if engine.audible and _flatness(samples) > NOISE:
        return "nothing but noise came"
    return _length_fault(audio.duration, sum(map(str.isalnum, text)), rate)


def _flatness(samples: NDArray[np.float32]) -> float:
    """The spectral flatness of some moments together: 0 for a tone, near 1 for noise.

    What is shorter than a moment has none.
    """
    count = min(MOMENTS, len(samples) // MOMENT)
    if not count:
        return 0.0
    last = len(samples) - MOMENT
    starts = [last * number // max(1, count - 1) for number in range(count)]
    moments = np.stack([samples[start : start + MOMENT] for start in starts]) * _window()
    powers = np.square(np.abs(np.fft.rfft(moments, axis=1)[:, 1:])).mean(axis=0) + TINY
    return float(np.exp(np.log(powers).mean()) / powers.mean())


@cache
def _window() -> NDArray[np.float64]:
    return np.hanning(MOMENT)


def _length_fault(duration: Seconds, letters: int, rate: float) -> str | None:
    if duration < letters / (FASTEST * max(1.0, rate)):
        return f"{duration:.1f} s of sound are too short for {letters} letters"
    if duration > SLACK + letters / (SLOWEST * min(1.0, rate)):
        return f"{duration:.1f} s of sound are too long for {letters} letters"
    return None
