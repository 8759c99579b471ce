from collections.abc import Callable, Iterable
from typing import Never

import numpy as np
import pytest

from audiobrief.errors import OfflineError, SpeechError, VoiceError
from audiobrief.model import Audio, Clip, Utterance, Voice
from audiobrief.synthesise import Engine, synthesise
from audiobrief.synthesise.patience import RefusedError

Answer = Callable[[str, Voice], Audio]

NOISE = np.random.default_rng(17)
LONG = (
    "Der Ausschuss will, nachdem er am Vormittag die Sachverständigen gehört hat, am Abend "
    "über den Entwurf abstimmen, der seit Wochen zwischen den Fraktionen umstritten ist, weil "
    "er den Ländern mehr Aufgaben überträgt, ohne ihnen das Geld dafür zu geben, und weil die "
    "Gemeinden fürchten, dass am Ende sie die Rechnung bezahlen müssen, wie es schon bei der "
    "letzten Reform gewesen sei."
)


def failing(error: Exception) -> Answer:
    def speak(_text: str, _voice: Voice) -> Never:
        raise error

    return speak


def samples(*values: float) -> Answer:
    def speak(_text: str, _voice: Voice) -> Audio:
        return Audio(samples=np.array(values, dtype=np.float32), sample_rate=8_000)

    return speak


def say(utterances: Iterable[Utterance], engine: Engine, voice: Voice) -> list[Clip]:
    return list(synthesise(utterances, engine, voice))


def test_every_utterance_becomes_one_clip_in_order(utter, fake_engine, silent_voice) -> None:
    utterances = [utter(f"Das ist der {word} Satz.") for word in ("erste", "zweite", "dritte")]
    clips = say(utterances, fake_engine(), silent_voice)
    assert [clip.utterance for clip in clips] == utterances


def test_a_clip_is_made_when_it_is_asked_for(utter, fake_engine, silent_voice) -> None:
    engine = fake_engine()
    clips = synthesise(map(utter, ("Eins ist da.", "Zwei ist da.")), engine, silent_voice)
    next(clips)
    assert engine.asked == ["Eins ist da."]


def test_the_voice_is_given_the_spoken_text(utter, fake_engine, silent_voice) -> None:
    engine = fake_engine()
    say([utter("drei Prozent", printed="3 %")], engine, silent_voice)
    assert engine.asked == ["drei Prozent"]


def test_a_failure_names_the_printed_sentence_and_the_reason(
    utter, fake_engine, silent_voice
) -> None:
    engine = fake_engine([failing(SpeechError("no breath left"))])
    with pytest.raises(SpeechError, match=r"“Nur 3 % kamen\.”: no breath left") as caught:
        say([utter("Nur drei Prozent kamen.", printed="Nur 3 % kamen.")], engine, silent_voice)
    assert "\n" not in str(caught.value)


def test_a_long_sentence_is_shortened_in_the_message(utter, fake_engine, silent_voice) -> None:
    engine = fake_engine([failing(SpeechError("no"))])
    with pytest.raises(SpeechError) as caught:
        say([utter(LONG)], engine, silent_voice)
    assert len(str(caught.value)) < 200
    assert "“Der Ausschuss will, nachdem er am Vormittag" in str(caught.value)


def test_no_control_character_reaches_the_message(utter, fake_engine, silent_voice) -> None:
    engine = fake_engine([failing(SpeechError("no"))])
    with pytest.raises(SpeechError, match="“Rot und tot”"):
        say([utter("rot", printed="\x1bRot\ud800\nund\u2028tot")], engine, silent_voice)


def test_an_engine_that_stumbles_once_is_asked_again(
    utter, fake_engine, spoken, silent_voice
) -> None:
    engine = fake_engine([failing(SpeechError("once")), spoken])
    clips = say([utter("Der Saal ist leer.")], engine, silent_voice)
    assert len(clips) == 1
    assert engine.asked == ["Der Saal ist leer."] * 2


def test_an_engine_is_asked_no_more_than_twice(utter, fake_engine, silent_voice) -> None:
    engine = fake_engine([failing(SpeechError("always"))])
    with pytest.raises(SpeechError):
        say([utter("Der Saal ist leer.")], engine, silent_voice)
    assert len(engine.asked) == 2


def test_an_engine_on_a_network_has_its_own_patience(utter, fake_engine, silent_voice) -> None:
    engine = fake_engine([failing(SpeechError("no answer"))], local=False)
    with pytest.raises(SpeechError, match="no answer; try again later"):
        say([utter("Der Saal ist leer.")], engine, silent_voice)
    assert len(engine.asked) == 1


def test_a_server_on_this_machine_is_to_be_asked_later(utter, fake_engine, silent_voice) -> None:
    engine = fake_engine([failing(RefusedError("answered 500"))])
    with pytest.raises(SpeechError, match="answered 500; try again later or choose another voice"):
        say([utter("Der Saal ist leer.")], engine, silent_voice)
    assert len(engine.asked) == 1


@pytest.mark.parametrize("error", [VoiceError("no such model"), OfflineError("no network")])
def test_a_failure_that_will_not_pass_is_told_at_once(
    utter, fake_engine, silent_voice, error
) -> None:
    engine = fake_engine([failing(error)])
    with pytest.raises(type(error), match=str(error)):
        say([utter("Der Saal ist leer.")], engine, silent_voice)
    assert len(engine.asked) == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (samples(), "no sound came"),
        (samples(*[0.0] * 16_000), "nothing but silence"),
        (samples(*[0.4] * 16_000), "nothing but silence"),
        (samples(*NOISE.normal(0, 0.2, 16_000)), "nothing but noise"),
        (samples(*NOISE.integers(-128, 128, 16_000) / 128), "nothing but noise"),
        (samples(*[0.3, float("nan")] * 8_000), "no numbers"),
        (samples(*[0.3, float("inf")] * 8_000), "no numbers"),
        (samples(*[0.3, -0.3] * 100), "too short"),
        (samples(*[0.3, -0.3] * 400_000), "too long"),
    ],
)
def test_sound_that_cannot_be_the_sentence_is_refused(
    utter, fake_engine, silent_voice, answer, reason
) -> None:
    with pytest.raises(SpeechError, match=reason):
        say([utter("Der Saal ist heute leer.")], fake_engine([answer]), silent_voice)


def test_silence_is_right_for_an_engine_that_is_not_audible(
    utter, fake_engine, silent_voice
) -> None:
    engine = fake_engine([samples(*[0.0] * 16_000)], audible=False)
    assert say([utter("Der Saal ist leer.")], engine, silent_voice)


def test_an_utterance_without_text_is_an_error(utter, fake_engine, silent_voice) -> None:
    with pytest.raises(SpeechError, match="nothing to say"):
        say([utter("  ", printed="…")], fake_engine(), silent_voice)


def test_a_long_sentence_is_given_in_clauses_and_comes_back_whole(
    utter, fake_engine, tone, silent_voice
) -> None:
    def speak(text: str, _voice: Voice) -> Audio:
        return tone(len(text) / 14, before=0.3, after=0.5)

    engine = fake_engine([speak])
    (clip,) = say([utter(LONG)], engine, silent_voice)
    assert len(engine.asked) > 1
    assert max(map(len, engine.asked)) <= 300
    assert " ".join(engine.asked) == LONG
    speech = sum(len(part) for part in engine.asked) / 14
    breaths = 0.2 * (len(engine.asked) - 1)
    assert clip.audio.duration == pytest.approx(0.3 + speech + breaths + 0.5, abs=0.01)


def test_a_sentence_of_100_kilobytes_is_said_whole(utter, fake_engine, silent_voice) -> None:
    engine = fake_engine()
    text = "der Ausschuss berät am Montag, " * 3_300
    (clip,) = say([utter(text)], engine, silent_voice)
    assert " ".join(engine.asked) == text.strip()
    assert clip.audio.duration > len(text) / 14
