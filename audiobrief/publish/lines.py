"""The sentences that a finished brief holds, as printed: in its tags, or beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from audiobrief.errors import AudioFileError
from audiobrief.model import Seconds
from audiobrief.publish.captions import CONTROLS
from audiobrief.publish.containers import load_id3
from audiobrief.publish.contents import encodable
from audiobrief.publish.tags import IN_MILLISECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence, and when it begins to be heard."""

    start: Seconds
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a brief says, as printed."""

    headline: str | None
    sentences: tuple[str, ...]


def read_lines(path: Path) -> tuple[Line, ...]:
    """The timed sentences in an ID3 tag (SYLT); none where they are not told in seconds."""
    frames = [each for each in load_id3(path).getall("SYLT") if each.format == IN_MILLISECONDS]
    rows = frames[0].text if frames else []
    return tuple(Line(start=time / 1000, text=even(str(text))) for text, time in rows)


def read_transcript(path: Path) -> Wording:
    """What a brief says by its transcript in JSON; raises AudioFileError for any other file."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        sentences = tuple(even(str(segment["body"])) for segment in table["segments"])
        return Wording(headline=table.get("headline"), sentences=sentences)
    except OSError as error:
        raise AudioFileError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise AudioFileError(f"{path}: is no transcript of a brief; give its sound file") from error


def even(text: str) -> str:
    """A text as it is compared: on one line, and without what tags and JSON do not take."""
    return " ".join(CONTROLS.sub(" ", encodable(text)).split())
