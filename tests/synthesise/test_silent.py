import pytest

from audiobrief.choices import EngineName
from audiobrief.errors import SpeechError
from audiobrief.model import Voice
from audiobrief.synthesise.silent import Silent


def voice(**fields: float) -> Voice:
    return Voice(name="silent", engine=EngineName.SILENT, model="silence", **fields)


def test_silence_lasts_as_long_as_the_syllables() -> None:
    audio = Silent().speak("Die Minister reisen heute nach Heidelberg.", voice())
    assert audio.duration == pytest.approx(12 / 4.9, abs=0.001)
    assert not audio.samples.any()


def test_twice_the_rate_is_half_the_time() -> None:
    normal = Silent().speak("Die Minister reisen heute ab.", voice())
    assert Silent().speak("Die Minister reisen heute ab.", voice(rate=2.0)).duration == (
        pytest.approx(normal.duration / 2, abs=0.001)
    )


def test_a_text_without_letters_is_refused() -> None:
    with pytest.raises(SpeechError, match="not one letter"):
        Silent().speak("… – !", voice())
