"""The level of a brief: as loud as every other, and nowhere clipped."""

from __future__ import annotations

from math import isinf

from audiobrief.model import Audio
from audiobrief.sound.limit import limit
from audiobrief.sound.loudness import integrated_loudness
from audiobrief.stitch.tape import Tape

TARGET = -19.0
"""LUFS for one channel: to the ear the -16 LUFS that podcast platforms ask of two."""
CEILING = -2.0
"""dBTP. The MP3 must stay at or below -1 dBTP, and its encoder adds up to 1 dB to a peak."""
TOLERANCE = 0.1
"""LU"""
ATTEMPTS = 8
"""The limiter takes off some loudness, more gain brings it back."""


def levelled(tape: Tape) -> tuple[Audio, float]:
    """The sound at the target loudness with its peaks limited, and the loudness reached.

    Silence stays as it is, at -inf LUFS.
    """
    loudness = integrated_loudness(tape.audio())
    if isinf(loudness):
        return tape.audio(), loudness
    gain = TARGET - loudness
    for _ in range(ATTEMPTS):
        audio = tape.audio(gain)
        if not limit(audio, CEILING):
            return audio, TARGET  # a gain alone does what it says
        loudness = integrated_loudness(audio)
        if abs(TARGET - loudness) <= TOLERANCE:
            break
        gain += TARGET - loudness
    return audio, loudness
