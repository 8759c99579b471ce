"""Clips as an engine would return them, with speech in a known place."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from audiobrief.model import Article, Audio, Boundary, Clip, Role, Sentence, Utterance

MakeClip = Callable[..., Clip]
ARTICLE = Article(source="nachricht.txt", headline="Hafenbahn fährt wieder", body=())


def voice(sample_rate: int, seconds: float, seed: int) -> NDArray[np.float32]:
    """Something like speech: a gliding pitch with overtones, in syllables, breathing."""
    chance = np.random.default_rng(seed)
    time = np.arange(round(seconds * sample_rate)) / sample_rate
    pitch = 120 + 20 * np.sin(2 * np.pi * 0.7 * time + seed)
    phase = 2 * np.pi * np.cumsum(pitch) / sample_rate
    sound = sum(np.sin(k * phase) / k for k in range(1, 12))
    syllables = 0.55 + 0.45 * np.sin(2 * np.pi * 5 * time + seed)
    breath = 0.05 * chance.standard_normal(len(time))
    return (0.2 * syllables * (sound + breath)).astype(np.float32)


@pytest.fixture
def make_clip() -> MakeClip:
    """Makes a clip with so much silence before and behind its speech."""

    def make(
        text: str = "Die Bahn fährt.",
        *,
        boundary: Boundary = Boundary.SENTENCE,
        sample_rate: int = 16000,
        before: float = 0.05,
        seconds: float = 1.0,
        behind: float = 0.3,
        level: float = 1.0,
        noise: float = 0.0,
    ) -> Clip:
        spoken = level * voice(sample_rate, seconds, len(text))
        silences = (np.zeros(round(s * sample_rate), np.float32) for s in (before, behind))
        samples = np.concatenate([next(silences), spoken, next(silences)])
        samples += noise * np.random.default_rng(3).standard_normal(len(samples))
        return clip_of(samples, sample_rate, text, boundary)

    return make


def clip_of(
    samples: NDArray[np.float32],
    sample_rate: int = 16000,
    text: str = "Die Bahn fährt.",
    boundary: Boundary = Boundary.SENTENCE,
) -> Clip:
    sentence = Sentence(article=ARTICLE, role=Role.PARAGRAPH, text=text, boundary=boundary)
    return Clip(
        utterance=Utterance(sentence=sentence, text=text),
        audio=Audio(samples=samples, sample_rate=sample_rate),
    )


@pytest.fixture
def as_clip() -> MakeClip:
    """Makes a clip of samples as they are."""
    return clip_of
