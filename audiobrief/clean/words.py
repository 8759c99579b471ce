"""The words that hold German sentences together."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def function_words() -> frozenset[str]:
    """Articles, prepositions, pronouns, conjunctions and auxiliaries, in lower case."""
    text = (files(__package__) / "words.toml").read_text(encoding="utf-8")
    return frozenset(word for group in tomllib.loads(text).values() for word in group["words"])
