"""What a sound file of any format tells of itself."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from pathlib import Path

from audiobrief.choices import Format
from audiobrief.errors import AudioFileError
from audiobrief.model import Chapter, Seconds
from audiobrief.publish import comments
from audiobrief.publish.containers import load_comments
from audiobrief.publish.contents import read_chapters
from audiobrief.publish.kind import format_of
from audiobrief.publish.lines import Line, Wording, read_lines
from audiobrief.publish.tags import Tags, read_tags, read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The tags, and what is said when."""

    tags: Tags
    chapters: tuple[Chapter, ...]
    text: str | None
    """What is read, as printed; None where the tags do not tell."""
    lines: tuple[Line, ...]
    """The sentences with their times; none where the tags do not tell."""


def read_told(path: Path, duration: Seconds = inf) -> Told:
    """What a file tells; `duration` is where its last chapter ends. Raises AudioFileError."""
    format_ = _format(path)
    if format_ is None:
        return Told(
            tags=read_tags(path),
            chapters=read_chapters(path),
            text=read_text(path),
            lines=read_lines(path),
        )
    texts = load_comments(path, format_)
    return Told(
        tags=comments.tags_of(texts),
        chapters=comments.chapters_of(texts, duration),
        text=texts.get("LYRICS"),
        lines=comments.lines_of(texts),
    )


def read_wording(path: Path) -> Wording | None:
    """What a file says by its timed sentences; None where its tags hold none."""
    told = read_told(path)
    sentences = tuple(line.text for line in told.lines)
    return Wording(headline=told.tags.title, sentences=sentences) if sentences else None


def is_of(path: Path, own: str) -> bool:
    """Whether a file is a brief of the article with that identity."""
    try:
        format_ = _format(path)
        tags = comments.tags_of(load_comments(path, format_)) if format_ else read_tags(path)
    except AudioFileError:
        return False
    return tags.identity == own


def _format(path: Path) -> Format | None:
    """The format of a file that tells by comments; None where it tells by an ID3 tag."""
    try:
        with path.open("rb") as file:
            format_ = format_of(file)
    except OSError as error:
        raise AudioFileError(f"{path}: cannot be read ({error.strerror or error})") from error
    return None if format_ is Format.WAV else format_
