"""All of a brief's sound on one tape. Hides pydub.

pydub joins in quadratic time and counts whole milliseconds, so the places are counted in
samples here, and it is given a stretch of the sound at a time.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.model import Audio
from audiobrief.sound.room import room

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
STEP = np.float32(1 / FULL_SCALE)
CHUNK = 1 << 16
"""Samples turned up at a time, so that no third copy of the tape is ever held."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tape:
    """Sound in one channel that can be turned up and down."""

    samples: NDArray[np.int32]
    sample_rate: int

    @classmethod
    def of(cls, pieces: Sequence[NDArray[np.float32]], sample_rate: int) -> Tape:
        """The pieces one behind the other, in time linear in their number."""
        tape, filled = room(sum(map(len, pieces)), sample_rate, np.int32), 0
        for piece in pieces:
            tape[filled : filled + len(piece)] = piece * FULL_SCALE
            filled += len(piece)
        return cls(samples=tape, sample_rate=sample_rate)

    def audio(self, gain: float = 0.0) -> Audio:
        """The sound as samples of the caller's own, louder by a gain in dB."""
        louder = room(len(self.samples), self.sample_rate, np.float32)
        for start in range(0, len(louder), CHUNK):
            stretch = self.samples[start : start + CHUNK]
            if gain:
                stretch = self._louder(stretch, gain)
            np.multiply(
                stretch, STEP, out=louder[start : start + CHUNK], dtype=np.float32, casting="unsafe"
            )
        return Audio(samples=louder, sample_rate=self.sample_rate)

    def _louder(self, samples: NDArray[np.int32], gain: float) -> NDArray[np.int32]:
        segment = AudioSegment(
            data=samples.astype("<i4").tobytes(),
            sample_width=SAMPLE_WIDTH,
            frame_rate=self.sample_rate,
            channels=1,
        )
        return np.frombuffer(segment.apply_gain(gain).raw_data, dtype="<i4")
