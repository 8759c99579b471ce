"""Engines that can be told how words are pronounced, and what the others are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeGuard

from audiobrief.model import Audio, Pronunciation, Voice
from audiobrief.synthesise.plain import plain

if TYPE_CHECKING:
    from audiobrief.synthesise.engine import Engine

PUNCTUATION = ",.;:!?"


class Phonetic(Protocol):
    """What an engine is besides that takes pronunciations with the text."""

    phonetic: bool
    """True."""

    def speak(self, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()) -> Audio:
        """The text as sound, its stretches as they are pronounced, as far as the engine can."""
        ...


def is_phonetic(engine: Engine) -> TypeGuard[Phonetic]:
    """Whether an engine says so of itself; one that says nothing is told the text alone."""
    return getattr(engine, "phonetic", False) is True


def say(
    engine: Engine, text: str, voice: Voice, pronunciations: Sequence[Pronunciation] = ()
) -> Audio:
    """The engine's sound, with the pronunciations where it takes some."""
    if pronunciations and is_phonetic(engine):
        return engine.speak(text, voice, pronunciations)
    return engine.speak(text, voice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of a text that is pronounced in one way."""

    text: str
    """As it stands in the text, for engines that cannot say it otherwise."""
    ipa: str = ""
    language: str = ""
    """Empty where it is the voice's own."""
    words: str = ""
    """The words as `language` spells them; empty where nothing is known of them."""


def stretches(text: str, pronunciations: Sequence[Pronunciation] = ()) -> Iterator[Stretch]:
    """The whole text in order, cut where a pronunciation begins or ends; no piece is empty.

    Of two pronunciations that overlap, the one that begins first counts.
    """
    place = 0
    for each in sorted(pronunciations, key=lambda p: (p.start, -p.end)):
        if not place <= each.start < each.end <= len(text):
            continue
        if place < each.start:
            yield Stretch(text=text[place : each.start])
        own = text[each.start : each.end]
        yield Stretch(text=own, ipa=each.ipa, language=each.language, words=each.words or own)
        place = each.end
    if place < len(text):
        yield Stretch(text=text[place:])


def marked(
    text: str,
    pronunciations: Sequence[Pronunciation],
    mark: Callable[[Stretch], str | None],
    clean: Callable[[str], str] = plain,
) -> str | None:
    """The text with an engine's own marks for the stretches that it can be told.

    `mark` gives the mark for one stretch, or None where the engine has to read its words;
    `clean` leaves nothing in all else that the engine could take for a mark. None where no
    stretch is marked.
    """
    said: list[str] = []
    unmarked = ""
    for stretch in stretches(text, pronunciations):
        code = mark(stretch) if stretch.words else None
        if code is None:
            unmarked += stretch.text
        else:
            said += [clean(_unhyphenated(unmarked)), code]
            unmarked = ""
    return _joined([*said, clean(_unhyphenated(unmarked))]) if said else None


def _unhyphenated(text: str) -> str:
    """Words beside a mark; the hyphen of a compound would be read with them."""
    return text.removeprefix("-").removesuffix("-")


def _joined(parts: Sequence[str]) -> str:
    """The parts a space apart, but for the punctuation behind a mark."""
    whole = ""
    for part in parts:
        gap = " " if whole and part and part[0] not in PUNCTUATION else ""
        whole += gap + part
    return whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a text that a voice is given at once."""

    text: str
    place: int | None
    """Of its first letter in the whole; None where white space was made one space there."""
    pronunciations: tuple[Pronunciation, ...] = ()


def pieces(
    text: str, parts: Sequence[str], pronunciations: Sequence[Pronunciation]
) -> Iterator[Part]:
    """The parts that a text was cut into, each with its own pronunciations.

    A pronunciation that two parts share is left out: the text is said there as it is spelt.
    """
    place = 0
    for part in parts:
        start = text.find(part, place)
        if start < 0:
            yield Part(text=part, place=None)
            continue
        place = start + len(part)
        own = tuple(
            replace(each, start=each.start - start, end=each.end - start)
            for each in pronunciations
            if start <= each.start and each.end <= place
        )
        yield Part(text=part, place=start, pronunciations=own)
