"""Acronyms: words like `Nato` become words, letters like `CDU` stay capitals for the voice."""

from __future__ import annotations

from audiobrief.normalise.lists import either, mapping
from audiobrief.normalise.rule import Match, rule


@rule(
    "acronym",
    lambda: rf"(?<![\w.])(?:{either(mapping('acronyms', 'said'))})(?![\w]|\.\w)",
    needs="",
)
def spell_acronym(found: Match) -> str:
    """`NATO` as a word, `Pkw` as letters, `ver.di` as `Verdi`."""
    return mapping("acronyms", "said")[found[0]]


@rule("slash", lambda: rf"(?<!\w)(?:{either(mapping('acronyms', 'places'))})(?!\w)", needs="/")
def spell_place(found: Match) -> str:
    """`Frankfurt/Oder`."""
    return mapping("acronyms", "places")[found[0]]


@rule(
    "slash", lambda: rf"(?<=[^\W\d_]) ?/ ?(?:{either(mapping('acronyms', 'per'))})(?!\w)", needs="/"
)
def spell_per(found: Match) -> str:
    """`Euro/Monat`."""
    return " pro " + mapping("acronyms", "per")[found[0].lstrip(" /")]
