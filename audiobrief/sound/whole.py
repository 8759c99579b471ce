"""Whether all of a sound file is there, where its container tells."""

from __future__ import annotations

from audiobrief.errors import AudioFileError

UNKNOWN = 0x7FFF0000
"""From here on, and for 0, a length is none: it was not known yet when it was written."""
WAVE = b"RIFF"
CHUNK_HEADER = 8
"""Bytes in front of what a WAV file counts."""
PAGE = b"OggS"
HEADER = 27
"""Bytes of a page up to the lengths of its segments, whose number is the last of them."""
LAST = 4
"""The flag of a stream's last page (RFC 3533)."""


def check_whole(data: bytes) -> None:
    """Nothing; raises AudioFileError for a WAV or Ogg file that is cut short.

    Files of other formats tell as they are decoded.
    """
    if data[:4] == WAVE:
        size = int.from_bytes(data[4:CHUNK_HEADER], "little")
        missing = size + CHUNK_HEADER - len(data)
        if 0 < size < UNKNOWN and missing > 0:
            raise AudioFileError(f"is cut short by {missing} bytes; fetch or make it again")
    if data[:4] == PAGE:
        last = data[data.rfind(PAGE) :]
        segments = last[HEADER : HEADER + last[HEADER - 1]] if len(last) > HEADER else b""
        whole = segments and len(last) >= HEADER + len(segments) + sum(segments)
        if not whole or not last[5] & LAST:
            raise AudioFileError("is cut short before its last page ends; fetch or make it again")
