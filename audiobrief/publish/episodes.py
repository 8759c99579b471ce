"""The briefs in a folder, as their own tags tell of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from audiobrief.errors import AudioFileError, SourceError
from audiobrief.model import Chapter, Seconds, marker
from audiobrief.publish.address import web_address
from audiobrief.publish.contents import read_chapters
from audiobrief.publish.sidecar import Sidecar, sidecar_path
from audiobrief.publish.tags import Tags, read_tags, read_text

ZONE = "Europe/Berlin"
"""Where the clock stands that a German newsroom's times without a zone are read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A brief as it lies in a folder."""

    mp3: Path
    size: int
    """Bytes."""
    guid: str
    """The same for ever, also when the brief is made again."""
    title: str
    duration: Seconds
    published: datetime
    """With its zone; when the file was made, where the article does not tell."""
    day: date
    """The same as it is printed: without a time where the article does not tell one."""
    summary: str
    """The first block below the headline: the lead, where there is one."""
    kicker: str | None = None
    outlet: str | None = None
    link: str | None = None
    """Where the article stands on the web."""
    briefing: bool = False
    """Whether it brings several articles together."""
    chapters: tuple[Chapter, ...] = ()
    sidecars: tuple[Sidecar, ...] = ()
    """The text files that lie beside it."""

    @property
    def marker(self) -> str:
        """The player's text before it starts: `00:00 / 02:18`."""
        return marker(self.duration)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What is in a folder."""

    episodes: tuple[Episode, ...]
    """Newest first."""
    foreign: tuple[Path, ...]
    """MP3 files that are no briefs of ours, or cannot be read; none of them is published."""


def read_folder(folder: Path) -> Shelf:
    """The briefs in a folder, not in the folders in it. Raises SourceError if there is none."""
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder; name the one that the briefs are in")
    files = sorted(file for file in folder.glob("*.mp3") if not file.name.startswith("."))
    read = {file: _episode(file) for file in files}
    found = {file: episode for file, episode in read.items() if episode}
    # Of two files of one article, say before and after a correction, the later one counts.
    latest = {found[file].guid: found[file] for file in sorted(found, key=_made)}
    newest = sorted(latest.values(), key=lambda e: (e.published, e.mp3.name), reverse=True)
    return Shelf(episodes=tuple(newest), foreign=tuple(file for file in files if file not in found))


def _made(file: Path) -> int:
    return file.stat().st_mtime_ns


def _episode(mp3: Path) -> Episode | None:
    try:
        tags, text, chapters = read_tags(mp3), read_text(mp3) or "", read_chapters(mp3)
        status = mp3.stat()
    except (AudioFileError, OSError):
        return None
    milliseconds = tags.milliseconds or ""
    if tags.identity is None or not milliseconds.isdecimal():
        return None
    told, published = _published(mp3, tags, status.st_mtime)
    return Episode(
        mp3=mp3,
        size=status.st_size,
        guid=f"audiobrief-{tags.identity}",
        title=tags.title or mp3.stem,
        duration=int(milliseconds) / 1000,
        published=published,
        day=published if "T" in told else published.date(),
        summary=tags.description or _summary(tags, text),
        kicker=tags.subtitle,
        outlet=tags.album or tags.artist,
        link=web_address(tags.comment),
        briefing=tags.description is not None,
        chapters=chapters,
        sidecars=tuple(_sidecars(mp3)),
    )


def _published(mp3: Path, tags: Tags, made: float) -> tuple[str, datetime]:
    """As told, and as exact as it is known: the JSON beside has the zone, the tags have none."""
    for told in (_told(mp3), tags.date or ""):
        try:
            published = datetime.fromisoformat(told)
        except ValueError:
            continue
        zoned = published if published.tzinfo else published.replace(tzinfo=ZoneInfo(ZONE))
        return told, zoned
    return "", datetime.fromtimestamp(made, UTC).replace(microsecond=0)


def _told(mp3: Path) -> str:
    """What the JSON beside the file says of when the article was published."""
    try:
        about = json.loads(sidecar_path(mp3, Sidecar.JSON).read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    return str(about.get("published")) if isinstance(about, dict) else ""


def _summary(tags: Tags, text: str) -> str:
    above = {tags.title, tags.subtitle}
    blocks = (" ".join(block.split()) for block in text.split("\n\n"))
    return next((block for block in blocks if block and block not in above), tags.title or "")


def _sidecars(mp3: Path) -> Iterator[Sidecar]:
    return (kind for kind in Sidecar if sidecar_path(mp3, kind).is_file())
