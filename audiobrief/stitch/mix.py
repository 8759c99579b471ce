"""Speech with music before, behind and below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isinf
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.model import Audio, Cue, Seconds
from audiobrief.sound.loudness import integrated_loudness
from audiobrief.stitch.level import TARGET
from audiobrief.stitch.music import GAP, Music, jingle, lay_below

if TYPE_CHECKING:
    from numpy.typing import NDArray


def mixed(
    parts: Sequence[NDArray[np.float32]], cues: tuple[Cue, ...], music: Music, sample_rate: int
) -> tuple[list[NDArray[np.float32]], tuple[Cue, ...]]:
    """The sound in parts, with the music as loud beside the speech as it should be.

    The cues are later by what is heard before them.
    """
    speech = np.concatenate(parts)
    loudness = integrated_loudness(Audio(samples=speech, sample_rate=sample_rate))
    loudness = TARGET if isinf(loudness) else loudness  # a dry run
    if music.bed:
        lay_below(speech, music.bed, cues, loudness, sample_rate)
    result = [speech]
    gap = np.zeros(round(GAP * sample_rate), np.float32)
    if music.opening:
        result = [jingle(music.opening, loudness, sample_rate), gap, *result]
    if music.closing:
        result += [gap, jingle(music.closing, loudness, sample_rate)]
    later = sum(map(len, result[:2])) / sample_rate if music.opening else 0.0
    return result, tuple(_moved(cue, later) for cue in cues)


def _moved(cue: Cue, later: Seconds) -> Cue:
    words = tuple(word.moved(later) for word in cue.words)
    return replace(cue, start=cue.start + later, end=cue.end + later, words=words)
