"""Abbreviations: with and without inner spaces, at a sentence end, and with their ending."""

from __future__ import annotations

import re
from functools import cache

from audiobrief.german.words import Abbreviation, starters
from audiobrief.german.words import abbreviations as listed
from audiobrief.normalise.context import after_at, before_at, ends_text
from audiobrief.normalise.inflection import ending, gender, is_plural
from audiobrief.normalise.lists import either, mapping, words
from audiobrief.normalise.rule import Match, rule

_GAP = r"[ \u00a0\u202f\u2009]"


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@cache
def _known() -> dict[str, Abbreviation]:
    return {_squeezed(printed): each for printed, each in listed().items()}


@rule(
    "abbreviation",
    rf"(?<![\w.@/])[^\W\d_]+(?:\.?-[^\W\d_]+){{0,2}}\.(?:{_GAP}?[^\W\d_]{{1,8}}\.){{0,5}}",
    needs=".",
)
def spell_abbreviation(found: Match) -> str | None:
    """`z. B.`, `u.a.`, `Dr. h. c.`, `usw.`: the longest known run of short forms wins."""
    pieces = re.findall(rf"{_GAP}?[^\W\d_]+(?:\.?-[^\W\d_]+){{0,2}}\.", found[0])
    said, place = [], 0
    while place < len(pieces):
        taken = _longest(pieces[place:])
        run = "".join(pieces[place : place + taken]) if taken else pieces[place]
        start = found.start() + sum(len(piece) for piece in pieces[:place])
        gap = run[: len(run) - len(run.lstrip())]
        spoken = _spoken(found.string, start + len(gap), start + len(run)) if taken else None
        said.append(run if spoken is None else (gap or (" " if place else "")) + spoken)
        place += taken or 1
    return "".join(said)


def _longest(pieces: list[str]) -> int:
    for count in range(len(pieces), 0, -1):
        if _lookup(_squeezed("".join(pieces[:count]))):
            return count
    return 0


def _lookup(key: str) -> Abbreviation | None:
    known = _known()
    if key in known or key[1:2] != "." or key.count(".") == 1:
        return known.get(key)
    return known.get(key[0].lower() + key[1:])  # Z. B., but never an initial


def _spoken(text: str, start: int, end: int) -> str | None:
    """What is said for the abbreviation at this place, None where it is a common word."""
    printed = text[start:end]
    each = _lookup(_squeezed(printed))
    if each is None:
        return None
    following, preceding = after_at(text, end), before_at(text, start)
    ends = not text[end : end + 90].strip(" \u00a0\"'”“«»’‘)]*…") and text[end : end + 1] != "."
    if not _fits(each, preceding, following, ends=ends):
        return None
    spoken = _inflected(each, preceding, following)
    if printed[0].isupper() and each.printed[0].islower():
        spoken = spoken[0].upper() + spoken[1:]
    if each.printed in words("abbreviations", "bound") and not following:
        return spoken
    stops = ends or (each.may_end and following[:1] and following[0] in starters())
    glue = " " if text[end : end + 1].isalnum() else ""
    return spoken + ("." if stops else "") + glue


def _fits(each: Abbreviation, preceding: list[str], following: list[str], *, ends: bool) -> bool:
    if each.printed in words("abbreviations", "elsewhere"):
        return False
    beside = [*preceding[:1], *following[:1]]
    if each.printed in words("abbreviations", "beside_numbers"):
        return any(word[0].isdigit() for word in beside)
    if each.printed in words("abbreviations", "before_numbers"):
        return bool(following) and following[0][0].isdigit()
    if each.printed in words("abbreviations", "behind_numbers"):
        return bool(preceding) and preceding[0][0].isdigit()
    if each.printed in words("abbreviations", "before_nouns"):
        return bool(following) and following[0][0].isupper() and not ends
    return each.may_end or not ends


def _inflected(each: Abbreviation, preceding: list[str], following: list[str]) -> str:
    alone = mapping("abbreviations", "alone").get(each.printed)
    if alone and not (following and following[0][0].isupper()):
        return alone
    stem = mapping("abbreviations", "inflected").get(each.printed)
    if stem is None:
        return each.spoken
    if each.printed in words("abbreviations", "languages") and preceding[:1] in (["("], [","]):
        return stem  # (engl. public key)
    if following[:1] and _plural(following[0]):
        return stem + _plural_ending(preceding)
    return stem + ending(preceding, following)


def _plural(noun: str) -> bool:
    known = gender(noun) is not None and not noun.endswith("en")
    return is_plural(noun) or (noun[:1].isupper() and noun.endswith("en") and not known)


def _plural_ending(preceding: list[str]) -> str:
    """`sogenannte Experten` alone, `-en` behind an article or a preposition with the dative."""
    word = preceding[0].casefold() if preceding else ""
    weak = word in words("grammar", "ending") or word in words("grammar", "prepositions", "dative")
    return "en" if weak else "e"


@rule("abbreviation", r"\((r|l|M|o|u)\.\)", needs=".")
def spell_bracketed(found: Match) -> str:
    """`Merz (r.)`: who stands where in a picture."""
    return f"({mapping('abbreviations', 'bracketed')[found[1]]})"


@rule(
    "abbreviation",
    lambda: rf"(?<![\w.-])(?:{either(mapping('abbreviations', 'stopless'))})(?![\w.-])",
    needs="",
)
def spell_stopless(found: Match) -> str | None:
    """`usw`, `ca 40`, `Dr Müller`: short forms that lost their full stop."""
    return mapping("abbreviations", "stopless")[found[0]]


@rule("street", r"(?<=[a-zäöüß-])([Ss])tr\.(?!\w)", needs=".")
def spell_street(found: Match) -> str:
    """`Hauptstr. 5`."""
    return found[1] + "traße" + ("." if ends_text(found) else "")
