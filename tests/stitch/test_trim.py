from collections.abc import Callable

import numpy as np
import pytest

from audiobrief.model import Audio, Clip
from audiobrief.stitch.trim import speech

RATES = [16000, 22050, 44100]
MakeClip = Callable[..., Clip]


def seconds_of(audio: Audio) -> tuple[float, float]:
    found = speech(audio)
    assert found is not None
    return found.start / audio.sample_rate, found.stop / audio.sample_rate


@pytest.mark.parametrize("sample_rate", RATES)
@pytest.mark.parametrize("noise", [0.0, 0.0001, 0.001, 0.003])
@pytest.mark.parametrize("level", [0.05, 1.0])
def test_speech_is_found_to_ten_milliseconds_above_any_noise_floor(
    make_clip: MakeClip, sample_rate: int, noise: float, level: float
) -> None:
    clip = make_clip(
        sample_rate=sample_rate, before=0.2, behind=0.4, level=level, noise=noise * level
    )
    start, stop = seconds_of(clip.audio)
    assert start == pytest.approx(0.2, abs=0.0101)
    assert stop == pytest.approx(1.2, abs=0.0101)


def test_a_constant_offset_is_no_speech(make_clip: MakeClip) -> None:
    audio = make_clip(before=0.2).audio
    start, _ = seconds_of(Audio(samples=audio.samples + np.float32(0.05), sample_rate=16000))
    assert start == pytest.approx(0.2, abs=0.0101)


@pytest.mark.parametrize("level", [-40, -30])
def test_a_soft_consonant_belongs_to_the_speech(make_clip: MakeClip, level: float) -> None:
    """An f of 90 ms, far below the vowel that follows, above a floor that is lower still."""
    clip = make_clip(before=0.3, noise=0.00002)
    samples = clip.audio.samples.copy()
    hiss = np.random.default_rng(5).standard_normal(round(0.09 * 16000))
    loud = float(np.sqrt(np.mean(samples[5000:15000] ** 2)))
    samples[round(0.21 * 16000) : round(0.3 * 16000)] += loud * 10 ** (level / 20) * hiss
    start, _ = seconds_of(Audio(samples=samples, sample_rate=16000))
    assert start == pytest.approx(0.21, abs=0.0101)


def test_the_burst_after_a_closure_belongs_to_the_speech(make_clip: MakeClip) -> None:
    """The t of "Dokument": 80 ms of silence, then a faint burst of 15 ms."""
    samples = make_clip(before=0.1, behind=0.5).audio.samples.copy()
    burst = round(1.18 * 16000)
    samples[burst : burst + 240] += 0.005 * np.random.default_rng(5).standard_normal(240)
    _, stop = seconds_of(Audio(samples=samples.astype(np.float32), sample_rate=16000))
    assert stop == pytest.approx(1.195, abs=0.0101)


def test_a_faint_noise_long_after_the_speech_does_not_belong_to_it(make_clip: MakeClip) -> None:
    samples = make_clip(before=0.1, behind=0.5).audio.samples.copy()
    samples[round(1.35 * 16000) :][:80] += 0.002
    _, stop = seconds_of(Audio(samples=samples, sample_rate=16000))
    assert stop == pytest.approx(1.1, abs=0.0101)


def test_speech_from_end_to_end_is_kept_whole(make_clip: MakeClip) -> None:
    audio = make_clip(before=0, behind=0, seconds=0.3).audio
    assert seconds_of(audio) == (0.0, pytest.approx(0.3))


@pytest.mark.parametrize("count", [2, 79, 80, 81, 400])
def test_the_shortest_clips_are_speech_too(count: int) -> None:
    square = np.where(np.arange(count) % 2, 0.5, -0.5).astype(np.float32)
    assert speech(Audio(samples=square, sample_rate=16000)) == slice(0, count)


@pytest.mark.parametrize("level", [0.0, 0.00001])
def test_silence_holds_no_speech(level: float) -> None:
    hiss = level * np.random.default_rng(1).standard_normal(16000)
    assert speech(Audio(samples=hiss.astype(np.float32), sample_rate=16000)) is None


def test_true_silence_shows_that_there_is_no_noise(make_clip: MakeClip) -> None:
    """A lopsided wave has a mean of its own, which is no noise floor for the f behind it."""
    clip = make_clip(before=0.05, behind=0.3, seconds=0.3)
    samples = clip.audio.samples.copy()
    samples[800:5600] = np.abs(samples[800:5600])
    loud = float(np.sqrt(np.mean(samples[800:5600] ** 2)))
    samples[5600:6400] = 0.01 * loud * np.random.default_rng(5).standard_normal(800)
    _, stop = seconds_of(Audio(samples=samples, sample_rate=16000))
    assert stop == pytest.approx(0.4, abs=0.0101)
