"""Spoken text as the symbols that Kokoro was trained on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audiobrief.synthesise.espeak import phonemes
from audiobrief.synthesise.plain import plain

MARKS = ",;:.!?"
"""What Kokoro pauses at and turns its melody by."""
_CLAUSE = re.compile(rf"([{MARKS}…]+)(?=\s|$)")
_WORD = re.compile(r"(\S{60})(?=\S)")
"""eSpeak drops what comes behind some 160 sounds of one word; no word of news is so long."""
_FOREIGN = re.compile(r"\(([a-z-]+)\)")
"""eSpeak's mark for words in another language, and for the way back."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One replacement in a string of sounds."""

    find: re.Pattern[str]
    say: str

    def apply(self, sounds: str) -> str:
        """The sounds with every match replaced."""
        return self.find.sub(self.say, sounds)


def kokoro_phonemes(text: str, language: str = "de") -> str:
    """The text in Kokoro's alphabet, its marks kept; one character is one token.

    Symbols that the model does not know are left out. Raises VoiceError for a language
    without rules.
    """
    clauses = (_said(words, mark, language) for words, mark in _clauses(text))
    return " ".join(clause for clause in clauses if clause)


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


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """Words and the marks behind them."""
    parts = _CLAUSE.split(_WORD.sub(r"\1 ", plain(text)))
    yield from zip(parts[::2], [*parts[1::2], ""], strict=True)


def _said(words: str, mark: str, language: str) -> str:
    sounds = "".join(_symbols(phonemes(words, language), language))
    known = "".join(symbol for symbol in sounds if symbol in vocabulary()).strip()
    return known + mark.replace("…", ".")[:1] if known else ""


def _symbols(sounds: str, language: str) -> Iterator[str]:
    """The sounds of each language by its own rules."""
    parts = _FOREIGN.split(sounds)
    for spoken_in, part in zip([language, *parts[1::2]], parts[::2], strict=True):
        for rule in _rules(spoken_in):
            part = rule.apply(part)  # noqa: PLW2901 - each rule builds on the one before
        yield part


@cache
def _rules(language: str) -> tuple[Rule, ...]:
    """The rules of a language in order; the general ones where it has none of its own."""
    table = _table()["rules"]
    return tuple(
        Rule(re.compile(rule["find"]), rule["say"])
        for rule in (*table.get(language.partition("-")[0], ()), *table["all"])
    )


@cache
def _table() -> dict[str, dict[str, dict[str, int]]]:
    text = (files(__package__) / "kokoro_phonemes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
