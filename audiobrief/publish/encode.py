"""Sound as the bytes of a file. Hides lameenc."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, log10
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.choices import Encoding, Format
from audiobrief.model import Audio
from audiobrief.publish.mp3.info import with_info
from audiobrief.sound.files import encode
from audiobrief.sound.resample import playable_rate, resample

if TYPE_CHECKING:
    from numpy.typing import NDArray

BIT_RATE = 64
"""kbit/s, constant: every player seeks exactly in it, and speech in one channel needs no more."""
QUALITY = 3
"""LAME's own default; 2 costs twice the time, and its speech is no closer to what went in."""
LAME_SCALE = 0.95
"""LAME turns the sound down by this much at constant rates, so it is turned up here before."""
VARIABLE = 4
"""LAME's newer way to vary the rate (mtrh)."""
VARIABLE_QUALITY = 4
"""Of 0 to 9: about 38 kbit/s for speech at 16 kHz, 72 at 44.1."""
FULL_SCALE = 32767
CHUNK = 1 << 16
"""Samples handed over at a time."""
OPUS_RATES = (8000, 12000, 16000, 24000, 48000)
PLAIN = Encoding()
NO_TEXTS: Mapping[str, str] = MappingProxyType({})


def encoded(
    audio: Audio, encoding: Encoding = PLAIN, texts: Mapping[str, str] = NO_TEXTS
) -> tuple[bytes, Audio]:
    """The sound in the format asked for, and the sound as it is in it.

    The two differ from what was given where another sample rate is asked for, or where the
    format does not know the sound's own. A gapless player plays exactly as many samples as
    the sound has. An MP3 is a stream without a tag, in other formats the texts are inside.
    """
    format_ = encoding.format or Format.MP3
    audio = resample(audio, _sample_rate(encoding.sample_rate or audio.sample_rate, format_))
    if format_ is Format.MP3:
        return _mp3(audio, encoding), audio
    return encode(audio, format_, encoding.channels, encoding.bit_rate or BIT_RATE, texts), audio


def loudness_in(loudness: float, encoding: Encoding) -> float:
    """How loud a sound of one channel is in so many that are alike; in LUFS."""
    return loudness + 10 * log10(encoding.channels) if isfinite(loudness) else loudness


def _sample_rate(wanted: int, format_: Format) -> int:
    match format_:
        case Format.MP3:
            return playable_rate(wanted)
        case Format.OPUS:
            return next((rate for rate in OPUS_RATES if rate >= wanted), OPUS_RATES[-1])
        case _:
            return wanted


def _mp3(audio: Audio, encoding: Encoding) -> bytes:
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(encoding.channels)
    if encoding.variable:
        encoder.set_vbr(VARIABLE)
        encoder.set_vbr_quality(VARIABLE_QUALITY)
    else:
        encoder.set_bit_rate(encoding.bit_rate or BIT_RATE)
    encoder.set_in_sample_rate(audio.sample_rate)
    encoder.set_out_sample_rate(audio.sample_rate)  # left alone, LAME resamples at low bit rates
    encoder.set_quality(QUALITY)
    scale = FULL_SCALE / (1.0 if encoding.variable else LAME_SCALE)
    stream = bytearray()
    for start in range(0, len(audio.samples), CHUNK):
        pcm = _pcm(audio.samples[start : start + CHUNK] * np.float32(scale))
        stream += encoder.encode(np.repeat(pcm, encoding.channels).tobytes())
    stream += encoder.flush()
    return with_info(bytes(stream), len(audio.samples), variable=encoding.variable)


def _pcm(scaled: NDArray[np.float32]) -> NDArray[np.int16]:
    return np.clip(np.rint(scaled), -FULL_SCALE, FULL_SCALE).astype("<i2")
