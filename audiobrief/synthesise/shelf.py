"""A folder of records that never grows past its limit: what was not used for longest goes first.

How full it is stands in the length of a file, a byte for every 16 kB kept: all processes append
to it without a lock, and asking it costs the same however many records there are. It counts too
much where a record was replaced or a process killed; so when it says that the limit is passed,
the folder itself is counted, and the tally made anew.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from audiobrief.again import ENDING as RUN
from audiobrief.disk import alone, part_in, sweep, sweep_once

LIMIT = 1_000_000_000
"""Bytes; some eight hours of Pico, six of a neural voice."""
UNIT = 16_384
"""Bytes that one byte of the tally stands for."""
ROOM = 0.9
"""The share of the limit that is left full when the shelf is tidied, so that it seldom is."""
CLIP = ".clip"
ENDINGS = (CLIP, RUN)
"""Sentences as they were spoken, and notes of runs, which share the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How much is kept."""

    clips: int
    size: int
    """Bytes, with those of all other records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    used: float
    size: int
    path: Path


class Shelf:
    """Records of one kind under names of hexadecimal digits, for all processes on one folder."""

    def __init__(self, folder: Path, limit: int = LIMIT, ending: str = CLIP) -> None:
        self.folder = folder
        self._limit = limit
        self._ending = ending
        self._tally = folder / "tally"

    def place(self, name: str) -> Path:
        """Where a record is, if it is there."""
        return self.folder / name[:2] / f"{name}{self._ending}"

    def take(self, name: str) -> bytes:
        """The record, which now was used last; raises FileNotFoundError, or another OSError."""
        path = self.place(name)
        content = path.read_bytes()
        with suppress(OSError):  # it may be another user's
            os.utime(path)
        return content

    def put(self, name: str, content: bytes) -> None:
        """Keep the record, and let others go where the limit is passed; raises OSError."""
        path = self.place(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep_once(self.folder)
        with part_in(self.folder) as part:
            part.file.write(content)
            part.end()
            full = self._count(len(content))
            part.path.replace(path)
        if full:
            with suppress(OSError):  # the next one to pass the limit will do it
                self._tidy()

    def usage(self) -> Usage:
        """What is there, counted."""
        return _usage(self._entries())

    def clear(self) -> Usage:
        """Remove every record; what was there."""
        gone = [entry for entry in self._entries() if _removed(entry.path)]
        sweep(self.folder)
        with suppress(FileNotFoundError):
            self._tally.unlink()
        return _usage(gone)

    def _count(self, size: int) -> bool:
        """Put the size on the tally; whether the shelf is full by it, or has not been counted."""
        with self._tally.open("ab") as tally:
            begun = tally.tell() > 0
            tally.write(b"." * -(-size // UNIT))
            return not begun or tally.tell() * UNIT > self._limit

    def _tidy(self) -> None:
        with alone(self.folder / "lock") as first:
            if not first:
                return  # another process is at it
            now = time.time()
            entries = sorted(self._entries(), key=lambda entry: entry.used)
            size = sum(entry.size for entry in entries)
            size -= sum(_freed(entries, size - round(self._limit * ROOM)))
            for entry in entries:
                if entry.used > now:  # from before the clock was set back: else it never goes
                    with suppress(OSError):
                        os.utime(entry.path)
            with part_in(self.folder) as part:
                part.file.write(b"." * max(1, -(-size // UNIT)))
                part.end()
                part.path.replace(self._tally)

    def _entries(self) -> Iterator[_Entry]:
        for shelf in _listed(self.folder):
            if len(shelf.name) == 2 and shelf.is_dir():  # noqa: PLR2004 - digits of a place
                for entry in _listed(shelf):
                    if entry.name.endswith(ENDINGS):
                        with suppress(OSError):  # another process may tidy as well
                            found = entry.stat()
                            yield _Entry(
                                used=found.st_mtime, size=found.st_size, path=Path(entry.path)
                            )


def _usage(entries: Iterable[_Entry]) -> Usage:
    counted = [(entry.path.suffix == CLIP, entry.size) for entry in entries]
    return Usage(clips=sum(clip for clip, _ in counted), size=sum(size for _, size in counted))


def _listed(folder: os.PathLike[str]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _freed(entries: list[_Entry], wanted: int) -> Iterator[int]:
    """The sizes of the records that were removed, those first that were not used for longest."""
    for entry in entries:
        if wanted <= 0:
            return
        # One that was used since it was listed is in use.
        with suppress(OSError):
            if entry.path.stat().st_mtime == entry.used and _removed(entry.path):
                wanted -= entry.size
                yield entry.size


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
