"""A look-ahead limiter for true peaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.model import Audio, Seconds
from audiobrief.sound.resample import OVERSAMPLING, oversampled

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOOK_AHEAD: Seconds = 0.005
"""The gain moves over five milliseconds each way: slow enough for no audible distortion."""
APPROACHES = 3
"""A gain that varies makes new peaks between the samples, each time much smaller ones."""
SUSPECT = 0.5
"""Of the ceiling. The samples of a tone below a third of the sample rate reach half its true
peak at least, so around samples that are all lower there is no peak to be looked for."""
BATCH = 1 << 17
"""Samples looked at together."""


def limit(audio: Audio, ceiling: float) -> bool:
    """Whether the sound had a true peak above a ceiling in dBTP; it has none any more.

    Around each peak the gain of its samples falls and rises again smoothly; elsewhere nothing
    changes.
    """
    top = np.float32(10 ** (ceiling / 20))
    reach = max(1, round(LOOK_AHEAD * audio.sample_rate))
    batches = _batches(_spans(audio.samples, float(SUSPECT * top), 4 * reach))
    # One after the other: so many small steps are no work for threads.
    touched = [_lower(audio.samples, batch, top, reach) for batch in batches]
    return any(touched)


def _batches(spans: Iterable[slice]) -> Iterator[list[slice]]:
    """Stretches together: an oversampling by itself costs as much as 10,000 samples of it."""
    batch: list[slice] = []
    for span in spans:
        batch.append(span)
        if sum(s.stop - s.start for s in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _spans(samples: NDArray[np.float32], suspect: float, block: int) -> Iterator[slice]:
    """Stretches that hold all that is above `suspect`, with a block to each side that holds none.

    Blocks that are no suspects may lie in a stretch too.
    """
    starts = np.arange(0, len(samples), block)
    if not len(starts):
        return
    highest, lowest = np.maximum.reduceat(samples, starts), np.minimum.reduceat(samples, starts)
    places = np.flatnonzero((highest > suspect) | (lowest < -suspect))
    if not len(places):
        return
    breaks = np.flatnonzero(np.diff(places) > 2)  # noqa: PLR2004 - one block of margin each
    firsts, lasts = places[np.append(0, breaks + 1)], places[np.append(breaks, -1)]
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        yield slice(max(0, first - 1) * block, (last + 2) * block)


def _lower(
    samples: NDArray[np.float32], spans: Sequence[slice], top: np.float32, reach: int
) -> bool:
    """Bring the peaks in stretches down; tells whether there were any.

    Behind each other, stretches make no peaks where they meet: they begin and end with a block
    that is no suspect.
    """
    for number in range(APPROACHES):
        pieces = [samples[span] for span in spans]
        peaks = _split(_peaks(np.concatenate(pieces)), pieces)
        high = [place for place, found in enumerate(peaks) if found.max() > top]
        if not high:
            return number > 0
        pieces = [pieces[place] for place in high]
        gain = _gain(np.concatenate([peaks[place] for place in high]), top, reach)
        for piece, factor in zip(pieces, _split(gain, pieces), strict=True):
            np.multiply(piece, factor, out=piece)
        spans = [spans[place] for place in high]
    return True


def _split(
    values: NDArray[np.float32], pieces: Sequence[NDArray[np.float32]]
) -> list[NDArray[np.float32]]:
    """The values of each of the pieces that were joined."""
    return np.split(values, np.cumsum([len(piece) for piece in pieces])[:-1])


def _peaks(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """The true peak at each sample: the highest of the points from it to the next."""
    peaks, done = np.empty(len(samples), np.float32), 0
    rest = np.empty(0, np.float32)
    for piece in oversampled(samples):
        joined = np.abs(np.concatenate([rest, piece]))
        whole = min(len(joined) // OVERSAMPLING, len(samples) - done)
        points = joined[: whole * OVERSAMPLING].reshape(whole, OVERSAMPLING).T
        peaks[done : done + whole] = reduce(np.maximum, points)
        done, rest = done + whole, joined[whole * OVERSAMPLING :]
    peaks[done:] = 0.0
    return np.maximum(peaks, np.abs(samples))


def _gain(peaks: NDArray[np.float32], top: np.float32, reach: int) -> NDArray[np.float32]:
    """The factor for each sample: low enough at each peak, and smooth around it."""
    wanted = np.minimum(1.0, top / np.maximum(peaks, top))
    padded = np.pad(wanted, 2 * reach, constant_values=1.0)
    # The mean over a window of values that each are the least within a window is at no
    # place above the value wanted there.
    return _sliding_mean(_sliding_minimum(padded, 2 * reach + 1), 2 * reach + 1)


def _sliding_minimum(values: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """The least of each `width` neighbours, in time linear in the values (van Herk 1992)."""
    count = len(values) - width + 1
    blocks = np.pad(values, (0, -len(values) % width), constant_values=1.0).reshape(-1, width)
    forward = np.minimum.accumulate(blocks, axis=1).ravel()
    backward = np.minimum.accumulate(blocks[:, ::-1], axis=1)[:, ::-1].ravel()
    return np.minimum(backward[:count], forward[width - 1 : width - 1 + count])


def _sliding_mean(values: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    sums = np.cumsum(np.concatenate([[0.0], values]), dtype=np.float64)
    return ((sums[width:] - sums[:-width]) / width).astype(np.float32)
