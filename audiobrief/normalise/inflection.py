"""Endings that German words take from the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache

from audiobrief.german.words import months, weekdays
from audiobrief.normalise.lists import words

_WITH_PLURALS = frozenset({"die", "keine", "meine", "deine", "seine", "ihre", "unsere", "eure"})
_LINKS = frozenset({"und", "oder", "sowie", ","})
_ONES = frozenset({"ein", "eine", "einem", "einen", "einer", "eines"})
_ADJECTIVE = r"[a-zäöüß-]{2,}(e[nrsm]?)$"
_OFFICIAL = r"[A-ZÄÖÜ][\w-]+(?:isch|lich|ional|esamt|eutsch|ereint)(e[nrsm]?)$"


class Gender(Enum):
    """The gender of a German noun."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    NEUTER = "neuter"


class Case(Enum):
    """The four cases."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"


# The strong endings: what an ordinal takes where no article shows gender and case.
_STRONG = {
    Gender.MASCULINE: {Case.NOMINATIVE: "er", Case.ACCUSATIVE: "en", Case.DATIVE: "em"},
    Gender.FEMININE: {Case.NOMINATIVE: "e", Case.ACCUSATIVE: "e", Case.DATIVE: "er"},
    Gender.NEUTER: {Case.NOMINATIVE: "es", Case.ACCUSATIVE: "es", Case.DATIVE: "em"},
}
_STRONG_GENITIVE = {Gender.MASCULINE: "en", Gender.FEMININE: "er", Gender.NEUTER: "en"}


@cache
def _genders() -> dict[str, Gender]:
    return {word: gender for gender in Gender for word in words("nouns", gender.value)}


def gender(noun: str) -> Gender | None:
    """The gender of a noun by its last part or its ending, None where neither is known."""
    low, known = noun.casefold().replace("\u2011", "-"), _genders()
    for start in range(len(low)):
        if low[start:] in known:
            return known[low[start:]]
    for each in (Gender.FEMININE, Gender.NEUTER, Gender.MASCULINE):
        if low.endswith(tuple(words("nouns", "endings", each.value))):
            return each
    return None


def is_listed(noun: str) -> bool:
    """Whether the noun, or the last part of it, stands in the list of nouns."""
    low = noun.casefold()
    return any(low[start:] in _genders() for start in range(len(low)))


def is_plural(noun: str) -> bool:
    """Whether a noun is the plural of one whose gender is known, and no singular itself."""
    low, known = noun.casefold(), _genders()
    if any(low[start:] in known for start in range(len(low))):
        return False
    if low.endswith(("ungen", "heiten", "keiten", "schaften", "tionen", "sionen", "täten")):
        return True
    singulars = (low.removesuffix(end) for end in ("n", "en", "e", "er", "s") if low.endswith(end))
    return any(
        each[start:] in known for each in singulars for start in range(max(len(each) - 2, 0))
    )


@cache
def _approximate() -> frozenset[str]:
    return words("grammar", "approximate")


def case_after(before: Sequence[str]) -> Case:
    """The case that the words in front (nearest first) ask for; nominative where none does.

    A preposition governs all that is counted behind it: `nach einem Jahr und einem Monat`.
    """
    place = 0
    while _is_counted_too(before[place : place + 3]):
        place += 3
    while place < len(before) and before[place].casefold() in _approximate():
        place += 1
    governing = before[place].casefold() if place < len(before) else ""
    if governing == "zu" and "bis" in before[place + 1 : place + 2]:
        return Case.DATIVE
    return _governed(governing)


def _is_counted_too(words_before: Sequence[str]) -> bool:
    """`einem Jahr und`, nearest first: another amount, and what links it to the next."""
    if len(words_before) < len(("und", "Jahr", "einem")):
        return False
    link, noun, amount = words_before
    counted = amount.isdecimal() or amount.casefold() in _ONES
    return link in _LINKS and noun[:1].isupper() and counted


def _governed(word: str) -> Case:
    if word in words("grammar", "prepositions", "dative") or word in {"in", "an", "zwischen"}:
        return Case.DATIVE
    if word in words("grammar", "prepositions", "accusative") | words("grammar", "verbs"):
        return Case.ACCUSATIVE
    # with an amount these tell a direction or a limit: auf 1 Euro, über 1 Meter
    if word in words("grammar", "prepositions", "either"):
        return Case.ACCUSATIVE
    if word in words("grammar", "prepositions", "genitive"):
        return Case.GENITIVE
    return Case.NOMINATIVE


def one(before: Sequence[str], of: Gender | None) -> str:
    """The article-like form of 1 in its place: `ein`, `einen`, `eine`, `einer` ..."""
    case = case_after(before)
    if of is Gender.FEMININE:
        return "einer" if case in {Case.DATIVE, Case.GENITIVE} else "eine"
    if case is Case.ACCUSATIVE and of is Gender.MASCULINE:
        return "einen"
    return {Case.DATIVE: "einem", Case.GENITIVE: "eines"}.get(case, "ein")


def ending(before: Sequence[str], after: Sequence[str]) -> str:
    """The ending of an ordinal or adjective between these words (nearest first): `e`, `en` ..."""
    place = 0
    while place < len(before) and before[place].casefold() in words("grammar", "adverbs"):
        place += 1
    before = before[place:]
    return (
        _official(after)
        or _by_determiner(before, after)
        or _parallel(before, after)
        or _by_weekday(before)
        or _strong(before, after)
    )


def _official(after: Sequence[str]) -> str | None:
    """The ending of the adjective behind, which two adjectives in a row share."""
    if len(after) > 1 and (after[1][:1].isupper() or re.match(_ADJECTIVE, after[1])):
        shape = re.match(_OFFICIAL, after[0]) or (
            None if after[0] in _not_adjectives() else re.match(_ADJECTIVE, after[0])
        )
        return shape[1] if shape and after[1][:1].isalpha() else None
    return None


@cache
def _not_adjectives() -> frozenset[str]:
    return words("grammar", "ending") | words("grammar", "prepositions") | {"oder", "aber", "wegen"}


def _by_determiner(before: Sequence[str], after: Sequence[str]) -> str | None:
    if not before:
        return None
    word = before[0].casefold()
    if word in words("grammar", "ending", "en"):
        return "en"
    if word in words("grammar", "ending", "e"):
        return "en" if word in _WITH_PLURALS and after and is_plural(after[0]) else "e"
    if word in words("grammar", "ending", "der"):
        return _after_der(before[1:], after)
    if word in words("grammar", "ending", "ein"):
        return {Gender.NEUTER: "es", Gender.FEMININE: "e"}.get(
            _noun(after) or Gender.MASCULINE, "er"
        )
    return None


def _after_der(before: Sequence[str], after: Sequence[str]) -> str:
    if after and is_plural(after[0]):  # der 9. Klassen
        return "en"
    of = _noun(after)
    if of is Gender.MASCULINE:
        return "e"
    if of is not None:  # der 3. Runde, der 3. Jahre: genitive or dative
        return "en"
    oblique = before and (_is_preposition(before[0]) or before[0][:1].isupper())
    return "en" if (oblique and len(before) > 1) or (before and _is_preposition(before[0])) else "e"


def _parallel(before: Sequence[str], after: Sequence[str]) -> str | None:
    """The ending of the adjective in front: `der traditionelle 3. Lauf`."""
    if len(before) < 2:  # noqa: PLR2004  an adjective and what it stands behind
        return None
    shape = re.match(_ADJECTIVE, before[0])
    behind = before[1].casefold()
    determined = behind in words("grammar", "ending") or _is_preposition(behind)
    return shape[1] if shape and determined and after else None


def _by_weekday(before: Sequence[str]) -> str | None:
    """`am Montag, 3. Oktober` and the like: the preposition in front of the weekday decides."""
    rest = before[1:] if before and before[0] in {",", "."} else before
    if not rest or rest[0] not in weekdays():
        return None
    lead = rest[1].casefold() if len(rest) > 1 else ""
    if lead in {"am", "vom", "zum", "beim", "bis", "den", "dem", "kommenden", "vergangenen"}:
        return "en"
    return "em" if lead in words("grammar", "prepositions", "dative") else "er"


def _strong(before: Sequence[str], after: Sequence[str]) -> str:
    of = _noun(after) or Gender.MASCULINE
    word = before[0] if before else ""
    low = word.casefold()
    if low in words("grammar", "prepositions", "dative") | words(
        "grammar", "prepositions", "either"
    ):
        return _STRONG[of][Case.DATIVE]
    if low in words("grammar", "prepositions", "accusative"):
        return _STRONG[of][Case.ACCUSATIVE]
    if low in words("grammar", "prepositions", "genitive"):
        return _STRONG_GENITIVE[of]
    graded = after and after[0] in {"Klasse", "Ordnung", "Wahl", "Generation"}
    named = word[:1].isupper() and word not in months()
    if of is Gender.FEMININE and named and (graded or len(before) > 1):
        return _STRONG_GENITIVE[of]  # Bundesverdienstkreuz 1. Klasse
    return _STRONG[of][Case.NOMINATIVE]


def _is_preposition(word: str) -> bool:
    return word.casefold() in words("grammar", "prepositions")


def _noun(after: Sequence[str]) -> Gender | None:
    """The gender of the first noun behind, past adjectives."""
    for word in after[:4]:
        if word[:1].isupper():
            return gender(word)
        if not re.match(_ADJECTIVE, word):
            return None
    return None
