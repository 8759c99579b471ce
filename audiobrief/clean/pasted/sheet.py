"""The lines of a pasted text with what can be told of each at first sight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audiobrief.clean import furniture
from audiobrief.clean.pasted.lines import Line

PROSE_WORDS = 12
"""Words of a line that ends like a sentence and is taken for prose at first sight."""

STOPS = tuple(".!?…") + tuple(stop + mark for stop in ".!?…" for mark in "“”»«\"'’)")
"""How a sentence ends."""

_ENDS = (*STOPS, *':“”«»"')
_SHOWN = 3000
"""Characters of a line that are looked at."""
_NEAR = 15
_TELLING = 7
"""A line that is further than so many lines from any line of so many words is part of a menu."""
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_INNER_STOP = re.compile(r"\w{3}[.!?][“«»\"]?\s+[„»«\"“]?[A-ZÄÖÜ]")
# A photographer and an agency, or the other way round.
_PICTURE = re.compile(
    r"Quelle: (?=.*/)(?:.*/)?[A-ZÄÖÜ][\w.’-]*(?: [A-ZÄÖÜ][\w.’-]*)*? [A-ZÄÖÜ][\w’-]+(?:/|$)"
)
_BROKEN_WORDS = 20
_STEM = 6
"""Letters of a word that are compared: German inflects at the end."""
_SHORTEST_NOUN = 4
_LONGEST_CAPTION, _LONGEST_APART = 70, 32
"""Words of a caption whose credit is right below, or below an empty line."""
_SHORTEST_ECHO, _ECHO = 4, 40
_COMMENT_REACH = 8
_ARTICLE_WORDS = 100
"""Words of prose above the marks of readers' comments; a shorter article has none."""

# Kinds of furniture that follow an article rather than stand in it, and those of its head.
FINAL = frozenset({"agency", "topics", "comment", "share", "legal", "navigation", "section"})
_HEAD = frozenset({"date", "byline", "paywall", "origin"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All lines, each with what it is by itself."""

    lines: Sequence[Line]
    kinds: Sequence[str | None]
    """The kind of furniture, by phrase or shape."""
    tokens: Sequence[Sequence[str]]
    prose: Sequence[bool]
    """Whether it is a paragraph at first sight."""
    nouns: Sequence[frozenset[str]]
    """The nouns and names, cut to what does not inflect."""
    counts: Sequence[int]
    """How many words each line has."""
    barriers: Sequence[int]
    """How much each line that is not read parts what is above it from what is below, in words."""

    def text(self, place: int) -> str:
        """A line."""
        return self.lines[place].text

    def stems(self, place: int) -> frozenset[str]:
        """The nouns and names of a line, cut to what does not inflect."""
        return self.nouns[place]

    def count(self, place: int) -> int:
        """How many words a line has."""
        return self.counts[place]

    def comments(self, top: int) -> int:
        """Where the readers' comments begin: two marks of them close together, below prose."""
        if self.kinds.count("comment") < 2:  # noqa: PLR2004 - the two marks
            return len(self.lines)
        mass, last = 0, -_COMMENT_REACH
        for place in range(top, len(self.lines)):
            mass += self.count(place) if self.prose[place] else 0
            if self.kinds[place] == "comment" and mass > _ARTICLE_WORDS:
                if place - last < _COMMENT_REACH:
                    return last
                last = place
        return len(self.lines)

    def main_stretch(self, read: Sequence[bool]) -> tuple[int, int]:
        """First and last line of the stretch with most of what is read and least between.

        Of the readers' comments half the words count: they may well be longer than the article.
        """
        best, span, total, start = 0, (0, -1), 0, 0
        comments = self.comments(0)
        for place, flag in enumerate(read):
            if total <= 0:
                total, start = 0, place
            if not flag:
                total -= self.barriers[place]
                continue
            mass = min(60, self.counts[place])
            total += mass // 2 if place > comments else mass
            if total > best:
                best, span = total, (start, place)
        return span


def survey(lines: Sequence[Line]) -> Sheet:
    """What each line is by itself; lines far from any prose are taken for a menu."""
    telling = [line.text.count(" ") >= _TELLING for line in lines]
    near = _within(telling, _NEAR)
    kinds = [
        furniture.why(line.text) if flag else "navigation"
        for line, flag in zip(lines, near, strict=True)
    ]
    _mark_captions(lines, kinds)
    lines = [
        line if kind else _without_inline(line) for line, kind in zip(lines, kinds, strict=True)
    ]
    tokens = [
        _WORD.findall(line.text[:_SHOWN]) if flag else ()
        for line, flag in zip(lines, near, strict=True)
    ]
    counts = [len(found) for found in tokens]
    return Sheet(
        lines=lines,
        kinds=kinds,
        tokens=tokens,
        nouns=[_stems(found) for found in tokens],
        prose=[
            kind is None and _reads_like_prose(line.text, count)
            for line, kind, count in zip(lines, kinds, counts, strict=True)
        ],
        counts=counts,
        barriers=[_barrier(kind, count) for kind, count in zip(kinds, counts, strict=True)],
    )


def _without_inline(line: Line) -> Line:
    """The line without the furniture inside it, unless it is nothing else."""
    text = furniture.strip_inline(line.text)
    return Line(text=text, gap=line.gap) if text and text != line.text else line


def _barrier(kind: str | None, count: int) -> int:
    if kind is None:
        return 5 if count < PROSE_WORDS else 3
    if kind in FINAL:
        return 15
    return 8 if kind in _HEAD else 3


def _reads_like_prose(text: str, count: int) -> bool:
    """Whether a text ends like a sentence, or breaks off behind one."""
    if text.endswith(_ENDS):
        return count >= PROSE_WORDS
    return count >= _BROKEN_WORDS and _INNER_STOP.search(text, 0, _SHOWN) is not None


def _mark_captions(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Name the lines whose credit is in the line below, or that it says again with one.

    The uppermost line of some words may be a headline, with the credit of its picture below.
    """
    top = next(
        (place for place, kind in enumerate(kinds) if not kind and " " in lines[place].text), 0
    )
    for place in range(len(lines) - 2, top, -1):
        below, kind = lines[place + 1], kinds[place + 1]
        if kinds[place] == "caption" and lines[place].text.endswith(":") and not below.gap:
            kinds[place + 1] = kind or "caption"
        if kinds[place] is None and (
            (kind == "credit" and _is_credited(lines[place].text, below))
            or (kind in {"credit", "caption"} and _is_again(lines[place].text, below))
            or (kind == "agency" and _is_sourced(lines[place].text, below))
        ):
            kinds[place] = "caption"


def _is_credited(text: str, credit: Line) -> bool:
    """Whether a text is short enough to be the caption of the picture credited below.

    Two sentences above an empty line are a lead above a picture without a caption.
    """
    words = text.count(" ") + 1
    if credit.gap:
        return words <= _LONGEST_APART and not _INNER_STOP.search(text)
    return words <= _LONGEST_CAPTION


def _is_again(text: str, below: Line) -> bool:
    return text.count(" ") + 1 >= _SHORTEST_ECHO and below.text.startswith(text[:_ECHO])


def _is_sourced(text: str, source: Line) -> bool:
    """Whether a text without an end stands right above the source of a picture."""
    return not source.gap and not text.endswith(_ENDS) and bool(_PICTURE.match(source.text))


def _stems(tokens: Sequence[str]) -> frozenset[str]:
    return frozenset(
        [
            token[:_STEM]
            for token in tokens
            if len(token) >= _SHORTEST_NOUN and not token.islower() and token[0].isupper()
        ]
    )


def _within(flags: Sequence[bool], reach: int) -> list[bool]:
    """For each place whether a flag is within reach of it."""
    return [
        a or b for a, b in zip(_after(flags, reach), _after(flags[::-1], reach)[::-1], strict=True)
    ]


def _after(flags: Sequence[bool], reach: int) -> list[bool]:
    last, found = -reach - 1, []
    for place, flag in enumerate(flags):
        last = place if flag else last
        found.append(place - last <= reach)
    return found
