"""What can be wrong with an engine's sound, before anybody hears it."""

from __future__ import annotations

import numpy as np

from audiobrief.model import Audio, Seconds
from audiobrief.synthesise.engine import Engine

INAUDIBLE = 0.002
"""A peak below this (-54 dBFS) is silence."""
FASTEST, SLOWEST = 30.0, 1.2
"""Letters a second. Voices read 12 to 16 at a newsreader's pace, spelled letters are read at
about 3, and engines with bounds of their own lag behind a very high or low rate."""
SLACK: Seconds = 4.0
"""What an engine may add: silence around a short text, a long name for one sign."""


def fault(audio: Audio, text: str, engine: Engine, rate: float) -> str | None:
    """What is wrong with this sound of that text; None for nothing.

    The sound must be there, be numbers, be heard, and last about as long as the text.
    """
    samples = audio.samples
    if samples.size == 0:
        return "no sound came"
    if not np.isfinite(samples).all():
        return "the sound holds values that are no numbers"
    if engine.audible and max(samples.max(), -samples.min()) < INAUDIBLE:
        return "nothing but silence came"
    return _length_fault(audio.duration, sum(map(str.isalnum, text)), rate)


def _length_fault(duration: Seconds, letters: int, rate: float) -> str | None:
    if duration < letters / (FASTEST * max(1.0, rate)):
        return f"{duration:.1f} s of sound are too short for {letters} letters"
    if duration > SLACK + letters / (SLOWEST * min(1.0, rate)):
        return f"{duration:.1f} s of sound are too long for {letters} letters"
    return None
