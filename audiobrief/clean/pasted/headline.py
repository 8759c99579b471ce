"""Which line of a pasted text is its headline."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audiobrief.clean import headings
from audiobrief.clean.pasted.features import finder, functional
from audiobrief.clean.pasted.sheet import STOPS, Sheet

REACH = 45
"""Lines above the first paragraph in which the headline is looked for."""

_BEHIND = 3
"""Lines below the beginning of the first paragraph: some pages print the lead above."""
_WORDS = (3, 4, 6, 9, 15, 20)
_SHORTEST, _LONGEST = 2, 30
_LINES = (0, 1, 2, 4, 9)
_TWINS = 2
"""Lines between a kicker and the headline that is printed above it too."""
_NEAR = 3
"""Lines between a breadcrumb and the headline that says the same."""
_SENTENCE, _LONGEST_KICKER = 8, 4
_THIRD = 3
_LONGER = 9
"""Words of a line that says more than the headline above it."""
_LONE_MARKS = frozenset({":", "–", "-", "|"})

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


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is known of a text when its headline is looked for."""

    sheet: Sheet
    first: int
    """The line at which the article's prose begins."""


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
    return words < _SENTENCE or not text.endswith(".") or text.endswith("...")


def features(view: View, place: int, others: Sequence[int]) -> list[str]:
    """The names of what is true of a candidate."""
    text = headings.without_signature(view.sheet.text(place))
    count = text.count(" ") + 1
    titles = [other for other in others if _title(view.sheet.text(other))]
    above = sum(other < place for other in titles)
    below = sum(place < other < view.first for other in titles)
    found = [
        f"words {bisect_right(_WORDS, count)}",
        f"above {min(above, 3)}",
        f"below {min(below, 3)}",
        f"to go {bisect_right(_LINES, view.first - place)}",
        f"near {_kinship(view, place)}",
        "title" if _title(text) else "no title",
        "gap" if view.sheet.lines[place].gap else "no gap",
        f"functional {min(3, functional(view.sheet.tokens[place]))}",
    ]
    found += _anchored(view, place) + _stacked(view, place)
    found += _surrounded(view, place) + _echoed(view, place, titles) + _marks(text)
    return found


def choose(view: View, weights: Mapping[str, float]) -> int | None:
    """The most likely line, the upper one of two alike; None where no line can be a headline."""
    others = candidates(view)
    scores = {
        place: sum(weights.get(name, 0.0) for name in features(view, place, others))
        for place in others
    }
    return max(others, key=lambda place: (scores[place], -place), default=None)


def _title(text: str) -> bool:
    return 3 <= text.count(" ") + 1 <= 22 and not text.endswith((".", ":", ","))  # noqa: PLR2004


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


def _anchored(view: View, place: int) -> list[str]:
    """How far below the candidate a lead, date or byline is, and how many titles are between."""
    titles = 0
    for step, there in enumerate(range(place + 1, min(len(view.sheet.lines), place + 8))):
        text = view.sheet.text(there)
        sentence = view.sheet.kinds[there] is None and text.endswith(STOPS) and text.count(" ") > 6  # noqa: PLR2004
        if sentence or view.sheet.kinds[there] in {"date", "byline"}:
            what = "lead" if sentence else "data"
            return [f"{what} in {min(step, 4)}", f"titles before {what} {min(titles, 2)}"]
        titles += view.sheet.kinds[there] is None and _title(text)
    return ["no anchor"]


def _stacked(view: View, place: int) -> list[str]:
    """Where the candidate stands among the lines that stand together: kicker, headline, deck."""
    up, down = _run(view, place, -1), _run(view, place, 1)
    found = [f"stacked {up} {down}"]
    count = view.sheet.count(place)
    if up and count >= _LONGER and count >= 2 * view.sheet.count(place - 1):
        found.append(f"much longer {up}")
    if _is_deck(view.sheet, place):
        found.append("deck")
    if place + 1 < len(view.sheet.lines) and _is_deck(view.sheet, place + 1):
        found.append("over deck")
    if down:
        below = view.sheet.count(place + 1)
        if below >= _LONGER and below >= 2 * count:
            found.append(f"much longer below {up}")
    if count >= _LONGER and view.sheet.text(place).endswith(("!", "?")):
        found.append("long with mark")
    for name, there in (("on", place + 1), ("below", place - 1)):
        if 0 <= there < len(view.sheet.lines):
            found.append(f"{name} {view.sheet.kinds[there] or 'text'}")
    return found


def _is_deck(sheet: Sheet, place: int) -> bool:
    """Whether a line is the third of three that grow longer: kicker, headline, deck."""
    if place < 2 or any(sheet.kinds[place - 2 : place + 1]):  # noqa: PLR2004 - the third
        return False
    kicker, headline, deck = (sheet.count(there) for there in range(place - 2, place + 1))
    return (
        kicker <= _LONGEST_KICKER
        and kicker <= headline
        and headline > 1
        and deck >= max(_LONGER, 2 * headline)
    )


def _run(view: View, place: int, step: int) -> int:
    """How many lines without an end follow one another on one side, two at most."""
    for number in range(2):
        there = place + step * (number + 1)
        if not 0 <= there < len(view.sheet.lines) or not _is_loose(view.sheet, there):
            return number
    return 2


def _is_loose(sheet: Sheet, place: int) -> bool:
    return (
        sheet.kinds[place] is None
        and not sheet.text(place).endswith(STOPS)
        and sheet.count(place) > 1
    )


def _surrounded(view: View, place: int) -> list[str]:
    kinds, lines = view.sheet.kinds, view.sheet.lines
    found = []
    for kind in ("byline", "date", "player", "caption", "read-also"):
        if kind in kinds[place + 1 : place + 5]:
            found.append(f"{kind} below")
        if kind in kinds[max(0, place - 4) : place]:
            found.append(f"{kind} above")
    below = [line.text for line in lines[place + 1 : place + 3]]
    if any(text.endswith((".", ".“", ".«")) and text.count(" ") >= _SENTENCE for text in below):
        found.append("sentence below")
    if below and below[0] in _LONE_MARKS:
        found.append("mark below")
    if below and kinds[place + 1] in {"credit", "caption", "image"}:
        found.append("credit below")
    return [*found, *(_above(view, place) if place else ["top"])]


def _above(view: View, place: int) -> list[str]:
    kind, text = view.sheet.kinds[place - 1], view.sheet.text(place - 1)
    found = ["mark above"] if text in _LONE_MARKS else []
    if kind in {"credit", "image", "caption"}:
        found.append("image above")
    if kind in {"section", "navigation"}:
        found.append("label above")
    elif kind is None and text.count(" ") < _LONGEST_KICKER:
        found.append("kicker above")
    return found


def _echoed(view: View, place: int, titles: Sequence[int]) -> list[str]:
    """Whether another title says much the same: breadcrumbs above, related articles below."""
    own = view.sheet.stems(place)
    found = []
    for other in titles:
        if other == place or other > view.first:
            continue
        if view.sheet.text(other) == view.sheet.text(place):
            found.append("twice")
            if abs(other - place) <= _NEAR:
                found.append("twice near")
        elif (
            abs(other - place) <= _NEAR
            and own
            and len(own & view.sheet.stems(other)) * _THIRD >= len(own)
        ):
            found.append("again below" if other > place else "again above")
    above = {view.sheet.text(there) for there in titles if 0 < place - there <= _TWINS}
    if above.intersection(
        view.sheet.text(there) for there in titles if 0 < there - place <= _TWINS
    ):
        found.append("between twins")
    return list(dict.fromkeys(found))


def _marks(text: str) -> list[str]:
    found = [name for name, finds in _MARKS if finds(text)]
    if text.isupper():
        found.append("shouted")
    if headings.glued(text) == 1:
        found.append("seam")
    return found
