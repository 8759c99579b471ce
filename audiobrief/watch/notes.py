"""What a watcher knows of its feeds, kept in a file beside the briefs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from audiobrief.disk import alone, replace_whole
from audiobrief.errors import OutputError, SourceError
from audiobrief.watch.entries import Entry

NAME = ".audiobrief-watch.json"
LOCK = ".audiobrief-watch.lock"
MOST_TRIES = 3
MOST_SEEN = 10_000
"""Entries that are remembered of a feed beside those that it has still."""
_VERSION = 1


@dataclass(slots=True, kw_only=True)
class Waiting:
    """An entry whose brief is still to be made."""

    link: str
    tries: int = 0


@dataclass(slots=True, kw_only=True)
class Feed:
    """What is known of a feed."""

    address: str
    """Where it is asked for: where it has moved for good."""
    etag: str | None = None
    modified: str | None = None
    gone: bool = False
    not_before: float = 0.0
    """When it may be asked again, in seconds since 1970."""
    known: bool = False
    """Whether it has been read before."""
    seen: dict[str, str] = field(default_factory=dict)
    """The links of entries that are done with, by identity."""
    waiting: dict[str, Waiting] = field(default_factory=dict)
    """Entries to be made, by identity, in this order."""


@dataclass(slots=True, kw_only=True)
class Notes:
    """All that a watcher knows."""

    path: Path
    feeds: dict[str, Feed] = field(default_factory=dict)
    """By the addresses that the user gave."""
    unpublished: bool = False
    """Whether briefs have been made since the podcast feed was written."""

    def save(self) -> None:
        """Write all to the file; it is there whole whenever this process ends."""
        feeds = {name: asdict(feed) for name, feed in self.feeds.items()}
        row = {"version": _VERSION, "unpublished": self.unpublished, "feeds": feeds}
        try:
            replace_whole(self.path, json.dumps(row, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise OutputError(
                f"{self.path}: cannot be written ({error.strerror}); choose another folder"
            ) from error

    def take(self, feed: Feed, entries: Iterable[Entry], limit: int) -> None:
        """Note which entries wait: all new ones, or the first few of a feed never read before."""
        links = {link for other in self.feeds.values() for link in _links(other)}
        older, feed.seen = feed.seen, {}
        first = not feed.known
        for entry in entries:
            new = entry.identity not in older and entry.link not in links
            if entry.identity in feed.waiting:
                continue
            if new and not (first and len(feed.waiting) >= limit):
                feed.waiting[entry.identity] = Waiting(link=entry.link)
            else:
                feed.seen[entry.identity] = entry.link
            links.add(entry.link)
        kept = [(name, link) for name, link in older.items() if name not in feed.seen]
        feed.seen = dict(kept[-MOST_SEEN:]) | feed.seen
        feed.known = True


@contextmanager
def noted(folder: Path) -> Iterator[Notes]:
    """The notes of a folder, which is made, for this process alone.

    Raises OutputError where another process watches for the folder or it cannot be written to,
    SourceError where the notes are damaged.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LOCK).touch()
    except OSError as error:
        raise OutputError(
            f"{folder}: no file can be written there ({error.strerror}); choose another folder"
        ) from error
    with alone(folder / LOCK) as ours:
        if not ours:
            raise OutputError(
                f"{folder}: another `audiobrief watch` is at work there; choose another folder"
            )
        yield _read(folder / NAME)


def _links(feed: Feed) -> list[str]:
    return [*feed.seen.values(), *(entry.link for entry in feed.waiting.values())]


def _read(path: Path) -> Notes:
    try:
        row = json.loads(path.read_bytes())
        return _notes(path, row)
    except FileNotFoundError:
        return Notes(path=path)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check it") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise SourceError(
            f"{path}: is damaged and left as it is; restore it, or remove it to start anew"
        ) from error


def _notes(path: Path, row: dict[str, Any]) -> Notes:
    if row["version"] != _VERSION:
        raise ValueError("of another version")
    feeds = {str(name): _feed(known) for name, known in row["feeds"].items()}
    return Notes(path=path, feeds=feeds, unpublished=row["unpublished"] is True)


def _feed(row: dict[str, Any]) -> Feed:
    feed = Feed(**row)
    feed.waiting = {name: Waiting(**entry) for name, entry in row["waiting"].items()}
    feed.not_before = float(feed.not_before)
    texts = (feed.address, *feed.seen.values(), *(w.link for w in feed.waiting.values()))
    tries = [entry.tries for entry in feed.waiting.values()]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("an address is no text")
    if not all(isinstance(count, int) for count in tries):
        raise TypeError("a count is no number")
    return feed
