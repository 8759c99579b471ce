"""Which printed words are heard when: print and speech side by side, word for word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from audiobrief.model import Cue, Seconds, Word

MARKS = "„“”\"»«›‹‚‘’'()[]{},;:!?…–—-"
"""What may stand around a word in print."""
LONGEST_ALIGNED = 400
"""Words; beyond, matching costs more than it tells, and no sentence is so long."""

Span = tuple[int, int]
"""The first letter and what is behind the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Printed words, and the spoken words that say them: `11.30 Uhr`, `elf Uhr dreißig`."""

    printed: Span | None
    """In the sentence as printed; None for words that nothing is printed for."""
    words: tuple[Word, ...]
    """In the sentence as spoken; one at least."""
    same: bool = False
    """Whether it is a word that is spoken as it is printed."""

    @property
    def start(self) -> Seconds:
        """When its first word begins."""
        return self.words[0].start

    @property
    def end(self) -> Seconds:
        """When its last word ends."""
        return self.words[-1].end


def readings(cue: Cue, printed: str) -> tuple[Reading, ...]:
    """All words of a cue in the order they are heard; none where the engine told of none."""
    if not 0 < len(cue.words) <= LONGEST_ALIGNED:
        return ()
    said = [cue.utterance.text[word.first : word.behind].casefold() for word in cue.words]
    spans = list(_spans(printed))
    read = [printed[start:end].rstrip(".").casefold() for start, end in spans]
    runs: list[Reading] = []
    place, begun = 0, 0
    for match in SequenceMatcher(None, read, said, autojunk=False).get_matching_blocks():
        if begun < match.b:
            span = (spans[place][0], spans[match.a - 1][1]) if place < match.a else None
            runs.append(Reading(printed=span, words=cue.words[begun : match.b]))
        runs += (
            Reading(printed=spans[match.a + step], words=(cue.words[match.b + step],), same=True)
            for step in range(match.size)
        )
        place, begun = match.a + match.size, match.b + match.size
    return tuple(_whole(runs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A spoken word, and the print that it says or helps to say."""

    start: Seconds
    end: Seconds
    spoken: str
    printed: str | None
    """None where nothing is printed for it."""


def heard(cue: Cue, printed: str) -> Iterator[Heard]:
    """All words of a cue in the order they are heard; none where the engine told of none."""
    for reading in readings(cue, printed):
        text = printed[slice(*reading.printed)] if reading.printed else None
        for word in reading.words:
            spoken = cue.utterance.text[word.first : word.behind]
            yield Heard(start=word.start, end=word.end, spoken=spoken, printed=text)


def offsets(cue: Cue, printed: str) -> tuple[Seconds | None, ...]:
    """How far into the cue each piece of the print between spaces begins to be heard.

    None where it is said together with the piece before it, or not at all. Nothing where the
    engine told of no words.
    """
    starts = {
        reading.printed[0]: reading.start - cue.start
        for reading in readings(cue, printed)
        if reading.printed
    }
    pieces = [found.span() for found in re.finditer(r"\S+", printed)] if starts else []
    return tuple(
        next((starts[place] for place in range(start, end) if place in starts), None)
        for start, end in pieces
    )


def share_heard(cue: Cue, share: float) -> float:
    """The share of a cue's time that has passed when the voice comes to a share of its letters.

    It falls on the beginning of a word, where the engine tells of words; else time and letters
    go side by side.
    """
    if not cue.words or not 0 < share < 1:
        return share
    letters = share * len(cue.utterance.text)
    after = bisect_left(cue.words, letters, key=lambda word: word.first)
    near = cue.words[max(0, after - 1) : after + 1]
    word = min(near, key=lambda word: abs(word.first - letters))
    return (word.start - cue.start) / (cue.end - cue.start)


def _whole(runs: Sequence[Reading]) -> Iterator[Reading]:
    """The readings, with `elf`, `Uhr` and `dreißig` as one where the print is `11.30 Uhr`."""
    held: list[Reading] = []
    for run in runs:
        held.append(run)
        if len(held) == 3 and _split(held):  # noqa: PLR2004 - two with a word between them
            held = [_one(held)]
        elif len(held) == 3:  # noqa: PLR2004 - the same
            yield held.pop(0)
    yield from held


def _split(three: Sequence[Reading]) -> bool:
    """Whether a word stands between two parts of what is said for one stretch of print."""
    before, between, after = three
    nothing = before.printed is None or after.printed is None
    return nothing and between.same and not before.same and not after.same


def _one(parts: Sequence[Reading]) -> Reading:
    spans = [part.printed for part in parts if part.printed]
    words = tuple(word for part in parts for word in part.words)
    return Reading(printed=(spans[0][0], spans[-1][1]), words=words)


def _spans(text: str) -> Iterator[Span]:
    """The words of a text without the marks around them; a point within a sentence is a word's."""
    for found in re.finditer(r"\S+", text):
        last = found.end() == len(text)
        word = found[0].strip(MARKS).rstrip(f".{MARKS}" if last else None)
        if f"{word})" in found[0] and "(" in word:
            word += ")"
        if word:
            start = found.start() + found[0].index(word)
            yield start, start + len(word)
