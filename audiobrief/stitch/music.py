"""Sound that is no speech: read, checked, and as loud beside speech as it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.choices import Frame
from audiobrief.errors import AudioFileError
from audiobrief.model import Audio, Cue, Seconds
from audiobrief.sound.fades import faded
from audiobrief.sound.files import load
from audiobrief.sound.loudness import integrated_loudness
from audiobrief.sound.resample import resample

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_JINGLE: Seconds = 60.0
LONGEST_BED: Seconds = 1800.0
GAP: Seconds = 0.4
"""Between a jingle and the speech."""
UNDER_SPEECH = -21.0
"""LU from speech to the music below it: BBC and ARD ask for 18 to 23."""
IN_PAUSES = -13.0
"""The same where nobody speaks for a while."""
PAUSE: Seconds = 0.6
"""The music does not come up in shorter pauses."""
RAMP: Seconds = 0.25
"""How long it takes to come up and to go down again."""
EDGE: Seconds = 1.0
"""The fade at both ends of the music."""
CHUNK = 1 << 16
"""Samples mixed at a time."""
SEAM: Seconds = 0.05
"""The cross-fade where a short piece begins again."""


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
    return faded(_amplified(resample(audio, sample_rate), loudness)).samples


def lay_below(
    speech: NDArray[np.float32], bed: Audio, cues: Sequence[Cue], loudness: float, sample_rate: int
) -> None:
    """Music added to the samples of speech, from end to end, quieter where somebody speaks."""
    music = _repeated(_amplified(resample(bed, sample_rate), loudness), len(speech))
    music = faded(Audio(samples=music, sample_rate=sample_rate), EDGE).samples
    places = [0.0]
    gains = [IN_PAUSES]
    for start, end in _spoken(cues):
        places += [start - RAMP, start, end, end + RAMP]
        gains += [IN_PAUSES, UNDER_SPEECH, UNDER_SPEECH, IN_PAUSES]
    for start in range(0, len(speech), CHUNK):
        stretch = speech[start : start + CHUNK]
        times = np.arange(start, start + len(stretch)) / sample_rate
        gain = np.power(10.0, np.interp(times, places, gains) / 20).astype(np.float32)
        stretch += music[start : start + len(stretch)] * gain


def _spoken(cues: Sequence[Cue]) -> list[tuple[Seconds, Seconds]]:
    """Stretches of speech; pauses too short for the music to come up lie inside."""
    spans: list[tuple[Seconds, Seconds]] = []
    for cue in cues:
        if spans and cue.start - spans[-1][1] < max(PAUSE, 2 * RAMP):
            spans[-1] = spans[-1][0], cue.end
        else:
            spans.append((cue.start, cue.end))
    return spans


def _repeated(audio: Audio, count: int) -> NDArray[np.float32]:
    """The sound over and over, each time cross-faded into the next, for so many samples."""
    seam = min(round(SEAM * audio.sample_rate), len(audio.samples) // 3)
    piece, step = faded(audio, SEAM).samples, len(audio.samples) - seam
    result = np.zeros(count + len(piece), np.float32)
    for start in range(0, count, step):
        result[start : start + len(piece)] += piece
    return result[:count]


def _amplified(audio: Audio, loudness: float) -> Audio:
    gain = np.float32(10 ** ((loudness - _loudness(audio)) / 20))
    return Audio(samples=audio.samples * gain, sample_rate=audio.sample_rate)


def _loudness(audio: Audio) -> float:
    """Integrated loudness; a sound too short for it is measured over and over."""
    repeats = -(-audio.sample_rate // len(audio.samples))
    samples = np.tile(audio.samples, max(1, repeats))
    return integrated_loudness(Audio(samples=samples, sample_rate=audio.sample_rate))


def _loaded(path: Path | None, longest: Seconds) -> Audio | None:
    if path is None:
        return None
    audio = load(path, longest)
    if not np.isfinite(audio.samples).all():
        raise AudioFileError(f"{path}: some of its samples are no numbers; choose another file")
    if isinf(_loudness(audio)):
        raise AudioFileError(f"{path}: is silent; choose another file")
    return audio
