"""Fades at the ends of a sound, so that no joint clicks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.model import Audio, Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

FADE: Seconds = 0.006
"""Engines' clips may begin at 60 to 99 % of their peak; six milliseconds make that inaudible."""


def faded(audio: Audio, length: Seconds = FADE) -> Audio:
    """The sound, rising from silence and falling back to it over `length` at each end.

    A raised cosine: its slope is zero at both ends. Sounds shorter than two fades get
    shorter ones.
    """
    count = min(round(length * audio.sample_rate), len(audio.samples) // 2)
    if count == 0:
        return audio
    samples, rise = audio.samples.copy(), _rise(count)
    samples[:count] *= rise
    samples[-count:] *= rise[::-1]
    return replace(audio, samples=samples)


def _rise(count: int) -> NDArray[np.float32]:
    phase = np.arange(count) * (np.pi / count)
    rise: NDArray[np.float32] = (0.5 - 0.5 * np.cos(phase)).astype(np.float32)
    return rise
