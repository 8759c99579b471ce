"""A sound as bytes and back: exact to the sample, and known to be whole."""

from __future__ import annotations

import hashlib
import struct
from enum import IntEnum

import numpy as np

from audiobrief.errors import AudioFileError
from audiobrief.model import Audio

MAGIC = b"ABCLIP2\n"
"""Another number for every change of what follows it."""
HEADER = struct.Struct("<8s16sBI")
"""Magic, digest of all that follows it, encoding, sample rate."""
DIGESTED = 24
"""Where the digested part begins."""
FULL_SCALE = np.float32(32768)


class Encoding(IntEnum):
    """How the samples are written."""

    PCM16 = 1
    """16-bit values, as nearly all engines give them. Deflated they would take 60 % of the room,
    but nearly as much time as eSpeak takes to say them."""
    FLOAT32 = 2
    """The samples as they are."""


def pack(audio: Audio) -> bytes:
    """The sound as bytes: 16-bit PCM if it is no more than that, else as it is."""
    samples = np.ascontiguousarray(audio.samples, dtype="<f4")
    scaled = samples * FULL_SCALE
    whole = np.clip(np.rint(scaled), -32768, 32767).astype("<i2")
    exact = bool((whole == scaled).all())
    encoding = Encoding.PCM16 if exact else Encoding.FLOAT32
    payload = whole.tobytes() if exact else samples.tobytes()
    tail = HEADER.pack(b"", b"", encoding, audio.sample_rate)[DIGESTED:] + payload
    return MAGIC + _digest(tail) + tail


def unpack(content: bytes) -> Audio:
    """The sound that `pack` was given; raises AudioFileError if a single byte is not."""
    if len(content) < HEADER.size or not content.startswith(MAGIC):
        raise AudioFileError("it is no clip")
    _, digest, encoding, sample_rate = HEADER.unpack_from(content)
    if _digest(content[DIGESTED:]) != digest:
        raise AudioFileError("its checksum does not fit")
    payload = content[HEADER.size :]
    if encoding == Encoding.PCM16:
        samples = np.frombuffer(payload, dtype="<i2").astype(np.float32) / FULL_SCALE
    else:
        samples = np.frombuffer(payload, dtype="<f4").copy()
    return Audio(samples=samples, sample_rate=sample_rate)


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()
