import numpy as np
import pytest

from audiobrief.model import Audio
from audiobrief.sound.stretch import stretched

RATE = 16_000
FACTORS = (0.33, 0.5, 0.8, 0.99, 1.01, 1.3, 2.0, 3.0)


def hum(seconds: float = 2.0, pitch: float = 150.0, sample_rate: int = RATE) -> Audio:
    """A voice on one note: overtones, swelling four times a second."""
    time = np.arange(round(seconds * sample_rate)) / sample_rate
    sound = sum(np.sin(2 * np.pi * k * pitch * time) / k for k in range(1, 8))
    samples = 0.2 * (1.2 + np.sin(2 * np.pi * 4 * time)) * sound
    return Audio(samples=samples.astype(np.float32), sample_rate=sample_rate)


def pitch_of(audio: Audio) -> float:
    spectrum = np.abs(np.fft.rfft(audio.samples * np.hanning(len(audio.samples)), 1 << 18))
    low = spectrum[: round(300 / audio.sample_rate * (1 << 18))]
    return float(np.argmax(low)) * audio.sample_rate / (1 << 18)


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("count", [1, 7, 500, 16001])
def test_the_length_is_exact_to_the_sample(factor: float, count: int) -> None:
    audio = Audio(samples=hum().samples[:count], sample_rate=RATE)
    assert len(stretched(audio, factor).samples) == round(count * factor)


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("pitch", [85.0, 150.0, 260.0])
def test_the_pitch_stays(factor: float, pitch: float) -> None:
    assert pitch_of(stretched(hum(pitch=pitch), factor)) == pytest.approx(pitch, rel=0.02)


@pytest.mark.parametrize("factor", FACTORS)
def test_the_level_stays(factor: float) -> None:
    audio = hum()
    before, after = (np.sqrt(np.mean(a.samples**2)) for a in (audio, stretched(audio, factor)))
    assert after == pytest.approx(before, rel=0.1)


@pytest.mark.parametrize("factor", FACTORS)
def test_nothing_clicks(factor: float) -> None:
    audio = hum()
    own = np.abs(np.diff(audio.samples)).max()
    assert np.abs(np.diff(stretched(audio, factor).samples)).max() <= 1.15 * own


@pytest.mark.parametrize("factor", [0.5, 0.7, 1.5, 2.0])
def test_everything_comes_at_its_time(factor: float) -> None:
    beats = np.zeros(4 * RATE, np.float32)
    for second in (0.5, 1.5, 3.0):
        start = round(second * RATE)
        beats[start : start + 800] = hum().samples[:800]
    loud = np.abs(stretched(Audio(samples=beats, sample_rate=RATE), factor).samples) > 0.05
    heard = np.flatnonzero(loud) / RATE
    for second in (0.5, 1.5, 3.0):
        assert np.abs(heard - second * factor).min() < 0.03
    quiet = loud[round(2.0 * factor * RATE) : round(2.9 * factor * RATE)]
    assert not quiet.any()


def test_a_factor_of_one_changes_nothing() -> None:
    audio = hum()
    assert stretched(audio, 1.0) is audio


def test_silence_and_nothing_stay_what_they_are() -> None:
    silence = Audio(samples=np.zeros(RATE, np.float32), sample_rate=RATE)
    assert not stretched(silence, 1.7).samples.any()
    assert len(stretched(Audio(samples=silence.samples[:0], sample_rate=RATE), 2.0).samples) == 0


def test_the_ends_are_kept() -> None:
    """A voice that begins and ends at once loses neither."""
    audio = hum(1.0)
    result = stretched(audio, 1.4).samples
    for end in (result[:800], result[-800:]):
        assert np.abs(end).max() > 0.3 * np.abs(audio.samples).max()
