"""The words that hold German sentences together."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def function_words() -> frozenset[str]:
    """Articles, prepositions, pronouns, conjunctions and auxiliaries, small and capitalised."""
    small = {word for group in _table().values() for word in group["words"]}
    return frozenset(small | {word.capitalize() for word in small})


@cache
def auxiliaries() -> frozenset[str]:
    """Forms of verbs that hold a sentence together."""
    return frozenset(_table()["auxiliaries"]["words"])


@cache
def joining_words() -> frozenset[str]:
    """Those that no sentence, title or label ends with."""
    return frozenset(_table()["joining"]["words"])


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
