"""Which line of a pasted text is its headline."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from audiobrief.clean import headings
from audiobrief.clean.pasted import surroundings
from audiobrief.clean.pasted.cues import finder
from audiobrief.clean.pasted.features import functional
from audiobrief.clean.pasted.sheet import Sheet
from audiobrief.clean.pasted.surroundings import SENTENCE, View, is_title

REACH = 45
"""Lines above the first paragraph in which the headline is looked for."""

_BEHIND = 3
"""Lines below the beginning of the first paragraph: some pages print the lead above."""
_WORDS = (3, 4, 6, 9, 15, 20)
_SHORTEST, _LONGEST = 2, 30
_LINES = (0, 1, 2, 4, 9)

# What single marks tell of a candidate.
_MARKS = tuple(
    (name, finder(pattern))
    for name, pattern in (
        ("stop", r"\.$"),
        ("mark", r"[?!]$"),
        ("colon", r":$"),
        ("inner colon", r": "),
        ("lower", r"^[^A-ZÄÖÜ\d„“»«\"'(]"),
        ("name", r"^(?:[A-ZÄÖÜ][\w’-]+ ){1,2}[A-ZÄÖÜ][\w’-]+$"),
        ("pair", r"^\w+ (?:und|&|/|\|) \w+$"),
        ("number tail", r"^[^:]{1,40}\d$"),
        ("year tail", r"\b(?:19|20)\d\d\)?$"),
        # Two sentences, and who wrote it.
        ("inner stop", r"^[^„“»«\"].*[^\W\d]{3}[.!] \w"),
        (
            "signed",
            r"\b(?:Kommentar|Analyse|Gastbeitrag|Kolumne|Glosse|Essay) (?:von|mit) [A-ZÄÖÜ]",
        ),
        ("author", r"(?:\b|[Gg]ast)[Aa]utor(?:in)? [A-ZÄÖÜ]"),
        # A person's age, party or place in the picture.
        ("bracket", r"[A-ZÄÖÜ][\w-]+ \((?:\d\d|[A-ZÄÖÜa-z]{1,6})\)"),
        ("speaks", r"^[„“»«\"]"),
        # Breadcrumbs, and the page's name behind its title.
        ("trail", r"^\S+(?: \S+)? [/>›»] \S|\s[|·•] \S+(?: \S+)?$"),
        # Who stands where in a picture, and the picture's own turn of phrase.
        ("sides", r"\((?:l|r|links|rechts|m|Mitte|M|Archiv)\.?[,)]|\bv\.\s?[lr]\."),
        (
            "like a caption",
            r"\b(?:auf|in|bei|vor|neben|während) (?:der|dem|einem|einer|seinem|ihrem)\b.*[^.?!]$",
        ),
    )
)


def candidates(view: View) -> list[int]:
    """The lines that can be the headline."""
    places = range(max(0, view.first - REACH), min(len(view.sheet.lines), view.first + _BEHIND))
    return [place for place in places if _is_candidate(view.sheet, place)]


def _is_candidate(sheet: Sheet, place: int) -> bool:
    """Whether a line has the length of a headline and is no plain sentence."""
    text = sheet.text(place)
    words = text.count(" ") + 1
    if sheet.kinds[place] or not _SHORTEST <= words <= _LONGEST:
        return False
    return words < SENTENCE or not text.endswith(".") or text.endswith("...")


def features(view: View, place: int, others: Sequence[int]) -> list[str]:
    """The names of what is true of a candidate."""
    text = headings.without_signature(view.sheet.text(place))
    count = text.count(" ") + 1
    titles = [other for other in others if is_title(view.sheet.text(other))]
    above = sum(other < place for other in titles)
    below = sum(place < other < view.first for other in titles)
    found = [
        f"words {bisect_right(_WORDS, count)}",
        f"above {min(above, 3)}",
        f"below {min(below, 3)}",
        f"to go {bisect_right(_LINES, view.first - place)}",
        f"near {_kinship(view, place)}",
        "title" if is_title(text) else "no title",
        "gap" if view.sheet.lines[place].gap else "no gap",
        f"functional {min(3, functional(view.sheet.tokens[place]))}",
    ]
    return found + surroundings.describe(view, place, titles) + _marks(text)


def choose(view: View, weights: Mapping[str, float]) -> int | None:
    """The most likely line, the upper one of two alike; None where no line can be a headline."""
    others = candidates(view)
    scores = {
        place: sum(weights.get(name, 0.0) for name in features(view, place, others))
        for place in others
    }
    return max(others, key=lambda place: (scores[place], -place), default=None)


def _kinship(view: View, place: int) -> int:
    """How many of its names and nouns the first paragraphs have too, in thirds."""
    own = view.sheet.stems(place)
    if not own:
        return -1
    body = [
        other
        for other in range(view.first, min(len(view.sheet.lines), view.first + 6))
        if other != place and view.sheet.kinds[other] is None
    ]
    known = set().union(*(view.sheet.stems(other) for other in body))
    return int(3 * len(own & known) / len(own))


def _marks(text: str) -> list[str]:
    found = [name for name, finds in _MARKS if finds(text)]
    if text.isupper():
        found.append("shouted")
    if headings.glued(text) == 1:
        found.append("seam")
    return found
