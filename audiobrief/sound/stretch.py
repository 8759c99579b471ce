"""Sound made longer or shorter at its own pitch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.model import Audio, Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

FRAME: Seconds = 0.032
"""Two to four periods of a voice."""
REACH: Seconds = 0.010
"""How far from its place a frame is looked for: a whole period of a low man's voice."""


def stretched(audio: Audio, factor: float) -> Audio:
    """The sound, `factor` times as long to the sample, at the same pitch; 1 leaves it as it is.

    Frames of the sound are laid over each other half by half, each taken from near its place
    where it continues the one before best (WSOLA; Verhelst and Roelands, 1993).
    """
    count = round(len(audio.samples) * factor)
    if count == len(audio.samples):
        return audio
    half = max(1, round(FRAME / 2 * audio.sample_rate))
    reach = round(REACH * audio.sample_rate)
    # Room for the first frame to begin half a frame early, and for the last to end late.
    source = np.pad(audio.samples, (half + reach, 3 * half + 2 * reach))
    window = np.hanning(2 * half + 1)[:-1].astype(np.float32)
    result = np.zeros(count + 3 * half, np.float32)
    place = 0
    for number, start in enumerate(range(0, count + half, half)):
        due = round(start / factor)
        if number:
            wanted = source[reach + place + half :][:half]
            place = due - reach + _best(source[due : due + half + 2 * reach], wanted)
        frame = source[reach + place :][: 2 * half]
        result[start : start + 2 * half] += window * frame
    words = tuple(word.moved(factor=factor) for word in audio.words)
    return replace(audio, samples=result[half : half + count], words=words)


def _best(near: NDArray[np.float32], wanted: NDArray[np.float32]) -> int:
    """Where the sound most like the wanted begins, by normalised correlation."""
    likeness = np.correlate(near, wanted, "valid")
    sums = np.cumsum(np.concatenate([[0.0], np.square(near, dtype=np.float64)]))
    energies = sums[len(wanted) :] - sums[: -len(wanted)]
    return int(np.argmax(likeness / np.sqrt(np.maximum(energies, 1e-9))))
