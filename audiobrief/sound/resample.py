"""Sound at another sample rate, band-limited. Hides soxr."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.model import Audio

if TYPE_CHECKING:
    from numpy.typing import NDArray

OVERSAMPLING = 4
"""True peaks are looked for at four times the rate (ITU-R BS.1770-4, annex 2)."""
PLAYABLE = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
"""The sample rates of MP3: MPEG-2.5, MPEG-2 and MPEG-1."""
CHUNK = 1 << 14
"""Samples taken at a time, so that oversampling holds no four tracks in memory."""


def resample(audio: Audio, sample_rate: int) -> Audio:
    """The same sound at a sample rate in Hz; the very same value where it has that rate.

    Lowpassed below half the lower rate, without delay, rounded to whole samples in length.
    """
    if audio.sample_rate == sample_rate:
        return audio
    import soxr  # costs 15 ms, and most briefs have one rate from end to end

    samples = soxr.resample(audio.samples, audio.sample_rate, sample_rate, quality="HQ")
    return replace(audio, samples=np.asarray(samples, dtype=np.float32), sample_rate=sample_rate)


def resampled(sounds: Iterable[Audio], sample_rate: int) -> Iterator[Audio]:
    """The same of sounds that follow each other without a gap, all at one other rate."""
    import soxr

    stream: soxr.ResampleStream | None = None
    for audio in sounds:
        if audio.sample_rate == sample_rate:
            yield audio
            continue
        stream = stream or soxr.ResampleStream(
            audio.sample_rate, sample_rate, 1, dtype="float32", quality="HQ"
        )
        yield Audio(samples=stream.resample_chunk(audio.samples), sample_rate=sample_rate)
    if stream:
        rest = stream.resample_chunk(np.zeros(0, np.float32), last=True)
        yield Audio(samples=rest, sample_rate=sample_rate)


def playable_rate(sample_rate: int) -> int:
    """The lowest rate of MP3 that keeps all of a sound of this rate, 48 kHz at most."""
    return next((rate for rate in PLAYABLE if rate >= sample_rate), PLAYABLE[-1])


def oversampled(samples: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    """The sound at four times its rate, piece by piece, in step with the samples given."""
    import soxr

    # The ratio alone matters, so any pair of rates will do.
    stream = soxr.ResampleStream(1, OVERSAMPLING, 1, dtype="float32", quality="HQ")
    for start in range(0, len(samples), CHUNK):
        chunk = samples[start : start + CHUNK]
        yield stream.resample_chunk(chunk, last=start + CHUNK >= len(samples))
