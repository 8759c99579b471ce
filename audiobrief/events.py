"""What the pipeline tells whoever listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from audiobrief.model import Article, Brief, Clip, Seconds, Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCleaned:
    """A source has become an article."""

    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStarted:
    """All sentences are known, the first is about to be spoken."""

    utterances: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClipReady:
    """A sentence has been spoken, or was found in the cache."""

    clip: Clip
    done: int
    total: int
    elapsed: Seconds
    """The length of the brief so far, the silence around each voice's speech left out."""
    estimate: Seconds
    """The length of the whole brief as far as it can be told now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPublished:
    """A brief is on disk."""

    brief: Brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Something a user should know although the work goes on."""

    message: str


class Absence(StrEnum):
    """Why a source is not in a briefing."""

    FAILED = "failed"
    """There is no article to be had from it."""
    SAME = "same"
    """It is the same article as another."""
    DUPLICATE = "duplicate"
    """Another tells of the same event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLeftOut:
    """A source is not in a briefing."""

    source: str
    why: Absence
    message: str
    other: str | None = None
    """The source that is there in its place."""
    likeness: float | None = None
    """How much the two share, from 0 to 1, where both tell of one event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloading:
    """More of a file of a model has come."""

    name: str
    done: int
    """Bytes."""
    total: int


Event = (
    ArticleCleaned
    | SpeechStarted
    | ClipReady
    | BriefPublished
    | Warned
    | SourceLeftOut
    | Downloading
)
Listener = Callable[[Event], None]


def ignore(_event: Event) -> None:
    """A listener that hears nothing."""
