"""The chunks of a WAV file (RIFF)."""

from __future__ import annotations

from collections.abc import Iterator

HEADER = 12
CHUNK_HEADER = 8


def with_chunk(data: bytes, name: bytes, content: bytes) -> bytes:
    """A WAV file with a chunk more at its end."""
    chunk = name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)
    size = len(data) - CHUNK_HEADER + len(chunk)
    return data[:4] + size.to_bytes(4, "little") + data[8:] + chunk


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The names and contents of a WAV file's chunks."""
    place = HEADER
    while place + CHUNK_HEADER <= len(data):
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        yield data[place : place + 4], data[place + 8 : place + 8 + size]
        place += CHUNK_HEADER + size + size % 2
