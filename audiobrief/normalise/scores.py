"""Scores, ratios and line-ups: `3:1`, `50:50`, `4-4-2`."""

from __future__ import annotations

import re

from audiobrief.normalise.cardinals import cardinal, number
from audiobrief.normalise.rule import Match, rule


def _to(first: str, second: str) -> str:
    return f"{cardinal(int(first))} zu {cardinal(int(second))}"


@rule("score", r"(?<![\w.,:])(\d{1,3}):(\d{1,3})-(?=[A-ZÄÖÜ])")
def spell_score_in_word(found: Match) -> str:
    """`2:1-Sieg`."""
    return _to(found[1], found[2]).replace(" ", "-") + "-"


@rule("score", r"(?<![\w.,:])(\d{1,3}) ?: ?(\d{1,3}(?:\.\d{3})*(?:,\d+)?)(?![\w:]|[.,]\d)")
def spell_score(found: Match) -> str | None:
    """`3:1`, `1:100.000`."""
    if (" :" in found[0] or ": " in found[0]) and not (" :" in found[0] and ": " in found[0]):
        return None  # a colon of the sentence
    return f"{cardinal(int(found[1]))} zu {number(found[2])}"


@rule("line-up", r"(?<![\w.,:/+-])\d(?:-\d){2,4}(?![\w-])")
def spell_line_up(found: Match) -> str:
    """`4-4-2`."""
    return " ".join(cardinal(int(each)) for each in found[0].split("-"))


@rule("times", r"(?<![\w.,])(\d{1,3})[x×](\d{1,3})-(?=[A-ZÄÖÜ])", needs="x×")
def spell_times_in_word(found: Match) -> str:
    """`4x4-Antrieb`."""
    return f"{cardinal(int(found[1]))}-mal-{cardinal(int(found[2]))}-"


@rule("times", r"(?<=\d) ?[x×] ?(?=\d)", needs="x×")
def spell_times(_found: Match) -> str:
    """`4x100`, `3 x 4 m`: only the sign; the numbers are spelled by what they measure."""
    return " mal "


@rule("times", r"(?<![\w.,])(\d{1,4})(?: ?x| [Mm]al)(?!\w| \d)")
def spell_so_many_times(found: Match) -> str:
    """`3x`, `3 mal`, `2 x Gold`."""
    return re.sub("eins$", "ein", cardinal(int(found[1]))) + "mal"
