"""Ordinals, with the ending that their place in the sentence asks for."""

from __future__ import annotations

import re

from audiobrief.german.words import starters
from audiobrief.normalise.cardinals import HUNDRED, MILLION, TWENTY, cardinal, glued, whole
from audiobrief.normalise.context import after, before, ends_text
from audiobrief.normalise.inflection import ending, is_listed, is_plural
from audiobrief.normalise.lists import words
from audiobrief.normalise.rule import Match, rule

_IRREGULAR = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
_LARGEST = 10**9
_LIKE_A_YEAR = range(1000, 2100)

_DETERMINED = frozenset({"am", "vom", "zum", "beim", "den", "dem", "der", "die", "das", "zur"})
_AGES = 18  # who `wurde 40.` had a birthday
_COUNTED = frozenset({"alle", "aller", "allen", "beide", "beiden"})  # alle 20 Minuten
_OPENING = frozenset("-\"„“»«(‚'")
_LABELS = {
    "platz",
    "nummer",
    "rang",
    "seite",
    "kapitel",
    "artikel",
    "absatz",
    "teil",
    "band",
    "gleis",
    "tor",
}


def stem(number: int) -> str:
    """An ordinal without its ending: `dritt`, `einundzwanzigst`."""
    if number >= MILLION and number % MILLION == 0:
        return cardinal(number).replace(" ", "").removeprefix("eine").removesuffix("en") + "st"
    tail = number % HUNDRED
    head = glued(cardinal(number - tail).replace(" ", "")) if number > tail else ""
    if not tail:
        return f"{head}st" if number else "nullt"
    if tail in _IRREGULAR:
        return head + _IRREGULAR[tail]
    return f"{head}{cardinal(tail)}{'t' if tail < TWENTY else 'st'}"


def ordinal(number: int, suffix: str) -> str:
    """`dritten` for 3 and `en`."""
    return stem(number) + suffix


_ONE = r"\d{1,3}(?:\.\d{3}){1,2}\.|\d{1,4}\."


@rule("ordinal", r"(?<![\w.,:/+-])(\d{1,2}\.)(?=[A-ZÄÖÜ][\wÄÖÜ]{1,30}(?![.\w]\w))")
def spell_glued_ordinal(found: Match) -> str:
    """`1.FC Köln`: only the space that is missing."""
    return f"{found[1]} "


@rule(
    "ordinal",
    rf"(?<![\w.,:/+-])(?:{_ONE})(?:(?: (?:und|oder|bis|sowie|zum"
    rf"|auf den|oder der|bis zum) |, | ?[/–-] ?)(?:{_ONE})){{0,4}}"
    r"(?=[ \u00a0\u202f-][\w\"„“»«(‚'])",
)
def spell_ordinal(found: Match) -> str | None:
    """`am 3. Oktober`, `der 3. und 4. Platz`: numbers with a full stop before a word."""
    following = [word for word in after(found) if word not in _OPENING]
    preceding = before(found)
    first = whole(re.match(r"[\d.]+", found[0])[0])  # type: ignore[index]
    if not _is_ordinal(first, preceding, following):
        return _as_list_number(found, first, preceding, following)
    inside = found.string.startswith("-", found.end())  # 1.-Klasse-Abteil
    suffix = "e" if inside else ending(preceding, following)

    def say(one: re.Match[str]) -> str:
        return ordinal(whole(one[0]), suffix)

    return re.sub(r" ?/ ?", " ", re.sub(r" ?[–-] ?(?=\D)", " bis ", re.sub(_ONE, say, found[0])))


def _is_ordinal(number: int, preceding: list[str], following: list[str]) -> bool:
    determined = bool(preceding) and preceding[0].casefold() in words("grammar", "ending")
    if number in _LIKE_A_YEAR and not determined:
        return False
    if following and not determined and following[0] in starters():
        return False
    if _starts(preceding) and _opens_sentence(following):
        return False
    return number < _LARGEST and not (preceding and preceding[0].casefold() in _LABELS)


def _starts(preceding: list[str]) -> bool:
    """Whether nothing but a bullet stands in front."""
    return not any(word[0].isalnum() for word in preceding)


def _opens_sentence(following: list[str]) -> bool:
    """Whether the number counts the points of a list: `2. Soziale Bewegungen`, `4. Essen Sie`.

    At the start of a text it is an ordinal only where a noun that is often numbered follows
    (`2. Halbzeit`, `1. FC Köln`), straight or behind an adjective that agrees.
    """
    if not following or not following[0][:1].isupper():
        return bool(following) and following[0][0].isdigit()
    first, second = following[0], following[1] if len(following) > 1 else ""
    if first.isupper() or is_listed(first):
        return False
    adjective = re.match(r"[A-ZÄÖÜ][a-zäöüß]+?(?:e|en|er|es)$", first)
    agrees = adjective and first.endswith(ending((), following))
    return is_plural(second) or not (agrees and is_listed(second))


def _as_list_number(
    found: Match, number: int, preceding: list[str], following: list[str]
) -> str | None:
    """`1. Der Haushalt ...` at the very start is a point of a list."""
    if not _starts(preceding) or not following or found[0].count(".") > 1:
        return None
    return ordinal(number, "ens").capitalize() + ","


@rule("ordinal", r"(?<=[( /])(\d{1,3})\.(?=(?:\+\d+)?(?:(?:, |/)\d{1,3}\.(?:\+\d+)?){0,9}\))")
def spell_minute(found: Match) -> str:
    """`Müller (12.)`, `Kane (45.+2)`: the minute of a goal."""
    if found.string.startswith("+", found.end()):
        return found[1]
    return ordinal(int(found[1]), "e")


@rule("ordinal", r"(?<![\w.,:/+-])(45|90|105|120)\.(?=\+\d)")
def spell_added_time(found: Match) -> str:
    """`in der 90.+3 Minute`."""
    return found[1]


@rule("ordinal", rf"(?<![\w.,:/+-])(?:{_ONE})(?=[\"“”«»')\]]*\s*$|, | und | oder |\))")
def spell_final_ordinal(found: Match) -> str | None:
    """`Der Termin ist am 3.`: the full stop is the ordinal's and the sentence's."""
    preceding = before(found)
    if not preceding and ends_text(found):  # nothing else in the text
        return ordinal(whole(found[0]), "er")
    if not preceding or whole(found[0]) in _LIKE_A_YEAR:
        return None
    word = preceding[0].casefold()
    stop = "." if ends_text(found) else ""
    if word in (_DETERMINED | words("grammar", "ending", "en")) - _COUNTED:
        return ordinal(whole(found[0]), ending(preceding, ())) + stop
    if word in {"wurde", "wird", "als"} and whole(found[0]) < _AGES:
        return ordinal(whole(found[0]), "er").capitalize() + stop
    return None
