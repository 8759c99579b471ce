"""When a pasted article was published, by whom, and whether it breaks off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from audiobrief.clean import bylines, datelines
from audiobrief.clean.pasted.outline import Outline
from audiobrief.clean.pasted.sheet import Sheet

_ABOVE = 3
_BELOW = 12
"""Lines around the headline in which date and byline stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What the lines around an article tell of it."""

    published: date | None
    byline: str | None
    authors: tuple[str, ...]
    credit: str | None
    cut_short: str | None


def read(sheet: Sheet, found: Outline) -> Imprint:
    """Date, byline and credit from the lines around headline and body."""
    kept = {found.headline, found.lead, *found.body, *found.crossheads}
    top = found.headline if found.headline is not None else found.lead or 0
    last = found.body[-1] if found.body else found.lead or top
    head = range(max(0, top - _ABOVE), min(len(sheet.lines), top + _BELOW))
    tail = range(last + 1, min(len(sheet.lines), last + 1 + _BELOW))
    near = [place for place in [*head, *tail] if place not in kept]
    line, authors = _byline(sheet, near)
    return Imprint(
        published=_published(sheet, near),
        byline=line,
        authors=authors,
        credit=_credit(sheet, kept, top),
        cut_short=_cut_short(sheet, last),
    )


def _published(sheet: Sheet, near: Sequence[int]) -> date | None:
    """The first date that stands by itself, or else the first that stands with other facts."""
    sure = [place for place in near if sheet.kinds[place] == "date"]
    other = [place for place in near if sheet.kinds[place] in {None, "byline", "origin", "player"}]
    for place in [*sure, *(place for place in other if sheet.count(place) <= 16)]:  # noqa: PLR2004
        if found := datelines.read_date(sheet.text(place)):
            return found
    return None


def _byline(sheet: Sheet, near: Sequence[int]) -> tuple[str | None, tuple[str, ...]]:
    """The first line that names authors: by a word like `Von`, or by its place."""
    for place in near:
        text = sheet.text(place)
        if sheet.kinds[place] == "byline":
            return text, bylines.authors(text)
    for place in near:
        text = sheet.text(place)
        if sheet.kinds[place] is None and _stands_for_byline(sheet, place):
            return text, bylines.authors(text)
    return None, ()


def _stands_for_byline(sheet: Sheet, place: int) -> bool:
    """Whether a line holds a name, and stands below `Von` or next to the date."""
    text = sheet.text(place)
    if sheet.count(place) > 8 or not bylines.authors(text):  # noqa: PLR2004
        return False
    above = sheet.text(place - 1).lower() if place else ""
    if above.endswith(("von", "von:")):
        return True
    beside = sheet.kinds[max(0, place - 2) : place + 3]
    return "date" in beside and bylines.only_names(text)


def _credit(sheet: Sheet, kept: set[int | None], top: int) -> str | None:
    for place in range(top, len(sheet.lines)):
        if place not in kept and (found := bylines.credit(sheet.text(place))):
            return found
    return None


def _cut_short(sheet: Sheet, last: int) -> str | None:
    """The line that says so where an article breaks off: a paywall right below its end."""
    for place in range(last + 1, min(len(sheet.lines), last + 6)):
        if sheet.kinds[place] == "paywall" and sheet.count(place) > 1:
            return sheet.text(place)
    return None
