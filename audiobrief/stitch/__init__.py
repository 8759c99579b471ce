"""Clips in, Track out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from audiobrief.choices import Pauses
from audiobrief.errors import SpeechError
from audiobrief.model import Clip, Cue, Seconds, Track

if TYPE_CHECKING:
    from audiobrief.stitch.music import Music
    from audiobrief.stitch.tape import Tape

__all__ = ["spoken", "stitch"]

NOTHING = "no sentence was spoken: there is nothing to make a brief of"


def stitch(clips: Iterable[Clip], pauses: Pauses, music: Music | None = None) -> Track:
    """All clips in one sound, levelled, with the pauses asked for between their speech.

    The sample rate is the highest of the clips' and the music's own that MP3 knows, or the
    next above it. Raises SpeechError where a clip cannot be used and where there is none.
    """
    from audiobrief.stitch.chapters import chapters
    from audiobrief.stitch.level import levelled

    tape, cues = _joined(clips, pauses, music)
    audio, loudness = levelled(tape)
    return Track(
        article=cues[0].utterance.sentence.article,
        audio=audio,
        cues=cues,
        loudness=loudness,
        chapters=chapters(cues, audio.duration),
    )


def spoken(clips: Iterable[Clip]) -> Seconds:
    """How long the speech in all clips lasts, without the silence around it."""
    from audiobrief.stitch.trim import speech

    total = 0.0
    for clip in clips:
        found = speech(clip.audio) or slice(0, len(clip.audio.samples))
        total += (found.stop - found.start) / clip.audio.sample_rate
    return total


def _joined(
    clips: Iterable[Clip], pauses: Pauses, music: Music | None
) -> tuple[Tape, tuple[Cue, ...]]:
    """The clips on one tape; what they were cut from is out of memory when they are on it."""
    from audiobrief.stitch.balance import balanced, gains
    from audiobrief.stitch.cut import at_rate, common_rate, cut
    from audiobrief.stitch.join import join
    from audiobrief.stitch.level import speech_loudness
    from audiobrief.stitch.tape import Tape

    pieces = list(cut(clips))
    if not pieces:
        raise SpeechError(NOTHING)
    sample_rate = common_rate(pieces, music.sample_rates if music else ())
    pieces = [at_rate(piece, sample_rate) for piece in pieces]
    stretches = list(join(balanced(pieces, gains(pieces)), pauses, sample_rate))
    if music and music.sample_rates:
        from audiobrief.stitch.mix import mixed

        loudness = speech_loudness(stretches, sample_rate)
        stretches = list(mixed(stretches, music, loudness, sample_rate))
    tape = Tape.of([each.samples for each in stretches], sample_rate)
    return tape, tuple(each.cue for each in stretches if each.cue)
