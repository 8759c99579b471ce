import numpy as np
import pytest

from audiobrief.model import Audio
from audiobrief.sound.fades import faded


def test_a_sound_rises_from_silence_and_falls_back_to_it() -> None:
    audio = Audio(samples=np.ones(16000, np.float32), sample_rate=16000)
    samples = faded(audio).samples
    assert samples[0] == 0
    assert samples[-1] == 0
    assert np.all(samples[96:-96] == 1)
    assert np.abs(np.diff(samples)).max() < 0.02


def test_the_sound_given_stays_as_it_was() -> None:
    audio = Audio(samples=np.ones(16000, np.float32), sample_rate=16000)
    faded(audio)
    assert np.all(audio.samples == 1)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 50])
def test_the_shortest_sounds_get_shorter_fades(count: int) -> None:
    samples = faded(Audio(samples=np.ones(count, np.float32), sample_rate=16000)).samples
    assert len(samples) == count
    assert np.all((samples >= 0) & (samples <= 1))
