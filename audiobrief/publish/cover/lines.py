"""A headline broken into lines, at sensible places and of like lengths. Hides pyphen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pyphen import Pyphen

Width = Callable[[str], float]
"""How wide a text is."""
Way = tuple[float, int]
"""What the lines up to a place cost, and where the last of them begins."""


class Piece(NamedTuple):
    """What is never broken."""

    text: str
    """With the space that follows it."""
    advance: float
    """Its width with that."""
    width: float


GAPS = re.compile(r"(?<=[^\W\d_][-–/])(?=[^\W_])|\s+")
"""Between words, and behind the hyphens inside them: `CDU-|Politiker`, but not `10-Jährige`."""
SHORT = re.compile(
    r"""(?: d(?:er|ie|as|en|em|es) | k?ein(?:e[nmrs]?)? | und | oder | i[nm] | a[nm] | auf | aus
    | beim? | mit | nach | vo[nm] | zu[mr]? | für | um | ab | bis | als | wie | ist
    | so | nicht )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words that lean on the next one, and should not end a line."""
LEANING, BOUND, LEADING_DASH, CLOSED = 0.05, 0.2, 0.5, -0.04
"""What it costs to break behind such a word, between a figure and what it counts, and before a
dash; and what it earns behind a colon. A line of which a tenth is empty costs 0.01."""
FIGURE = re.compile(r"(?:\d[\d.,]*|Tausend|Million(?:en)?|Milliarden?|Mio\.|Mrd\.)$")
SHORTEST_PART = 4
"""Letters of a word on either line."""
SEAMS = ("ungs", "heits", "keits", "schafts", "tions", "täts", "ichts", "ings", "lings")
"""What ends the first part of a compound word: the best place for a hyphen."""


def broken(text: str, width: Width, room: float) -> tuple[str, ...] | None:
    """The lines of a text; None where a word is wider than the room."""
    pieces = _pieces(text, width)
    if any(piece.width > room for piece in pieces):
        return None
    best: list[Way] = [(0.0, 0)]
    for end in range(1, len(pieces) + 1):
        best.append(min(_ways(pieces, end, best, room)))
    return tuple(_joined(pieces, best))


def hyphenated(text: str, width: Width, room: float) -> str:
    """The text, with a hyphen and a gap in each word that is wider than the room."""
    return " ".join(_cut(word, width, room) for word in text.split())


def _pieces(text: str, width: Width) -> list[Piece]:
    ends = [found.end() for found in GAPS.finditer(text)]
    parts = (text[start:end] for start, end in pairwise([0, *ends, len(text)]) if end > start)
    return [Piece(part, width(part), width(part.strip())) for part in parts]


def _ways(pieces: Sequence[Piece], end: int, best: Sequence[Way], room: float) -> Iterator[Way]:
    """What every last line that ends there would cost, and where it would begin."""
    last = end == len(pieces)
    cost = 0.0 if last else _cost(pieces[end - 1].text.strip(), pieces[end].text.strip())
    length = pieces[end - 1].width
    for start in range(end - 1, -1, -1):
        empty = 1 - length / room
        yield best[start][0] + empty * empty * (0.6 if last else 1.0) + cost, start
        length += pieces[start - 1].advance
        if length > room:
            break


def _cost(before: str, after: str) -> float:
    """What it costs to break between two pieces."""
    if after in {"–", "—", "-"}:
        return LEADING_DASH
    if FIGURE.search(before):
        return BOUND
    if SHORT.fullmatch(before):
        return LEANING
    return CLOSED if before[-1:] in ":?!–—" else 0.0


def _joined(pieces: Sequence[Piece], best: Sequence[Way]) -> list[str]:
    lines: list[str] = []
    end = len(pieces)
    while end:
        start = best[end][1]
        lines.insert(0, "".join(piece.text for piece in pieces[start:end]).strip())
        end = start
    return lines


def _cut(word: str, width: Width, room: float) -> str:
    if width(word) <= room:
        return word
    fitting = [place for place in _places(word) if width(f"{word[:place]}-") <= room] or _anywhere(
        word, width, room
    )
    if not fitting:
        return word
    place = max(fitting, key=lambda place: (_is_seam(word[:place], fitting[-1]), place))
    hyphen = "" if word[place - 1] == "-" else "-"
    return f"{word[:place]}{hyphen} {_cut(word[place:], width, room)}"


def _is_seam(part: str, farthest: int) -> bool:
    return part.endswith(SEAMS) and 2 * len(part) > farthest


def _places(word: str) -> list[int]:
    found = _dictionary().positions(word)
    # Of two places next to each other, one leaves a letter alone: `Bau-a-rbeiten`.
    alone = {place for pair in pairwise(found) if pair[1] - pair[0] == 1 for place in pair}
    last = len(word) - SHORTEST_PART
    return [place for place in found if SHORTEST_PART <= place <= last and place not in alone]


def _anywhere(word: str, width: Width, room: float) -> list[int]:
    """Of what is no word, such as an address."""
    return list(takewhile(lambda place: width(f"{word[:place]}-") <= room, range(1, len(word))))


@cache
def _dictionary() -> Pyphen:
    from pyphen import Pyphen  # its list takes a while to read, and few words are so long

    return Pyphen(lang="de_DE")
