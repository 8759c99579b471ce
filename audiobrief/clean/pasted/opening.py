"""What stands at the top of a pasted article beside its headline: kicker and lead."""

from __future__ import annotations

from collections.abc import Sequence

from audiobrief.clean.pasted import features
from audiobrief.clean.pasted.sheet import STOPS, Sheet

_CAPTIONS = frozenset({"side", "echo", "repeated", "verbless"})
"""Features of captions that look like a lead."""

_REACH = 6
"""Lines below the headline, furniture aside, in which the lead stands."""
_SHORTEST = 6
_UNSTOPPED = 9
"""Words of the shortest lead, and of one that does not end like a sentence."""
_LONGEST_KICKER = 8


def find_lead(
    sheet: Sheet, looked: Sequence[Sequence[str]], read: Sequence[bool], top: int | None
) -> int | None:
    """The first paragraph below the headline, though it be short."""
    start = next(
        (place for place in range((top or 0), len(read)) if read[place] and place != top), None
    )
    if top is None or start is None:
        return start
    unknown = [place for place in range(top + 1, start) if sheet.kinds[place] is None]
    for place in unknown[:_REACH]:
        if _CAPTIONS.isdisjoint(looked[place]) and _reads_like_lead(sheet, place, top):
            return place
    return start


def _reads_like_lead(sheet: Sheet, place: int, top: int) -> bool:
    text, count = sheet.text(place), sheet.count(place)
    if sheet.text(top) == text:
        return False
    if text.endswith(STOPS):
        return count >= _SHORTEST
    return place == top + 1 and count >= _UNSTOPPED and features.functional(sheet.tokens[place]) > 1


def find_kicker(sheet: Sheet, top: int | None) -> int | None:
    """The short line right above the headline, unless it is a label of the page."""
    place = (top or 0) - 1
    while place >= 0 and sheet.text(place) in {":", "-", "–", "|"}:
        place -= 1
    if place < 0 or sheet.kinds[place] or not 2 <= sheet.count(place) <= _LONGEST_KICKER:  # noqa: PLR2004
        return None
    text = sheet.text(place)
    return None if text.endswith((".", ">", "/")) or text[0].islower() else place
