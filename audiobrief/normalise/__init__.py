"""Sentence in, Utterance out: the words for the voice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiobrief.choices import GenderReading
from audiobrief.model import Sentence, Utterance
from audiobrief.normalise.change import Change

if TYPE_CHECKING:  # most runs have no lexicon
    from audiobrief.normalise.lexicon import Lexicon

__all__ = ["Change", "explain", "normalise", "spell"]

_FINAL = ".!?:;…"


def normalise(
    sentence: Sentence,
    *,
    reading: GenderReading = GenderReading.GAP,
    lexicon: Lexicon | None = None,
) -> Utterance:
    """The sentence as it is spoken, closed by a mark so that the voice falls at its end."""
    from audiobrief.normalise.english import english_spans
    from audiobrief.normalise.pronounced import Words, pronounced

    spelled = spell(sentence.text, reading=reading)
    plain = _for_voice(spelled)
    # Quotation marks tell where English begins: it is looked for while they are there.
    spans = Words(spelled).moved(english_spans(spelled), Words(plain))
    text, pronunciations = pronounced(plain, spans, lexicon)
    return Utterance(sentence=sentence, text=text, pronunciations=pronunciations)


def spell(
    text: str, *, reading: GenderReading = GenderReading.GAP, lexicon: Lexicon | None = None
) -> str:
    """The spoken form of a printed sentence; its quotation marks and dashes stay.

    A lexicon's words take the place of the printed ones last, so that no rule reads them again.
    """
    return _spelled(text, reading, lexicon)[0]


def explain(
    text: str, *, reading: GenderReading = GenderReading.GAP, lexicon: Lexicon | None = None
) -> tuple[Change, ...]:
    """What `spell` changes in a text, in the order of the rules."""
    return _spelled(text, reading, lexicon)[1]


def _spelled(
    text: str, reading: GenderReading, lexicon: Lexicon | None
) -> tuple[str, tuple[Change, ...]]:
    # The rules are loaded with the first sentence: importing the room stays cheap.
    from audiobrief.normalise.rules import spelled

    said, changes = spelled(text, reading)
    if lexicon is None:
        return said, changes
    said, respelt = lexicon.apply(said)
    return said, changes + respelt


def _for_voice(text: str) -> str:
    """The text with none but plain marks: quotes go, dashes between clauses become commas."""
    text = re.sub(r"\s{2,}", " ", text.replace("…", "...").replace("’", "'"))
    text = re.sub(r"[\"„“”»«›‹‚‘\[\]{}]", "", text)
    text = re.sub(r"(?<!\w)'|'(?!\w)", "", text)
    text = re.sub(r" ?\(([^()]{0,300})\)", r", \1,", text)
    text = re.sub(r"[()]", "", text)
    text = re.sub(r"\s[-–—]{1,3}\s|\s?—\s?", ", ", text)
    text = re.sub(r"[‑–]", "-", text)
    text = re.sub(r"\s([,.;:!?])", r"\1", re.sub(r"\s{2,}", " ", text))
    text = re.sub(r",{1,9}(?=[,.;:!?])", "", text).strip(" ,-")
    return text if text.endswith(tuple(_FINAL)) or not text else f"{text}."
