"""The parts of a track that players can jump to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiobrief.model import Boundary, Chapter, Cue, Role, Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Where a chapter begins."""

    start: Seconds
    title: str
    url: str | None = None


def chapters(cues: Sequence[Cue], duration: Seconds) -> tuple[Chapter, ...]:
    """A chapter from the start of each article and from each crosshead on, without gaps.

    The first begins with the track and the last ends with it; each other begins with its
    first word. Where several articles make up the track, crossheads begin no chapter.
    """
    openings = list(_articles(cues))
    if len(openings) == 1:
        openings += _crossheads(cues)
    # The places where one ends and the next begins; without any sentence there is no chapter.
    starts = [0.0, *(opening.start for opening in openings[1:]), duration]
    return tuple(
        Chapter(start=start, end=end, title=opening.title, url=opening.url)
        for (start, end), opening in zip(pairwise(starts), openings, strict=False)
    )


def _articles(cues: Sequence[Cue]) -> Iterator[Opening]:
    heard = [cue.utterance.sentence.article for cue in cues]
    several = any(one != other for one, other in pairwise(heard))
    before = None
    for cue, article in zip(cues, heard, strict=True):
        if article != before:
            url = article.url if several else None
            yield Opening(start=cue.start, title=article.headline, url=url)
        before = article


def _crossheads(cues: Sequence[Cue]) -> Iterator[Opening]:
    """One for each crosshead, which may have several sentences."""
    opened: Opening | None = None
    for before, cue in pairwise(cues):
        sentence = cue.utterance.sentence
        ended = before.utterance.sentence.boundary is not Boundary.SENTENCE
        if opened and (ended or sentence.role is not Role.CROSSHEAD):
            yield opened
            opened = None
        if sentence.role is Role.CROSSHEAD and ended:
            opened = Opening(start=cue.start, title=sentence.text)
        elif sentence.role is Role.CROSSHEAD and opened:
            opened = Opening(start=opened.start, title=f"{opened.title} {sentence.text}")
    if opened:
        yield opened
