"""Sound as the bytes of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import isfinite, log10
from types import MappingProxyType

from audiobrief.choices import Encoding, Format
from audiobrief.model import Audio, Chapter
from audiobrief.sound.resample import playable_rate, resample, resampled

BIT_RATE = 64
"""kbit/s that speech in one channel needs at most."""
OPUS_RATES = (8000, 12000, 16000, 24000, 48000)
BRANDS = {Format.M4A: "M4A", Format.M4B: "M4B"}
"""What players of music and of books look for."""
PLAIN = Encoding()
NO_TEXTS: Mapping[str, str] = MappingProxyType({})


def encoded(
    audio: Audio,
    encoding: Encoding = PLAIN,
    texts: Mapping[str, str] = NO_TEXTS,
    chapters: Sequence[Chapter] = (),
) -> tuple[bytes, Audio]:
    """The sound in the format asked for, and the sound as it is in it.

    The two differ from what was given where another sample rate is asked for, or where the
    format does not know the sound's own. A gapless player plays exactly as many samples as
    the sound has. An MP3 is a stream without a tag, an MP4 file has the chapters inside and
    other formats the texts.
    """
    format_ = encoding.format or Format.MP3
    audio = resample(audio, _sample_rate(encoding.sample_rate or audio.sample_rate, format_))
    if format_ is Format.MP3:
        from audiobrief.publish.mp3.lame import encode_mp3

        return encode_mp3(audio, encoding), audio
    rate = encoding.bit_rate or BIT_RATE
    if format_ in BRANDS:
        from audiobrief.sound import ffmpeg

        return ffmpeg.encode(audio, encoding.channels, rate, BRANDS[format_], chapters), audio
    from audiobrief.sound.files import encode  # costs 6 ms, and most briefs are MP3s

    return encode(audio, format_, encoding.channels, rate, texts), audio


def encoding_flow(sounds: Iterable[Audio], encoding: Encoding) -> Iterator[bytes]:
    """An MP3 stream of sounds that follow each other at one sample rate, bit by bit as they come.

    It has no tag, and no frame that tells its length.
    """
    from audiobrief.publish.mp3.lame import encode_flow

    coming = iter(sounds)
    for first in coming:
        wanted = _sample_rate(encoding.sample_rate or first.sample_rate, Format.MP3)
        yield from encode_flow(resampled(chain([first], coming), wanted), encoding)


def loudness_in(loudness: float, encoding: Encoding) -> float:
    """How loud a sound of one channel is in so many that are alike; in LUFS."""
    return loudness + 10 * log10(encoding.channels) if isfinite(loudness) else loudness


def _sample_rate(wanted: int, format_: Format) -> int:
    match format_:
        case Format.MP3 | Format.M4A | Format.M4B:
            return playable_rate(wanted)
        case Format.OPUS:
            return next((rate for rate in OPUS_RATES if rate >= wanted), OPUS_RATES[-1])
        case _:
            return wanted
