"""Sound as an MP3 stream. Hides lameenc."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import lameenc
import numpy as np

from audiobrief.choices import Encoding
from audiobrief.crew import side_by_side
from audiobrief.model import Audio, Seconds
from audiobrief.publish.mp3.frames import frame_offsets
from audiobrief.publish.mp3.info import with_info

if TYPE_CHECKING:
    from numpy.typing import NDArray

BIT_RATE = 64
"""kbit/s, constant: every player seeks exactly in it, and speech in one channel needs no more."""
CAREFUL, QUICK = 3, 7
"""LAME's own quality, which shapes the noise of each frame in several rounds, and one that does
not, at half the time."""
PLENTY = 2.8
"""Bits for each sample; from there on QUICK sounds no worse. Speech at 64 kbit/s by PESQ
(wideband), CAREFUL and QUICK: eSpeak 4.07 and 4.16, Pico 4.28 and 4.30, Piper 4.51 and 4.53;
at 2.7 bits Kokoro 4.36 and 4.24."""
LAME_SCALE = 0.95
"""LAME turns the sound down by this much at constant rates, so it is turned up here before."""
VARIABLE = 4
"""LAME's newer way to vary the rate (mtrh)."""
VARIABLE_QUALITY = 4
"""Of 0 to 9: about 38 kbit/s for speech at 16 kHz, 72 at 44.1."""
FULL_SCALE = 32767
CHUNK = 1 << 16
"""Samples handed over at a time."""
LARGE_FRAMES = 32000
"""Hz; from there on a frame has 1152 samples, below 576."""
STRETCH: Seconds = 15.0
"""About what one thread encodes by itself."""
HUSH = 4
"""Frames of silence on both sides of a cut: more than LAME and a decoder remember."""


def encode_mp3(audio: Audio, encoding: Encoding) -> bytes:
    """The sound as an MP3 with its Info frame in front, by all processors.

    The sample rate must be one that MP3 has. The same sound gives the same bytes however many
    processors there are.
    """
    edges = [*cuts(audio), len(audio.samples)]
    stretches = [
        Audio(samples=audio.samples[a:b], sample_rate=audio.sample_rate) for a, b in pairwise(edges)
    ]
    frame = _frame(audio.sample_rate)
    stream = bytearray()
    encoded = side_by_side(lambda stretch: encode_stretch(stretch, encoding), stretches)
    for number, (stretch, part) in enumerate(zip(stretches, encoded, strict=True), start=1):
        whole = number == len(stretches)
        stream += part if whole else _first(part, len(stretch.samples) // frame)
    return with_info(
        bytes(stream),
        len(audio.samples),
        variable=encoding.variable,
        quality=_quality(audio.sample_rate, encoding),
    )


def encode_stretch(audio: Audio, encoding: Encoding) -> bytes:
    """The frames of a sound, as LAME gives them: no Info frame, silence at both ends."""
    return b"".join(encode_flow([audio], encoding))


def encode_flow(sounds: Iterable[Audio], encoding: Encoding) -> Iterator[bytes]:
    """The same of sounds that follow each other without a gap, at one sample rate, as they come."""
    encoder: lameenc.Encoder | None = None
    scale = np.float32(FULL_SCALE / (1.0 if encoding.variable else LAME_SCALE))
    for audio in sounds:
        encoder = encoder or _encoder(audio.sample_rate, encoding)
        for start in range(0, len(audio.samples), CHUNK):
            pcm = _pcm(audio.samples[start : start + CHUNK] * scale)
            yield bytes(encoder.encode(np.repeat(pcm, encoding.channels).tobytes()))
    if encoder:
        yield bytes(encoder.flush())


def _encoder(sample_rate: int, encoding: Encoding) -> lameenc.Encoder:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(encoding.channels)
    if encoding.variable:
        encoder.set_vbr(VARIABLE)
        encoder.set_vbr_quality(VARIABLE_QUALITY)
    else:
        encoder.set_bit_rate(encoding.bit_rate or BIT_RATE)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_out_sample_rate(sample_rate)  # left alone, LAME resamples at low bit rates
    encoder.set_quality(_quality(sample_rate, encoding))
    return encoder


def _quality(sample_rate: int, encoding: Encoding) -> int:
    rate = 1000 * (encoding.bit_rate or BIT_RATE) / encoding.channels
    quick = not encoding.variable and rate >= PLENTY * sample_rate
    return QUICK if quick else CAREFUL


def cuts(audio: Audio) -> Iterator[int]:
    """Where stretches begin: at whole frames, deep in silence.

    There neither the encoder nor a decoder remembers a sound, and each frame carries nothing
    over to the next: encoded by themselves, the stretches join without a trace.
    """
    yield 0
    frame = _frame(audio.sample_rate)
    whole = audio.samples[: len(audio.samples) // frame * frame].reshape(-1, frame)
    loud = np.concatenate([[0], np.cumsum(whole.any(axis=1))])
    places = np.flatnonzero(loud[2 * HUSH :] == loud[: -2 * HUSH]) + HUSH
    # Alike in length and even in number, so that two threads end together.
    count = int(audio.duration / STRETCH) // 2 * 2
    each = len(whole) / max(1, count)
    places = places[places < len(whole) - each / 2]
    behind = np.searchsorted(places, np.arange(1, count) * each)
    chosen = places[behind[behind < len(places)]].tolist()
    for place in dict.fromkeys(chosen):  # np.unique would load masked arrays, 2 % of a short run
        yield place * frame


def _first(stream: bytes, count: int) -> bytes:
    """The first frames of a stream."""
    return stream[: next(islice(frame_offsets(stream), count, None), len(stream))]


def _frame(sample_rate: int) -> int:
    return 1152 if sample_rate >= LARGE_FRAMES else 576


def _pcm(scaled: NDArray[np.float32]) -> NDArray[np.int16]:
    return np.clip(np.rint(scaled), -FULL_SCALE, FULL_SCALE).astype("<i2")
