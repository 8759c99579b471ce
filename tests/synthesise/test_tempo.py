from dataclasses import replace

import pytest

from audiobrief.choices import EngineName
from audiobrief.errors import VoiceError
from audiobrief.model import Audio, Voice
from audiobrief.synthesise import at_any_rate, load_engine, speeds_of


@pytest.fixture
def voice() -> Voice:
    return Voice(name="stimme", engine=EngineName.ESPEAK, model="de", pace=100.0)


def recorded(engine) -> list[float]:
    """The rates that an engine is asked for from now on."""
    rates: list[float] = []
    speak = engine.speak

    def listening(text: str, voice: Voice) -> Audio:
        rates.append(voice.rate)
        return speak(text, voice)

    engine.speak = listening
    return rates


@pytest.mark.parametrize(
    ("rate", "own"), [(1.0, 1.0), (0.8, 0.8), (0.4, 0.8), (2.0, 2.0), (3.0, 2.0)]
)
def test_the_engine_goes_as_far_as_it_can_and_the_rest_is_stretched(
    fake_engine, voice: Voice, rate: float, own: float
) -> None:
    engine = fake_engine()
    plain = engine.speak("Guten Abend, meine Damen und Herren.", voice)
    rates = recorded(engine)
    audio = at_any_rate(engine, (80.0, 200.0)).speak(
        "Guten Abend, meine Damen und Herren.", replace(voice, rate=rate)
    )
    assert rates == [pytest.approx(own)]
    assert audio.duration == pytest.approx(plain.duration * own / rate, abs=0.001)


def test_an_engine_that_tells_no_speeds_is_left_alone(fake_engine) -> None:
    engine = fake_engine()
    assert at_any_rate(engine, None) is engine


@pytest.mark.parametrize("rate", [0.3, 0.5, 1.0, 3.0, 4.0])
@pytest.mark.parametrize("name", [EngineName.PICO, EngineName.ESPEAK])
def test_local_engines_speak_at_every_rate(name: EngineName, rate: float) -> None:
    pace = {EngineName.PICO: 0.96, EngineName.ESPEAK: 146.0}[name]
    model = {EngineName.PICO: "de-DE", EngineName.ESPEAK: "de"}[name]
    voice = Voice(name=name, engine=name, model=model, pace=pace)
    engine = load_engine(name)
    steady = at_any_rate(engine, speeds_of(engine, voice))
    text = "Die Fähre fährt heute nicht, denn der Hafen ist noch immer gesperrt."
    plain = engine.speak(text, voice).duration
    assert steady.speak(text, replace(voice, rate=rate)).duration == pytest.approx(
        plain / rate, rel=0.35
    )


def test_google_has_one_speed() -> None:
    engine = load_engine(EngineName.GTTS)
    voice = Voice(name="gtts", engine=EngineName.GTTS, model="de")
    assert speeds_of(engine, voice) == (1.0, 1.0)
    with pytest.raises(VoiceError, match="one pace"):
        engine.speak("Guten Tag.", replace(voice, rate=1.1))


@pytest.mark.parametrize(
    ("command", "speeds"), [(("say",), (1.3, 1.3)), (("say", "--rate={rate}"), None)]
)
def test_a_command_without_a_place_for_its_pace_has_one_speed(
    fake_engine, command: tuple[str, ...], speeds: object
) -> None:
    voice = Voice(name="x", engine=EngineName.COMMAND, model="", command=command, pace=1.3)
    assert speeds_of(fake_engine(), voice) == speeds
