"""Roman numerals: rulers and popes with their case, ordinals before nouns, and plain numbers."""

from __future__ import annotations

import re

from audiobrief.normalise.cardinals import cardinal, year
from audiobrief.normalise.context import after, before, before_at, ends_text
from audiobrief.normalise.inflection import Gender, ending, gender
from audiobrief.normalise.lists import either, words
from audiobrief.normalise.ordinals import ordinal
from audiobrief.normalise.rule import Match, rule

_VALUES = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
_SMALL = r"(?:X{0,3}(?:IX|IV|V?I{0,3})|XL(?:IX|IV|V?I{0,3})|L?X{0,3}(?:IX|IV|V?I{0,3}))"
_ROMAN = rf"(?=[IVXL]){_SMALL}"
_LONGEST_YEAR = 3000


def value(numeral: str) -> int | None:
    """The number that a Roman numeral stands for, None where it is not well formed."""
    if not re.fullmatch(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", numeral):
        return None
    sizes = [_VALUES[letter] for letter in numeral]
    following = [*sizes[1:], 0]
    return sum(-size if size < then else size for size, then in zip(sizes, following, strict=True))


def _rulers() -> str:
    names = either(words("roman", "rulers"))
    return (
        rf"(?<!\w)(?P<name>(?:{names}))(?P<own>s?)(?: (?P<second>Paul"
        r"|Gustav|Adolf|Wilhelm|August|Joseph|Emanuel|Karl|Albert|Maria"
        r"|Rama|Friedrich|Heinrich|Ludwig|Alexander|Philipp|Ferdinand)"
        rf"(?P<own2>s?))? (?P<roman>{_ROMAN})(?P<stop>\.?)(?![\w])"
    )


@rule("ruler", _rulers, needs="IVX")
def spell_ruler(found: Match) -> str | None:
    """`Ludwig XIV.`, `unter Wilhelm II.`, `Papst Johannes Pauls II.`."""
    number = value(found["roman"])
    if number is None or (found["roman"] == "I" and not found["stop"] and not _is_royal(found)):
        return None
    name = found.string[found.start() : found.start("roman") - 1]
    article = _article(found, genitive=bool(found["own2"] if found["second"] else found["own"]))
    suffix = "e" if article in {"der", "die"} and not article.endswith("~") else "en"
    woman = found["name"] in words("roman", "rulers", "women")
    if woman:
        article, suffix = (
            ("die", "e")
            if article == "der"
            else ("die", "e")
            if article == "den"
            else ("der", "en")
        )
    stop = "." if found["stop"] and ends_text(found) else ""
    return f"{name} {article} {ordinal(number, suffix).capitalize()}{stop}"


def _is_royal(found: Match) -> bool:
    return any(word in words("roman", "titles") for word in before(found)[:1])


def _article(found: Match, *, genitive: bool) -> str:
    """The article that agrees with the name in its place: der, des, dem or den."""
    words_before = before(found)
    if article := _of_object(words_before):
        return article
    if genitive or _belongs(found, words_before):
        return "des"
    while words_before and (
        words_before[0] in words("roman", "titles")
        or (
            re.fullmatch(r"[a-zäöü]+(?:e[nrsm]?)", words_before[0])
            and words_before[0] not in words("roman", "government")
        )
    ):
        words_before = words_before[1:]
    word = words_before[0].casefold() if words_before else ""
    if word in words("roman", "government", "dative"):
        return "dem"
    if word in words("roman", "government", "accusative"):
        return "den"
    if word in words("roman", "government", "genitive"):
        return "des"
    return "der"


def _of_object(preceding: list[str]) -> str | None:
    """`er hasste Ludwig XIV.`: the article, where verb and subject stand straight in front.

    Other orders leave open who is the subject: `Die Messe feierte Leo XIV.`
    """
    titled = bool(preceding) and preceding[0] in words("roman", "titles")
    verb, *front = preceding[1 if titled else 0 :] or [""]
    other = words("roman", "verbs", "none") | words("roman", "government")
    if not re.fullmatch(r"[a-zäöüß]{3,}", verb) or verb in other or not _is_subject(front):
        return None
    return "dem" if verb in words("roman", "verbs", "dative") else "den"


def _is_subject(front: list[str]) -> bool:
    if not front:
        return False
    if front[0].casefold() in words("roman", "subjects"):
        return len(front) == 1 or not front[1][-1].isalpha()
    if value(front[0]) or front[:1] == ["."]:  # Charles III. besuchte Elizabeth II.
        numeral = front[1] if front[0] == "." and len(front) > 1 else front[0]
        return bool(value(numeral))
    article = front[1].casefold() if len(front) > 1 else ""
    return article in {"der", "ein"} and gender(front[0]) is Gender.MASCULINE


def _belongs(found: Match, preceding: list[str]) -> bool:
    """`der Sohn Ramses II.`: a name in -s shows no genitive of its own."""
    own = bool(preceding) and preceding[0][:1].isupper() and len(preceding) > 1
    return own and found["name"][-1] in "sxz" and preceding[0] not in words("roman", "titles")


@rule("roman-ordinal", rf"(?<![\w.-])({_ROMAN})\.(?=[ \u00a0][A-ZÄÖÜa-zäöü])", needs="IVX")
def spell_roman_ordinal(found: Match) -> str | None:
    """`im II. Weltkrieg`, `der IV. Zivilsenat`; a lone I., V. or X. is an initial more often."""
    number, following, preceding = value(found[1]), after(found), before(found)
    if not number or not following:
        return None
    known = following[0] in words("roman", "counted") or (
        bool(preceding) and preceding[0].casefold() in words("grammar", "ending")
    )
    if len(found[1]) == 1 and not (
        following[0] in words("roman", "counted") or (known and preceding[0].islower())
    ):
        return None
    return ordinal(number, ending(preceding, following))


@rule(
    "roman-number", rf"(?<![\w.-])({_ROMAN}|M{{1,3}}[DCLXVI]{{3,}})(?![\w*]|\.\w|-\d)", needs="IVXM"
)
def spell_roman_number(found: Match) -> str | None:
    """`Hartz IV`, `Teil III`, `Kapitel V`, `MCMLXXXIX`."""
    number = value(found[1])
    labelled = any(word in words("roman", "labels") for word in before(found)[:1])
    if not number or number > _LONGEST_YEAR:
        return None
    if not labelled and (
        len(found[1]) == 1 or found[1] in words("roman", "acronyms") or _is_acronym(found)
    ):
        return None
    return year(number) if len(found[1]) > 4 else cardinal(number)  # noqa: PLR2004  MCMX and on


def _is_acronym(found: Match) -> bool:
    """`XXL`, or a numeral in a line of capitals."""
    around = before_at(found.string, found.start())[:1] + after(found)[:1]
    return bool(around) and all(len(word) > 1 and word.isupper() for word in around)
