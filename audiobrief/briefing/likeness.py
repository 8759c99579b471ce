"""Whether two reports tell of one event, by the words, figures and names that they share.

Words alone do not tell: two accidents share theirs, but neither place nor figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audiobrief.model import Article

ALIKE = 0.4
"""From here on two reports tell of one event. Of the pairs of `tests/golden/reports.toml`, those
of one event reach 0.43, but for one in which all figures have changed; those of different events
on one topic stay below 0.36. A third of the pairs were written after the way to measure was."""
WORDS = 150
"""From the headline on: what the event is, stands at the beginning of a report."""
GRAM = 4
"""Letters: a piece of a word is shared where endings and compounds differ."""
FIGURES = 1.0
"""What figures count beside the words."""
NAMES = 0.75
"""The same for names."""
FEW = 2
"""Figures; one alone may be shared by chance."""
STEM = 5
"""Letters by which a name is found again: `Plön` in `Plöner`, `Lüneburg` in `Lüneburger`."""
DAYS = 2
"""Between two reports of one event; what comes later is the next event."""
WORD = re.compile(r"\w+(?:[.,:]\d+)*")
FIGURE = re.compile(r"(?!(?:19|20)\d\d$)\d[\d.,:]+")
"""With two digits at least, and no year."""
NAME = re.compile(
    r"\b(?:(?:in|bei|aus|nach|von|um|für|gegen|vor|und|zwischen)|([A-ZÄÖÜ]\w{3,40}))"
    r" (?=([A-ZÄÖÜ]\w{1,40}))"
)
"""A noun without an article, behind a preposition or another noun: `in Plön`, `Minister Keller`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a report is recognised by."""

    words: frozenset[str]
    pieces: frozenset[str]
    """Of its words that carry meaning."""
    figures: frozenset[str]
    names: frozenset[str]
    """Of people and places, for the most part."""


def marks(article: Article) -> Marks:
    """What an article is recognised by."""
    texts = (article.headline, article.lead or "", *(passage.text for passage in article.body))
    text = ". ".join(texts)
    words = [
        found[0].casefold() for found, _ in zip(WORD.finditer(text), range(WORDS), strict=False)
    ]
    return Marks(
        words=frozenset(words),
        pieces=frozenset(piece for word in set(words) - _empty() for piece in _pieces(word)),
        figures=frozenset(filter(FIGURE.fullmatch, words)),
        names=frozenset(_names(text)) & frozenset(words),
    )


def likeness(one: Marks, other: Marks) -> float:
    """How much two reports share, from 0 to 1; figures and names count where both have some."""
    parts = [(1.0, 2 * _share(one.pieces, other.pieces))]
    if fewest := min(len(one.figures), len(other.figures)):
        shared = len(one.figures & other.figures) / max(FEW, fewest)
        parts.append((FIGURES, min(1.0, shared)))
    if one.names and other.names:
        again = _again(one.names, other.words) + _again(other.names, one.words)
        parts.append((NAMES, again / (len(one.names) + len(other.names))))
    return sum(weight * share for weight, share in parts) / sum(weight for weight, _ in parts)


def same_days(one: Article, other: Article) -> bool:
    """Whether two reports were published so close together that they may tell of one event."""
    if one.published is None or other.published is None:
        return True
    return abs(one.published.toordinal() - other.published.toordinal()) <= DAYS


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one) + len(other))


def _again(names: Iterable[str], words: Iterable[str]) -> int:
    """How many of the names are found among words, with whatever ending."""
    stems = {word[:STEM] for word in words}
    return sum(name[:STEM] in stems or _stands(name, stems) for name in names)


def _stands(name: str, stems: Iterable[str]) -> bool:
    return len(name) < STEM and any(stem.startswith(name) for stem in stems)


def _names(text: str) -> Iterator[str]:
    for noun, name in NAME.findall(text):
        if name.casefold() not in _empty() and noun.casefold() not in _empty():
            yield name.casefold()


def _pieces(word: str) -> Iterator[str]:
    if word.isalpha():
        yield from (word[start : start + GRAM] for start in range(len(word) - GRAM + 1))


@cache
def _empty() -> frozenset[str]:
    """Words that say nothing of what a report is about."""
    lines = (files(__package__) / "empty_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())
