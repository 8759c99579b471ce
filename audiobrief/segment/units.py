"""The words of a paragraph, each with the marks that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from audiobrief.german import starters

MARKS = ".!?…:"
"""What can end a sentence; a colon only before a list."""
CLOSERS = "\"'“”‘’´»«›‹)]}"
OPENERS = "\"'„“”‚‘’»«›‹([{¿¡"
QUOTES = frozenset("\"'„“”‚‘’»«›‹")
"""Standing alone, all but the lower ones open and close by turns."""
OPENING = frozenset("„‚([{¿¡")
"""Marks that only ever open."""
ENOUGH = 40
"""No rule reads more of a run of marks; without a limit, a page of dots would take for ever."""

SMILEY = re.compile(r"[:;=][-o^']?[()\[\]DPpOo/\\|*]+|:\w{2,20}:|\^_*\^|<3")
FIRST_PICTURE = "\u2600"
"""From here on Unicode's signs are pictures."""
FOOTNOTE = re.compile(r"\[\d{1,3}\]")
GLUED = re.compile(r"([.!?])(?<=[a-zäöüß]{3}.)(?=([A-ZÄÖÜ][a-zäöüß]+)\s)")
"""A full stop and the next sentence without a space between them."""


@dataclass(slots=True)
class Units:
    """A paragraph as the rules read it: a unit is a word and the lone marks beside it."""

    words: list[str]
    """What stands between spaces."""
    read: list[str] = field(default_factory=list)
    """The units without inner spaces: `schlimm . "` is read `schlimm."`. A footnote's number or a
    smiley, which goes with the word before it, is read as nothing."""
    ends: list[int] = field(default_factory=list)
    """The index of the word behind each unit."""

    def text(self, start: int, end: int) -> str:
        """The units from `start` to before `end` as printed, with single spaces."""
        first = self.ends[start - 1] if start else 0
        return " ".join(self.words[first : self.ends[end - 1]])


def read_units(paragraph: str) -> Units:
    """The units of a paragraph in order."""
    units = Units(words=GLUED.sub(_unglue, paragraph).split())
    opened = ""
    inside = False
    for end, word in enumerate(units.words, start=1):
        kind = "word" if word[0].isalnum() else _kind(word, inside)
        if kind == "opener":
            opened = (opened + word)[-ENOUGH:]
            inside = inside or word in QUOTES
            continue
        if kind == "closer" and units.read and not opened:
            _attach(units, word, end)
            inside = inside and word not in QUOTES
            continue
        units.read.append("" if kind == "aside" and units.read else opened + word)
        units.ends.append(end)
        opened = ""
    if opened:
        units.read.append(opened)
        units.ends.append(len(units.words))
    return units


def _unglue(match: re.Match[str]) -> str:
    return f"{match[1]} " if match[2] in starters() else match[1]


def _kind(word: str, inside: bool) -> str:
    """What a word that begins with a mark is: a word, an aside, an opener or a closer."""
    if word in QUOTES:
        return "closer" if inside else "opener"
    if SMILEY.fullmatch(word) or FOOTNOTE.fullmatch(word) or _is_picture(word):
        return "aside"
    if all(mark in OPENING for mark in word[:ENOUGH]):
        return "opener"
    lone = not word.strip(MARKS + CLOSERS) and not word.startswith(("..", "…"))
    return "closer" if lone else "word"


def _is_picture(word: str) -> bool:
    return word[0] >= FIRST_PICTURE and not any(map(str.isalnum, word[:ENOUGH]))


def _attach(units: Units, word: str, end: int) -> None:
    """Let the last unit have a mark that stands alone behind it."""
    units.ends[-1] = end
    if len(units.read[-1]) < ENOUGH:
        units.read[-1] += word[:ENOUGH]
    if len(units.read) > 1 and FOOTNOTE.fullmatch(units.read[-1]):
        units.read[-1] = ""
