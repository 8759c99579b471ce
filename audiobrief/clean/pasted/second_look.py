"""What the classifier sees of a line once it has judged all of them and found the headline."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from audiobrief.clean.pasted.sheet import Sheet

_MASSES = (1, 10, 30, 80, 200)
_WALLS = (1, 6, 12, 20, 40, 80)
_GAPS = (1, 2, 3, 5, 8, 15)
_STEPS = (-4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0)
_OVER = tuple(f"score over {number}" for number in range(1, len(_STEPS) + 1))
_SCORES = tuple(f"score {number}" for number in range(len(_STEPS) + 1))
_FAR = 99
_HEAD = 5


def describe(
    sheet: Sheet, features: Sequence[Sequence[str]], scores: Sequence[float], top: int | None
) -> list[list[str]]:
    """The features with what the first look thinks of the line and the text around it."""
    likely = [score > 0 for score in scores]
    counts = [count if flag else 0 for count, flag in zip(sheet.counts, likely, strict=True)]
    above, below = _sums(counts), _sums(counts[::-1])[::-1]
    since, until = _distances(likely), _distances(likely[::-1])[::-1]
    beyond = _beyond(sheet, likely)
    result = []
    for place, found in enumerate(features):
        step = bisect_right(_STEPS, scores[place])
        looked = [found[0], _SCORES[step], *found[1:]]
        if sheet.kinds[place] is None:
            looked += (beyond[place], *_OVER[:step])
            looked += _masses(
                bisect_right(_MASSES, above[place]), bisect_right(_MASSES, below[place])
            )
            looked += _gaps(bisect_right(_GAPS, since[place]), bisect_right(_GAPS, until[place]))
            looked += _under(sheet, place, top)
        result.append(looked)
    return result


@cache
def _masses(up: int, down: int) -> tuple[str, ...]:
    """How much likely text is above and below, in steps."""
    return f"above {up}", f"below {down}", f"above {min(up, 3)} below {min(down, 3)}"


@cache
def _gaps(near: int, far: int) -> tuple[str, ...]:
    """How far the last likely line above and the next one below are, in steps."""
    return f"since {near}", f"until {far}", f"since {near} until {far}"


def _under(sheet: Sheet, place: int, top: int | None) -> list[str]:
    """Where the line is from the headline, and how many of its nouns that has too."""
    if top is None:
        return []
    if place <= top:
        return ["headline" if place == top else "over headline"]
    if sheet.text(place) == sheet.text(top):
        return ["headline again"]
    own = sheet.stems(place)
    kin = len(own & sheet.stems(top))
    return [f"under {min(place - top, _HEAD)}", f"kin {min(kin, 3)}"]


def _beyond(sheet: Sheet, likely: Sequence[bool]) -> list[str]:
    """For each line how much parts it from the main stretch."""
    first, last = sheet.main_stretch(likely)
    result = ["inside"] * len(likely)
    for name, places in (
        ("beyond", range(last + 1, len(likely))),
        ("ahead", range(first - 1, -1, -1)),
    ):
        total = 0
        for place in places:
            total += 0 if likely[place] else sheet.barriers[place]
            result[place] = f"{name} {bisect_right(_WALLS, total)}"
    return result


def _sums(masses: Sequence[int]) -> list[int]:
    """For each place the sum of all masses before it."""
    total, sums = 0, []
    for mass in masses:
        sums.append(total)
        total += mass
    return sums


def _distances(flags: Sequence[bool]) -> list[int]:
    """For each place how many lines ago the last flag was."""
    last, found = -_FAR, []
    for place, flag in enumerate(flags):
        found.append(min(_FAR, place - last))
        if flag:
            last = place
    return found
