"""Pieces in their places: pauses between the speech, and a cue for each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.choices import Pauses
from audiobrief.model import Cue
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
        start, filled = filled + piece.before, filled + len(piece.audio.samples)
        end = filled - piece.behind
        cues.append(
            Cue(
                start=start / sample_rate,
                end=end / sample_rate,
                utterance=piece.utterance,
                voice=piece.voice,
            )
        )
        last = number == len(pieces)
        pause = pauses.behind(piece.utterance.sentence, last=last)
        due = end + round(pause * sample_rate)
    parts.append(_silence(due - filled))
    return parts, tuple(cues)


def _silence(count: int) -> NDArray[np.float32]:
    return np.zeros(max(0, count), np.float32)
