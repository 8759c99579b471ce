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
    GEOB,
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
from audiobrief.publish.atoms import ATOMS, atom_of, name_of
from audiobrief.publish.id3 import parted, tag_of
from audiobrief.publish.picture import Picture

if TYPE_CHECKING:
    from mutagen.flac import Picture as Block

__all__ = [
    "APIC",
    "CHAP",
    "COMM",
    "CTOC",
    "GEOB",
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
    "joined",
    "load_comments",
    "load_id3",
    "told_bit_rate",
    "told_digest",
    "with_comments",
]

PCM_BITS = 16
MP4 = (Format.M4A, Format.M4B)
KINDS = {Format.M4A: 1, Format.M4B: 2}
"""By iTunes' numbers (`stik`): music, which has no kind for news, and an audio book."""
COLOURS = 24
"""Bits of a pixel."""


def joined(body: bytes, *frames: Frame) -> bytes:
    """A tag of version 2.3 with some frames in it, in this order, behind those that it has."""
    # mutagen sorts a tag's frames by their lengths, and some players list chapters in the order
    # of the file: so each frame is written as a tag of its own, and only then are they joined.
    return tag_of(body + b"".join(parted(_alone(frame))[0] for frame in frames))


def _alone(frame: Frame) -> bytes:
    tags, file = ID3(), BytesIO()
    tags.add(frame)
    tags.update_to_v23()
    tags.save(file, v1=0, v2_version=3, padding=lambda _info: 0)
    return file.getvalue()


def load_id3(path: Path) -> ID3:
    """The ID3 tag of a file, empty where there is none; raises AudioFileError.

    It stands in front, in a WAV file in a chunk.
    """
    try:
        try:
            return ID3(path)
        except ID3NoHeaderError:
            with path.open("rb") as file:
                wave = file.read(4) == b"RIFF"
            return (_opened(path, Format.WAV).tags or ID3()) if wave else ID3()
    except (MutagenError, OSError) as error:
        raise AudioFileError(
            f"{path}: its tags cannot be read ({error or type(error).__name__})"
        ) from error


def load_comments(path: Path, format_: Format) -> dict[str, str]:
    """The texts in a FLAC, Ogg or MP4 file by their names in Vorbis comments, in capitals.

    Of several of one name the first; raises AudioFileError.
    """
    try:
        file = _opened(path, format_)
        if format_ in MP4:
            return _texts(file)
        return {name.upper(): str(texts[0]) for name, texts in (file.tags or {}).items() if texts}
    except (MutagenError, OSError) as error:
        raise AudioFileError(
            f"{path}: its tags cannot be read ({error or type(error).__name__})"
        ) from error


def told_bit_rate(path: Path, format_: Format) -> int:
    """bit/s as a file tells or counts it; 0 where it does not. Raises AudioFileError."""
    try:
        return int(getattr(_opened(path, format_).info, "bitrate", 0))
    except (MutagenError, OSError) as error:
        raise AudioFileError(
            f"{path}: its header cannot be read ({error or type(error).__name__})"
        ) from error


def told_digest(path: Path) -> bytes | None:
    """The MD5 sum of a FLAC file's samples; None where it has none of 16 bits."""
    info = _opened(path, Format.FLAC).info
    if info.bits_per_sample != PCM_BITS or not info.md5_signature:
        return None
    return int(info.md5_signature).to_bytes(16)


def with_comments(
    data: bytes, format_: Format, comments: Mapping[str, str], picture: Picture | None
) -> bytes:
    """A FLAC, Ogg or MP4 file with these comments beside its own, and the picture."""
    if not comments and not picture:
        return data
    buffer = BytesIO(data)
    file = _opened(buffer, format_)
    if format_ in MP4:
        _fill(file, format_, comments, picture)
    else:
        for name, text in comments.items():
            file.tags[name] = text
    if picture and format_ is Format.FLAC:
        file.add_picture(_block(picture))
    elif picture and format_ not in MP4:
        file.tags["metadata_block_picture"] = b64encode(_block(picture).write()).decode()
    buffer.seek(0)
    file.save(fileobj=buffer)
    return buffer.getvalue()


def _fill(
    file: Any,  # noqa: ANN401 - mutagen has no types
    format_: Format,
    comments: Mapping[str, str],
    picture: Picture | None,
) -> None:
    """The atoms of an MP4 file: players' own where there is one, else one named as the comment."""
    from mutagen.mp4 import MP4Cover, MP4FreeForm

    for name, text in comments.items():
        known = name in ATOMS
        file.tags[atom_of(name)] = [text if known else MP4FreeForm(text.encode())]
    file.tags["stik"] = [KINDS[format_]]
    if picture:
        png = picture.mime == "image/png"
        kind = MP4Cover.FORMAT_PNG if png else MP4Cover.FORMAT_JPEG
        file.tags["covr"] = [MP4Cover(picture.data, kind)]


def _texts(file: Any) -> dict[str, str]:  # noqa: ANN401 - mutagen has no types
    texts: dict[str, str] = {}
    for atom, values in (file.tags or {}).items():
        if values and (name := name_of(atom)):
            value = values[0]
            texts[name] = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    for number, chapter in enumerate(file.chapters or (), start=1):
        texts[f"CHAPTER{number:03}"] = str(chapter.start)
        texts[f"CHAPTER{number:03}NAME"] = chapter.title
    return texts


def _opened(file: BytesIO | Path, format_: Format) -> Any:  # noqa: ANN401 - mutagen has no types
    match format_:
        case Format.WAV:
            from mutagen.wave import WAVE

            return WAVE(file)
        case Format.FLAC:
            from mutagen.flac import FLAC

            return FLAC(file)
        case Format.OPUS:
            from mutagen.oggopus import OggOpus

            return OggOpus(file)
        case Format.M4A | Format.M4B:
            from mutagen import mp4

            return mp4.MP4(file)
        case _:
            from mutagen.oggvorbis import OggVorbis

            return OggVorbis(file)


def _block(picture: Picture) -> Block:
    from mutagen.flac import Picture as Block

    block = Block()
    block.type, block.mime, block.data = PictureType.COVER_FRONT, picture.mime, picture.data
    block.width, block.height, block.depth = picture.width, picture.height, COLOURS
    return block
