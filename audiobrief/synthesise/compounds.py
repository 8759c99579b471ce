"""German compounds, and the two nouns that they consist of."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

LINKS = ("", "s", "es", "n", "en")
SHORTEST = 4
"""Letters of a half."""


def halves(word: str) -> tuple[str, ...]:
    """The first noun with the link behind it, and the rest; the word itself where it is none.

    Of several ways to cut it, the shortest first half is taken: `Haft-strafe`, no `Hafts-trafe`.
    """
    letters = word.casefold()
    if not word[:1].isupper() or len(letters) != len(word):
        return (word,)
    for cut in range(SHORTEST, len(letters) - SHORTEST + 1):
        if letters[cut:] in _nouns() and _is_first(letters[:cut]):
            return word[:cut], letters[cut].upper() + letters[cut + 1 :]
    return (word,)


def _is_first(letters: str) -> bool:
    stems = (letters.removesuffix(link) for link in LINKS if letters.endswith(link))
    return any(len(stem) >= SHORTEST and stem in _nouns() for stem in stems)


@cache
def _nouns() -> frozenset[str]:
    text = (files(__package__) / "compounds.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if line[:1] != "#" for word in line.split())
