"""German text in one form of its own, whether its numbers are words, digits or signs.

What a recogniser writes down is compared in this form with what was to be said: `am dritten
Oktober` and `am 3. Oktober` are the same here, `am drei Oktober` is not. It knows nothing of the
rules that are judged by it: they turn digits into words, it turns words into digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import zip_longest

ONES = {
    "null": 0, "ein": 1, "eins": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5,
    "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
    "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18,
    "neunzehn": 19,
}  # fmt: skip
TENS = {
    "zwanzig": 20, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80, "neunzig": 90,
}  # fmt: skip
MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "dezember",
)  # fmt: skip
UNCOMMON = {"erst": 1, "dritt": 3, "siebt": 7, "acht": 8}
"""Ordinals, without their ending, that are not a number and t."""
ARTICLES = frozenset({"ein", "eine", "einen", "einem", "einer", "eines"})
COUNTED = re.compile(r"(?:uhr|euro|prozent|meter|kilometer|grad|million|milliarde|komma|zu|bis)\b")
ORDINAL = re.compile(r"(?P<stem>\w+?)e[nmrs]?")
COMPOUND = re.compile(
    r"(?P<number>\w+?)(?P<rest>(?:jährig|köpfig|stündig|tägig|monatig|stöckig|fach)\w*"
    r"|mal|er|erjahren?|einhalb)"
)
ROMAN = re.compile(r"\b(?=[IVX]{2})(X{0,3})(IX|IV|V?I{0,3})\b\.?")
ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")

Forms = tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...]
BEFORE: Forms = (  # on the text as written, in small letters
    (r"(?<=\d)[.\s\u202f'](?=\d{3}(?!\d))", ""),  # 15.600
    (
        r"(?<=\d)\.(?=\d\d?(?! ?uhr)(?!\d)(?: ?(?:€|euro|\$|dollar|%|prozent|m(?:eter)?\b)))",
        ",",
    ),  # 1.75 €
    (r"(?<![^\s(])[-–](?=\d)", "minus "),
    (r"(?<=\d) ?1/2\b|½", "einhalb"),
    (r"⅔|\b2/3\b", "2 drittel"),
    (r"(?<=20\d\d)/(?=\d\d\b)", " "),  # a season's years
    (r"\bje\b|(?<=[€o])/(?=m²|qm)", " pro "),
    (r"km/h|\bkmh\b|\bstundenkilometer(n)?\b", " kilometer pro stunde "),
    (r"°\s?c\b", " grad celsius "),
    (r"°", " grad "),
    (r"\bus[ -]?(?:\$|dollar)|\$", " dollar "),
    (r"€|\beuros\b", " euro "),
    (r"%", " prozent "),
    (r"§|\bparagraph(?:en)?\b", " paragraf "),
    (r"m²|\b(?:m2|qm)\b|\bquadratmetern\b", " quadratmeter "),
    (r"₂", "2"),
    (r"\b(?:des )?(?:stgb|strafgesetzbuche?s?)\b", "strafgesetzbuch"),
    (r"\bz\. ?b\.", "zum beispiel"),
    (r"\bu\. ?a\.", "unter anderem"),
    (r"\bd\. ?h\.", "das heisst"),
    (r"\bclub", "klub"),
    (r"\bbzw\b\.?", "beziehungsweise"),
    (r"\bca\.|\bzirka\b", "circa"),
    (r"\brd\.", "rund"),
    (r"\babs\.", "absatz"),
    (r"\bart\.", "artikel"),
    (r"\bdr\.", "doktor"),
    (r"\bprof\.", "professor"),
    (r"\bmio\b\.?|\bmillionen\b", "million"),
    (r"\bmrd\b\.?|\bmilliarden\b", "milliarde"),
    (r"\bbio\b\.|\bbillionen\b", "billion"),
    (r"(?<=\d) ?km\b|\bkilometern\b", " kilometer"),
    (r"(?<=\d) ?kg\b|\bkilo\b", " kilogramm"),
    (r"\bkwh\b|\bkilowattstunden\b", "kilowattstunde"),
    (r"(?<=\d) ?ha\b", " hektar"),
    (r"(?<=\d) ?m\b|\bmetern\b", " meter"),
    (r"(\d\d?)[.:]00 ?uhr", r"\1 uhr"),
    (r"(\d\d?)[.:]0?(\d\d?) ?uhr", r"\1 uhr \2"),
)
BEHIND: Forms = (  # with all numbers in digits
    (r"(?<=\d)\s*[-–:]\s*(?=\d)|(?<=\d) (?:zu|bis) (?=\d)", " bis "),
    (r"(?<=\d)-(?=[a-zäöü])", ""),
    (r"\b([a-z]{1,2})-?(?=\d)", r"\1 "),  # A7, CO2
    (r"\b(?:der|dem|den|des) (?=\d+\.)", "der "),  # Ludwig der Vierzehnte, Ludwigs des Vierzehnten
    (r"\b(\d+ uhr \d+) uhr\b", r"\1"),  # as recognisers write 20 Uhr 15
    (r"(\d+)einhalb", r"\1,5"),
    (r"(\d+),(\d\d) (meter|euro|dollar)\b", r"\1 \3 \2"),
    (r"(\d+),(\d+)", lambda match: f"{match[1]} komma {' '.join(match[2])}"),
    (r"(\d+)\. (\d+)\.", lambda match: f"{match[1]}. {_month(match[2])}"),
)
"""What is written otherwise for the same words: patterns and what stands for them, in order."""


def canonical(text: str) -> list[str]:
    """The words of the text in small letters, numbers in digits, ordinals with their stop."""
    text = ROMAN.sub(_arabic, text).casefold().replace("−", "-").replace("ß", "ss")
    text = re.sub(r"\b(\d{1,2})\.(\d{1,2})\.(?=\d{4}|\s|$)", r"\1. \2. ", text)
    text = " ".join(_digits(_written(BEFORE, text)))
    return re.findall(r"\d+\.(?=\s+\w)|\w+", _written(BEHIND, text))


def _written(forms: Forms, text: str) -> str:
    for find, say in forms:
        text = re.sub(find, say, text)
    return text


def _arabic(match: re.Match[str]) -> str:
    return f"der {10 * len(match[1]) + ROMAN_ONES.index(match[2])}."


def _month(number: str) -> str:
    return MONTHS[int(number) - 1] if 1 <= int(number) <= len(MONTHS) else f"{number}."


def _digits(text: str) -> Iterator[str]:
    """The words of the text, those that are numbers in digits."""
    words = text.split()
    for word, behind in zip_longest(words, words[1:], fillvalue=""):
        parts = re.split(r"(\W+)", word)
        yield "".join(_digit(part, behind) for part in parts)


def _digit(word: str, behind: str) -> str:
    if word in ARTICLES:
        return "1" if COUNTED.match(behind) else word
    if (number := value(word)) is not None:
        return str(number)
    if match := ORDINAL.fullmatch(word):
        number = UNCOMMON.get(match["stem"]) or _ordinal(match["stem"])
        if number:
            return f"{number}."
    if match := COMPOUND.fullmatch(word):
        number = value(match["number"])
        if number is not None:
            return f"{number}{match['rest']}"
    return word


def _ordinal(stem: str) -> int | None:
    for ending in ("st", "t"):
        if stem.endswith(ending) and (number := value(stem.removesuffix(ending))):
            return number
    return None


@cache
def value(word: str) -> int | None:
    """The number below a million that a German word names; None for another word."""
    for name, size in (("tausend", 1000), ("hundert", 100)):
        left, found, right = word.partition(name)
        if found:
            many = value(left) if left else 1
            rest = value(right.removeprefix("und")) if right else 0
            return None if many is None or rest is None else many * size + rest
    one, found, ten = word.partition("und")
    if found and ten in TENS and one in ONES:
        return TENS[ten] + ONES[one]
    return ONES.get(word, TENS.get(word))
