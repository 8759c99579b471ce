"""The ID3 tags of a brief.

Version 2.3, in UTF-16: what car radios, Windows and old players read as well as new ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from audiobrief.errors import AudioFileError
from audiobrief.model import Chapter, Seconds, Track
from audiobrief.publish.containers import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    SYLT,
    TALB,
    TCON,
    TDAT,
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
    CTOCFlags,
    Encoding,
    Frame,
    PictureType,
    alone,
    load_id3,
)
from audiobrief.publish.finish import SAID, Finish
from audiobrief.publish.identity import identity, outlet_of
from audiobrief.publish.transcript import plain_text

LANGUAGE = "deu"
"""ISO 639-2."""
GENRE = "Speech"
"""Number 101 of the genres that players know."""
IDENTITY = "audiobrief source"
"""Names the frame that tells whether two files are of the same article."""
SYNTHETIC = "Synthetic voice"
SOURCE_TYPE = "digitalSourceType"
"""As IPTC and C2PA call it, for machines."""
PLAIN = Finish()
HEADER_SIZE = 10
"""Bytes of a tag's header."""
NO_OFFSET = 0xFFFFFFFF
"""A chapter's place is told by its time and not in bytes."""
IN_MILLISECONDS = 2
TRANSCRIPTION = 2
"""What is said, in the kinds of text with times."""
MOST_CHAPTERS = 255
"""A table of contents counts its entries in one byte."""
FRAMES = {
    "TIT2": "title",
    "TIT3": "subtitle",
    "TPE1": "artist",
    "TALB": "album",
    "TDRC": "date",
    "TLAN": "language",
    "TCON": "genre",
    "TLEN": "milliseconds",
    f"COMM::{LANGUAGE}": "comment",
    f"TXXX:{IDENTITY}": "identity",
    f"TXXX:{SYNTHETIC}": "notice",
    f"TXXX:{SOURCE_TYPE}": "source_type",
}
"""The fields of Tags by mutagen's names for the frames."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What the tags of a file say; None for what they leave out."""

    title: str | None = None
    subtitle: str | None = None
    artist: str | None = None
    album: str | None = None
    date: str | None = None
    """ISO 8601, as exact as the file has it."""
    language: str | None = None
    genre: str | None = None
    milliseconds: str | None = None
    """The duration as the tags have it."""
    comment: str | None = None
    identity: str | None = None
    """The same for every brief of one article, another for any other article."""
    notice: str | None = None
    """That the voice is synthetic."""
    source_type: str | None = None
    """The same for machines: IPTC's address for how the sound came about."""


def tag_bytes(track: Track, duration: Seconds, finish: Finish = PLAIN) -> bytes:
    """The ID3 tag of a track's file, the same bytes for the same track."""
    # mutagen sorts a tag's frames by their lengths, and some players list chapters in the order
    # of the file: so each frame is written as a tag of its own, and only then are they joined.
    body = b"".join(alone(frame)[HEADER_SIZE:] for frame in _frames(track, duration, finish))
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def read_tags(path: Path) -> Tags:
    """What the tags of a file say; nothing where it has none."""
    tags = load_id3(path)
    texts = {name: str(tags[frame]) for frame, name in FRAMES.items() if frame in tags}
    if "date" in texts:
        texts["date"] = texts["date"].replace(" ", "T")
    return Tags(**texts)


def read_text(path: Path) -> str | None:
    """What is read in a file, as printed; None where its tags do not tell."""
    texts = load_id3(path).getall("USLT")
    return str(texts[0].text) if texts else None


def read_chapters(path: Path) -> tuple[Chapter, ...]:
    """A file's chapters, in the order of its table of contents."""
    tags = load_id3(path)
    names = (name for contents in tags.getall("CTOC") for name in contents.child_element_ids)
    frames = [tags[f"CHAP:{name}"] for name in names if f"CHAP:{name}" in tags]
    return tuple(
        Chapter(
            start=frame.start_time / 1000,
            end=frame.end_time / 1000,
            title=str(frame.sub_frames.get("TIT2", "")),
        )
        for frame in frames
    )


def is_of(path: Path, own: str) -> bool:
    """Whether a file is a brief of the article with that identity."""
    try:
        return read_tags(path).identity == own
    except AudioFileError:
        return False


def _frames(track: Track, duration: Seconds, finish: Finish) -> Iterator[Frame]:
    article = track.article
    outlet = outlet_of(article)
    origin = article.url or article.credit
    texts: list[tuple[type[Frame], str | None]] = [
        (TIT2, article.headline),
        (TIT3, article.kicker),
        (TPE1, outlet),
        (TALB, outlet),
        *_dated(article.published),
        (TLAN, LANGUAGE),
        (TCON, GENRE),
        (TLEN, str(_milliseconds(duration))),
    ]
    for frame, text in texts:
        if text:
            yield frame(encoding=Encoding.UTF16, text=_line(text))
    yield TXXX(encoding=Encoding.LATIN1, desc=IDENTITY, text=identity(article))
    if finish.origin:
        yield TXXX(encoding=Encoding.UTF16, desc=SYNTHETIC, text=SAID)
        yield TXXX(encoding=Encoding.LATIN1, desc=SOURCE_TYPE, text=finish.origin.address)
    if origin:
        yield COMM(encoding=Encoding.UTF16, lang=LANGUAGE, desc="", text=_line(origin))
    if article.url:
        yield WOAS(url=article.url)
    yield from _chapters(track.chapters)
    text = _encodable(plain_text(track.cues))
    yield USLT(encoding=Encoding.UTF16, lang=LANGUAGE, desc="", text=text)
    if track.cues:
        sentences = [
            (_line(cue.utterance.sentence.text), _milliseconds(cue.start)) for cue in track.cues
        ]
        yield SYLT(
            encoding=Encoding.UTF16,
            lang=LANGUAGE,
            format=IN_MILLISECONDS,
            type=TRANSCRIPTION,
            desc="",
            text=sentences,
        )
    if finish.cover:  # last: all that players look for first is near the beginning
        yield APIC(
            encoding=Encoding.LATIN1,
            mime=finish.cover.mime,
            type=PictureType.COVER_FRONT,
            desc="",
            data=finish.cover.data,
        )


def _dated(published: date | None) -> Iterator[tuple[type[Frame], str]]:
    """Year, day and time: mutagen's own way from version 2.4 to 2.3 loses every full hour."""
    if published:
        yield TYER, f"{published:%Y}"
        yield TDAT, f"{published:%d%m}"
    if isinstance(published, datetime):
        yield TIME, f"{published:%H%M}"


def _chapters(chapters: Sequence[Chapter]) -> Iterator[Frame]:
    """A table of contents and the chapters in their order; nothing where there is but one."""
    if len(chapters) < 2:  # noqa: PLR2004 - one chapter is the whole
        return
    chapters = chapters[:MOST_CHAPTERS]
    names = [f"chapter{number}" for number in range(1, len(chapters) + 1)]
    top_and_ordered = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    yield CTOC(element_id="contents", flags=top_and_ordered, child_element_ids=names)
    for name, chapter in zip(names, chapters, strict=True):
        yield CHAP(
            element_id=name,
            start_time=_milliseconds(chapter.start),
            end_time=_milliseconds(chapter.end),
            start_offset=NO_OFFSET,
            end_offset=NO_OFFSET,
            sub_frames=[TIT2(encoding=Encoding.UTF16, text=_line(chapter.title))],
        )


def _milliseconds(time: Seconds) -> int:
    return round(time * 1000)


def _line(text: str) -> str:
    return " ".join(_encodable(text).split())


def _encodable(text: str) -> str:
    """The text without what no encoding takes, and without zeros, which end a text in ID3."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
