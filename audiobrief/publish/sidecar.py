"""The text files that can lie beside a brief's MP3."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import assert_never

from audiobrief.model import Brief
from audiobrief.publish.captions import subrip, webvtt
from audiobrief.publish.transcript import (
    html_transcript,
    json_chapters,
    json_transcript,
    plain_text,
)


class Sidecar(StrEnum):
    """A kind of file, by what its name ends in."""

    VTT = "vtt"
    SRT = "srt"
    TXT = "txt"
    JSON = "json"
    HTML = "transcript.html"
    """Not `.html`, which is the player page's."""
    CHAPTERS = "chapters.json"


def sidecar(brief: Brief, kind: Sidecar) -> str:
    """The content of the file of that kind."""
    match kind:
        case Sidecar.VTT:
            return webvtt(brief.cues)
        case Sidecar.SRT:
            return subrip(brief.cues)
        case Sidecar.TXT:
            return plain_text(brief.cues)
        case Sidecar.JSON:
            return json_transcript(brief)
        case Sidecar.HTML:
            return html_transcript(brief)
        case Sidecar.CHAPTERS:
            return json_chapters(brief.chapters)
        case _:
            assert_never(kind)


def sidecar_path(mp3: Path, kind: Sidecar) -> Path:
    """Where the file of that kind is looked for: beside the MP3, with its name."""
    return mp3.with_suffix(f".{kind}")
