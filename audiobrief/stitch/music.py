"""Sound that is no speech: read, checked, and as loud beside speech as it should be."""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.choices import Frame
from audiobrief.errors import AudioFileError
from audiobrief.model import Audio, Seconds
from audiobrief.sound.fades import faded
from audiobrief.sound.loudness import repeated_loudness
from audiobrief.sound.resample import resample

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_JINGLE: Seconds = 60.0
LONGEST_BED: Seconds = 1800.0
GAP: Seconds = 0.4
"""Between a jingle and the speech."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Music:
    """The sounds around and below the speech of a brief; None for what there is not."""

    opening: Audio | None = None
    closing: Audio | None = None
    bed: Audio | None = None

    @property
    def duration(self) -> Seconds:
        """By how much it makes a brief longer."""
        return sum(jingle.duration + GAP for jingle in (self.opening, self.closing) if jingle)

    @property
    def sample_rates(self) -> tuple[int, ...]:
        """Those of all sounds that there are."""
        return tuple(a.sample_rate for a in (self.opening, self.closing, self.bed) if a)


SILENCE = Music()


def load_music(frame: Frame) -> Music:
    """The sounds that a frame names.

    Raises AudioFileError for a file that is missing, broken, silent or too long.
    """
    return Music(
        opening=_loaded(frame.opening, LONGEST_JINGLE),
        closing=_loaded(frame.closing, LONGEST_JINGLE),
        bed=_loaded(frame.bed, LONGEST_BED),
    )


def jingle(audio: Audio, loudness: float, sample_rate: int) -> NDArray[np.float32]:
    """A jingle's samples, as loud as the speech is."""
    return faded(amplified(resample(audio, sample_rate), loudness)).samples


def amplified(audio: Audio, loudness: float) -> Audio:
    """The sound with a loudness in LUFS."""
    gain = np.float32(10 ** ((loudness - repeated_loudness(audio)) / 20))
    return Audio(samples=audio.samples * gain, sample_rate=audio.sample_rate)


def _loaded(path: Path | None, longest: Seconds) -> Audio | None:
    if path is None:
        return None
    from audiobrief.sound.files import load  # costs 6 ms, and most briefs have no music

    audio = load(path, longest)
    if not np.isfinite(audio.samples).all():
        raise AudioFileError(f"{path}: some of its samples are no numbers; choose another file")
    if isinf(repeated_loudness(audio)):
        raise AudioFileError(f"{path}: is silent; choose another file")
    return audio
