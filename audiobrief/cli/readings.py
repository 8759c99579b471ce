"""Printed and spoken side by side: of lines of text, or of an article as `make` would read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from audiobrief.config import Settings
from audiobrief.layers import lexicons, make_lexicon
from audiobrief.model import Article, Pronunciation, Role

if TYPE_CHECKING:
    from audiobrief.normalise import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One sentence as printed, as spoken, and what was changed."""

    text: str
    spoken: str
    changes: tuple[Change, ...]
    role: Role | None = None
    """What its passage is in an article; None for a line of text."""
    pronunciations: tuple[Pronunciation, ...] = ()

    def row(self) -> dict[str, object]:
        """It as one JSON object; an article's sentence tells its role and its sounds too."""
        changes = [[change.before, change.after, change.rule] for change in self.changes]
        row: dict[str, object] = {"text": self.text, "spoken": self.spoken, "changes": changes}
        if self.role is None:
            return row
        told = [asdict(each) for each in self.pronunciations]
        return {"role": self.role, **row, "pronunciations": told}


def of_lines(lines: Iterable[str], settings: Settings, voice_name: str | None) -> Iterator[Reading]:
    """Every line; with what the lexicon of a voice says, if one is named."""
    from audiobrief.normalise import explain, spell

    voice = None
    if voice_name:
        from audiobrief.synthesise import find_voice

        voice = find_voice(voice_name, settings.voices)
    lexicon = make_lexicon(settings, voice)
    for line in lines:
        spoken = spell(line, reading=settings.gender, lexicon=lexicon)
        changes = explain(line, reading=settings.gender, lexicon=lexicon)
        yield Reading(text=line, spoken=spoken, changes=changes)


def of_article(article: Article, settings: Settings) -> Iterator[Reading]:
    """Every sentence as its voice gets it, in reading order."""
    from audiobrief.normalise import explain
    from audiobrief.pipeline import make_utterances

    lexicon = lexicons(settings)
    for utterance in make_utterances(article, settings):
        sentence = utterance.sentence
        yield Reading(
            text=sentence.text,
            spoken=utterance.text,
            changes=explain(sentence.text, reading=settings.gender, lexicon=lexicon(sentence.role)),
            role=sentence.role,
            pronunciations=utterance.pronunciations,
        )
