"""Sound files read: MP3, WAV, FLAC and OGG, by their content."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import soundfile

from audiobrief.errors import AudioFileError
from audiobrief.model import Audio


def load(path: Path) -> Audio:
    """The sound of a file, in one channel at its own sample rate."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AudioFileError(f"{path} cannot be read: {error.strerror}") from error
    try:
        return decode(content)
    except AudioFileError as error:
        raise AudioFileError(f"{path}: {error}") from error


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
    try:
        samples, sample_rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, RuntimeError, ValueError, TypeError) as error:
        raise AudioFileError("this is no sound in a form that can be read") from error
    if samples.size == 0:
        raise AudioFileError("there is no sound in it")
    return tuple(
        Audio(samples=np.ascontiguousarray(channel), sample_rate=sample_rate)
        for channel in samples.T
    )
