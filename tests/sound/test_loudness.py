"""The meter against EBU Tech 3341 and 3342, whose stereo signals are 3.01 LU quieter in mono."""

from math import inf, log10

import numpy as np
import pytest

from audiobrief.model import Audio
from audiobrief.sound.loudness import integrated_loudness, loudness_range, true_peak

RATES = (8000, 11025, 16000, 22050, 24000, 44100, 48000)
STEREO = 10 * log10(2)


def tone(
    levels: list[tuple[float, float]], sample_rate: int = 48000, frequency: float = 1000.0
) -> Audio:
    """A sine through stretches of (dBFS, seconds)."""
    gains = [np.full(round(seconds * sample_rate), 10 ** (db / 20)) for db, seconds in levels]
    gain = np.concatenate(gains)
    phase = 2 * np.pi * frequency / sample_rate * np.arange(len(gain))
    return Audio(samples=(gain * np.sin(phase)).astype(np.float32), sample_rate=sample_rate)


def murmur(sample_rate: int, seconds: float = 7.3) -> Audio:
    """Noise that comes and goes like speech."""
    chance = np.random.default_rng(sample_rate)
    time = np.arange(round(seconds * sample_rate)) / sample_rate
    swell = np.abs(np.sin(2 * np.pi * 1.7 * time)) * (np.sin(2 * np.pi * 0.21 * time) > -0.6)
    hiss = np.convolve(chance.standard_normal(len(time)), np.ones(8) / 8, "same")
    samples = 0.3 * swell * hiss
    return Audio(samples=samples.astype(np.float32), sample_rate=sample_rate)


@pytest.mark.parametrize(
    ("levels", "loudness"),
    [
        pytest.param([(-23, 20)], -23.0, id="3341-1"),
        pytest.param([(-33, 20)], -33.0, id="3341-2"),
        pytest.param([(-36, 10), (-23, 60), (-36, 10)], -23.0, id="3341-3"),
        pytest.param([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23.0, id="3341-4"),
        pytest.param([(-26, 20), (-20, 20.1), (-26, 20)], -23.0, id="3341-5"),
    ],
)
def test_integrated_loudness_passes_ebu_tech_3341(
    levels: list[tuple[float, float]], loudness: float
) -> None:
    assert integrated_loudness(tone(levels)) + STEREO == pytest.approx(loudness, abs=0.1)


@pytest.mark.parametrize("sample_rate", RATES)
def test_a_tone_is_as_loud_at_every_sample_rate(sample_rate: int) -> None:
    # The filter's gain at 1 kHz rests on the rate a little at 8 kHz, where it is warped most.
    measured = integrated_loudness(tone([(-23, 5)], sample_rate, 997))
    assert measured + STEREO == pytest.approx(-23.0, abs=0.15)


@pytest.mark.parametrize(
    ("levels", "extent"),
    [
        pytest.param([(-20, 20), (-30, 20)], 10, id="3342-1"),
        pytest.param([(-20, 20), (-15, 20)], 5, id="3342-2"),
        pytest.param([(-40, 20), (-20, 20)], 20, id="3342-3"),
        pytest.param([(-50, 20), (-35, 20), (-20, 20), (-35, 20), (-50, 20)], 15, id="3342-4"),
    ],
)
def test_loudness_range_passes_ebu_tech_3342(
    levels: list[tuple[float, float]], extent: float
) -> None:
    assert loudness_range(tone(levels)) == pytest.approx(extent, abs=1)


@pytest.mark.parametrize(
    ("divisor", "phase", "amplitude", "peak"),
    [
        pytest.param(4, 0, 0.5, -6.0, id="3341-15"),
        pytest.param(4, 45, 0.5, -6.0, id="3341-16"),
        pytest.param(6, 60, 0.5, -6.0, id="3341-17"),
        pytest.param(8, 67.5, 0.5, -6.0, id="3341-18"),
        pytest.param(4, 45, 1.41, 3.0, id="3341-19"),
    ],
)
@pytest.mark.parametrize("sample_rate", [16000, 48000])
def test_true_peak_passes_ebu_tech_3341(
    divisor: int, phase: float, amplitude: float, peak: float, sample_rate: int
) -> None:
    n = np.arange(sample_rate)
    swell = np.minimum(1, np.minimum(n, n[::-1]) / (0.1 * sample_rate))
    samples = amplitude * swell * np.sin(2 * np.pi * n / divisor + np.radians(phase))
    measured = true_peak(Audio(samples=samples.astype(np.float32), sample_rate=sample_rate))
    assert peak - 0.4 <= measured <= peak + 0.2


@pytest.mark.parametrize("sample_rate", RATES)
def test_the_meter_agrees_with_libebur128(sample_rate: int) -> None:
    ebur128 = pytest.importorskip("pyebur128")
    audio = murmur(sample_rate)
    modes = ebur128.MeasurementMode.MODE_I | ebur128.MeasurementMode.MODE_TRUE_PEAK
    state = ebur128.R128State(1, sample_rate, modes)
    state.add_frames(audio.samples, len(audio.samples))
    assert integrated_loudness(audio) == pytest.approx(ebur128.get_loudness_global(state), abs=0.01)
    # Its filter has 49 taps only, and lets less of the highest frequencies pass.
    theirs = 20 * log10(ebur128.get_true_peak(state, 0))
    assert true_peak(audio) == pytest.approx(theirs, abs=0.5)


@pytest.mark.parametrize("count", [0, 1, 2205, 4 * 2205 - 1])
def test_less_than_one_block_has_no_loudness(count: int) -> None:
    audio = Audio(samples=np.full(count, 0.5, np.float32), sample_rate=22050)
    assert integrated_loudness(audio) == -inf
    assert loudness_range(audio) == 0


def test_one_block_has_a_loudness() -> None:
    assert integrated_loudness(tone([(-23, 0.4)])) + STEREO == pytest.approx(-23, abs=0.5)


def test_silence_has_neither_loudness_nor_peak() -> None:
    silence = Audio(samples=np.zeros(48000, np.float32), sample_rate=48000)
    assert integrated_loudness(silence) == -inf
    assert true_peak(silence) == -inf
    assert true_peak(Audio(samples=np.zeros(0, np.float32), sample_rate=48000)) == -inf


def test_what_is_below_the_absolute_gate_counts_as_silence() -> None:
    assert integrated_loudness(tone([(-75, 3)])) == -inf


def test_two_channels_add_up() -> None:
    audio = tone([(-23, 20)])
    assert integrated_loudness(audio, audio) == pytest.approx(-23.0, abs=0.1)
    silence = Audio(samples=np.zeros_like(audio.samples), sample_rate=audio.sample_rate)
    assert integrated_loudness(audio, silence) == pytest.approx(integrated_loudness(audio))
    assert loudness_range(audio, silence) == pytest.approx(loudness_range(audio))


def test_the_true_peak_is_that_of_the_louder_channel() -> None:
    loud, quiet = tone([(-3, 1)]), tone([(-9, 1)])
    assert true_peak(quiet, loud) == true_peak(loud)
