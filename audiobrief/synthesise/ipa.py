"""The International Phonetic Alphabet in the letters that an engine knows."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

LONGEST = 3
"""Characters of one sound: a vowel, its tilde and its length."""
TIES = str.maketrans(dict.fromkeys("\u0361\u035c\u032f", ""))
"""Between the letters of one sound; the tables go by the letters. And the mark of a vowel that
makes no syllable."""
FURTHEST = 4
"""Steps from a sound to the nearest one that an engine has."""


def engine_letters(ipa: str, engine: str) -> str:
    """The sounds in an engine's own letters; what it cannot say is said by the nearest sound.

    Nothing but letters of the engine's table comes out, whatever goes in.
    """
    return "".join(_said(ipa, _table()[engine], _table()["near"]))


def espeak_ipa(ipa: str) -> str:
    """The sounds as eSpeak writes those of German, in which Piper's models have learned them."""
    own = _table()["piper"]
    return "".join(_said(ipa, own, {}, keep=True))


def _said(
    ipa: str, own: Mapping[str, str], near: Mapping[str, str], *, keep: bool = False
) -> Iterator[str]:
    text = _decomposed(ipa.translate(TIES))
    place = 0
    while place < len(text):
        for length in range(LONGEST, 0, -1):
            sound = text[place : place + length]
            if len(sound) == length and (letter := _letter(sound, own, near)) is not None:
                yield letter
                place += length
                break
        else:
            if keep:
                yield text[place]
            place += 1


def _letter(
    sound: str, own: Mapping[str, str], near: Mapping[str, str], steps: int = FURTHEST
) -> str | None:
    """The letter of one sound, or those of the sounds nearest to it; None for no sound at all."""
    if sound in own:
        return own[sound]
    if sound not in near or not steps:
        return None
    letters = [_letter(each, own, near, steps - 1) for each in _sounds(near[sound], own)]
    return "".join(letter or "" for letter in letters)


def _sounds(ipa: str, own: Mapping[str, str]) -> tuple[str, ...]:
    """One sound that the engine or the table knows as a whole, else its letters."""
    return (ipa,) if ipa in own or ipa in _table()["near"] else tuple(ipa)


@cache
def _table() -> dict[str, dict[str, str]]:
    text = (files(__package__) / "ipa.toml").read_text(encoding="utf-8")
    return {
        group: {_decomposed(sound): letter for sound, letter in rows.items()}
        for group, rows in tomllib.loads(text).items()
    }


def _decomposed(ipa: str) -> str:
    """A nasal's tilde by itself; the cedilla of ç is part of its letter."""
    return unicodedata.normalize("NFD", ipa).replace("c\u0327", "ç")
