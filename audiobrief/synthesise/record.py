"""A sound as bytes and back: exact to the sample, and known to be whole."""

from __future__ import annotations

import hashlib
import struct
import zlib
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.errors import AudioFileError
from audiobrief.model import Audio

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAGIC = b"ABCLIP1\n"
HEADER = struct.Struct("<8s16sBII")
"""Magic, digest of all that follows it, encoding, sample rate, number of samples."""
FULL_SCALE = np.float32(32768)


class Encoding(IntEnum):
    """How the samples are written."""

    PCM16 = 1
    """Differences of 16-bit values, low bytes first, then high bytes, deflated."""
    FLOAT32 = 2
    """The samples as they are."""


def pack(audio: Audio) -> bytes:
    """The sound as bytes: half the size of 16-bit PCM if it is such, else as it is."""
    samples = np.ascontiguousarray(audio.samples, dtype="<f4")
    scaled = samples * FULL_SCALE
    whole = np.clip(np.rint(scaled), -32768, 32767).astype("<i2")
    exact = bool((whole == scaled).all())
    encoding = Encoding.PCM16 if exact else Encoding.FLOAT32
    payload = _deflated(whole) if exact else samples.tobytes()
    tail = HEADER.pack(b"", b"", encoding, audio.sample_rate, len(samples))[24:] + payload
    return MAGIC + _digest(tail) + tail


def unpack(content: bytes) -> Audio:
    """The sound that `pack` was given; raises AudioFileError if a single byte is not."""
    if len(content) < HEADER.size or not content.startswith(MAGIC):
        raise AudioFileError("it is no clip")
    _, digest, encoding, sample_rate, count = HEADER.unpack_from(content)
    if _digest(content[24:]) != digest:
        raise AudioFileError("its checksum does not fit")
    payload = content[HEADER.size :]
    if encoding == Encoding.PCM16:
        samples = _inflated(payload, count).astype(np.float32) / FULL_SCALE
    else:
        samples = np.frombuffer(payload, dtype="<f4").copy()
    return Audio(samples=samples, sample_rate=sample_rate)


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _deflated(whole: NDArray[np.int16]) -> bytes:
    """Neighbours are near each other, so their differences' high bytes are nearly all alike."""
    steps = np.diff(whole, prepend=np.int16(0))
    return zlib.compress(steps.view(np.uint8).reshape(-1, 2).T.tobytes(), level=1)


def _inflated(payload: bytes, count: int) -> NDArray[np.int16]:
    planes = np.frombuffer(zlib.decompress(payload), dtype=np.uint8).reshape(2, count)
    steps = np.ascontiguousarray(planes.T).view("<i2").ravel()
    return np.cumsum(steps, dtype=np.int16)
