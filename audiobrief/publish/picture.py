"""A picture in a file: its kind and its size, from its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audiobrief.errors import PictureError

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
SIZES_AT = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG's segments that tell its size: the frame headers (ITU T.81, table B.1)."""
NO_LENGTH = frozenset(range(0xD0, 0xDA)) | {0x01, 0xFF}
"""Markers that stand alone."""
LARGEST = 5_000_000
"""Bytes of a picture that goes into a sound file: it travels with every one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A JPEG or PNG."""

    data: bytes
    width: int
    """Pixels."""
    height: int

    @property
    def mime(self) -> str:
        """Its kind, as files and servers call it."""
        return "image/png" if self.data.startswith(PNG) else "image/jpeg"


def load_picture(path: Path) -> Picture:
    """The picture in a file, as it is; raises PictureError for one that players do not show."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise PictureError(f"{path}: cannot be read ({error.strerror or error})") from error
    if len(data) > LARGEST:
        raise PictureError(f"{path}: is larger than {LARGEST // 1_000_000} MB; make it smaller")
    if picture := picture_of(data):
        return picture
    raise PictureError(f"{path}: is no JPEG or PNG; players show no other picture")


def picture_of(data: bytes) -> Picture | None:
    """The picture that some bytes are; None where they are none."""
    size = picture_size(data)
    return Picture(data=data, width=size[0], height=size[1]) if size else None


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
