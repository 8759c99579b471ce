"""The words of a text and their times, from what eSpeak NG tells while it speaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from audiobrief.synthesise.words import Told

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CODES = "[["
"""Begins a stretch in phoneme codes."""
TOKEN = re.compile(r"\[\[.*?\]\]|\w+(?:[-'’]\w+)*")
"""A word, or a stretch in phoneme codes. The library itself tells of the parts of some words."""


class Happening(NamedTuple):
    """That a word begins, or a clause has ended with the pause behind it."""

    place: int | None
    """Of the word's first letter in what the library was told; None where a clause has ended."""
    sample: int


def told_words(
    text: str,
    stretches: Sequence[str],
    happenings: Sequence[Happening],
    samples: NDArray[np.int16],
    sample_rate: int,
) -> Iterator[Told]:
    """Every word said, with its time; it lasts until the next begins, or a pause.

    `text` is what the library was told, `stretches` the words that stand in it as codes.
    """
    tokens, coded = list(TOKEN.finditer(text)), iter(stretches)
    names = [next(coded, "") if token[0].startswith(CODES) else token[0] for token in tokens]
    ends = [token.end() for token in tokens]
    begun: tuple[int, int] | None = None
    for place, sample in happenings:
        token = None if place is None else bisect_right(ends, place)
        if begun and token == begun[0]:
            continue  # the next part of the same word
        if begun and begun[0] < len(names):
            end = _sounded(samples[:sample]) if token is None else sample
            yield Told(names[begun[0]], begun[1] / sample_rate, end / sample_rate)
        begun = None if token is None else (token, sample)


def _sounded(samples: NDArray[np.int16]) -> int:
    """How many samples there are up to the last sound: pauses are zeros to the sample."""
    return len(samples) - int((samples[::-1] != 0).argmax()) if samples.any() else 0
