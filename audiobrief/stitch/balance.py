"""Voices side by side: each as loud as the others, but where a role is to stand out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import isinf

import numpy as np

from audiobrief.model import Audio
from audiobrief.sound.loudness import repeated_loudness
from audiobrief.stitch.cut import Piece


def gains(pieces: Sequence[Piece]) -> Mapping[str, float]:
    """What brings every voice to the loudness of the first that is heard; in dB, by their names.

    All pieces have one sample rate.
    """
    voices = list(dict.fromkeys(piece.voice for piece in pieces))
    if len(voices) <= 1:
        return {}
    loudness = {v: _loudness(piece.audio for piece in pieces if piece.voice == v) for v in voices}
    heard = {voice: own for voice, own in loudness.items() if not isinf(own)}
    return {voice: next(iter(heard.values())) - own for voice, own in heard.items()}


def balanced(pieces: Iterable[Piece], gains: Mapping[str, float]) -> Iterator[Piece]:
    """The pieces, each louder by the gain of its voice and by its own level."""
    for piece in pieces:
        gain = gains.get(piece.voice, 0.0) + piece.level
        yield _louder(piece, gain) if gain else piece


def _loudness(parts: Iterable[Audio]) -> float:
    audios = list(parts)
    samples = np.concatenate([audio.samples for audio in audios])
    return repeated_loudness(Audio(samples=samples, sample_rate=audios[0].sample_rate))


def _louder(piece: Piece, gain: float) -> Piece:
    samples = piece.audio.samples * np.float32(10 ** (gain / 20))
    return replace(piece, audio=replace(piece.audio, samples=samples))
