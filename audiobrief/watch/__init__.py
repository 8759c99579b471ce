"""Briefs of what feeds announce, each made once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from audiobrief.errors import (
    AddressError,
    AudiobriefError,
    AudioFileError,
    ConfigError,
    OutputError,
    VoiceError,
)
from audiobrief.model import Brief, Source
from audiobrief.watch.asking import Pace, ask
from audiobrief.watch.notes import MOST_TRIES, Feed, Notes, noted

__all__ = ["Notes", "Outcome", "Pace", "Rules", "noted", "run"]

_OF_THE_SETTINGS = (OutputError, ConfigError, VoiceError, AudioFileError)
"""Faults that no article is to blame for, and that would keep all others from being made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the user allows."""

    limit: int
    """How many entries are made of a feed that has not been read before."""
    allow_private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a feed or an entry: a brief, or why there is none."""

    source: str
    brief: Brief | None = None
    fault: AudiobriefError | None = None


def run(
    names: Iterable[str],
    notes: Notes,
    make: Callable[[Source], Brief],
    pace: Pace,
    rules: Rules,
) -> Iterator[Outcome]:
    """Ask every feed once and make the briefs of its new entries; what fails keeps none back.

    Notes are taken after every step, so that nothing is lost or made twice when the process is
    killed; a brief that was made but not yet noted is made again, into the same file. Raises
    faults of the settings at once: they count as no try.
    """
    for name in dict.fromkeys(names):
        feed = notes.feeds.setdefault(name, Feed(address=name))
        if fault := _asked(feed, notes, pace, rules):
            yield Outcome(source=name, fault=fault)
            if isinstance(fault, AddressError):
                continue  # its entries would not be reached either, and lose a try
        for identity in tuple(feed.waiting):
            yield _tried(feed, identity, notes, make, pace)


def _asked(feed: Feed, notes: Notes, pace: Pace, rules: Rules) -> AudiobriefError | None:
    if feed.gone or time.time() < feed.not_before:
        return None
    asked = feed.address
    pace.wait(asked)
    try:
        entries = ask(feed, allow_private=rules.allow_private)
        if entries is not None:
            notes.take(feed, entries, rules.limit)
    except AudiobriefError as error:
        return error
    finally:
        pace.asked(asked)
        notes.save()
    return None


def _tried(
    feed: Feed, identity: str, notes: Notes, make: Callable[[Source], Brief], pace: Pace
) -> Outcome:
    entry = feed.waiting[identity]
    pace.wait(entry.link)
    brief = fault = None
    try:
        brief = make(Source(name=entry.link))
    except _OF_THE_SETTINGS:
        raise
    except AudiobriefError as error:
        entry.tries += 1
        fault = error
    finally:
        pace.asked(entry.link)
    if brief or entry.tries >= MOST_TRIES:
        feed.seen[identity] = feed.waiting.pop(identity).link
    notes.unpublished = notes.unpublished or brief is not None
    notes.save()
    if fault and entry.tries >= MOST_TRIES:
        fault = type(fault)(f"{fault} (tried {MOST_TRIES} times and left)")
    return Outcome(source=entry.link, brief=brief, fault=fault)
