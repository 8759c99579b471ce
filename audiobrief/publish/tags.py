"""The ID3 tags of a brief.

Version 2.3, in UTF-16: what car radios, Windows and old players read as well as new ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from audiobrief.model import Article, Cue, Seconds, Track, Utterance
from audiobrief.publish.address import web_address
from audiobrief.publish.containers import (
    APIC,
    COMM,
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
    Encoding,
    Frame,
    PictureType,
    joined,
    load_id3,
)
from audiobrief.publish.contents import chapter_frames, encodable, line, milliseconds
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
IN_MILLISECONDS = 2
TRANSCRIPTION = 2
"""What is said, in the kinds of text with times."""
FRAMES = {
    "TIT2": "title",
    "TIT3": "subtitle",
    "TDES": "description",
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
    description: str | None = None
    """The headlines of a briefing."""
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
    return joined(b"", *_frames(track.article, track.cues, _timed(track, duration), finish))


def tag_in_front(article: Article, utterances: Iterable[Utterance], finish: Finish) -> bytes:
    """The tag of a file that is only just being spoken: all but what has a time."""
    untimed = [Cue(start=0.0, end=0.0, utterance=utterance) for utterance in utterances]
    return joined(b"", *_frames(article, untimed, (), finish))


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


def _frames(
    article: Article, cues: Iterable[Cue], timed: Iterable[Frame], finish: Finish
) -> Iterator[Frame]:
    outlet = outlet_of(article)
    origin = article.url or article.credit
    texts: list[tuple[type[Frame], str | None]] = [
        (TIT2, article.headline),
        (TIT3, article.kicker),
        (TDES, _description(article)),
        (TPE1, outlet),
        (TALB, outlet),
        *_dated(article.published),
        (TLAN, LANGUAGE),
        (TCON, GENRE),
    ]
    for frame, text in texts:
        if text:
            yield frame(encoding=Encoding.UTF16, text=line(text))
    yield TXXX(encoding=Encoding.LATIN1, desc=IDENTITY, text=identity(article))
    if finish.origin:
        yield TXXX(encoding=Encoding.UTF16, desc=SYNTHETIC, text=SAID)
        yield TXXX(encoding=Encoding.LATIN1, desc=SOURCE_TYPE, text=finish.origin.address)
    if origin:
        yield COMM(encoding=Encoding.UTF16, lang=LANGUAGE, desc="", text=line(origin))
    if url := web_address(article.url):
        yield WOAS(url=url)
    yield from timed
    text = encodable(plain_text(cues))
    yield USLT(encoding=Encoding.UTF16, lang=LANGUAGE, desc="", text=text)
    if finish.cover:  # last: all that players look for first is near the beginning
        yield APIC(
            encoding=Encoding.LATIN1,
            mime=finish.cover.mime,
            type=PictureType.COVER_FRONT,
            desc="",
            data=finish.cover.data,
        )


def _timed(track: Track, duration: Seconds) -> Iterator[Frame]:
    """How long it lasts, and what is heard when."""
    yield TLEN(encoding=Encoding.UTF16, text=str(milliseconds(duration)))
    yield from chapter_frames(track.chapters)
    if track.cues:
        sentences = [
            (line(cue.utterance.sentence.text), milliseconds(cue.start)) for cue in track.cues
        ]
        yield SYLT(
            encoding=Encoding.UTF16,
            lang=LANGUAGE,
            format=IN_MILLISECONDS,
            type=TRANSCRIPTION,
            desc="",
            text=sentences,
        )


def _description(article: Article) -> str | None:
    """The headlines of a briefing; what an article is about stands in its text."""
    return " · ".join(each.headline.rstrip(". ") for each in article.articles) or None


def _dated(published: date | None) -> Iterator[tuple[type[Frame], str]]:
    """Year, day and time: mutagen's own way from version 2.4 to 2.3 loses every full hour."""
    if published:
        yield TYER, f"{published:%Y}"
        yield TDAT, f"{published:%d%m}"
    if isinstance(published, datetime):
        yield TIME, f"{published:%H%M}"
