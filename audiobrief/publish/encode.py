"""Sound as an MP3 stream. Hides lameenc."""

from __future__ import annotations

import numpy as np

from audiobrief.model import Audio
from audiobrief.publish.info import with_info
from audiobrief.sound.resample import playable_rate, resample

BIT_RATE = 64
"""kbit/s, constant: every player seeks exactly in it, and speech in one channel needs no more."""
QUALITY = 3
"""LAME's own default; 2 costs twice the time, and its speech is no closer to what went in."""
LAME_SCALE = 0.95
"""LAME turns the sound down by this much at constant rates, so it is turned up here before."""
FULL_SCALE = 32767
CHUNK = 1 << 16
"""Samples handed over at a time."""


def encoded(audio: Audio, bit_rate: int = BIT_RATE) -> tuple[bytes, Audio]:
    """An MP3 stream at a constant bit rate in kbit/s, and the sound as it is in it.

    The two differ from what was given where MP3 does not know the sample rate. A gapless
    player plays exactly as many samples as the sound has.
    """
    import lameenc

    audio = resample(audio, playable_rate(audio.sample_rate))
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_bit_rate(bit_rate)
    encoder.set_in_sample_rate(audio.sample_rate)
    encoder.set_out_sample_rate(audio.sample_rate)  # left alone, LAME resamples at low bit rates
    encoder.set_quality(QUALITY)
    stream = bytearray()
    for start in range(0, len(audio.samples), CHUNK):
        scaled = audio.samples[start : start + CHUNK] * (FULL_SCALE / LAME_SCALE)
        pcm = np.clip(np.rint(scaled), -FULL_SCALE, FULL_SCALE).astype("<i2")
        stream += encoder.encode(pcm.tobytes())
    stream += encoder.flush()
    return with_info(bytes(stream), len(audio.samples)), audio
