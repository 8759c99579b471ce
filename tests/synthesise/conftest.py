"""Utterances, voices and a fake engine for the tests of this room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from audiobrief.choices import EngineName
from audiobrief.model import Article, Audio, Boundary, Role, Sentence, Utterance, Voice

RATE = 8_000
Answer = Callable[[str, Voice], Audio]


def _tone(
    seconds: float, *, amplitude: float = 0.5, before: float = 0.0, after: float = 0.0
) -> Audio:
    time = np.arange(round(seconds * RATE)) / RATE
    wave = np.round(amplitude * np.cos(2 * np.pi * 440 * time) * 32767) / 32768
    samples = np.pad(wave, (round(before * RATE), round(after * RATE))).astype(np.float32)
    return Audio(samples=samples, sample_rate=RATE)


def _spoken(text: str, _voice: Voice) -> Audio:
    return _tone(max(0.2, len(text) / 14))


@dataclass
class FakeEngine:
    """Answers with what it is given, in turn, the last one for ever; remembers what was asked."""

    answers: Sequence[Answer] = (_spoken,)
    name: str = "fake"
    version: str = "1"
    local: bool = True
    audible: bool = True
    asked: list[str] = field(default_factory=list)

    def speak(self, text: str, voice: Voice) -> Audio:
        answer = self.answers[min(len(self.asked), len(self.answers) - 1)]
        self.asked.append(text)
        return answer(text, voice)


@pytest.fixture
def tone() -> Callable[..., Audio]:
    """A tone of 440 Hz of so many seconds, with silence before and after it."""
    return _tone


@pytest.fixture
def spoken() -> Answer:
    """What a sane engine answers: a tone as long as speech would be."""
    return _spoken


@pytest.fixture
def fake_engine() -> type[FakeEngine]:
    """The class of engines that do as they are told."""
    return FakeEngine


@pytest.fixture
def utter() -> Callable[..., Utterance]:
    """Makes an utterance of a text; `printed` where its printed form differs."""

    def make(text: str, printed: str | None = None) -> Utterance:
        article = Article(source="-", headline="Neues Gesetz beschlossen", body=())
        sentence = Sentence(
            article=article,
            role=Role.PARAGRAPH,
            text=text if printed is None else printed,
            boundary=Boundary.SENTENCE,
        )
        return Utterance(sentence=sentence, text=text)

    return make


@pytest.fixture
def news() -> str:
    """A sentence that every voice can say."""
    return "Der Bundestag hat am Dienstag mit großer Mehrheit ein neues Gesetz beschlossen."


@pytest.fixture
def silent_voice() -> Voice:
    """A voice of the silent engine."""
    return Voice(name="silent", engine=EngineName.SILENT, model="silence")
