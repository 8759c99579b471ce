"""Clips without the engine's own silence, ready to be joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from audiobrief.errors import SpeechError
from audiobrief.model import Audio, Clip, Seconds, Utterance
from audiobrief.sound.fades import faded
from audiobrief.sound.resample import playable_rate, resample
from audiobrief.stitch.trim import speech

MARGIN: Seconds = 0.008
"""Kept of the silence around speech, so that the fade ends before the speech begins."""
TOO_LOUD = 8.0
"""Some engines overshoot full scale a little; this far beyond, the samples are no sound."""
QUOTED = 60
"""Characters of a sentence that an error quotes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """A clip as it goes on the tape: speech, and at most a margin around it."""

    utterance: Utterance
    audio: Audio
    before: int
    """Samples of margin in front of the speech."""
    behind: int
    """Samples of margin behind it."""
    voice: str = ""
    level: float = 0.0
    """dB"""


def cut(clips: Iterable[Clip]) -> Iterator[Piece]:
    """The speech of each clip, fading in and out.

    Where all clips are silent, as in a dry run, they stay whole. Raises SpeechError for a
    clip that is silent among others that are not, and for sound that cannot be played.
    """
    silent: Clip | None = None
    heard = False
    for clip in clips:
        _check(clip)
        spoken = speech(clip.audio)
        if spoken is None:
            silent = silent or clip
        else:
            heard = True
        if silent and heard:
            raise _unusable(silent, "silent")
        yield _piece(clip, spoken or slice(0, len(clip.audio.samples)))


def at_rate(piece: Piece, sample_rate: int) -> Piece:
    """The same piece at another sample rate."""
    audio = resample(piece.audio, sample_rate)
    ratio = sample_rate / piece.audio.sample_rate
    before, behind = round(piece.before * ratio), round(piece.behind * ratio)
    return replace(piece, audio=audio, before=before, behind=behind)


def common_rate(pieces: Iterable[Piece], others: Iterable[int]) -> int:
    """The sample rate for all pieces and sounds of other rates: the highest that MP3 knows."""
    return playable_rate(max([*(piece.audio.sample_rate for piece in pieces), *others]))


def _piece(clip: Clip, spoken: slice) -> Piece:
    samples, sample_rate = clip.audio.samples, clip.audio.sample_rate
    margin = round(MARGIN * sample_rate)
    start, stop = max(0, spoken.start - margin), min(len(samples), spoken.stop + margin)
    words = tuple(word.moved(-start / sample_rate) for word in clip.audio.words)
    audio = Audio(samples=samples[start:stop], sample_rate=sample_rate, words=words)
    return Piece(
        utterance=clip.utterance,
        audio=faded(audio),
        before=spoken.start - start,
        behind=stop - spoken.stop,
        voice=clip.voice,
        level=clip.level,
    )


def _check(clip: Clip) -> None:
    if not len(clip.audio.samples):
        raise _unusable(clip, "empty")
    peak = float(np.abs(clip.audio.samples).max())
    if not np.isfinite(peak):
        raise _unusable(clip, "broken: some of its samples are no numbers")
    if peak > TOO_LOUD:
        raise _unusable(clip, f"broken: its samples reach {peak:.0f} where 1 is full scale")


def _unusable(clip: Clip, what: str) -> SpeechError:
    text = clip.utterance.text
    quoted = text if len(text) <= QUOTED else f"{text[:QUOTED].rstrip()} ..."
    return SpeechError(f"“{quoted}”: the voice's sound is {what}; try another voice with --voice")
