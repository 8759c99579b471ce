"""A sound as bytes and back: exact to the sample, and known to be whole.

Where the engine tells when its words are heard, they stand between header and samples.
"""

from __future__ import annotations

import hashlib
import struct
from enum import IntEnum

import numpy as np

from audiobrief.errors import AudioFileError
from audiobrief.model import Audio, Word

MAGIC = b"ABCLIP2\n"
"""Another number for every change of what follows it."""
MAGIC_WITH_WORDS = b"ABCLIP3\n"
"""Of a record that tells of words; one of the other kind tells of none."""
HEADER = struct.Struct("<8s16sBI")
"""Magic, digest of all that follows it, encoding, sample rate."""
DIGESTED = 24
"""Where the digested part begins."""
COUNT = struct.Struct("<I")
WORD = struct.Struct("<ddII")
"""Start and end in seconds, first letter, behind the last."""
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
    head = HEADER.pack(b"", b"", encoding, audio.sample_rate)[DIGESTED:]
    tail = head + _packed(audio.words) + payload
    return (MAGIC_WITH_WORDS if audio.words else MAGIC) + _digest(tail) + tail


def unpack(content: bytes) -> Audio:
    """The sound that `pack` was given; raises AudioFileError if a single byte is not."""
    if len(content) < HEADER.size or not content.startswith((MAGIC, MAGIC_WITH_WORDS)):
        raise AudioFileError("it is no clip")
    magic, digest, encoding, sample_rate = HEADER.unpack_from(content)
    if _digest(content[DIGESTED:]) != digest:
        raise AudioFileError("its checksum does not fit")
    words: tuple[Word, ...] = ()
    payload = content[HEADER.size :]
    if magic == MAGIC_WITH_WORDS:
        words, payload = _unpacked(payload)
    if encoding == Encoding.PCM16:
        samples = np.frombuffer(payload, dtype="<i2").astype(np.float32) / FULL_SCALE
    else:
        samples = np.frombuffer(payload, dtype="<f4").copy()
    return Audio(samples=samples, sample_rate=sample_rate, words=words)


def _packed(words: tuple[Word, ...]) -> bytes:
    if not words:
        return b""
    rows = (WORD.pack(word.start, word.end, word.first, word.behind) for word in words)
    return COUNT.pack(len(words)) + b"".join(rows)


def _unpacked(content: bytes) -> tuple[tuple[Word, ...], bytes]:
    """The words, and what follows them; the checksum has told that they are whole."""
    (count,) = COUNT.unpack_from(content)
    end = COUNT.size + count * WORD.size
    rows = WORD.iter_unpack(content[COUNT.size : end])
    words = (Word(start=start, end=end, first=first, behind=b) for start, end, first, b in rows)
    return tuple(words), content[end:]


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()
