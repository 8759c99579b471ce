"""Room for a manifest in a sound file, where C2PA 2.2 (annex A.3) says that it is."""

from __future__ import annotations

from dataclasses import dataclass

from audiobrief.choices import Format
from audiobrief.publish.containers import GEOB, Encoding, joined
from audiobrief.publish.id3 import parted
from audiobrief.publish.riff import CHUNK_HEADER, with_chunk

MIME = "application/c2pa"
CHUNK = b"C2PA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A place in a file."""

    start: int
    """Bytes in front of it."""
    size: int
    head: int = 0
    """Bytes in front that count as part of it where the rest of the file is summed up."""


def with_hole(data: bytes, format_: Format, size: int) -> tuple[bytes, Hole]:
    """The file with so many zeros more, and where they are.

    An MP3 has them in a frame at the end of its tag, a FLAC file in a tag of that kind in
    front, a WAV file in a chunk at its end, which is left out as a whole.
    """
    if format_ is Format.WAV:
        hole = Hole(start=len(data) + CHUNK_HEADER, size=size, head=CHUNK_HEADER)
        return with_chunk(data, CHUNK, bytes(size)), hole
    frames, sound = parted(data)
    store = GEOB(encoding=Encoding.LATIN1, mime=MIME, filename="", desc="", data=bytes(size))
    tag = joined(frames, store)
    return tag + sound, Hole(start=len(tag) - size, size=size)
