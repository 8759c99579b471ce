"""The word lists of this room, in the shape in which the rules ask for them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audiobrief.german import abbreviations


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What `context.toml` says; nouns and signals in lower case."""

    number_labels: tuple[str, ...]
    number_signs: frozenset[str]
    letter_labels: tuple[str, ...]
    determiners: frozenset[str]
    ordinal_links: frozenset[str]
    amount_signals: frozenset[str]
    ordinal_endings: tuple[str, ...]
    ordinal_words: frozenset[str]
    marked_names: frozenset[str]
    lower_case_names: frozenset[str]
    words_too: frozenset[str]
    unit_letters: frozenset[str]
    sounds: frozenset[str]
    ends_too: frozenset[str]
    closes_list: frozenset[str]


@cache
def context() -> Context:
    """The lists, read once."""
    table = tomllib.loads((files(__package__) / "context.toml").read_text(encoding="utf-8"))
    return Context(
        number_labels=tuple(table["number_labels"]["nouns"]),
        number_signs=frozenset(table["number_labels"]["signs"]),
        letter_labels=tuple(table["letter_labels"]["nouns"]),
        determiners=frozenset(table["ordinal_signals"]["determiners"]),
        ordinal_links=frozenset(table["ordinal_signals"]["links"]),
        amount_signals=frozenset(table["amount_signals"]["words"]),
        ordinal_endings=tuple(table["ordinal_nouns"]["endings"]),
        ordinal_words=frozenset(table["ordinal_nouns"]["words"]),
        marked_names=frozenset(table["marked_names"]["words"]),
        lower_case_names=frozenset(table["lower_case_names"]["words"]),
        words_too=frozenset(table["words_too"]["words"]),
        sounds=frozenset(table["sounds"]["words"]),
        unit_letters=frozenset(table["unit_letters"]["letters"]),
        ends_too=frozenset(table["ends_too"]["abbreviations"]),
        closes_list=frozenset(_squeezed(table["closes_list"]["abbreviations"])),
    )


def _squeezed(printed: list[str]) -> list[str]:
    return ["".join(abbreviation.split()) for abbreviation in printed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviations:
    """The abbreviations of German, ready to be met word by word."""

    may_end: Mapping[str, bool]
    """Whether a sentence can end with it, by its form without spaces: `z.B.`."""
    longest: int
    """The number of words of the longest."""
    parts: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    """By a word that is not the last of its abbreviation: the words up to it and those behind."""


@cache
def known_abbreviations() -> Abbreviations:
    """Every abbreviation, read once."""
    parts: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    may_end: dict[str, bool] = {}
    longest = 1
    for printed, entry in abbreviations().items():
        words = tuple(printed.split())
        may_end["".join(words)] = entry.may_end or printed in context().ends_too
        longest = max(longest, len(words))
        for cut in range(1, len(words)):
            parts.setdefault(words[cut - 1], []).append((words[:cut], words[cut:]))
    frozen = {word: tuple(pairs) for word, pairs in parts.items()}
    return Abbreviations(may_end=may_end, longest=longest, parts=frozen)
