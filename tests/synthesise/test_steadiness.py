"""A voice is held to its own pace."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from audiobrief.errors import SpeechError
from audiobrief.german.syllables import count_syllables
from audiobrief.model import Audio, Voice
from audiobrief.synthesise import steady, synthesise
from audiobrief.synthesise.cache import cached
from audiobrief.synthesise.steadiness import UnsteadyError

Answer = Callable[[str, Voice], Audio]
SENTENCES = [
    "Der Rat der Stadt hat am Montag über das Geld für den neuen Kai beraten.",
    "Die Fähren legen während der Arbeiten am Ufer gegenüber der Werft an.",
    "Statt zwölf Millionen Euro kostet der Bau nun achtzehn, denn der Grund ist weich.",
    "Die Behörde will im Dezember sagen, wann die Busse wieder dort halten können.",
    "Bis dahin fahren sie eine Straße weiter, was für viele ein Umweg ist.",
    "Der Bürgermeister sagte, er bitte alle, die dort wohnen, um etwas Geduld.",
]


@pytest.fixture
def voice() -> Voice:
    return Voice(name="fremd", engine="fake", model="fremd")


@pytest.fixture
def at(tone: Callable[..., Audio]) -> Callable[[float], Answer]:
    """Answers at so many syllables a second."""

    def answer(pace: float) -> Answer:
        def speak(text: str, _voice: Voice) -> Audio:
            return tone(count_syllables(text) / pace)

        return speak

    return answer


@pytest.mark.parametrize("pace", [2.5, 4.5, 12.0])
@pytest.mark.parametrize(("share", "kind"), [(2.1, "short"), (0.3, "long")])
def test_a_sound_far_from_the_pace_of_a_voice_is_refused(
    fake_engine, voice: Voice, at, pace: float, share: float, kind: str
) -> None:
    engine = steady(fake_engine([at(pace)] * 5 + [at(share * pace)]))
    for sentence in SENTENCES[:5]:
        engine.speak(sentence, voice)
    with pytest.raises(UnsteadyError, match=f"too {kind} for .* says {pace} a second"):
        engine.speak(SENTENCES[5], voice)


def test_sentences_differ_and_are_let_through(fake_engine, voice: Voice, at) -> None:
    engine = steady(fake_engine([at(pace) for pace in (3.3, 4.4, 5.6, 4.1, 5.2, 3.2)]))
    assert len([engine.speak(sentence, voice) for sentence in SENTENCES]) == 6


@pytest.mark.parametrize("local", [True, False])
def test_a_cut_sentence_is_spoken_again(fake_engine, utter, voice: Voice, at, local) -> None:
    fake = fake_engine([at(4.4)] * 5 + [at(9.5), at(4.4)], local=local)
    clips = list(synthesise(map(utter, SENTENCES), steady(fake), voice))
    assert fake.asked[-2:] == [SENTENCES[5]] * 2
    assert clips[-1].audio.duration == pytest.approx(count_syllables(SENTENCES[5]) / 4.4, abs=0.01)


def test_a_sentence_that_stays_cut_is_named_and_not_kept(
    fake_engine, utter, voice: Voice, at, tmp_path
) -> None:
    fake = fake_engine([at(4.4)] * 5 + [at(9.5)])
    engine = cached(steady(fake), tmp_path)
    with pytest.raises(SpeechError, match=r"could not say “Der Bürgermeister sagte.*too short"):
        list(synthesise(map(utter, SENTENCES), engine, voice))
    assert len(list(tmp_path.rglob("*.*"))) == 5


def test_each_rate_has_a_pace_of_its_own(fake_engine, voice: Voice, at) -> None:
    engine = steady(fake_engine([at(4.4)] * 5 + [at(13.2)]))
    for sentence in SENTENCES[:5]:
        engine.speak(sentence, voice)
    fast = Voice(name="fremd", engine="fake", model="fremd", rate=3.0)
    assert engine.speak(SENTENCES[5], fast)


def test_a_calibrated_engine_is_held_to_its_pace_from_the_first(
    fake_engine, voice: Voice, at
) -> None:
    with pytest.raises(UnsteadyError, match="too short"):
        steady(fake_engine([at(9.5)], name="espeak")).speak(SENTENCES[0], voice)
    assert steady(fake_engine([at(9.5)])).speak(SENTENCES[0], voice)


def test_a_few_words_may_last_as_long_as_they_do(fake_engine, voice: Voice, at) -> None:
    engine = steady(fake_engine([at(4.4)] * 5 + [at(20.0)]))
    for sentence in SENTENCES[:5]:
        engine.speak(sentence, voice)
    assert engine.speak("Kai wird erneuert.", voice)


@pytest.mark.parametrize(
    "text",
    [
        "Präsident Xi Jinping, 习近平, traf 李强 und 王毅 in 北京 zu einem Gespräch über Handel.",
        "Nguyễn Phú Trọng, Phạm Minh Chính und Võ Văn Thưởng reisten nach Hà Nội und Đà Nẵng.",
        "Der Sender schrieb: Президент России прибыл в Москву на переговоры, die Montag beginnen.",
        "Aaaaaaaaaaaaaaaaaaaah schrie er und noch einmal Oooooooooooooooooooooooooh.",
        "ARD, ZDF, RTL, SWR, NDR, WDR, MDR, HR, BR und RBB berichteten über CDU, CSU und SPD.",
        "bcdf ghjk lmnp qrst vwxz bcdf ghjk lmnp qrst vwxz bcdf ghjk.",
    ],
)
@pytest.mark.parametrize("pace", [1.0, 20.0])
def test_what_has_no_syllables_that_can_be_counted_is_not_judged(
    fake_engine, voice: Voice, at, text: str, pace: float
) -> None:
    assert steady(fake_engine([at(pace)], name="espeak")).speak(text, voice)


@pytest.mark.parametrize("name", ["espeak", "pico"])
def test_our_own_voices_are_let_through(name: str) -> None:
    from audiobrief.synthesise import find_voice, load_engine

    voice = find_voice(name, None)
    engine = steady(load_engine(voice.engine))
    for rate in (0.6, 1.0, 1.7, 2.8):
        paced = replace(voice, rate=rate)
        assert all(engine.speak(sentence, paced).duration > 0.7 for sentence in SENTENCES)
