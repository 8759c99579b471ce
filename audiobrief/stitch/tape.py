"""All of a brief's sound on one tape. Hides pydub.

pydub joins in quadratic time and counts whole milliseconds, so it is given everything in one
piece, and lengths are counted in samples here.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.model import Audio

with warnings.catch_warnings():
    # Python's own audioop is deprecated, and pydub looks for an ffmpeg that nothing here needs.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLE_WIDTH = 4
"""Bytes. Levelling 16-bit samples would round them twice."""
HEADROOM = 1 << 4
"""Sound is held 24 dB down: levelling may lift peaks above full scale, the limiter is next."""
FULL_SCALE = (1 << 31) / HEADROOM


class Tape:
    """Sound in one channel that can be turned up and down."""

    def __init__(self, segment: AudioSegment) -> None:
        self._segment = segment

    @classmethod
    def of(cls, pieces: Sequence[NDArray[np.float32]], sample_rate: int) -> Tape:
        """The pieces one behind the other, in time linear in their number."""
        data = bytearray(SAMPLE_WIDTH * sum(map(len, pieces)))
        tape, filled = np.frombuffer(data, dtype="<i4"), 0
        for piece in pieces:
            tape[filled : filled + len(piece)] = piece * FULL_SCALE
            filled += len(piece)
        return cls(
            AudioSegment(data=data, sample_width=SAMPLE_WIDTH, frame_rate=sample_rate, channels=1)
        )

    def amplified(self, gain: float) -> Tape:
        """The same sound, louder by a gain in dB."""
        return Tape(self._segment.apply_gain(gain))

    def audio(self) -> Audio:
        """The sound as samples."""
        samples = np.frombuffer(self._segment.raw_data, dtype="<i4").astype(np.float32)
        samples /= FULL_SCALE
        return Audio(samples=samples, sample_rate=self._segment.frame_rate)
