"""Whether a brief still says what its article says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from audiobrief.publish.lines import Wording, even

WORD = re.compile(r"\w+")
ALIKE = 0.5
"""The share of words that two wordings of one sentence have in common."""
Pairs = list[tuple[int, int]]


class Kind(StrEnum):
    """How the article differs from the brief."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A sentence that is not in both as it is."""

    kind: Kind
    before: str | None
    """In the brief; None for what is new."""
    after: str | None
    """In the article; None for what is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A brief beside its article."""

    headline: Difference | None
    """None where it is the same, or the brief does not tell."""
    differences: tuple[Difference, ...]
    """In reading order."""

    @property
    def whole(self) -> bool:
        """Whether the brief says what the article says."""
        return not self.headline and not self.differences

    def count(self, kind: Kind) -> int:
        """How many sentences differ so."""
        return sum(difference.kind is kind for difference in self.differences)


def matched(brief: Wording, article: Wording) -> Match:
    """What of the article is new, gone or changed since the brief was made."""
    return Match(
        headline=_headline(brief.headline, article.headline),
        differences=tuple(_differences(brief.sentences, tuple(map(even, article.sentences)))),
    )


def _headline(before: str | None, after: str | None) -> Difference | None:
    if before is None or even(before) == even(after or ""):
        return None
    return Difference(kind=Kind.CHANGED, before=even(before), after=even(after or ""))


def _differences(before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, from_, to in matcher.get_opcodes():
        if kind != "equal":
            yield from _between(before[start:end], after[from_:to])


def _between(before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    """The differences of two runs that have no sentence in common."""
    old = new = 0
    for pair in [*_pairs(before, after), (len(before), len(after))]:
        for text in before[old : pair[0]]:
            yield Difference(kind=Kind.GONE, before=text, after=None)
        for text in after[new : pair[1]]:
            yield Difference(kind=Kind.NEW, before=None, after=text)
        if pair[0] < len(before):
            yield Difference(kind=Kind.CHANGED, before=before[pair[0]], after=after[pair[1]])
        old, new = pair[0] + 1, pair[1] + 1


def _pairs(before: Sequence[str], after: Sequence[str]) -> Pairs:
    """The places of sentences that are wordings of one another, in order, as alike as can be."""
    words = [_words(text) for text in before], [_words(text) for text in after]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            skipped = max(best[i + 1][j], best[i][j + 1])
            alike = _likeness(words[0][i], words[1][j])
            best[i][j] = max(skipped, alike + best[i + 1][j + 1]) if alike >= ALIKE else skipped
    pairs: Pairs = []
    i = j = 0
    while i < len(before) and j < len(after):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.casefold()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words in common, from 0 to 1 (Dice)."""
    return 2 * len(one & other) / max(1, len(one) + len(other))
