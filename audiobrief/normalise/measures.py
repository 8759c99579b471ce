"""Measures and percentages, with singular and gender."""

from __future__ import annotations

import re
from functools import cache

from audiobrief.normalise.cardinals import INTEGER, cardinal, digits, number, whole
from audiobrief.normalise.context import before, ends_text
from audiobrief.normalise.inflection import Case, case_after, gender, one
from audiobrief.normalise.lists import either, mapping
from audiobrief.normalise.money import scaled
from audiobrief.normalise.rule import Match, rule

_DECLINED = frozenset({"Jahre", "Monate", "Tage"})
_SPACE = r"[ \u00a0\u202f\u2009]"
_AMOUNT = rf"(?<![\w.,:/])(?P<whole>{INTEGER})(?:(?P<mark>[,.])(?P<part>\d{{1,9}}))?"


@cache
def _units() -> str:
    return either(mapping("units", "many"))


@rule(
    "measure",
    lambda: (
        rf"{_AMOUNT}{_SPACE}?(?P<unit>{_units()})(?P<per>{_SPACE}?/{_SPACE}?"
        rf"(?:{_units()}|{either(mapping('units', 'per'))}))?(?![\w²³*]"
        r"|-\w|['’]\w|\.\w)"
    ),
)
def spell_measure(found: Match) -> str | None:
    """`5 km`, `1 kWh`, `120 km/h`, `20 °C`, `3 %`."""
    glued = found.end("whole") == found.start("unit") and not found["part"]
    if glued and found["unit"] in mapping("units", "spaced"):
        return None
    if found["mark"] == "." and len(found["part"]) == 3:  # noqa: PLR2004  a thousand's mark
        return None
    many = mapping("units", "many")[found["unit"]]
    said = _count(found, many) + (_per(found["per"]) if found["per"] else "")
    return said + (
        "." if found["unit"].endswith(".") and not found["per"] and ends_text(found) else ""
    )


@rule(
    "measure",
    lambda: (
        rf"{_AMOUNT}{_SPACE}?(?P<scale>{either(mapping('scales', 'large'))}){_SPACE}"
        rf"(?P<unit>{_units()})(?![\w²³*/]|-\w|\.\w)"
    ),
)
def spell_scaled_measure(found: Match) -> str | None:
    """`3,5 Mio. km²`."""
    if found["mark"] == "." and found["part"]:
        return None
    said = scaled(found["whole"], found["part"] or "", found["scale"], before(found))
    return f"{said} {mapping('units', 'many')[found['unit']]}"


def _count(found: Match, many: str) -> str:
    part = found["part"]
    if part:
        mark = "Punkt" if found["mark"] == "." else "Komma"
        return f"{number(found['whole'])} {mark} {digits(part)} {many}"
    if whole(found["whole"]) != 1:
        # `ab 18 J.`; printed in full, the noun has its ending already
        if many in _DECLINED and found["unit"] != many and case_after(before(found)) is Case.DATIVE:
            many += "n"
        return f"{number(found['whole'])} {many}"
    single = singular(many)
    return f"{one(before(found), gender(single.split()[0]))} {single}"


def singular(many: str) -> str:
    """`Stunde` for `Stunden`."""
    first, _, rest = many.partition(" ")
    single = mapping("units", "singular").get(first, first)
    return f"{single} {rest}" if rest else single


def _per(printed: str) -> str:
    unit = printed.strip(" \u00a0\u202f/")
    spoken = mapping("units", "per").get(unit)
    return f" pro {spoken or singular(mapping('units', 'many')[unit])}"


@rule("unit", r"(?<=° )(\d{1,2})['’](?!\w)|(?<=°)(\d{1,2})['’](?!\w)", needs="°")
def spell_arc_minute(found: Match) -> str:
    """`54° 10' N`."""
    return f"{cardinal(int(found[1] or found[2]))} Minuten"


@rule("unit", r"(?<![\w.])(?<!\d )km(?= \d)")
def spell_kilometre_stone(_found: Match) -> str:
    """`bei km 14`."""
    return "Kilometer"


@rule("percent-point", rf"%{_SPACE}?-{_SPACE}?P(?=unkt)", needs="%")
def spell_percent_point(_found: Match) -> str:
    """`5 %-Punkte`."""
    return "Prozentp"


@rule(
    "unit", lambda: rf"(?<![\w.,-])(?:{either(mapping('units', 'alone'))})(?![\w-])", needs="²³/°%‰"
)
def spell_unit(found: Match) -> str:
    """`in km/h`, `pro m²`, `Liter/100 km`: units that stand without a number but with a sign."""
    said = mapping("units", "alone")[found[0]]
    return singular(said) if before(found)[:1] in (["pro"], ["je"]) else said


@rule("sign", rf"(?:(?<=^)|(?<=[\s(\[\"„“»:/]))(?:([+±])|[-−–])(?={_SPACE}?\d)", needs="+±-−–")
def spell_sign(found: Match) -> str | None:
    """`-5 Grad`, `+3 %`: a sign in front of its number."""
    gap = found.string[found.end() : found.end() + 1]
    if found[1] is None and gap != "" and not gap.isdigit():
        return None  # a dash
    if found[1] is None and re.search(
        r"\d\s$", found.string[max(0, found.start() - 2) : found.start()]
    ):
        return None  # half of a range or a subtraction
    said = {"+": "plus", "±": "plus minus"}.get(found[1], "minus")
    return said if gap.isspace() else f"{said} "
