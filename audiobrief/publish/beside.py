"""The files that go beside an MP3: player page, captions, transcripts, talking book."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from audiobrief.choices import Extra, Labels
from audiobrief.model import Brief
from audiobrief.publish.sidecar import Sidecar, sidecar
from audiobrief.publish.web.page import page
from audiobrief.publish.write import write_whole

SIDECARS = {
    Extra.CAPTIONS: (Sidecar.VTT, Sidecar.SRT),
    Extra.TRANSCRIPT: (Sidecar.TXT, Sidecar.HTML, Sidecar.JSON, Sidecar.CHAPTERS),
}


def write_beside(brief: Brief, extras: Collection[Extra], labels: Labels) -> Brief:
    """The brief, with the files asked for beside its MP3; older ones of a name are replaced."""
    written = []
    for ending, content in _contents(brief, extras, labels):
        name = f"{brief.mp3.stem}.{ending}"
        written.append(write_whole(brief.mp3.parent, [name], content, lambda _older: True))
    return replace(brief, beside=tuple(written))


def _contents(
    brief: Brief, extras: Collection[Extra], labels: Labels
) -> Iterator[tuple[str, bytes]]:
    for kind in (kind for extra, kinds in SIDECARS.items() if extra in extras for kind in kinds):
        yield kind, sidecar(brief, kind).encode()
    if Extra.SINGLE_FILE in extras:
        yield "html", page(brief, labels=labels, audio=brief.mp3.read_bytes()).encode()
    elif Extra.PAGE in extras:
        yield "html", page(brief, labels=labels).encode()
    if Extra.EPUB in extras:
        from audiobrief.publish.epub import epub

        made = brief.mp3.stat().st_mtime
        modified = datetime.fromtimestamp(made, tz=UTC)
        yield "epub", epub(brief, brief.mp3.read_bytes(), modified=modified, labels=labels)
