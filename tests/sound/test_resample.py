import numpy as np
import pytest

from audiobrief.model import Audio
from audiobrief.sound.resample import OVERSAMPLING, oversampled, playable_rate, resample


def tone(frequency: float, sample_rate: int, seconds: float = 1.0) -> Audio:
    phase = 2 * np.pi * frequency / sample_rate * np.arange(round(seconds * sample_rate))
    return Audio(samples=(0.5 * np.sin(phase)).astype(np.float32), sample_rate=sample_rate)


@pytest.mark.parametrize(("before", "after"), [(16000, 22050), (22050, 16000), (24000, 44100)])
def test_a_tone_stays_itself_and_in_its_place(before: int, after: int) -> None:
    resampled, expected = resample(tone(440, before), after), tone(440, after)
    assert resampled.sample_rate == after
    assert len(resampled.samples) == len(expected.samples)
    middle = slice(after // 10, -after // 10)
    assert np.abs(resampled.samples - expected.samples)[middle].max() < 1e-3


def test_what_the_new_rate_cannot_hold_is_gone_and_not_folded_down() -> None:
    resampled = resample(tone(10_000, 44100), 16000)
    assert np.abs(resampled.samples[1600:-1600]).max() < 1e-3


def test_sound_that_has_the_rate_is_the_same_value() -> None:
    audio = tone(440, 16000)
    assert resample(audio, 16000) is audio


@pytest.mark.parametrize(
    ("rate", "playable"), [(16000, 16000), (20000, 22050), (7000, 8000), (96000, 48000)]
)
def test_mp3_knows_the_rate_chosen(rate: int, playable: int) -> None:
    assert playable_rate(rate) == playable


@pytest.mark.parametrize("count", [1, 100, 1 << 16, (1 << 16) + 1, 200_000])
def test_oversampling_in_pieces_keeps_every_sample_in_step(count: int) -> None:
    samples = tone(300, 16000, 13).samples[:count]
    points = np.concatenate(list(oversampled(samples)))
    assert len(points) == OVERSAMPLING * count
    same = points[::OVERSAMPLING]
    inner = slice(200, -200)
    assert np.abs(same[inner] - samples[inner]).max(initial=0) < 1e-3
