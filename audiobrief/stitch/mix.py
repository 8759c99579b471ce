"""Speech with music before, behind and below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from audiobrief.model import Cue, Seconds
from audiobrief.stitch.bed import with_bed
from audiobrief.stitch.join import Stretch
from audiobrief.stitch.music import GAP, Music, jingle


def mixed(
    speech: Iterable[Stretch], music: Music, loudness: float, sample_rate: int
) -> Iterator[Stretch]:
    """The speech with the music as loud beside it as it should be; `loudness` is the speech's.

    The cues are later by what is heard before them.
    """
    gap = Stretch(samples=np.zeros(round(GAP * sample_rate), np.float32))
    later = 0.0
    if music.opening:
        opening = Stretch(samples=jingle(music.opening, loudness, sample_rate))
        yield from (opening, gap)
        later = (len(opening.samples) + len(gap.samples)) / sample_rate
    if music.bed:
        speech = with_bed(speech, music.bed, loudness, sample_rate)
    for stretch in speech:
        yield replace(stretch, cue=stretch.cue and _moved(stretch.cue, later))
    if music.closing:
        yield gap
        yield Stretch(samples=jingle(music.closing, loudness, sample_rate))


def _moved(cue: Cue, later: Seconds) -> Cue:
    words = tuple(word.moved(later) for word in cue.words)
    return replace(cue, start=cue.start + later, end=cue.end + later, words=words)
