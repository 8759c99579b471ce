"""What stands around a line that may be the headline of a pasted text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audiobrief.clean.pasted.sheet import STOPS, Sheet

SENTENCE = 8
"""Words of the shortest line with a full stop that is a sentence and no title."""

_TWINS = 2
"""Lines between a kicker and the headline that is printed above it too."""
_NEAR = 3
"""Lines between a breadcrumb and the headline that says the same."""
_LONGEST_KICKER = 4
_THIRD = 3
_LONGER = 9
"""Words of a line that says more than the headline above it."""
_SHORTEST_HELD = 4
_LONE_MARKS = frozenset({":", "–", "-", "|"})


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is known of a text when its headline is looked for."""

    sheet: Sheet
    first: int
    """The line at which the article's prose begins."""


def describe(view: View, place: int, titles: Sequence[int]) -> list[str]:
    """The names of what is true of the lines around a candidate; `titles` are all that read so."""
    return [
        *_anchored(view, place),
        *_stacked(view, place),
        *_surrounded(view, place),
        *_echoed(view, place, titles),
    ]


def is_title(text: str) -> bool:
    """Whether a text has the length of a title and does not end like a sentence."""
    return 3 <= text.count(" ") + 1 <= 22 and not text.endswith((".", ":", ","))  # noqa: PLR2004


def _anchored(view: View, place: int) -> list[str]:
    """How far below the candidate a lead, date or byline is, and how many titles are between."""
    titles = 0
    for step, there in enumerate(range(place + 1, min(len(view.sheet.lines), place + 8))):
        text = view.sheet.text(there)
        sentence = view.sheet.kinds[there] is None and text.endswith(STOPS) and text.count(" ") > 6  # noqa: PLR2004
        if sentence or view.sheet.kinds[there] in {"date", "byline"}:
            what = "lead" if sentence else "data"
            return [f"{what} in {min(step, 4)}", f"titles before {what} {min(titles, 2)}"]
        titles += view.sheet.kinds[there] is None and is_title(text)
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
    if any(text.endswith((".", ".“", ".«")) and text.count(" ") >= SENTENCE for text in below):
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
        if _holds(view.sheet, place, other):
            found.append("holds another")
        elif _holds(view.sheet, other, place):
            found.append("is held")
    above = {view.sheet.text(there) for there in titles if 0 < place - there <= _TWINS}
    if above.intersection(
        view.sheet.text(there) for there in titles if 0 < there - place <= _TWINS
    ):
        found.append("between twins")
    return list(dict.fromkeys(found))


def _holds(sheet: Sheet, place: int, other: int) -> bool:
    """Whether a line ends with another: a page's title, made of a kicker and the headline."""
    text, held = sheet.text(place), sheet.text(other)
    return sheet.count(other) >= _SHORTEST_HELD and text != held and text.endswith(held)
