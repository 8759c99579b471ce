"""The picture of a podcast: whether directories take it."""

from __future__ import annotations

from pathlib import Path

SMALLEST, LARGEST = 1400, 3000
"""Pixels a side, between which Apple Podcasts takes a square."""
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
SIZES_AT = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG's segments that tell its size: the frame headers (ITU T.81, table B.1)."""
NO_LENGTH = frozenset(range(0xD0, 0xDA)) | {0x01, 0xFF}
"""Markers that stand alone."""


def artwork_fault(image: str, folder: Path) -> str | None:
    """What directories will not like in a picture of the folder; None if nothing.

    A picture elsewhere, given by its address, is not looked at.
    """
    if "://" in image:
        return None
    try:
        data = (folder / image).read_bytes()
    except OSError:
        return f"{folder / image}: no such picture; put it there or name another"
    size = picture_size(data)
    if size is None:
        return f"{folder / image}: is no JPEG or PNG; directories take no other picture"
    width, height = size
    if width != height or not SMALLEST <= width <= LARGEST:
        wanted = f"a square of {SMALLEST} to {LARGEST}"
        return f"{folder / image}: has {width} × {height} pixels; directories take {wanted}"
    return None


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG; None for anything else."""
    if data.startswith(PNG) and data[12:16] == b"IHDR":
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    return _jpeg_size(data) if data.startswith(JPEG) else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:  # noqa: PLR2004 - opens every marker
        marker = data[place + 1]
        if marker in SIZES_AT:
            height, width = data[place + 5 : place + 7], data[place + 7 : place + 9]
            return int.from_bytes(width), int.from_bytes(height)
        length = 0 if marker in NO_LENGTH else int.from_bytes(data[place + 2 : place + 4])
        place += (1 if marker == 0xFF else 2) + length  # noqa: PLR2004 - 0xFF may be repeated
    return None
