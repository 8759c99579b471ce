"""Numbers written as one long word, and the words that they consist of."""

from __future__ import annotations

import re

_ONES = "ein|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
_TEENS = "dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn"
_TENS = "zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig"
_BELOW_HUNDRED = rf"(?:(?:{_ONES})und(?:{_TENS})|{_TEENS}|{_TENS}|{_ONES}|erst|dritt|siebt)"
_ENDING = r"(?:s?te[nmrs]?|e[nmrs]?|er|mal|fach\w*|jährige?\w*|einhalb)?"
_LONG_NUMBER = re.compile(
    rf"(?:(?:{_BELOW_HUNDRED}?hundert(?:und)?)?{_BELOW_HUNDRED}?tausend(?:und)?)?"
    rf"(?:{_BELOW_HUNDRED}?hundert(?:und)?)?{_BELOW_HUNDRED}?{_ENDING}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(
    rf"(?:(?<=tausend)|(?<=hundert))(?=(?:und)?(?:{_BELOW_HUNDRED}|hundert|tausend))", re.IGNORECASE
)
_AND = re.compile(rf"({_ONES})(und)((?:{_TENS})\w*)", re.IGNORECASE)


def number_parts(word: str) -> tuple[str, ...]:
    """The word cut behind its thousands and hundreds, where it is a number as a whole.

    `zweitausenddreiundzwanzig` is `zweitausend` and `dreiundzwanzig`; other words are one part.
    """
    if _LONG_NUMBER.fullmatch(word):
        return tuple(_JOINT.split(word))
    return (word,)


def around_and(part: str) -> tuple[str, ...]:
    """`vier`, `und` and `zwanzigste` of `vierundzwanzigste`; another word is one part."""
    found = _AND.fullmatch(part)
    return found.groups() if found else (part,)


def numbers_apart(text: str) -> str:
    """The text with the parts of its long numbers a space apart."""
    return _WORD.sub(lambda found: " ".join(number_parts(found[0])), text)
