"""Sound files read, by their content, and written. Hides soundfile.

What libsndfile does not know is for FFmpeg's libraries, where they are installed.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from hashlib import md5
from math import inf
from pathlib import Path

import numpy as np
import soundfile

from audiobrief.choices import Format
from audiobrief.errors import AudioFileError
from audiobrief.model import Audio, Seconds
from audiobrief.sound import ffmpeg
from audiobrief.sound.whole import check_whole

CONTAINERS = {
    Format.WAV: ("WAV", "PCM_16"),
    Format.FLAC: ("FLAC", "PCM_16"),
    Format.OPUS: ("OGG", "OPUS"),
    Format.OGG: ("OGG", "VORBIS"),
}
"""The formats by libsndfile's names."""
BIT_RATES = {Format.OPUS: (6.0, 256.0), Format.OGG: (30.0, 80.0)}
"""kbit/s of a channel at its strongest and its weakest compression, as libsndfile sets them."""
CHUNK = 1 << 16
LARGEST = 512 << 20
"""Bytes of a file that is read: an hour of the largest sound there is."""


def encode(
    audio: Audio, format_: Format, channels: int, bit_rate: int, texts: Mapping[str, str]
) -> bytes:
    """The sound as a file of a format that libsndfile writes, in so many channels that are alike.

    `bit_rate` is in kbit/s, and counts for formats that leave some of the sound out. The texts
    go by libsndfile's names: title, artist, album, date, genre, comment.
    """
    container, subtype = CONTAINERS[format_]
    level = None
    if format_ in BIT_RATES:
        weakest, strongest = BIT_RATES[format_]
        level = min(1.0, max(0.0, (strongest - bit_rate / channels) / (strongest - weakest)))
    buffer = io.BytesIO()
    with soundfile.SoundFile(
        buffer,
        "w",
        audio.sample_rate,
        channels,
        subtype,
        format=container,
        compression_level=level,
    ) as file:
        for name, text in texts.items():
            setattr(file, name, text)
        for start in range(0, len(audio.samples), CHUNK):
            piece = audio.samples[start : start + CHUNK]
            file.write(np.stack([piece] * channels, axis=1))
    return buffer.getvalue()


def load(path: Path, longest: Seconds = inf) -> Audio:
    """The sound of a file, in one channel at its own sample rate.

    Raises AudioFileError for what is no sound file or cut short, and for sound that lasts longer
    than asked for; no more is read of it then.
    """
    try:
        if not path.is_file():  # a pipe or a device may never end
            path.stat()
            raise AudioFileError(f"{path}: is no file")
        if path.stat().st_size > LARGEST:
            raise AudioFileError(f"{path}: is larger than {LARGEST >> 20} MB; choose another file")
        content = path.read_bytes()
    except OSError as error:
        raise AudioFileError(f"{path} cannot be read: {error.strerror}") from error
    try:
        check_whole(content)
        lasts = _duration(content) if longest < inf else 0.0
        audio = decode(content) if lasts <= longest else None
    except AudioFileError as error:
        raise AudioFileError(f"{path}: {error}") from error
    if audio is None:
        raise AudioFileError(
            f"{path}: lasts {lasts:.0f} s, more than {longest:.0f} s; choose another file"
        )
    return audio


def _duration(data: bytes) -> Seconds:
    """How long a file says it lasts; 0 where that cannot be told."""
    if ffmpeg.kind_of(data):
        return ffmpeg.duration(data)
    try:
        about = soundfile.info(io.BytesIO(data))
    except (soundfile.SoundFileError, RuntimeError, ValueError, TypeError):
        return 0.0
    return float(about.frames / about.samplerate)


def decode(data: bytes) -> Audio:
    """The sound of a file's bytes, its channels mixed to one."""
    channels = decode_channels(data)
    if len(channels) == 1:
        return channels[0]
    together = np.stack([channel.samples for channel in channels])
    samples = together.mean(axis=0, dtype=np.float32)
    return Audio(samples=samples, sample_rate=channels[0].sample_rate)


def decode_channels(data: bytes) -> tuple[Audio, ...]:
    """The sound of a file's bytes, channel by channel; there is at least one."""
    channels = ffmpeg.decode(data) if ffmpeg.kind_of(data) else _decoded(data)
    if channels[0].samples.size == 0:
        raise AudioFileError("there is no sound in it")
    return channels


def _decoded(data: bytes) -> tuple[Audio, ...]:
    try:
        samples, sample_rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, RuntimeError, ValueError, TypeError) as error:
        raise AudioFileError("this is no sound in a form that can be read") from error
    return tuple(
        Audio(samples=np.ascontiguousarray(channel), sample_rate=sample_rate)
        for channel in samples.T
    )


def pcm_digest(data: bytes) -> bytes:
    """The MD5 sum of a file's samples in 16 bits, channel by channel for each moment."""
    samples, _ = soundfile.read(io.BytesIO(data), dtype="int16", always_2d=True)
    return md5(samples.astype("<i2").tobytes(), usedforsecurity=False).digest()
