"""What can be put into sound files of every kind beside the sound. Hides mutagen."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mutagen import MutagenError
from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    SYLT,
    TALB,
    TCON,
    TDAT,
    TDES,
    TIME,
    TIT2,
    TIT3,
    TLAN,
    TLEN,
    TPE1,
    TXXX,
    TYER,
    USLT,
    WOAS,
    WXXX,
    CTOCFlags,
    Encoding,
    Frame,
    ID3NoHeaderError,
    PictureType,
)

from audiobrief.choices import Format
from audiobrief.errors import AudioFileError
from audiobrief.publish.picture import Picture

if TYPE_CHECKING:
    from mutagen.flac import Picture as Block

__all__ = [
    "APIC",
    "CHAP",
    "COMM",
    "CTOC",
    "ID3",
    "SYLT",
    "TALB",
    "TCON",
    "TDAT",
    "TDES",
    "TIME",
    "TIT2",
    "TIT3",
    "TLAN",
    "TLEN",
    "TPE1",
    "TXXX",
    "TYER",
    "USLT",
    "WOAS",
    "WXXX",
    "CTOCFlags",
    "Encoding",
    "Frame",
    "PictureType",
    "alone",
    "load_id3",
    "with_comments",
]

COLOURS = 24
"""Bits of a pixel."""


def alone(frame: Frame) -> bytes:
    """A tag of version 2.3 with nothing but the frame in it."""
    tags, file = ID3(), BytesIO()
    tags.add(frame)
    tags.update_to_v23()
    tags.save(file, v1=0, v2_version=3, padding=lambda _info: 0)
    return file.getvalue()


def load_id3(path: Path) -> ID3:
    """The ID3 tag in front of a file, empty where there is none; raises AudioFileError."""
    try:
        return ID3(path)
    except ID3NoHeaderError:
        return ID3()
    except (MutagenError, OSError) as error:
        raise AudioFileError(f"{path}: its tags cannot be read ({error})") from error


def with_comments(
    data: bytes, format_: Format, comments: Mapping[str, str], picture: Picture | None
) -> bytes:
    """A FLAC, Opus or Ogg Vorbis file with these comments beside its own, and the picture."""
    if not comments and not picture:
        return data
    buffer = BytesIO(data)
    file = _opened(buffer, format_)
    for name, text in comments.items():
        file.tags[name] = text
    if picture and format_ is Format.FLAC:
        file.add_picture(_block(picture))
    elif picture:
        file.tags["metadata_block_picture"] = b64encode(_block(picture).write()).decode()
    buffer.seek(0)
    file.save(fileobj=buffer)
    return buffer.getvalue()


def _opened(buffer: BytesIO, format_: Format) -> Any:  # noqa: ANN401 - mutagen has no types
    match format_:
        case Format.FLAC:
            from mutagen.flac import FLAC

            return FLAC(fileobj=buffer)
        case Format.OPUS:
            from mutagen.oggopus import OggOpus

            return OggOpus(fileobj=buffer)
        case _:
            from mutagen.oggvorbis import OggVorbis

            return OggVorbis(fileobj=buffer)


def _block(picture: Picture) -> Block:
    from mutagen.flac import Picture as Block

    block = Block()
    block.type, block.mime, block.data = PictureType.COVER_FRONT, picture.mime, picture.data
    block.width, block.height, block.depth = picture.width, picture.height, COLOURS
    return block
