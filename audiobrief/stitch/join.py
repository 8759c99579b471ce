"""Pieces in their places: pauses between the speech, and a cue for each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.choices import Pauses
from audiobrief.model import Cue, Seconds, Word
from audiobrief.stitch.cut import Piece

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretch:
    """Sound that follows the stretch before it without a gap."""

    samples: NDArray[np.float32]
    cue: Cue | None = None
    """The sentence that is heard in it; None for silence and music."""


def join(pieces: Iterable[Piece], pauses: Pauses, sample_rate: int) -> Iterator[Stretch]:
    """The sound of each piece as soon as it is there, with silence before it and behind the last.

    All pieces have the sample rate given. Places are counted in samples, so that nothing
    drifts however many pieces there are.
    """
    filled, end, before = 0, 0, None
    for piece in pieces:
        pause = pauses.behind(before.utterance.sentence, last=False) if before else 0.0
        silence = _silence(end + round(pause * sample_rate) - piece.before - filled)
        yield silence
        begun = filled + len(silence.samples)
        filled = begun + len(piece.audio.samples)
        end, before = filled - piece.behind, piece
        span = (begun + piece.before) / sample_rate, end / sample_rate
        cue = Cue(
            start=span[0],
            end=span[1],
            utterance=piece.utterance,
            voice=piece.voice,
            words=tuple(_within(span, piece.audio.words, begun / sample_rate)),
        )
        yield Stretch(samples=piece.audio.samples, cue=cue)
    if before:
        pause = pauses.behind(before.utterance.sentence, last=True)
        yield _silence(end + round(pause * sample_rate) - filled)


def _within(span: tuple[Seconds, Seconds], words: Iterable[Word], later: Seconds) -> Iterator[Word]:
    """The words in a track; an engine counts the silence around a sentence to them."""
    for word in words:
        start = max(span[0], word.start + later)
        end = min(word.end + later, span[1])
        if start < end:
            yield Word(start=start, end=end, first=word.first, behind=word.behind)


def _silence(count: int) -> Stretch:
    return Stretch(samples=np.zeros(max(0, count), np.float32))
