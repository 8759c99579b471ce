"""Spoken text as the symbols that Kokoro was trained on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from audiobrief.errors import VoiceError
from audiobrief.model import Pronunciation
from audiobrief.synthesise.espeak_library import phonemes
from audiobrief.synthesise.mispronounced import put_right
from audiobrief.synthesise.plain import plain
from audiobrief.synthesise.pronounced import Stretch, stretches

MARKS = ",;:.!?"
"""What Kokoro pauses at and turns its melody by."""
_CLAUSE = re.compile(rf"([{MARKS}…]+)(?=\s|$)")
_WORD = re.compile(r"(\S{60})(?=\S)")
"""eSpeak drops what comes behind some 160 sounds of one word; no word of news is so long."""
_FOREIGN = re.compile(r"\(([a-z-]+)\)")
"""eSpeak's mark for words in another language, and for the way back."""
STAND_IN = "Momopapp"
"""In place of a word that is pronounced by itself: a noun that eSpeak says alike in any sentence,
so that the words around keep the stress that they have beside a noun."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One replacement in a string of sounds."""

    find: re.Pattern[str]
    say: str

    def apply(self, sounds: str) -> str:
        """The sounds with every match replaced."""
        return self.find.sub(self.say, sounds)


def kokoro_phonemes(
    text: str, language: str = "de", pronunciations: Sequence[Pronunciation] = ()
) -> str:
    """The text in Kokoro's alphabet, its marks kept; one character is one token.

    Stretches with a pronunciation are said by it, in their own language where eSpeak has it,
    and words that eSpeak says wrongly as they are listed.
    Symbols that the model does not know are left out. Raises VoiceError for a language
    without rules.
    """
    parts = [
        (stretch.text, _pronounced(stretch, language))
        for stretch in stretches(text, put_right(text, pronunciations, language))
    ]
    said = [symbols for _, symbols in parts if symbols]
    if said:
        told = "".join(STAND_IN if symbols else words for words, symbols in parts)
        told = told.replace(f"-{STAND_IN}", f" {STAND_IN}").replace(f"{STAND_IN}-", f"{STAND_IN} ")
        around = _spelt(told, language).split(_spelt(STAND_IN, language))
        if len(around) == len(said) + 1:
            return "".join(chain.from_iterable(zip(around, [*said, ""], strict=True)))
    return _spelt(text, language)


def tokens(symbols: str) -> list[int]:
    """The model's numbers for symbols that `kokoro_phonemes` gave."""
    return [vocabulary()[symbol] for symbol in symbols]


def portions(symbols: str, limit: int) -> Iterator[str]:
    """The symbols in portions of at most `limit`, cut at a mark, else a space, if there is one."""
    rest = symbols.strip()
    while len(rest) > limit:
        room = rest[: limit + 1]
        at_mark = max(room.rfind(f"{mark} ") + 1 for mark in MARKS)
        end = at_mark or room.rfind(" ") or limit
        end = limit if end < 1 else end
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    if rest:
        yield rest


@cache
def vocabulary() -> Mapping[str, int]:
    """Every symbol that the model knows, with its number."""
    return {
        symbol: number
        for group in _table()["vocabulary"].values()
        for symbol, number in group.items()
    }


def _spelt(text: str, language: str) -> str:
    """The text as it is spelt."""
    clauses = (_said(words, mark, language) for words, mark in _clauses(text))
    return " ".join(clause for clause in clauses if clause)


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """Words and the marks behind them."""
    parts = _CLAUSE.split(_WORD.sub(r"\1 ", plain(text)))
    yield from zip(parts[::2], [*parts[1::2], ""], strict=True)


def _pronounced(stretch: Stretch, language: str) -> str:
    """A stretch by its pronunciation; nothing where it has none that can be said."""
    own = stretch.language or language
    if stretch.ipa:
        return _known(_symbols(_applied("written", stretch.ipa), own))
    if not stretch.words or own == language:
        return ""
    try:
        return _known(_symbols(phonemes(stretch.words, own), own))
    except VoiceError:  # eSpeak does not speak it: as the text spells it
        return ""


def _said(words: str, mark: str, language: str) -> str:
    known = _known(_symbols(phonemes(words, language), language))
    return known + mark.replace("…", ".")[:1] if known else ""


def _known(symbols: Iterator[str]) -> str:
    """What of the symbols the model has."""
    return "".join(symbol for symbol in "".join(symbols) if symbol in vocabulary()).strip()


def _symbols(sounds: str, language: str) -> Iterator[str]:
    """The sounds of each language by its own rules."""
    parts = _FOREIGN.split(sounds)
    for spoken_in, part in zip([language, *parts[1::2]], parts[::2], strict=True):
        yield _applied("all", _applied(spoken_in.partition("-")[0], part))


def _applied(group: str, sounds: str) -> str:
    """The sounds by the rules of a group, in order; as they are where it has none."""
    for rule in _rules(group):
        sounds = rule.apply(sounds)
    return sounds


@cache
def _rules(group: str) -> tuple[Rule, ...]:
    table = _table()["rules"]
    return tuple(Rule(re.compile(rule["find"]), rule["say"]) for rule in table.get(group, ()))


@cache
def _table() -> dict[str, dict[str, Any]]:
    text = (files(__package__) / "kokoro_phonemes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
