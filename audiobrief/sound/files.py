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
    try:
        samples, sample_rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, RuntimeError, ValueError, TypeError) as error:
        raise AudioFileError("this is no sound in a form that can be read") from error
    if samples.size == 0:
        raise AudioFileError("there is no sound in it")
    mono = samples[:, 0] if samples.shape[1] == 1 else samples.mean(axis=1, dtype=np.float32)
    return Audio(samples=np.ascontiguousarray(mono), sample_rate=sample_rate)
