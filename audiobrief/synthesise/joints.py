"""Parts of one sentence made into one sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.choices import CLOSING, Pauses
from audiobrief.model import Audio, Seconds, Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEWS = Pauses()
"""A newsreader's."""
UNMARKED: Seconds = 0.08
"""Where a part ends in the middle of a phrase."""

QUIET = 0.01
"""Below this share of a part's peak (-40 dB) its ends count as silence."""
MARGIN: Seconds = 0.03
"""What is kept of the silence, so that no soft consonant is cut."""


def pause_after(text: str, pauses: Pauses = NEWS) -> Seconds:
    """The silence that a reader leaves behind this part, by the last mark of it."""
    match text.rstrip(CLOSING)[-1:]:
        case "." | "!" | "?" | "…":
            return pauses.sentence
        case ";" | ":" | "–" | "—" | "-":
            return pauses.clause
        case ",":
            return pauses.comma
        case _:
            return UNMARKED


def join(parts: Sequence[Audio], pauses: Sequence[Seconds]) -> Audio:
    """The parts one after another, with only their pauses between the sounds of two.

    The silence before the first sound and behind the last stays as it came. All parts have
    one sample rate, and tell of words by their places in the whole text.
    """
    if len(parts) == 1:
        return parts[0]
    rate = parts[0].sample_rate
    pieces: list[NDArray[np.float32]] = []
    words: list[Word] = []
    filled = 0
    for number, (part, pause) in enumerate(zip(parts, pauses, strict=True)):
        start, end = _sounding(part)
        first, last = number == 0, number == len(parts) - 1
        start, end = 0 if first else start, len(part.samples) if last else end
        words += (word.moved((filled - start) / rate) for word in part.words)
        gap = 0.0 if last else max(0.0, pause - 2 * MARGIN)
        pieces += [part.samples[start:end], np.zeros(round(gap * rate), dtype=np.float32)]
        filled += sum(map(len, pieces[-2:]))
    return Audio(samples=np.concatenate(pieces), sample_rate=rate, words=tuple(words))


def _sounding(part: Audio) -> tuple[int, int]:
    """Where sound begins and ends, with the margin on both sides."""
    loud = np.abs(part.samples)
    heard = np.flatnonzero(loud > QUIET * loud.max(initial=0.0))
    if heard.size == 0:
        return 0, len(loud)
    margin = round(MARGIN * part.sample_rate)
    return max(0, int(heard[0]) - margin), min(len(loud), int(heard[-1]) + 1 + margin)
