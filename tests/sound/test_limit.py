import numpy as np
import pytest

from audiobrief.model import Audio
from audiobrief.sound.limit import limit
from audiobrief.sound.loudness import true_peak


def limited(audio: Audio, ceiling: float) -> Audio:
    """What becomes of the sound, which itself stays as it is."""
    result = Audio(samples=audio.samples.copy(), sample_rate=audio.sample_rate)
    limit(result, ceiling)
    return result


def bursts(sample_rate: int, count: int = 40, peak: float = 3.0) -> Audio:
    """Quiet noise with short loud bursts in it, some at the very ends."""
    chance = np.random.default_rng(7)
    samples = 0.05 * chance.standard_normal(2 * sample_rate)
    places = [0, len(samples) - 30, *chance.integers(0, len(samples) - 30, count)]
    for place in places:
        samples[place : place + 30] += peak * chance.uniform(-1, 1, 30)
    return Audio(samples=samples.astype(np.float32), sample_rate=sample_rate)


@pytest.mark.parametrize("sample_rate", [16000, 22050, 44100])
@pytest.mark.parametrize("ceiling", [-1.0, -6.0])
def test_no_true_peak_is_left_above_the_ceiling(sample_rate: int, ceiling: float) -> None:
    audio = bursts(sample_rate)
    assert true_peak(audio) > 3
    assert true_peak(limited(audio, ceiling)) <= ceiling + 0.1


def test_sound_below_the_ceiling_stays_as_it_is() -> None:
    audio = bursts(16000, peak=0.1)
    assert np.array_equal(limited(audio, -1.0).samples, audio.samples)
    assert not limit(audio, -1.0)


def test_peaks_are_found_in_more_sound_than_is_looked_at_together() -> None:
    audio = bursts(16000, count=2000)
    audio = Audio(samples=np.tile(audio.samples, 12), sample_rate=16000)
    assert true_peak(limited(audio, -3.0)) <= -2.9


def test_only_limiting_in_place_changes_what_was_given() -> None:
    audio = bursts(16000)
    before = audio.samples.copy()
    quieter = limited(audio, -1.0)
    assert np.array_equal(audio.samples, before)
    assert limit(audio, -1.0)
    assert np.array_equal(audio.samples, quieter.samples)


def test_only_the_surroundings_of_a_peak_change() -> None:
    samples = 0.2 * np.sin(2 * np.pi * 200 / 16000 * np.arange(16000)).astype(np.float32)
    samples[8000:8020] *= 8
    quieter = limited(Audio(samples=samples, sample_rate=16000), -1.0).samples
    changed = np.flatnonzero(np.abs(quieter - samples) > 1e-6)
    assert 8000 - 400 < changed[0] < changed[-1] < 8020 + 400


def test_the_gain_moves_without_steps() -> None:
    samples = np.full(16000, 0.5, np.float32)
    samples[8000:8100] = 2.0
    quieter = limited(Audio(samples=samples, sample_rate=16000), -1.0).samples
    gain = quieter / samples
    assert np.abs(np.diff(gain)).max() < 0.02


@pytest.mark.parametrize("count", [0, 1, 5])
def test_the_shortest_sounds_are_limited_too(count: int) -> None:
    audio = limited(Audio(samples=np.full(count, 2.0, np.float32), sample_rate=16000), -1.0)
    assert len(audio.samples) == count
    assert true_peak(audio) < 0
