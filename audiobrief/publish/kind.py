"""What kind of sound file one is, by its content."""

from __future__ import annotations

from typing import BinaryIO

from audiobrief.choices import Format
from audiobrief.publish.id3 import HEADER_SIZE, tag_size

HEAD = 64
"""Bytes that tell one kind from another."""
BOOK = b"M4B "
MIMES = {
    Format.MP3: "audio/mpeg",
    Format.WAV: "audio/wav",
    Format.FLAC: "audio/flac",
    Format.OPUS: "audio/ogg",
    Format.OGG: "audio/ogg",
    Format.M4A: "audio/mp4",
    Format.M4B: "audio/mp4",
}
"""What servers and pages call the formats."""


def format_of(file: BinaryIO) -> Format | None:
    """The format of a file that is not read yet; None where it is none but perhaps an MP3."""
    head = file.read(HEAD)
    if head[:3] == b"ID3":  # some FLAC files have such a tag in front too
        file.seek(tag_size(head[:HEADER_SIZE]))
        head = file.read(HEAD)
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return Format.WAV
    if head[:4] == b"fLaC":
        return Format.FLAC
    if head[:4] == b"OggS":
        return Format.OPUS if b"OpusHead" in head else Format.OGG
    if head[4:8] == b"ftyp":
        return Format.M4B if head[8:12] == BOOK else Format.M4A
    return None
