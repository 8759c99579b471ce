"""Numbers glued to words: `5-jährige`, `Formel-1-Pilot`, `G7`, `3D`, `100-Meter-Lauf`."""

from __future__ import annotations

from audiobrief.normalise.cardinals import (
    FIRST_YEAR_IN_HUNDREDS,
    HUNDRED,
    LAST_YEAR_IN_HUNDREDS,
    cardinal,
    digits,
    glued,
    joined,
    number,
    whole,
    year,
)
from audiobrief.normalise.lists import either, mapping, words
from audiobrief.normalise.money import currencies
from audiobrief.normalise.ordinals import ordinal
from audiobrief.normalise.rule import Match, rule

_WHOLE = r"\d{1,3}(?:\.\d{3})+|\d+"
_START = r"(?<![\w.,:/-])"


def _part(printed: str) -> str:
    """A number inside a word; four digits are a year there more often than not."""
    if printed.startswith("0") and len(printed) > 1:
        return digits(printed)
    value = whole(printed)
    in_hundreds = FIRST_YEAR_IN_HUNDREDS <= value <= LAST_YEAR_IN_HUNDREDS and "." not in printed
    return year(value) if in_hundreds and value % 100 else cardinal(value)


@rule(
    "number-adjective",
    lambda: (
        rf"{_START}(?P<whole>{_WHOLE})(?:,(?P<part>\d+))?(?P<hyphen>[-‑]?)"
        rf"(?P<word>(?:{either(words('glued', 'tails'))})\w*)"
    ),
)
def spell_number_adjective(found: Match) -> str:
    """`5-jährige`, `44jährige`, `17-Jähriger`, `3-fach`, `8-mal`, `100-prozentig`, `1,5-fach`."""
    word = found["word"]
    if found["part"]:
        return f"{number(found['whole'])} Komma {digits(found['part'])}{word.lower()}"
    said = joined(whole(found["whole"]))
    return said.capitalize() + word.lower() if word[0].isupper() else said + word


@rule(
    "number-adjective",
    rf"{_START}({_WHOLE})-(?=,? (?:bis|und|oder|sowie|,)? ?(?:zu )?\d|,? (?:und|oder|bis) \w)",
)
def spell_hanging_number(found: Match) -> str:
    """`16- bis 18-Jährige`."""
    return joined(whole(found[1])) + "-"


@rule("ordinal-word", rf"{_START}(\d{{1,4}})[-‑]?(te[nrsm]?|sten?|stel|tel)(?!\w)")
def spell_ordinal_word(found: Match) -> str:
    """`20ste`, `3te`, `100stel`."""
    tail = found[2].removeprefix("s").removeprefix("t")
    return ordinal(whole(found[1]), tail or "e")


@rule("number-word", rf"{_START}(\d{{1,3}})/(\d{{1,3}})-(?=[A-ZÄÖÜ])")
def spell_odds(found: Match) -> str | None:
    """`50/50-Chance`; `2/3-Mehrheit` is a fraction."""
    if int(found[1]) + int(found[2]) != HUNDRED:
        return None
    return f"{cardinal(int(found[1])).capitalize()}-{cardinal(int(found[2]))}-"


@rule("number-word", rf"{_START}(\d{{1,3}})(?:,(\d{{1,2}}))? ?%-(?=[A-ZÄÖÜ])")
def spell_percent_word(found: Match) -> str | None:
    """`5%-Hürde`."""
    if found.string.startswith("Punkt", found.end()):
        return None
    said = cardinal(int(found[1])).capitalize()
    part = f"-Komma-{digits(found[2]).replace(' ', '-')}" if found[2] else ""
    return f"{said}{part}-Prozent-"


@rule("number-word", r"(?<![\w.,:/-])(\d{1,3})\+(\d{1,3})-(?=[A-ZÄÖÜ])")
def spell_sum(found: Match) -> str:
    """`50+1-Regel`."""
    return f"{cardinal(int(found[1])).capitalize()}-plus-{cardinal(int(found[2]))}-"


@rule(
    "number-word",
    lambda: (
        rf"{_START}(?P<whole>{_WHOLE})(?:,(?P<part>\d+))?[-‑](?P<unit>"
        rf"(?:{either(mapping('units', 'many'))}|{either(currencies())}"
        rf"|{either(mapping('scales', 'large'))})(?=[-‑]))?(?=[^\W\d_]"
        r"|[-‑])"
    ),
)
def spell_number_word(found: Match) -> str:
    """`10-Punkte-Plan`, `5-km-Lauf`, `1,5-Grad-Ziel`, `50-€-Schein`."""
    said = _part(found["whole"])
    if found["part"]:
        said = f"{said} Komma {digits(found['part'])}".replace(" ", "-")
    elif not found["unit"] and found.string[found.end()].islower():
        return f"{said}-"
    said = glued(said)
    summed = found.string[found.start() - 1 : found.start()] == "&"
    if not summed:
        said = "Ein" if said == "eins" and not found["part"] else said[0].upper() + said[1:]
    unit = found["unit"]
    spoken = {**mapping("units", "many"), **currencies(), **mapping("scales", "large")}
    return f"{said}-" + (spoken[unit].replace(" ", "-") if unit else "")


@rule("number-er", rf"{_START}(\d{{1,4}})er(?=n?(?!\w)|-)")
def spell_number_er(found: Match) -> str:
    """`die 68er`, `1848er`, `5er-Kette`."""
    value = whole(found[1])
    irregular = {1: "einser", 2: "zweier", 3: "dreier"}.get(value)
    said = irregular or f"{year(value)}er"
    return said.capitalize() if found.string.startswith("-", found.end()) else said


@rule("letter-number", r"(?<=[^\W\d_])([-‑]?)(\d{1,15}(?:\.\d{3})*)(?:,(\d+))?")
def spell_number_behind_letters(found: Match) -> str:
    """`G7`, `U21`, `Covid-19`, `MP3-Player`, `CO2`, `Formel-1-Pilot`."""
    behind = found.string[found.end() : found.end() + 1]
    said = _part(found[2])
    if found[3]:
        said = f"{said} Komma {digits(found[3])}"
    return (found[1] or " ") + said + (" " if behind.isalpha() else "")


@rule("number-letter", r"(?<![\w.,])(\d{1,4})(?=[A-ZÄÖÜ][^\W_]{0,24}(?!\w)|[a-z](?!\w))")
def spell_number_before_letters(found: Match) -> str:
    """`3D`, `2G-plus`, `4K`, `1A-Lage`."""
    return _part(found[1]) + " "
