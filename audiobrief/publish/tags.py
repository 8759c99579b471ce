"""The ID3 tags of a brief. Hides mutagen.

Version 2.3, in UTF-16: what car radios, Windows and old players read as well as new ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from mutagen import MutagenError
from mutagen.id3 import (
    COMM,
    ID3,
    TALB,
    TCON,
    TDRC,
    TIT2,
    TIT3,
    TLAN,
    TLEN,
    TPE1,
    TXXX,
    WOAS,
    Encoding,
    Frame,
    ID3NoHeaderError,
)

from audiobrief.errors import AudioFileError
from audiobrief.model import Article, Seconds

LANGUAGE = "deu"
"""ISO 639-2."""
GENRE = "Speech"
"""Number 101 of the genres that players know."""
IDENTITY = "audiobrief source"
"""Names the frame that tells whether two files are of the same article."""
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


def tag_bytes(article: Article, duration: Seconds) -> bytes:
    """The ID3 tag of an article's brief, the same bytes for the same article."""
    tags = ID3()
    for frame in _frames(article, duration):
        tags.add(frame)
    tags.update_to_v23()
    file = BytesIO()
    tags.save(file, v1=0, v2_version=3, padding=lambda _info: 0)
    return file.getvalue()


def read_tags(path: Path) -> Tags:
    """What the tags of a file say; nothing where it has none."""
    try:
        tags = ID3(path)
    except ID3NoHeaderError:
        return Tags()
    except (MutagenError, OSError) as error:
        raise AudioFileError(f"{path}: its tags cannot be read ({error})") from error
    texts = {name: str(tags[frame]) for frame, name in FRAMES.items() if frame in tags}
    if "date" in texts:
        texts["date"] = texts["date"].replace(" ", "T")
    return Tags(**texts)


def is_of(path: Path, own: str) -> bool:
    """Whether a file is a brief of the article with that identity."""
    try:
        return read_tags(path).identity == own
    except AudioFileError:
        return False


def identity(article: Article) -> str:
    """What tells one article from another, and stays when it is corrected at its address.

    An article from standard input has no address: there, its text makes the difference. Only
    a digest is kept, for the path of a file on somebody's disk is nobody else's business.
    """
    known = article.url or article.source
    if known == "-":
        known = "\n".join([article.headline, article.lead or "", *(p.text for p in article.body)])
    # A file name that is no text in the system's encoding comes as lone surrogates.
    return sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _frames(article: Article, duration: Seconds) -> list[Frame]:
    outlet = article.outlet or (urlsplit(article.url).hostname if article.url else None)
    origin = article.url or article.credit
    texts: list[tuple[type[Frame], str | None]] = [
        (TIT2, article.headline),
        (TIT3, article.kicker),
        (TPE1, outlet),
        (TALB, outlet),
        (TDRC, article.published.isoformat()[:19] if article.published else None),
        (TLAN, LANGUAGE),
        (TCON, GENRE),
        (TLEN, str(round(duration * 1000))),
    ]
    frames = [frame(encoding=Encoding.UTF16, text=_line(text)) for frame, text in texts if text]
    own = TXXX(encoding=Encoding.LATIN1, desc=IDENTITY, text=identity(article))
    frames.append(own)
    if origin:
        frames.append(COMM(encoding=Encoding.UTF16, lang=LANGUAGE, desc="", text=_line(origin)))
    if article.url:
        frames.append(WOAS(url=article.url))
    return frames


def _line(text: str) -> str:
    """The text as one line that every encoding takes; a zero would end it in ID3."""
    known = text.replace("\0", " ").encode("utf-8", "replace").decode()
    return " ".join(known.split())
