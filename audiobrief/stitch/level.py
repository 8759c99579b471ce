"""The level of a brief: as loud as every other, and nowhere clipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import isinf, log10
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.model import Audio, Seconds
from audiobrief.sound.limit import limit
from audiobrief.sound.loudness import Meter, integrated_loudness
from audiobrief.stitch.join import Stretch
from audiobrief.stitch.tape import Tape

if TYPE_CHECKING:
    from numpy.typing import NDArray

TARGET = -19.0
"""LUFS for one channel: to the ear the -16 LUFS that podcast platforms ask of two."""
CEILING = -2.0
"""dBTP. The MP3 must stay at or below -1 dBTP, and its encoder adds up to 1 dB to a peak."""
TOLERANCE = 0.1
"""LU"""
ATTEMPTS = 8
"""The limiter takes off some loudness, more gain brings it back ..."""
BLOCK = 1 << 17
"""Samples looked at together."""
WIDER = 7.0
"""Times as much as cutting the peaks off, the limiter takes off, which turns down what is around
them too: 4 to 13 times, measured with eSpeak, Pico and Kokoro."""
MOST = 0.5
"""LU expected to be taken off; from there on, the expectation says little."""
YIELD = 0.75
"""... and takes off of that too: what a dB more brings where peaks are limited, in LU."""
OPENING: Seconds = 3.0
"""The least of a stream that its gain is judged by before any of it is heard."""
STEP = 0.4
"""dB by which the gain of a stream moves at most from one sentence to the next: less than half
of what is heard in speech."""


def levelled(tape: Tape) -> tuple[Audio, float]:
    """The sound at the target loudness with its peaks limited, and the loudness reached.

    Silence stays as it is, at -inf LUFS.
    """
    audio, loudness, _ = _settled(tape)
    return audio, loudness


def speech_loudness(stretches: Iterable[Stretch], sample_rate: int) -> float:
    """How loud speech is in LUFS, for what is to be as loud; a dry run as loud as it should be."""
    samples = np.concatenate([stretch.samples for stretch in stretches])
    loudness = integrated_loudness(Audio(samples=samples, sample_rate=sample_rate))
    return TARGET if isinf(loudness) else loudness


def evened(stretches: Iterable[Stretch], sample_rate: int) -> Iterator[Stretch]:
    """Speech at the target loudness with its peaks limited, each stretch soon after it is there.

    The gain is that of the first few seconds, and then moves with the loudness of all that was
    heard, in the silence before a sentence and too little to be noticed.
    """
    coming, meter = iter(stretches), Meter(sample_rate)
    opening = list(_first(coming, OPENING * sample_rate))
    audio, _, gain = _settled(Tape.of([each.samples for each in opening], sample_rate))
    ends = np.cumsum([len(each.samples) for each in opening])[:-1]
    for stretch, samples in zip(opening, np.split(audio.samples, ends), strict=True):
        if stretch.cue:
            meter.add(samples / _factor(gain))
        yield replace(stretch, samples=samples)
    for stretch in coming:
        if not stretch.cue:
            yield stretch
            continue
        if not isinf(meter.loudness):
            gain += min(max(TARGET - meter.loudness - gain, -STEP), STEP)
        audio = Audio(samples=stretch.samples * _factor(gain), sample_rate=sample_rate)
        limit(audio, CEILING)
        # By what it would be without the gain: so what the limiter takes off is made up for.
        meter.add(audio.samples / _factor(gain))
        yield replace(stretch, samples=audio.samples)


def _first(stretches: Iterator[Stretch], count: float) -> Iterator[Stretch]:
    """Those that hold at least so many samples together."""
    for stretch in stretches:
        yield stretch
        count -= len(stretch.samples)
        if count <= 0:
            return


def _factor(gain: float) -> np.float32:
    return np.float32(10 ** (gain / 20))


def _limited_by(samples: NDArray[np.float32], gain: float) -> float:
    """The loudness in LU that the limiter is expected to take off once a gain in dB is applied.

    So nearly every brief is levelled at the first attempt; each one more takes a tenth of the time
    that all else of a brief takes.
    """
    top = 10 ** ((CEILING - gain) / 20)
    whole = above = 0.0
    for start in range(0, len(samples), BLOCK):
        block = samples[start : start + BLOCK]
        peaks = block[np.abs(block) > top]
        whole += float(np.dot(block, block))
        above += float(np.dot(peaks, peaks)) - len(peaks) * top * top
    return min(MOST, -10 * WIDER * log10(1 - above / whole))


def _settled(tape: Tape) -> tuple[Audio, float, float]:
    """The sound as it is to be, the loudness reached, and the gain in dB that did it."""
    audio = tape.audio()
    loudness = integrated_loudness(audio)
    if isinf(loudness):
        return audio, loudness, 0.0
    gain = TARGET - loudness
    gain += _limited_by(audio.samples, gain)
    del audio  # two at a time are enough
    for _ in range(ATTEMPTS):
        audio = tape.audio(gain)
        if not limit(audio, CEILING):
            return audio, TARGET, gain  # a gain alone does what it says
        loudness = integrated_loudness(audio)
        if abs(TARGET - loudness) <= TOLERANCE:
            break
        gain += (TARGET - loudness) / YIELD
    return audio, loudness, gain
