"""The words of a text, where an engine tells when each is heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from audiobrief.model import Seconds, Word

NEAR = 24
"""Letters between a word and the next that is found: marks, and what is not told of."""


class Told(NamedTuple):
    """What an engine tells of a word."""

    text: str
    """As it was spelled for the engine."""
    start: Seconds
    end: Seconds


def placed(told: Iterable[Told], text: str) -> tuple[Word, ...]:
    """The words told of in their order, as they stand in the text.

    One that the text spells otherwise is passed over.
    """
    return tuple(_placed(told, text))


def _placed(told: Iterable[Told], text: str) -> Iterator[Word]:
    place, missed = 0, 0
    for word in told:
        first = _find(text, word.text, place)
        if not place <= first <= place + missed + NEAR:
            missed += len(word.text)
            continue
        place, missed = first + len(word.text), 0
        yield Word(start=word.start, end=word.end, first=first, behind=place)


def _find(text: str, word: str, place: int) -> int:
    """Where the word stands as a whole from a place on; -1 where it does not."""
    while word and (place := text.find(word, place)) >= 0:
        around = text[max(0, place - 1) : place], text[place + len(word) :][:1]
        if not any(map(str.isalnum, around)):
            return place
        place += 1
    return -1
