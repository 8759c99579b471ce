import struct
import zlib
from pathlib import Path

import pytest

from audiobrief.errors import PictureError
from audiobrief.publish.feed.artwork import artwork_fault
from audiobrief.publish.picture import picture_size


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 7) // 8 + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int, height: int, frame: int = 0xC2) -> bytes:
    """The headers of a picture: JFIF, a comment, padding, Huffman tables, the frame."""
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"
    note = b"\xff\xfe" + struct.pack(">H", 8) + b"\xff\xc0" + b"quer"
    tables = b"\xff\xff\xff\xc4" + struct.pack(">H", 4) + b"\0\0"
    size = struct.pack(">BBHBHHB", 0xFF, frame, 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + app + note + tables + size + b"\xff\xd9"


@pytest.mark.parametrize("make", [png, jpeg])
def test_the_size_of_a_picture_is_read(make) -> None:
    assert picture_size(make(1400, 2999)) == (1400, 2999)


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0\0\0\0\0\0\0\0", b"\xff" * 100_000,
     b"\xff\xd8" + b"\xff" * 1_000_000, jpeg(1400, 1400)[:40], b"\x89PNG\r\n\x1a\nIHDR"],
)  # fmt: skip
def test_what_is_no_picture_has_no_size(data: bytes) -> None:
    assert picture_size(data) is None


@pytest.mark.parametrize("make", [png, jpeg])
@pytest.mark.parametrize("side", [1400, 3000])
def test_a_square_of_the_right_size_is_taken(tmp_path: Path, make, side: int) -> None:
    (tmp_path / "bild").write_bytes(make(side, side))
    assert artwork_fault("bild", tmp_path) is None


@pytest.mark.parametrize(
    ("width", "height", "fault"),
    [
        (1399, 1399, "has 1399 × 1399 pixels; directories take a square of 1400 to 3000"),
        (3001, 3001, "has 3001 × 3001 pixels"),
        (1400, 1500, "has 1400 × 1500 pixels"),
    ],
)
def test_another_size_is_told(tmp_path: Path, width: int, height: int, fault: str) -> None:
    (tmp_path / "bild.jpg").write_bytes(jpeg(width, height))
    assert fault in (artwork_fault("bild.jpg", tmp_path) or "")


@pytest.mark.parametrize("name", ["bild.png", "."])
def test_a_missing_picture_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PictureError, match="no such picture; put it there or name another"):
        artwork_fault(name, tmp_path)


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bild.webp").write_bytes(b"RIFF\0\0\0\0WEBPVP8 ")
    with pytest.raises(PictureError, match="is no JPEG or PNG"):
        artwork_fault("bild.webp", tmp_path)


def test_a_picture_elsewhere_is_not_looked_at(tmp_path: Path) -> None:
    assert artwork_fault("https://nordwind.example/bild.jpg", tmp_path) is None
