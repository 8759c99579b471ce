"""Pieces in their places: pauses between the speech, and a cue for each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.choices import Pauses
from audiobrief.model import Cue, Seconds, Word
from audiobrief.stitch.cut import Piece

if TYPE_CHECKING:
    from numpy.typing import NDArray


def join(
    pieces: Sequence[Piece], pauses: Pauses, sample_rate: int
) -> tuple[list[NDArray[np.float32]], tuple[Cue, ...]]:
    """The sound in parts that follow each other without a gap, and when each sentence is heard.

    All pieces have the sample rate given. Places are counted in samples, so that nothing
    drifts however many pieces there are.
    """
    parts: list[NDArray[np.float32]] = []
    cues = []
    filled, due = 0, 0
    for number, piece in enumerate(pieces, start=1):
        parts += [_silence(due - piece.before - filled), piece.audio.samples]
        filled = max(filled, due - piece.before)
        begun, filled = filled, filled + len(piece.audio.samples)
        start, end = begun + piece.before, filled - piece.behind
        span = start / sample_rate, end / sample_rate
        cues.append(
            Cue(
                start=span[0],
                end=span[1],
                utterance=piece.utterance,
                voice=piece.voice,
                words=tuple(_within(span, piece.audio.words, begun / sample_rate)),
            )
        )
        last = number == len(pieces)
        pause = pauses.behind(piece.utterance.sentence, last=last)
        due = end + round(pause * sample_rate)
    parts.append(_silence(due - filled))
    return parts, tuple(cues)


def _within(span: tuple[Seconds, Seconds], words: Iterable[Word], later: Seconds) -> Iterator[Word]:
    """The words in a track; an engine counts the silence around a sentence to them."""
    for word in words:
        moved = word.moved(later)
        start, end = (min(max(span[0], time), span[1]) for time in (moved.start, moved.end))
        if start < end:
            yield replace(moved, start=start, end=end)


def _silence(count: int) -> NDArray[np.float32]:
    return np.zeros(max(0, count), np.float32)
