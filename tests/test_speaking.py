"""Who speaks, and how many sentences at a time."""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from audiobrief import Settings, Source, speaking
from audiobrief.errors import SpeechError, VoiceError
from audiobrief.events import ClipReady, ignore
from audiobrief.model import Audio, Pronunciation, Role, Utterance, Voice
from audiobrief.pipeline import make_article, make_utterances


class Pair:
    """An engine that says two sentences at a time, and nothing until the second is asked for."""

    name, version, local, audible = "pair", "1", True, False

    def __init__(self) -> None:
        self.meeting = threading.Barrier(2, timeout=10)
        self.fails = ""

    def speak(self, text: str, voice: Voice, _said: Sequence[Pronunciation] = ()) -> Audio:
        if self.fails and self.fails in text:
            raise SpeechError("I do not like it")
        if not self.fails:
            self.meeting.wait()
        samples = np.zeros(round(1600 * len(text) / voice.rate), np.float32)
        return Audio(samples=samples, sample_rate=16_000)


@pytest.fixture
def utterances(golden: Path) -> tuple[Utterance, ...]:
    settings = Settings()
    article = make_article(Source(name=str(golden / "hafenbahn.txt")), settings)
    found = make_utterances(article, settings)
    return found[: len(found) // 2 * 2]


def cast_of(engine: Pair, hands: int) -> speaking.Cast:
    voice = Voice(name="pair", engine="pair", model="-")
    return speaking.Cast(reader=speaking.Speaker(voice=voice, engine=engine, hands=hands), parts={})


def test_sentences_are_said_side_by_side_and_come_in_order(utterances) -> None:
    events = []
    clips, _ = speaking.speak(utterances, cast_of(Pair(), 2), Settings(), events.append)
    assert [clip.utterance for clip in clips] == list(utterances)
    ready = [event for event in events if isinstance(event, ClipReady)]
    assert [event.done for event in ready] == list(range(1, len(utterances) + 1))


def test_a_sentence_that_fails_is_told_although_others_are_being_said(utterances) -> None:
    engine = Pair()
    engine.fails = utterances[3].text[:20]
    clips, _ = speaking.speak(utterances, cast_of(engine, 2), Settings(), ignore)
    heard = iter(clips)
    assert [next(heard).utterance for _ in range(3)] == list(utterances[:3])
    with pytest.raises(SpeechError, match="I do not like it"):
        next(heard)


def test_every_voice_is_warmed_and_what_is_wrong_is_told_later() -> None:
    warmed: list[str] = []

    def warm(voice: Voice) -> None:
        warmed.append(voice.name)
        if voice.name == "a":
            raise VoiceError("its model is damaged")
        if voice.name == "b":
            raise OSError("its library is not there")

    speakers = [
        speaking.Speaker(voice=Voice(name=name, engine="pair", model="-"), engine=Pair(), warm=warm)
        for name in "abc"
    ]
    parts = {Role.QUOTE: speakers[1], Role.HEADLINE: speakers[2]}
    thread = speaking.Cast(reader=speakers[0], parts=parts).warm()
    assert thread
    thread.join()
    assert warmed == ["a", "b", "c"]
    assert cast_of(Pair(), 1).warm() is None
