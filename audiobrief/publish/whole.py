"""Whether all of a sound file is there, where its container tells."""

from __future__ import annotations

from audiobrief.choices import Format
from audiobrief.errors import AudioFileError
from audiobrief.publish.riff import CHUNK_HEADER

UNKNOWN = (0, 0xFFFFFFFF)
"""What programs that do not know a length yet write in its place."""
PAGE = b"OggS"
HEADER = 27
"""Bytes of a page up to the lengths of its segments, whose number is the last of them."""
LAST = 4
"""The flag of a stream's last page (RFC 3533)."""


def check_whole(data: bytes, format_: Format) -> None:
    """Nothing; raises AudioFileError for a WAV or Ogg file that is cut short.

    Files of other formats tell as they are decoded.
    """
    if format_ is Format.WAV:
        size = int.from_bytes(data[4:CHUNK_HEADER], "little")
        missing = 0 if size in UNKNOWN else size + CHUNK_HEADER - len(data)
        if missing > 0:
            raise AudioFileError(f"is cut short by {missing} bytes; make it again")
    if format_ in {Format.OPUS, Format.OGG}:
        last = data[data.rfind(PAGE) :]
        segments = last[HEADER : HEADER + last[HEADER - 1]] if len(last) > HEADER else b""
        whole = segments and len(last) >= HEADER + len(segments) + sum(segments)
        if not whole or not last[5] & LAST:
            raise AudioFileError("is cut short before its last page ends; make it again")
