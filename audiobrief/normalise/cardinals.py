"""Numbers in words, without regard to what they count."""

from __future__ import annotations

import re

_ONES = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_TENS = [
    "_",
    "_",
    "zwanzig",
    "dreißig",
    "vierzig",
    "fünfzig",
    "sechzig",
    "siebzig",
    "achtzig",
    "neunzig",
]
_LARGE = (
    (10**24, "Quadrillion", "Quadrillionen"),
    (10**21, "Trilliarde", "Trilliarden"),
    (10**18, "Trillion", "Trillionen"),
    (10**15, "Billiarde", "Billiarden"),
    (10**12, "Billion", "Billionen"),
    (10**9, "Milliarde", "Milliarden"),
    (10**6, "Million", "Millionen"),
)
_SPEAKABLE = 10**27

TEN, TWENTY, HUNDRED, THOUSAND, MILLION = 10, 20, 100, 1000, 10**6
FIRST_YEAR_IN_HUNDREDS, LAST_YEAR_IN_HUNDREDS = 1100, 1999

INTEGER = (
    r"(?:\d{1,3}(?:[.\u00a0\u202f\u2009'’]\d{3}){1,7}(?!\d)|\d{1,3}(?: \d{3}){1,4}(?!\d|\.\d)|\d+)"
)
"""Whole numbers as printed: `1234`, `1.234`, `1 234`, `1'234`."""
NUMBER = rf"(?<![\d.,]){INTEGER}(?:,\d+)?(?![\d])"
"""The same with decimals behind a comma; not a piece of a longer number."""


def cardinal(number: int) -> str:
    """`einundzwanzig`, `eine Million zweihunderttausend`; digit by digit past all names."""
    if number < 0:
        return f"minus {cardinal(-number)}"
    if number >= _SPEAKABLE:
        return digits(str(number))
    said = []
    for size, one, many in _LARGE:
        count, number = divmod(number, size)
        if count:
            said.append(f"eine {one}" if count == 1 else f"{_below_million(count)} {many}")
    if number or not said:
        said.append(_below_million(number))
    return " ".join(said)


def joined(number: int) -> str:
    """The form that another word is glued to: `einjährig`, `hundertjährig`."""
    said = glued(cardinal(number).replace(" ", ""))
    return said.removesuffix("s") if said.endswith("eins") else said


def glued(said: str) -> str:
    """A number as a part of a word, where nobody says the `ein` of `einhundert`."""
    return said.removeprefix("ein") if said.startswith(("einhundert", "eintausend")) else said


def year(number: int) -> str:
    """A year as it is said: `neunzehnhundertneunundachtzig`, `zweitausendsechsundzwanzig`."""
    if not FIRST_YEAR_IN_HUNDREDS <= number <= LAST_YEAR_IN_HUNDREDS:
        return cardinal(number)
    hundreds, rest = divmod(number, HUNDRED)
    return f"{cardinal(hundreds)}hundert" + (cardinal(rest) if rest else "")


def digits(text: str) -> str:
    """Every digit by itself, as in a telephone number."""
    return " ".join(_ONES[int(digit)] for digit in text if digit.isdecimal())


def whole(text: str) -> int:
    """The value of a whole number as printed, with or without marks between thousands."""
    return int(re.sub(r"\D", "", text))


def number(text: str) -> str:
    """A number as printed, in words: `1.234,5`; a leading zero makes it a code like `007`."""
    before, _, after = text.partition(",")
    if before.startswith("0") and len(before) > 1 and before.isdecimal():
        said = digits(before)
    else:
        plain = re.sub(r"\D", "", before)
        said = digits(plain) if len(plain) > len(str(_SPEAKABLE)) else cardinal(int(plain))
    return f"{said} Komma {digits(after)}" if after else said


def _below_million(number: int) -> str:
    thousands, rest = divmod(number, THOUSAND)
    said = _below_thousand(thousands).removesuffix("s") + "tausend" if thousands == 1 else ""
    if thousands > 1:
        head = _below_thousand(thousands)
        said = (head.removesuffix("s") if head.endswith("eins") else head) + "tausend"
    return said + (_below_thousand(rest) if rest or not thousands else "")


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, HUNDRED)
    said = f"{_ONES[hundreds].removesuffix('s') if hundreds == 1 else _ONES[hundreds]}hundert"
    if not hundreds:
        return _below_hundred(rest)
    return said + (_below_hundred(rest) if rest else "")


def _below_hundred(number: int) -> str:
    if number < TWENTY:
        return _ONES[number]
    tens, ones = divmod(number, TEN)
    return f"{'ein' if ones == 1 else _ONES[ones]}und{_TENS[tens]}" if ones else _TENS[tens]
