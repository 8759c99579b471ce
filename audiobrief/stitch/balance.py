"""Voices side by side: each as loud as the others, but where a role is to stand out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import isinf

import numpy as np

from audiobrief.model import Audio
from audiobrief.sound.loudness import integrated_loudness
from audiobrief.stitch.cut import Piece


def balanced(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, every voice brought to the loudness of the first, then each to its level.

    All have one sample rate. Where one voice speaks at one level, nothing changes.
    """
    voices = list(dict.fromkeys(piece.voice for piece in pieces))
    if len(voices) == 1 and len({piece.level for piece in pieces}) == 1:
        return list(pieces)
    loudness = {v: _loudness(piece.audio for piece in pieces if piece.voice == v) for v in voices}
    wanted = loudness[voices[0]]
    return [_louder(piece, wanted - loudness[piece.voice] + piece.level) for piece in pieces]


def _loudness(parts: Iterable[Audio]) -> float:
    audios = list(parts)
    samples = np.concatenate([audio.samples for audio in audios])
    loudness = integrated_loudness(Audio(samples=samples, sample_rate=audios[0].sample_rate))
    return 0.0 if isinf(loudness) else loudness


def _louder(piece: Piece, gain: float) -> Piece:
    samples = piece.audio.samples * np.float32(10 ** (gain / 20))
    return replace(piece, audio=replace(piece.audio, samples=samples))
