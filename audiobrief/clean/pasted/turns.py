"""The role of each paragraph of a pasted text: crosshead, question, answer, quote, item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audiobrief.model import Role

_QUESTION_WORDS = 40
_CROSSHEAD_WORDS = 12
_FEWEST_TURNS = 3
_ITEM = re.compile(r"[•●▪◦*–-]\s+\S|\d{1,2}[.)]\s+\S")
_QUOTE = re.compile(r"[„“»«\"].*[“”»«\"](?:\s[–—-]\s?.{2,60})?")


def roles(texts: Sequence[str], crossheads: Sequence[bool]) -> tuple[Role, ...]:
    """One role for each text; the flags tell which of them are crossheads."""
    crossheads = [
        flag or (_heads(text) and place + 1 < len(texts))
        for place, (text, flag) in enumerate(zip(texts, crossheads, strict=True))
    ]
    asked = [not flag and _asks(text) for text, flag in zip(texts, crossheads, strict=True)]
    interview = sum(asked) >= _FEWEST_TURNS
    return tuple(
        _role(text, flag, interview and question, interview and any(asked[:place]))
        for place, (text, flag, question) in enumerate(zip(texts, crossheads, asked, strict=True))
    )


def _heads(text: str) -> bool:
    """Whether a text is a crosshead by its shape: a few words without an end."""
    return text.count(" ") < _CROSSHEAD_WORDS and text[-1].isalnum() and not _ITEM.match(text)


def _asks(text: str) -> bool:
    """Whether a paragraph is a question by itself."""
    return text.rstrip('“”»«" ').endswith("?") and text.count(" ") < _QUESTION_WORDS


def _role(text: str, crosshead: bool, question: bool, answering: bool) -> Role:
    if crosshead:
        return Role.CROSSHEAD
    if question:
        return Role.QUESTION
    if _ITEM.match(text):
        return Role.ITEM
    if answering:
        return Role.ANSWER
    return Role.QUOTE if _QUOTE.fullmatch(text) else Role.PARAGRAPH
