"""What single words and marks tell of a line of pasted text."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audiobrief.clean import words

_VERB_ENDS = ("t", "te", "ten", "en", "eln", "ern")
_VERBS = ("said", "past", "perfect", "future", "shown")
"""The lists of words that are verbs."""

_Search = Callable[[str], "re.Match[str] | None"]
_Listed = dict[str, tuple[str, ...]]


def find_cues(tokens: Sequence[str], shown: str) -> list[str]:
    """The names of the lists and patterns that a line has something of; `shown` is its text."""
    cues, holds = _cues(), shown.__contains__
    found = [*cues.first.get(tokens[0], ())]
    for table, some in ((cues.words, tokens), (cues.later, tokens[1:])):
        found += dict.fromkeys([name for token in some if token in table for name in table[token]])
    found += [
        name
        for name, needs, search in cues.patterns
        if (not needs or any(map(holds, needs))) and search(shown)
    ]
    return found


def is_verb(token: str) -> bool:
    """Whether a word may be a verb, by its ending or because it is a common one."""
    if token in _cues().verbs:
        return True
    return token.endswith(_VERB_ENDS) and token.islower() and token not in words.function_words()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cues:
    """The tables of cues.toml, the first three by word."""

    words: _Listed
    later: _Listed
    first: _Listed
    verbs: frozenset[str]
    patterns: tuple[tuple[str, tuple[str, ...], _Search], ...]
    """Each with strings without any of which it cannot match; none if there are no such."""


@cache
def _cues() -> _Cues:
    text = (files(__package__) / "cues.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    patterns = tuple(
        (name, tuple(table["needs"].get(name, ())), finder(row))
        for name, row in table["patterns"].items()
    )
    listed = {part: _by_word(table[part]) for part in ("words", "later", "first")}
    verbs = frozenset(word for name in _VERBS for word in table["words"][name])
    return _Cues(**listed, verbs=verbs | words.auxiliaries(), patterns=patterns)


def finder(pattern: str) -> _Search:
    """What finds a pattern; one that must stand at the beginning is not tried at every place.

    The machine of Python's expressions tries `^` at every place of a text.
    """
    anchored = pattern.startswith("^") and "|" not in pattern
    return re.compile(pattern).match if anchored else re.compile(pattern).search


def _by_word(lists: dict[str, list[str]]) -> _Listed:
    found: dict[str, list[str]] = defaultdict(list)
    for name, listed in lists.items():
        for word in listed:
            found[word].append(name)
    return {word: tuple(names) for word, names in found.items()}
