"""English words in a German text: titles, slogans, names of news outlets and offices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from audiobrief.normalise.lists import table

Span = tuple[int, int]

ENOUGH = 2
"""Words that are surely English; one alone may be a name or a loan word."""
LONGEST_QUOTATION = 160
"""Characters; the cost stays linear."""
SHARE = 0.5
"""Of the words of a quotation that is English as a whole."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_JOINT = re.compile(r" | ?& ?|-")
_QUOTED = re.compile(rf"[„“»«‚‘\"]([^„“”»«‚\"]{{3,{LONGEST_QUOTATION}}})[“”«»’‘\"]")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        return self.text.lower().replace("’", "'")


def english_spans(text: str) -> tuple[Span, ...]:
    """Where runs of two words and more are English, in order; none overlap."""
    quoted = [span for found in _QUOTED.finditer(text) if (span := _whole(found))]
    others = [
        span
        for run in _runs(text)
        if (span := _trimmed(run)) and not any(_overlap(span, each) for each in quoted)
    ]
    return tuple(sorted([*quoted, *others]))


def _whole(quotation: re.Match[str]) -> Span | None:
    """A quotation of English words alone, from its first to its last."""
    words = [
        _Word(quotation.start(1) + found.start(), quotation.start(1) + found.end(), found[0])
        for found in _WORD.finditer(quotation[1])
    ]
    sure = sum(map(_is_sure, words))
    if sure < max(ENOUGH, SHARE * len(words)) or not _may_open(words[0]):
        return None
    if not all(_is_possible(word, quoted=True) for word in words):
        return None
    return words[0].start, words[-1].end


def _runs(text: str) -> Iterator[list[_Word]]:
    """Neighbours that may all be English, with nothing but spaces and hyphens between them."""
    run: list[_Word] = []
    for found in _WORD.finditer(text):
        word = _Word(found.start(), found.end(), found[0])
        if run and not _goes_on(text, run, word):
            yield run
            run = []
        if run or _is_possible(word):
            run.append(word)
    if run:
        yield run


def _goes_on(text: str, run: Sequence[_Word], word: _Word) -> bool:
    """Whether a run goes on with a word; of names, one at a time may stand between the others."""
    before = run[-1]
    joint = text[before.end : word.start]
    if joint == ", ":
        return _is_sure(before) and _is_sure(word)
    if _JOINT.fullmatch(joint) is None:
        return False
    if not (_is_sure(before) or _is_sure(word) or _is_beside(word)):
        return False
    return _is_possible(word) or (
        word.text == "in" and before.key in _group("between", "in_behind")
    )


def _trimmed(run: Sequence[_Word]) -> Span | None:
    """From the first word that is surely English to the last; None for too few of them."""
    sure = [place for place, word in enumerate(run) if _is_sure(word)]
    if len(sure) < ENOUGH:
        return None
    first, last = sure[0], sure[-1]
    while first and _is_beside(run[first - 1]):
        first -= 1
    while last + 1 < len(run) and (_is_beside(run[last + 1]) or _is_open(run, last)):
        last += 1  # `Bank of America`, `Coming of Age`
    while last >= first and run[last].key in _group("between", "open"):
        last -= 1
    if sum(first <= place <= last for place in sure) < ENOUGH:
        return None
    return run[first].start, run[last].end


def _is_open(run: Sequence[_Word], last: int) -> bool:
    return run[last].key in _group("between", "open") and run[last + 1].text[0].isupper()


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_sure(word: _Word) -> bool:
    return word.key in _sure() and not word.text[1:].isupper()  # `IS`, `WHO` are letters


def _is_beside(word: _Word) -> bool:
    return word.text[0].isupper() and word.key in _group("beside", "words")


def _is_possible(word: _Word, *, quoted: bool = False) -> bool:
    key = word.key
    if _is_sure(word):
        return True
    if not key.replace("'", "").isascii():
        return False
    if word.text[0].isupper():
        return key in _group("between", "capital") or key not in _group("german", "words")
    return quoted and key in _group("between", "small")


def _may_open(word: _Word) -> bool:
    return word.key not in _group("german", "words")


@cache
def _sure() -> frozenset[str]:
    words = table("english")["words"]
    groups = (table("english")["small"]["words"], *words.values())
    return frozenset(word for group in groups for word in group.split())


@cache
def _group(group: str, key: str) -> frozenset[str]:
    return frozenset(table("english")[group][key].split())
