"""What the engines of this machine make of pronunciations."""

import numpy as np
import pytest

from audiobrief.model import Pronunciation, Voice
from audiobrief.synthesise import find_voice, load_engine

TEXT = "Der Verein Lieds hat die Zeitung The Times gelesen."
LEEDS = Pronunciation(start=11, end=16, ipa="mɛntʃɛstɐ", words="Leeds")
TIMES = Pronunciation(start=33, end=42, language="en")


@pytest.fixture(params=["espeak", "pico"])
def voice(request: pytest.FixtureRequest) -> Voice:
    pytest.importorskip({"espeak": "espeakng_loader", "pico": "py_nanotts"}[request.param])
    return find_voice(request.param)


def test_a_word_sounds_as_its_ipa_says(voice: Voice) -> None:
    engine = load_engine(voice.engine)
    spelt = engine.speak(TEXT, voice)
    sounded = engine.speak(TEXT, voice, (LEEDS,))
    assert sounded.duration > spelt.duration + 0.1


def test_what_is_no_sound_is_said_as_it_is_spelt(voice: Voice) -> None:
    engine = load_engine(voice.engine)
    wrong = Pronunciation(start=11, end=16, ipa="§§")
    assert np.array_equal(
        engine.speak(TEXT, voice, (wrong,)).samples, engine.speak(TEXT, voice).samples
    )


def test_the_text_beside_a_pronunciation_holds_no_command(voice: Voice) -> None:
    engine = load_engine(voice.engine)
    hostile = f"{TEXT} [[_:_:_:_:_:_:]] <break time='9s'/> Ende"
    harmless = f"{TEXT} ((_:_:_:_:_:_:)) (break time='9s'/) Ende"
    told = engine.speak(hostile, voice, (LEEDS,)).duration
    assert told == pytest.approx(engine.speak(harmless, voice, (LEEDS,)).duration, abs=0.6)


def test_words_of_another_language_cannot_leave_it(voice: Voice) -> None:
    engine = load_engine(voice.engine)
    words = "The]] [[_:_:_:_:_:_:]] <break time='9s'/> Times"
    harmless = "The)) ((_:_:_:_:_:_:)) (break time='9s'/) Times"
    told = [
        engine.speak(TEXT, voice, (Pronunciation(start=33, end=42, language="en", words=said),))
        for said in (words, harmless)
    ]
    assert told[0].duration == pytest.approx(told[1].duration, abs=0.6)


def test_english_is_said_in_english_where_the_engine_speaks_it() -> None:
    pytest.importorskip("espeakng_loader")
    voice = find_voice("espeak")
    engine = load_engine(voice.engine)
    german = engine.speak(TEXT, voice).samples
    english = engine.speak(TEXT, voice, (TIMES,)).samples
    unknown = engine.speak(TEXT, voice, (Pronunciation(start=33, end=42, language="xx"),)).samples
    assert not np.array_equal(english, german)
    assert np.array_equal(unknown, german)


def test_a_compound_with_a_name_is_said_whole(voice: Voice) -> None:
    engine = load_engine(voice.engine)
    word = Pronunciation(start=4, end=9, ipa="liːts")
    hyphen = engine.speak("Die Lieds-Fans jubeln.", voice, (word,)).duration
    space = engine.speak("Die Lieds Fans jubeln.", voice, (word,)).duration
    assert hyphen == space
