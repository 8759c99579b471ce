"""Other articles that a pasted page points to: their titles, and what it says of them."""

from __future__ import annotations

from collections import Counter

from audiobrief.clean.pasted.sheet import Sheet

_SHORTEST_TITLE, _LONGEST_TITLE = 3, 18
_LONGEST, _LONGEST_UNDATED = 45, 35
"""Words of the text below the title of another article, with its date between and without."""
_MOST_BETWEEN = 3
_SMALL = frozenset({"date", "byline", "player", "image", "credit", "caption", "section", "paywall"})
"""What may stand between the title of another article and the text below."""


def is_title(sheet: Sheet, place: int) -> bool:
    """Whether a line has the length of a title and does not end like a sentence."""
    return (
        sheet.kinds[place] is None
        and not sheet.prose[place]
        and _SHORTEST_TITLE <= sheet.count(place) <= _LONGEST_TITLE
        and not sheet.text(place).endswith((".", "!"))
    )


def runs(sheet: Sheet) -> list[int]:
    """For each line how many titles follow one another there; 0 for what is no title."""
    result = [0] * len(sheet.lines)
    start = 0
    for place in range(len(sheet.lines) + 1):
        if place == len(sheet.lines) or not is_title(sheet, place):
            result[start:place] = [place - start] * (place - start)
            start = place + 1
    return result


def teasers(sheet: Sheet) -> list[bool]:
    """For each line whether it is a short text below a title, one of several or with a date."""
    heads = [_head(sheet, place) for place in range(len(sheet.lines))]
    result, last = [False] * len(sheet.lines), None
    for place, head in enumerate(heads):
        if head is None:
            continue
        dated = "date" in sheet.kinds[head:place]
        if sheet.count(place) > (_LONGEST if dated else _LONGEST_UNDATED):
            continue
        if dated:
            result[place] = True
        elif last is not None and _above(sheet, head) == last:
            result[place] = result[last] = True
        last = place
    return result


def _head(sheet: Sheet, place: int) -> int | None:
    """Where the title is that stands above a paragraph, with at most its date between."""
    if not sheet.prose[place]:
        return None
    for above in range(place - 1, max(-1, place - 2 - _MOST_BETWEEN), -1):
        if is_title(sheet, above):
            return above
        if sheet.kinds[above] not in _SMALL:
            return None
    return None


def _above(sheet: Sheet, place: int) -> int:
    """The nearest line above that is more than a date or the like."""
    above = place - 1
    while above >= 0 and sheet.kinds[above] in _SMALL:
        above -= 1
    return above


def related(sheet: Sheet, vocabulary: Counter[str], short: list[bool]) -> list[bool]:
    """Below `Das könnte Sie auch interessieren`, until a paragraph is about the article."""
    inside, result = False, []
    for place, kind in enumerate(sheet.kinds):
        if kind == "read-also":
            # One that names its article itself points to that one alone: no list follows.
            inside = inside or not _names_one(sheet, place)
        elif inside and sheet.prose[place] and not short[place]:
            inside = not _is_article(sheet, vocabulary, place)
        result.append(inside)
    return result


def _names_one(sheet: Sheet, place: int) -> bool:
    return len(sheet.text(place).partition(":")[2].split()) >= _SHORTEST_TITLE


def _is_article(sheet: Sheet, vocabulary: Counter[str], place: int) -> bool:
    """Whether a paragraph is long, the second of two, or about what the article is about."""
    if sheet.count(place) > _LONGEST or sheet.prose[place - 1]:
        return True
    own = sheet.stems(place)
    return 2 * sum([vocabulary[stem] > 1 for stem in own]) >= len(own)
