"""Where speech begins and ends in a clip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from audiobrief.model import Audio, Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOP: Seconds = 0.005
"""Levels are taken every 5 ms, each over two hops."""
SURE = -30.0
"""dB below the loudest part of a clip: what is above is speech."""
FAINT = -50.0
"""dB below the loudest part: what is above is speech if it leads to or follows speech. An f or
s that opens a word stays 30 to 45 dB below its vowels."""
OVER_NOISE = 10.0
"""dB above the quietest moment, below which nothing counts: noise is no faint consonant."""
CLOSURE_BEFORE: Seconds = 0.06
CLOSURE_AFTER: Seconds = 0.12
"""A stop consonant is silence and then a burst: this much silence does not end the speech."""
SILENCE = -80.0
"""dBFS; a clip without any level above holds no speech."""
LOWEST = -180.0
"""dB; stands for digital silence."""


def speech(audio: Audio) -> slice | None:
    """The samples from the first to the last sound of speech; None where there is none.

    Judged by the clip's own loudest part and noise floor, with two thresholds: speech is
    sure where it is loud, and reaches out from there to what is faint.
    """
    hop = max(1, round(HOP * audio.sample_rate))
    levels = _levels(audio.samples, hop)
    loud = float(levels.max())
    if loud < SILENCE:
        return None
    # The last levels are taken over less than two hops and too low.
    noise = float(levels[: max(1, len(audio.samples) // hop - 1)].min()) + OVER_NOISE
    # A clip without any pause shows no noise floor: the thresholds stay below its speech.
    faint = min(max(loud + FAINT, noise), loud + SURE)
    sure = min(max(loud + SURE, noise), loud + SURE / 2)
    heard, certain = np.flatnonzero(levels > faint), np.flatnonzero(levels > sure)
    first = _reach(-heard[::-1], -int(certain[0]), round(CLOSURE_BEFORE / HOP))
    last = _reach(heard, int(certain[-1]), round(CLOSURE_AFTER / HOP))
    return slice(-first * hop, min((last + 2) * hop, len(audio.samples)))


def _reach(heard: NDArray[np.intp], start: int, gap: int) -> int:
    """The last of the rising places that is reached from `start` in steps of at most `gap`."""
    ahead = np.concatenate([[start], heard[heard > start]])
    breaks = np.flatnonzero(np.diff(ahead) > gap)
    return int(ahead[breaks[0]] if len(breaks) else ahead[-1])


def _levels(samples: NDArray[np.float32], hop: int) -> NDArray[np.float64]:
    """The level in dB at each hop, over two hops; an engine's constant offset is no sound."""
    padded = np.pad(samples, (0, -len(samples) % hop + hop), mode="edge")
    hops = padded.reshape(-1, hop)
    means = hops.mean(axis=1, dtype=np.float64)
    powers = np.square(hops, dtype=np.float64).mean(axis=1)
    # The variance in each window: the clip's own mean would turn true silence into an offset.
    variances = (powers[:-1] + powers[1:]) / 2 - np.square((means[:-1] + means[1:]) / 2)
    levels: NDArray[np.float64] = 10 * np.log10(np.maximum(variances, 10 ** (LOWEST / 10)))
    return levels
