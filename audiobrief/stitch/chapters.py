"""The parts of a track that players can jump to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from audiobrief.model import Boundary, Chapter, Cue, Role, Seconds, Sentence


def chapters(cues: Sequence[Cue], duration: Seconds) -> tuple[Chapter, ...]:
    """A chapter from the start of each article and from each crosshead on, without gaps.

    The first begins with the track and the last ends with it; each other begins with its
    first word.
    """
    starts: list[Seconds] = []
    titles: list[str] = []
    before = None
    for cue in cues:
        sentence = cue.utterance.sentence
        if before is None or sentence.article != before.article:
            starts.append(cue.start if starts else 0.0)
            titles.append(sentence.article.headline)
        elif sentence.role is Role.CROSSHEAD and _ends_a_block(before):
            starts.append(cue.start)
            titles.append(sentence.text)
        elif sentence.role is Role.CROSSHEAD:
            titles[-1] += f" {sentence.text}"
        before = sentence
    return tuple(
        Chapter(start=start, end=end, title=title)
        for (start, end), title in zip(pairwise([*starts, duration]), titles, strict=True)
    )


def _ends_a_block(sentence: Sentence) -> bool:
    """Whether the next sentence is no more of the same paragraph or heading."""
    return sentence.boundary is not Boundary.SENTENCE
