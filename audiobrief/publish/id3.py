"""The outside of an ID3 tag: its header, and its frames as bytes."""

from __future__ import annotations

HEADER_SIZE = 10
"""Bytes."""


def tag_of(frames: bytes) -> bytes:
    """A tag of version 2.3 with these frames."""
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + frames


def parted(data: bytes) -> tuple[bytes, bytes]:
    """The frames of the tag in front of a file, and all behind the tag."""
    size = tag_size(data)
    return data[HEADER_SIZE:size], data[size:]


def tag_size(data: bytes) -> int:
    """Bytes of the tag that a file begins with; 0 where there is none."""
    if data[:3] != b"ID3" or len(data) < HEADER_SIZE:
        return 0
    size = 0
    for byte in data[6:HEADER_SIZE]:
        size = size << 7 | byte & 0x7F
    return HEADER_SIZE + size
