"""Fractions: `1/2`, `3/4`, `¾`, `2 ½`."""

from __future__ import annotations

import unicodedata

from audiobrief.normalise.cardinals import cardinal, whole
from audiobrief.normalise.context import after, before
from audiobrief.normalise.inflection import ending, gender, one
from audiobrief.normalise.lists import mapping
from audiobrief.normalise.ordinals import stem
from audiobrief.normalise.rule import Match, rule

_SIGNS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"


def share(numerator: int, denominator: int) -> str:
    """`ein halb`, `drei Viertel`."""
    count = "ein" if numerator == 1 else cardinal(numerator)
    if denominator == 2:  # noqa: PLR2004  a half has a word of its own
        return f"{count} halb" if numerator == 1 else f"{count} Halbe"
    return f"{count} {(stem(denominator) + 'el').capitalize()}"


def _half(found: Match) -> str:
    """`ein halber Liter`, `eine halbe Stunde`; `ein halb` where no noun follows."""
    noun = next(iter(after(found)), "")
    of = gender(noun) if noun[:1].isupper() else None
    if of is None:
        return "ein halb"
    article = one(before(found), of)
    return f"{article} halb{ending([article], [noun])}"


@rule("fraction", rf"(?:(?<=/\d )|(?<=[{_SIGNS}] ))(?:l|km|kg|m)(?![\w²³/])", needs=f"/{_SIGNS}")
def spell_unit_of_fraction(found: Match) -> str:
    """`1/4 l`: only the unit."""
    return mapping("units", "many")[found[0]]


@rule("fraction", rf"(?:(?<![\w.,])(\d{{1,4}}) ?)?([{_SIGNS}])", needs=_SIGNS)
def spell_fraction_sign(found: Match) -> str:
    """`½`, `2¾`."""
    upper, _, lower = unicodedata.normalize("NFKC", found[2]).partition("\u2044")
    said = share(int(upper), int(lower))
    if not found[1]:
        return _half(found) if said == "ein halb" else said
    if found[1] == "1" and said.endswith("halb"):
        return "eineinhalb"
    count = cardinal(whole(found[1]))
    return f"{count}einhalb" if said.endswith("halb") else f"{count} {said}"


@rule(
    "fraction",
    r"(?<![\w.,/-])(?:(\d{1,3}) )?(\d{1,2})/(\d{1,2})(?![\w/]|[.,]\d)(?P<behind>-(?=[A-ZÄÖÜ]))?",
)
def spell_fraction(found: Match) -> str | None:
    """`3/4`, `1 1/2 Liter`; `24/7` and the like are left to the signs."""
    upper, lower = int(found[2]), int(found[3])
    if not 0 < upper < lower or (lower > 20 and lower % 10) or "0" in (found[2][0], found[3][0]):  # noqa: PLR2004
        return None
    if lower > 10 and upper > 1:  # noqa: PLR2004  11/12 is a season or two months
        return None
    said = share(upper, lower)
    if said == "ein halb" and not found[1] and not found["behind"]:
        return _half(found)
    if found["behind"]:
        return said.replace(" ", "-") + "-"
    if found[1] and lower == 2:  # noqa: PLR2004
        return "eineinhalb" if found[1] == "1" else f"{cardinal(int(found[1]))}einhalb"
    return f"{cardinal(int(found[1]))} {said}" if found[1] else said
