"""What is known of how words are said: by a lexicon, or because they are English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from audiobrief.model import Pronunciation

if TYPE_CHECKING:
    from audiobrief.normalise.lexicon import Found, Lexicon

Span = tuple[int, int]
ENGLISH = "en"


@dataclass(frozen=True)
class Words:
    """The words of a text, which stay the same words where only marks change."""

    text: str

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where each begins and ends."""
        return tuple(found.span() for found in re.finditer(r"\w+", self.text))

    def moved(self, spans: Iterable[Span], other: Words) -> tuple[Span, ...]:
        """Where stretches of this text stand in another text of the same words."""
        if len(self.spans) != len(other.spans):
            return ()
        starts = {start: number for number, (start, _) in enumerate(self.spans)}
        ends = {end: number for number, (_, end) in enumerate(self.spans)}
        return tuple(
            (other.spans[starts[start]][0], other.spans[ends[end]][1])
            for start, end in spans
            if start in starts and end in ends
        )


def pronounced(
    text: str, english: Sequence[Span], lexicon: Lexicon | None
) -> tuple[str, tuple[Pronunciation, ...]]:
    """The text with the lexicon's spoken forms in place, and how its words are said.

    What a lexicon says of a word's sounds counts more than that it stands among English ones.
    """
    found = tuple(lexicon.search(text)) if lexicon else ()
    moved = _Moved(text)
    for each in found:
        moved.respell(each)
    known = [each for each in found if each.ipa or each.entry.language not in {None, ENGLISH}]
    own = [span for whole in english for span in _without(whole, known)]
    told = (
        each
        for each in found
        if (each.ipa or each.entry.language) and not _inside((each.start, each.end), own)
    )
    said = [*map(moved.english, own), *map(moved.entry, told)]
    return moved.text, tuple(sorted(said, key=lambda each: each.start))


class _Moved:
    """A text in which words are respelt one after another, and where all else has moved to."""

    def __init__(self, text: str) -> None:
        self._printed = text
        self._pieces: list[str] = []
        self._shifts: list[tuple[int, int]] = []
        self._end = self._shift = 0

    @property
    def text(self) -> str:
        return "".join([*self._pieces, self._printed[self._end :]])

    def respell(self, found: Found) -> None:
        self._pieces += [self._printed[self._end : found.start], found.spoken]
        self._end = found.end
        self._shift += len(found.spoken) - len(found.printed)
        self._shifts.append((found.end, self._shift))

    def english(self, span: Span) -> Pronunciation:
        return replace(self._at(span), language=ENGLISH)

    def entry(self, found: Found) -> Pronunciation:
        language = found.entry.language or ""
        return replace(self._at((found.start, found.end)), ipa=found.ipa, language=language)

    def _at(self, span: Span) -> Pronunciation:
        start, end = map(self._moved, span)
        printed = self._printed[span[0] : span[1]]
        return Pronunciation(
            start=start, end=end, words="" if self.text[start:end] == printed else printed
        )

    def _moved(self, place: int) -> int:
        return (
            place + max((entry for entry in self._shifts if entry[0] <= place), default=(0, 0))[1]
        )


def _without(whole: Span, found: Iterable[Found]) -> Iterator[Span]:
    """What is left of a stretch beside the words that a lexicon knows better."""
    start, end = whole
    for each in found:
        if each.start < end and start < each.end:
            if start < each.start:
                yield start, each.start
            start = each.end
    if start < end:
        yield start, end


def _inside(span: Span, spans: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)
