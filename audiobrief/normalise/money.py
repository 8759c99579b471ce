"""Money in all printed orders: `2,5 Mrd. Euro`, `1.234,56 €`, `$ 5`, `CHF 20`."""

from __future__ import annotations

import re
from functools import cache

from audiobrief.normalise.cardinals import INTEGER, cardinal, digits, number, whole
from audiobrief.normalise.context import before, ends_text
from audiobrief.normalise.inflection import Gender, gender, one
from audiobrief.normalise.lists import either, mapping, words
from audiobrief.normalise.rule import Match, rule

_SPACE = r"[ \u00a0\u202f\u2009]"
_FIGURES = (
    rf"(?P<whole>{INTEGER})(?:(?P<mark>[,.])(?P<part>\d{{1,6}}|{_SPACE}?[-–—]{{1,2}}))?(?!\d)"
)
_AMOUNT = rf"(?<![\w.,:/]){_FIGURES}"
_CENTS = 2  # digits behind the comma that are read as cents


@cache
def _scales() -> str:
    return either(mapping("scales", "large"))


@cache
def currencies() -> dict[str, str]:
    """What is said for a currency, by its sign, code or name."""
    return {**mapping("currencies", "signs"), **mapping("currencies", "words")}


@rule(
    "money",
    lambda: (
        rf"{_AMOUNT}{_SPACE}?(?:(?P<scale>{_scales()}){_SPACE}?)?(?P<unit>"
        rf"{either(currencies())})(?![\w*])(?!-[\w%])"
    ),
)
def spell_money(found: Match) -> str | None:
    """`1,50 Euro`, `2,5 Mrd. €`, `12 CHF`."""
    return _say(found, before(found))


@rule(
    "money",
    lambda: (
        rf"(?P<unit>(?<!\w)(?:{either(currencies())})|(?<=\W)[€$£¥]"
        rf"|^[€$£¥]){_SPACE}?{_FIGURES}(?:{_SPACE}?(?P<scale>{_scales()})"
        r"(?!\w))?"
    ),
)
def spell_money_sign_first(found: Match) -> str | None:
    """`$ 5`, `CHF 20`, `€ 2,5 Mio.`; the words Euro, Mark ... stand behind their number only."""
    if found["unit"] in mapping("currencies", "words"):
        return None
    return _say(found, before(found))


def _say(found: Match, preceding: list[str]) -> str | None:
    unit, part = currencies()[found["unit"]], (found["part"] or "").strip(" \u00a0-–—")
    if found["mark"] == "." and part and len(part) != _CENTS:
        return None
    if found["scale"]:
        return f"{scaled(found['whole'], part, found['scale'], preceding)} {unit}"
    return amount(found["whole"], part, unit, preceding)


def amount(printed: str, part: str, unit: str, preceding: list[str]) -> str:
    """`ein Euro fünfzig`, `zwei Komma fünf Euro`, `neunundneunzig Cent`."""
    value = whole(printed)
    said = one(preceding, gender(unit) or Gender.MASCULINE) if value == 1 else number(printed)
    unit = mapping("currencies", "singular").get(unit, unit) if value == 1 else unit
    if not part.strip("0"):
        return f"{said} {unit}"
    if len(part) != _CENTS or unit in words("currencies", "undivided"):
        return f"{number(printed)} Komma {digits(part)} {unit}"
    small = mapping("currencies", "small").get(unit)
    if not value and small:
        return f"{cardinal(int(part))} {small}" if int(part) > 1 else f"ein {small}"
    if int(part) == 1 and small:
        return f"{said} {unit} ein {small}"
    return f"{said} {unit} {cardinal(int(part))}"


@rule(
    "large-number",
    lambda: rf"{_AMOUNT}{_SPACE}?(?P<scale>{_scales()})(?!\w)",
)
def spell_large_number(found: Match) -> str | None:
    """`3 Mio.`, `1,5 Mrd.`, `1 Million`."""
    part = found["part"] or ""
    if found["mark"] == "." and part:
        return None
    ends = found["scale"].endswith(".") and ends_text(found)
    return scaled(found["whole"], part, found["scale"], before(found)) + ("." if ends else "")


def scaled(printed: str, part: str, scale: str, preceding: list[str]) -> str:
    """`eine Million`, `zwei Komma fünf Milliarden`."""
    many = mapping("scales", "large")[scale]
    single = mapping("scales", "singular").get(many, many)
    if whole(printed) == 1 and not part.strip("0"):
        if many == single:
            return f"ein{many.casefold()}" if many == "Tausend" else f"ein {many}"
        return f"{one(preceding, Gender.FEMININE)} {single}"
    if many == "Tausend" and not part:
        return re.sub("eins$", "ein", number(printed)) + "tausend"
    return f"{number(printed)}{f' Komma {digits(part)}' if part.strip('0') else ''} {many}"
