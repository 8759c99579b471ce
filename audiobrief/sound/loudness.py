"""Loudness and true peak, as broadcasters measure them (ITU-R BS.1770-4, EBU R 128).

A meter of our own: pyebur128 has no wheel for Python 3.13 and is unmaintained, pyloudnorm
imports scipy, which costs more time than everything else here together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import inf, log10
from typing import TYPE_CHECKING, Any

import numpy as np

from audiobrief.crew import side_by_side
from audiobrief.model import Audio, Seconds
from audiobrief.sound.resample import oversampled

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOPS_PER_SECOND = 10
"""Gating blocks start every 100 ms ..."""
HOPS_PER_BLOCK = 4
"""... and last 400 ms, so they overlap by 75 %."""
HOPS_PER_WINDOW = 30
"""The short-term window of the loudness range is 3 s (EBU Tech 3342)."""
ABSOLUTE_GATE = -70.0
"""LUFS; quieter blocks count as silence."""
RELATIVE_GATE = -10.0
"""LU below the mean of what passes the absolute gate."""
RANGE_GATE = -20.0
"""The same for the loudness range (EBU Tech 3342)."""
OFFSET = -0.691
"""dB; cancels the gain of the K filter at 1 kHz."""
TOGETHER = 2
"""Stretches of sound that are filtered at a time: threads that ask for less are in each other's
way, and more of them would take more memory than a brief of a minute itself."""
RINGING: Seconds = 0.25
"""Until the K filter has rung out: its slowest pole is at 38 Hz."""


def integrated_loudness(*channels: Audio) -> float:
    """Integrated loudness in LUFS; -inf for silence and for less than one block of 400 ms.

    The powers of the channels add up, so two that are alike are 3 dB louder than one.
    """
    return _gated_mean(_windows(channels, HOPS_PER_BLOCK), RELATIVE_GATE)


def repeated_loudness(audio: Audio) -> float:
    """Integrated loudness of a sound over and over, so that none is too short; in LUFS."""
    if not len(audio.samples):
        return -inf
    samples = np.tile(audio.samples, max(1, -(-audio.sample_rate // len(audio.samples))))
    return integrated_loudness(Audio(samples=samples, sample_rate=audio.sample_rate))


class Meter:
    """Integrated loudness of sound that comes bit by bit, each bit with silence at its ends."""

    def __init__(self, sample_rate: int) -> None:
        self._sample_rate = sample_rate
        self._powers: list[NDArray[np.float64]] = []

    def add(self, samples: NDArray[np.float32]) -> None:
        """Hear more."""
        audio = Audio(samples=samples, sample_rate=self._sample_rate)
        self._powers.append(_windows([audio], HOPS_PER_BLOCK))

    @property
    def loudness(self) -> float:
        """Of all so far in LUFS; -inf for silence, and where no bit lasts 400 ms."""
        return _gated_mean(np.concatenate(self._powers), RELATIVE_GATE) if self._powers else -inf


def loudness_range(*channels: Audio) -> float:
    """Loudness range in LU after EBU Tech 3342; 0 where there is no window of 3 s."""
    powers = _windows(channels, HOPS_PER_WINDOW)
    loud = _above(powers, _power(ABSOLUTE_GATE))
    if not len(loud):
        return 0.0
    loud = _above(loud, float(loud.mean()) * 10 ** (RANGE_GATE / 10))
    low, high = np.percentile(loud, (10, 95))
    return _loudness(float(high)) - _loudness(float(low))


def true_peak(*channels: Audio) -> float:
    """The highest peak of any channel in dBTP, between the samples too; -inf for silence."""
    peak = 0.0
    for audio in channels:
        peak = max(peak, _highest(audio.samples), *map(_highest, oversampled(audio.samples)))
    return 20 * log10(peak) if peak else -inf


def _highest(samples: NDArray[np.float32]) -> float:
    return max(float(samples.max(initial=0.0)), -float(samples.min(initial=0.0)))


def _gated_mean(powers: NDArray[np.float64], gate: float) -> float:
    loud = _above(powers, _power(ABSOLUTE_GATE))
    if not len(loud):
        return -inf
    loud = _above(loud, float(loud.mean()) * 10 ** (gate / 10))
    return _loudness(float(loud.mean()))


def _above(powers: NDArray[np.float64], threshold: float) -> NDArray[np.float64]:
    return powers[powers > threshold]


def _loudness(power: float) -> float:
    return OFFSET + 10 * log10(power)


def _power(loudness: float) -> float:
    return float(10 ** ((loudness - OFFSET) / 10))


def _windows(channels: Sequence[Audio], hops: int) -> NDArray[np.float64]:
    """The mean square of the K-weighted sound in each window of so many hops."""
    hop, count = _hop(channels[0].sample_rate), len(channels[0].samples)
    energies = [np.concatenate([[0.0], *_hop_energies(audio)]) for audio in channels]
    sums = np.cumsum(np.sum(energies, axis=0))
    complete = count // hop + 1
    sums = sums[:complete]
    powers: NDArray[np.float64] = (sums[hops:] - sums[:-hops]) / (hops * hop)
    return powers


def _hop_energies(audio: Audio) -> Iterator[NDArray[np.float64]]:
    """The energy of the K-weighted sound in each hop; the last may be an incomplete one."""
    hop = _hop(audio.sample_rate)
    ringing = round(RINGING * audio.sample_rate)
    size = 1 << (5 * ringing).bit_length()  # few enough samples for the processor's cache
    step = (size - ringing) // hop * hop
    response = _k_response(size, audio.sample_rate)
    starts = range(0, len(audio.samples), TOGETHER * step)

    def weigh(start: int) -> NDArray[np.floating[Any]]:
        # numpy transforms 64 bits faster to frequencies, and 32 bits faster back.
        samples = audio.samples[start : start + TOGETHER * step].astype(np.float64)
        blocks = np.pad(samples, (0, -len(samples) % step)).reshape(-1, step)
        spectra = np.fft.rfft(blocks, size).astype(np.complex64)
        spectra *= response
        return np.fft.irfft(spectra, size)

    over: NDArray[np.floating[Any]] = np.zeros(size - step, np.float32)
    for blocks in side_by_side(weigh, starts):
        for weighted in blocks:
            weighted[: len(over)] += over
            over = weighted[step:]
            hops = weighted[:step].reshape(-1, hop)
            yield np.einsum("ij,ij->i", hops, hops, dtype=np.float64)


def _hop(sample_rate: int) -> int:
    return (sample_rate + HOPS_PER_SECOND // 2) // HOPS_PER_SECOND


@lru_cache(maxsize=8)  # sentences that come one by one are measured one by one
def _k_response(size: int, sample_rate: int) -> NDArray[np.complex64]:
    """The K filter (shelf and highpass) at the frequencies of a real FFT."""
    delay = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    shelf = _shelf(sample_rate)
    highpass = _highpass(sample_rate)
    response = _evaluate(shelf[0], delay) / _evaluate(shelf[1], delay)
    response *= _evaluate(highpass[0], delay) / _evaluate(highpass[1], delay)
    return response.astype(np.complex64)  # twice as fast, and exact to 0.001 LU


Biquad = tuple[tuple[float, float, float], tuple[float, float, float]]


def _evaluate(
    polynomial: tuple[float, float, float], delay: NDArray[np.complex128]
) -> NDArray[np.complex128]:
    first, second, third = polynomial
    return first + delay * (second + delay * third)


# The standard gives coefficients for 48 kHz only. These are the analogue filters behind
# them, warped to any rate by the bilinear transform, with the constants of libebur128.
def _shelf(sample_rate: int) -> Biquad:
    frequency, gain, quality = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    k = float(np.tan(np.pi * frequency / sample_rate))
    high = 10 ** (gain / 20)
    band = high**0.4996667741545416
    return (
        (high + band * k / quality + k * k, 2 * (k * k - high), high - band * k / quality + k * k),
        (1 + k / quality + k * k, 2 * (k * k - 1), 1 - k / quality + k * k),
    )


def _highpass(sample_rate: int) -> Biquad:
    frequency, quality = 38.13547087602444, 0.5003270373238773
    k = float(np.tan(np.pi * frequency / sample_rate))
    # The numerator is not divided by the first coefficient of the denominator: the standard's
    # own coefficients at 48 kHz are 1, -2, 1.
    unity = 1 + k / quality + k * k
    return (unity, -2 * unity, unity), (unity, 2 * (k * k - 1), 1 - k / quality + k * k)
