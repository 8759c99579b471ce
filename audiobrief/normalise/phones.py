"""Telephone numbers, postcodes and bank accounts: digit by digit."""

from __future__ import annotations

import re

from audiobrief.normalise.cardinals import cardinal, digits
from audiobrief.normalise.context import after, before
from audiobrief.normalise.inflection import is_plural
from audiobrief.normalise.lists import words
from audiobrief.normalise.rule import Match, rule

_GROUP = r"[ /\u00a0\u202f–-]{1,3}"
_MAYBE = r"[ /\u00a0\u202f–-]{0,3}"
_FEWEST = 6


@rule(
    "telephone",
    rf"(?<![\w.,])(?<!\d )(?:(?P<country>\+|00)(?P<code>[1-9]\d{{0,2}}){_MAYBE}"
    rf"(?:\(0\){_MAYBE})?|(?P<area>\(?0\d{{2,5}}\)?){_GROUP})"
    rf"(?P<rest>\d{{1,14}}(?:{_GROUP}\d{{1,12}}){{0,5}})(?![\w]|[.,]\d)",
)
def spell_telephone(found: Match) -> str | None:
    """`0711/12345-67`, `+49 30 123456`, `(030) 12 34 56`."""
    if found["country"]:
        if len(re.sub(r"\D", "", found["rest"])) < _FEWEST:
            return None
        lead = (
            "plus " + cardinal(int(found["code"]))
            if found["country"] == "+"
            else digits("00" + found["code"])
        )
        return f"{lead}, {_groups(found['rest'])}"
    if len(re.sub(r"\D", "", found[0])) < _FEWEST:
        return None
    return f"{digits(found['area'])}, {_groups(found['rest'])}"


def _groups(printed: str) -> str:
    return ", ".join(digits(group) for group in re.findall(r"\d+", printed))


@rule("telephone", r"(?<![\w.,])(?:\d{3,5})(?: \d{2,4}){0,3}(?![\w%]|[.,]\d)")
def spell_short_number(found: Match) -> str | None:
    """`Notruf 112`."""
    cued = any(word in words("phones", "cues") for word in before(found)[:2])
    return digits(found[0]) if cued else None


@rule("postcode", r"(?<![\w.,-])(?:D-|A-|CH-)?(\d{5}|(?<=A-)\d{4}|(?<=CH-)\d{4})(?= [A-ZÄÖÜ])")
def spell_postcode(found: Match) -> str | None:
    """`01067 Dresden`, `, 10117 Berlin`: five digits in an address."""
    front = found.string[max(0, found.start() - 2) : found.start()]
    lead, noun = (before(found) or [""])[0], (after(found) or [""])[0]
    in_town = lead in {"in", "aus"} and not found[1].endswith("00") and not is_plural(noun)
    cued = found[1].startswith("0") or front == ", " or lead in {"PLZ", "Postleitzahl"} or in_town
    return digits(found[1]) if cued or not found[0][0].isdigit() else None


@rule("book", r"(?<!\w)(?P<name>ISBN(?:-1[03])?:?|ISSN:?) (?P<code>\d[\d -]{6,15}[\dxX])(?!\w)")
def spell_book(found: Match) -> str:
    """`ISBN 978-3-12-345678-0`."""
    code = found["code"].upper()
    last = " X" if code.endswith("X") else ""
    name = found["name"].partition("-")[0].rstrip(":")
    return f"{name} {digits(re.sub(r'[^0-9]', '', code))}{last}"


@rule("account", r"(?<!\w)([A-Z]{2})(\d{2}(?: ?[\dA-Z]{4}){3,7}(?: ?\d{1,3})?)(?!\w)")
def spell_account(found: Match) -> str:
    """`DE12 3456 7890 1234 5678 90`."""
    spoken = (digits(each) if each.isdecimal() else each for each in found[2] if not each.isspace())
    return f"{found[1][0]} {found[1][1]} {' '.join(spoken)}"
