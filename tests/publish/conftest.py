"""Tracks and articles to publish."""

from collections.abc import Callable
from datetime import datetime

import numpy as np
import pytest

from audiobrief.model import (
    Article,
    Audio,
    Boundary,
    Cue,
    Passage,
    Role,
    Sentence,
    Track,
    Utterance,
)

MakeTrack = Callable[..., Track]


@pytest.fixture
def article() -> Article:
    return Article(
        source="nachricht.txt",
        kicker="Verkehr in Norddeutschland",
        headline="Größere Brücke über die Elbe: Bauarbeiten beginnen im März",
        lead="Nach zehn Jahren Planung rollen die Bagger.",
        body=(Passage(role=Role.PARAGRAPH, text="Die Sperrung dauert bis Juni."),),
        published=datetime.fromisoformat("2026-02-03T04:05:00+01:00"),
        outlet="Elbkurier",
        url="https://elbkurier.example/brücke?id=7",
    )


@pytest.fixture
def make_track(article: Article) -> MakeTrack:
    def make(seconds: float = 3.0, sample_rate: int = 22050, article: Article = article) -> Track:
        time = np.arange(round(seconds * sample_rate)) / sample_rate
        chance = np.random.default_rng(11)
        phase = 2 * np.pi * np.cumsum(140 + 25 * np.sin(2 * np.pi * 0.9 * time)) / sample_rate
        sound = sum(np.sin(k * phase) / k for k in range(1, 9))
        swell = 0.5 + 0.5 * np.sin(2 * np.pi * 3.1 * time)
        samples = 0.15 * swell * (sound + 0.1 * chance.standard_normal(len(time)))
        sentence = Sentence(
            article=article, role=Role.LEAD, text=article.headline, boundary=Boundary.ARTICLE
        )
        utterance = Utterance(sentence=sentence, text=sentence.text)
        return Track(
            article=article,
            audio=Audio(samples=samples.astype(np.float32), sample_rate=sample_rate),
            cues=(Cue(start=0.0, end=len(time) / sample_rate, utterance=utterance),),
            loudness=-19.0,
        )

    return make
