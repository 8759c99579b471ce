"""What the line classifier sees of a line: short names of what is true of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from audiobrief.clean import headings, words
from audiobrief.clean.pasted import teasers
from audiobrief.clean.pasted.cues import find_cues, is_verb
from audiobrief.clean.pasted.sheet import FINAL, PROSE_WORDS, STOPS, Sheet

_LENGTHS = (2, 3, 4, 6, 9, 13, 18, 25, 35, 50, 80, 120)
_SHARES = (0.001, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8)
_LONGER_THAN = tuple(f"length {step}" for step in range(1, len(_LENGTHS) + 1))
_DISTANCES = (1, 2, 3, 4, 6, 9, 15, 30)
_LONG_PARAGRAPH, _LONGEST_TITLE, _LONGEST_LABEL = 40, 18, 2
_SHOWN = 400
"""Characters of a line that are searched for cues."""
_ARTICLE_WORDS = 100
"""Words of prose above a mark of the end; a shorter article has none."""
_STOP = re.compile(r"[.!?][“«»\"”)]?\s+[„»«\"“]?[A-ZÄÖÜ]")
_LONGEST_VERBLESS = 30
"""Words of a line that is searched for a verb."""
_MANY_TITLES = 3
"""Titles one below the other that are no crossheads."""
_MOSTLY = 0.6
_ECHO = 40
"""Characters that a picture's description and its caption begin with."""
_SMALL_VOCABULARY = 60
"""Nouns and names of an article that is too short to repeat them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What must be known of the whole text to describe a line of it."""

    first: int
    last: int
    """The stretch with most prose in it."""
    vocabulary: Counter[str]
    """In how many paragraphs of that stretch a noun or name is found."""
    printed: Counter[str]
    """How often each line is found."""
    gaps: bool
    """Whether the paragraphs stand apart, with empty lines between."""
    ended: Sequence[int]
    """For each line how many marks of an article's end lie above it."""
    short: Sequence[bool]
    """For each line whether it is a short text below a title."""
    related: Sequence[bool]
    """For each line whether it stands in a list of other articles."""
    runs: Sequence[int]
    """For each line how many titles stand together."""


def describe(sheet: Sheet) -> list[list[str]]:
    """For each line the names of what is true of it; the first two are its shape."""
    context = _context(sheet)
    return [
        [shape(sheet, place), *_placed(sheet, context, place), *_own(sheet, place)]
        for place in range(len(sheet.lines))
    ]


def shape(sheet: Sheet, place: int) -> str:
    """One word for a line."""
    if kind := sheet.kinds[place]:
        return f"is {kind}"
    count, end = sheet.count(place), _end(sheet.text(place))
    if end == "stop" or (end in {"!", "quote", ":"} and count >= PROSE_WORDS):
        if count > _LONG_PARAGRAPH:
            return "is long"
        return "is paragraph" if count >= PROSE_WORDS else "is sentence"
    if end == "?":
        return "is question"
    if count <= _LONGEST_LABEL:
        return "is label"
    return "is title" if count <= _LONGEST_TITLE else "is unstopped"


def functional(tokens: Sequence[str]) -> int:
    """How many of the words hold a sentence together."""
    small = words.function_words()
    return sum(map(small.__contains__, tokens))


def _context(sheet: Sheet) -> _Context:
    first, last = sheet.main_stretch(sheet.prose)
    inside = [place for place in range(first, last + 1) if sheet.prose[place]]
    vocabulary = Counter(stem for place in inside for stem in sheet.stems(place))
    short = teasers.teasers(sheet)
    return _Context(
        first=first,
        last=last,
        vocabulary=vocabulary,
        printed=Counter(line.text for line in sheet.lines),
        gaps=sum(sheet.lines[place].gap for place in inside) > _MOSTLY * len(inside),
        ended=_ended(sheet),
        short=short,
        related=teasers.related(sheet, vocabulary, short),
        runs=teasers.runs(sheet),
    )


def _ended(sheet: Sheet) -> list[int]:
    seen, mass, result = 0, 0, []
    for place, kind in enumerate(sheet.kinds):
        result.append(min(seen, 4))
        if sheet.prose[place]:
            mass += sheet.count(place)
        elif kind in FINAL and mass > _ARTICLE_WORDS:
            seen += 1
    return result


def _own(sheet: Sheet, place: int) -> list[str]:
    """What a line is by itself; of furniture and labels there is no need to know."""
    tokens, line = sheet.tokens[place], sheet.text(place)
    count, end = len(tokens), _end(line)
    length = bisect_right(_LENGTHS, count)
    found = [f"end {end}", *_LONGER_THAN[:length]]
    if sheet.kinds[place] or count <= _LONGEST_LABEL:
        return found
    capitals = sum(map(str.isupper, [token[0] for token in tokens]))
    shown = line[:_SHOWN]
    found += [
        f"length {length} end {end}",
        f"functional {bisect_right(_SHARES, functional(tokens) / count)}",
        f"capitals {bisect_right(_SHARES, capitals / count)}",
        f"stops {min(len(_STOP.findall(shown)), 3)}",
    ]
    if count <= _LONGEST_VERBLESS and not any(map(is_verb, tokens)):
        found.append("verbless")
    if count <= _LONGEST_TITLE and (seams := headings.glued(line)):
        found.append(f"seams {min(seams, 3)}")
    return found + find_cues(tokens, shown)


def _end(line: str) -> str:
    last = line[-1]
    if last in "!?:,":
        return last
    if line.endswith(STOPS):
        return "stop"
    if last in '“”»«"':
        return "quote"
    return "digit" if last.isdigit() else "none"


def _placed(sheet: Sheet, context: _Context, place: int) -> list[str]:
    line = sheet.lines[place]
    below = place + 1 == len(sheet.lines) or sheet.lines[place + 1].gap
    ended = context.ended[place]
    found = [f"gaps {line.gap:d}{below:d}", f"ended {ended}", _where(context, place)]
    if sheet.kinds[place]:
        return found
    if context.gaps and not line.gap:
        found.append("missing gap")
    if context.related[place]:
        found.append("related")
    if context.related[place] and context.short[place] and place > context.first:
        found.append("teaser")
    if context.runs[place] >= _MANY_TITLES:
        found.append("title list")
    if context.printed[line.text] > 1:
        found.append("repeated")
    if _echoes(sheet, place):
        found.append("echo")
    if context.vocabulary.total() >= _SMALL_VOCABULARY:
        found.append(_shared(sheet, context, place))
    return found


def _where(context: _Context, place: int) -> str:
    if place < context.first:
        return f"before {bisect_right(_DISTANCES, context.first - place)}"
    if place > context.last:
        return f"after {bisect_right(_DISTANCES, place - context.last)}"
    return "within"


def _echoes(sheet: Sheet, place: int) -> bool:
    """Whether a neighbour says the same: a picture's description and its caption."""
    head = sheet.text(place)[:_ECHO]
    around = (place - 2, place - 1, place + 1, place + 2)
    near = [there for there in around if 0 <= there < len(sheet.lines)]
    return len(head) > 20 and any(sheet.text(there).startswith(head) for there in near)  # noqa: PLR2004


def _shared(sheet: Sheet, context: _Context, place: int) -> str:
    """How many of the line's names and nouns the rest of the main stretch has too."""
    own = sheet.stems(place)
    if not own:
        return "shared none"
    counted = sheet.prose[place] and context.first <= place <= context.last
    known = sum([context.vocabulary[stem] > counted for stem in own])
    return f"shared {min(4, 5 * known // len(own))}"
