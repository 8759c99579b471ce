"""German words that eSpeak's rules get wrong, for every voice that learns its sounds from them.

A number is said part by part (eSpeak says a w in zweiundvierzig), a compound as its two halves
are said, and a listed word as it is listed, alone, as part of others, and with endings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from audiobrief.german.numbers import around_and, number_parts
from audiobrief.model import Pronunciation
from audiobrief.synthesise.compounds import halves
from audiobrief.synthesise.espeak_library import phonemes

GERMAN = "de"
WHOLE = "|"
"""Behind a word of the list that is not looked for inside of others."""
SHORTEST = 4
"""Letters of a word that is looked for inside of others."""
LONGEST = 60
"""Letters of a word that is looked into; none of the news has as many."""
_WORD = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(rf"{_WORD.pattern}(?:-{_WORD.pattern})*")
_OTHER_LANGUAGE = "("
"""Begins eSpeak's mark for words that it takes for another language's."""
_STRESS = re.compile("[ˈˌ]")
_VOWELS = "aeiouyæøœɐɑɒɔəɛɜɪʊʌʏ"
_BEFORE_SYLLABLE = re.compile(f"([ˈˌ])([^{_VOWELS}ˈˌ]+)")
_FIRST_VOWEL = re.compile(f"[{_VOWELS}]")
_DRAWS_STRESS = re.compile(f"ˈ[{_VOWELS}]")
"""What follows `Finanz` in `Finanzierung`, which is said otherwise by that."""


def put_right(
    text: str, pronunciations: Sequence[Pronunciation] = (), language: str = GERMAN
) -> tuple[Pronunciation, ...]:
    """The pronunciations, and those of the words in the text that eSpeak would say wrongly.

    What is pronounced already stays as it is. Sounds are written as eSpeak writes them: stress
    stands before its vowel.
    """
    told = tuple(pronunciations)
    if language.partition("-")[0] != GERMAN:
        return told
    spans = tuple(_unpronounced(text, told))
    mended = mend({text[start:end] for start, end in spans})
    added = (
        Pronunciation(start=start, end=end, ipa=mended[text[start:end]])
        for start, end in spans
        if text[start:end] in mended
    )
    return tuple(sorted((*told, *added), key=lambda each: each.start))


def mend(words: Iterable[str]) -> Mapping[str, str]:
    """Those of the words that eSpeak says wrongly, each with its right sounds."""
    joined = {word: word.split("-") for word in words if len(word) <= LONGEST}
    single = _mended_singly({part for parts in joined.values() for part in parts})
    wrong = {
        word: [single[part] for part in parts if part in single] for word, parts in joined.items()
    }
    hyphenated = _spoken([word for word, parts in wrong.items() if parts and "-" in word])
    said = {
        word: _mended(hyphenated[word], parts) if word in hyphenated else parts[0][1]
        for word, parts in wrong.items()
        if parts
    }
    return {word: sound for word, sound in said.items() if _OTHER_LANGUAGE not in sound}


def _unpronounced(text: str, told: Sequence[Pronunciation]) -> Iterator[tuple[int, int]]:
    """Where the words stand that nobody has told how to say, those with hyphens as one."""
    for whole in _HYPHENATED.finditer(text):
        spans = [whole.span(), *(part.span() for part in _WORD.finditer(text, *whole.span()))]
        free = [
            (start, end)
            for start, end in spans
            if not any(each.start < end and start < each.end for each in told)
        ]
        yield from free[:1] if free[:1] == spans[:1] else free


def _mended_singly(words: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """What eSpeak says for each word that it says wrongly, and what is right."""
    parts = {word: _parts_of(word) for word in sorted(words)}
    single = {part for each in parts.values() for part in each}
    listed = {part: tuple(_listed_in(part)) for part in single}
    asked = {name for found in listed.values() for name, _ in found}
    touched = [word for word, each in parts.items() if len(each) > 1 or listed[word]]
    asked |= {part for word in touched for part in (word, *parts[word])}
    spoken = _spoken(sorted(asked))
    said = {}
    for word in touched:
        each = [
            _mended(spoken[part], [(spoken[name], right) for name, right in listed[part]])
            for part in parts[word]
        ]
        said[word] = (spoken[word], each[0] if len(each) == 1 else _together(word, each))
    return {word: (wrong, right) for word, (wrong, right) in said.items() if wrong != right}


def _parts_of(word: str) -> tuple[str, ...]:
    """What is said by itself: the parts of a number, the halves of a compound, else the word."""
    if _whole(word):
        return (word,)
    number = _number_words(word)
    return number if len(number) > 1 else halves(word)


def _number_words(word: str) -> tuple[str, ...]:
    return tuple(each for part in number_parts(word) for each in around_and(part))


def _together(word: str, parts: Sequence[str]) -> str:
    """The sounds of a word from those of its parts: hundreds apart, all else as one."""
    if len(_number_words(word)) > 1:
        said = iter(parts)
        spans = ([next(said) for _ in around_and(part)] for part in number_parts(word))
        return " ".join(map(_below_hundred, spans))
    first, second = parts
    if "ˈ" not in first:
        first = first.replace("ˌ", "ˈ", 1)
    return first + second.replace("ˈ", "ˌ")


def _below_hundred(parts: Sequence[str]) -> str:
    """A number below a hundred, of which the ones are stressed most."""
    first, *rest = parts
    if not rest:
        return first
    link, tens = rest
    if not _STRESS.search(first):  # ein, which eSpeak takes for the article
        first = _FIRST_VOWEL.sub(r"ˈ\g<0>", first, count=1)
    return first + _STRESS.sub("", link) + tens.replace("ˈ", "ˌ")


def _listed_in(word: str) -> Iterator[tuple[str, str]]:
    """The listed words that a word consists of and their sounds, the longest first."""
    if whole := _whole(word):
        yield whole
        return
    letters, known = word.casefold(), _inside()
    spans = (
        (start, start + length)
        for length in range(len(letters) - 1, SHORTEST - 1, -1)
        for start in range(len(letters) - length + 1)
    )
    taken: list[tuple[int, int]] = []
    for start, end in spans:
        free = all(end <= first or last <= start for first, last in taken)
        if free and (name := known.get(letters[start:end])):
            taken.append((start, end))
            yield name, _right(name)


def _whole(word: str) -> tuple[str, str] | None:
    """The listed word that a word is, and its sounds.

    Capitals count, as in `Unterricht` and `unterricht!`; but at the beginning of a sentence all
    words have one.
    """
    spellings = (word, word[:1].lower() + word[1:])
    return next(((each, _right(each)) for each in spellings if each in _listed()), None)


def _spoken(words: Sequence[str]) -> Mapping[str, str]:
    """What eSpeak says for each word; all at once, since loading it costs more than speaking."""
    sounds = phonemes(". ".join(words), GERMAN).split() if words else []
    if len(sounds) != len(words):  # it says one of them as two
        sounds = [phonemes(word, GERMAN) for word in words]
    return dict(zip(words, sounds, strict=True))


def _mended(sounds: str, parts: Iterable[tuple[str, str]]) -> str:
    """The sounds of a word with what is wrong put right, wherever it is found in them."""
    for wrong, right in parts:
        pattern = "[ˈˌ]?".join(("", *_STRESS.sub("", wrong)))
        found = re.search(pattern, sounds)
        if found and not _DRAWS_STRESS.match(sounds, found.end()):
            sounds = _joined(sounds[: found.start()], found[0], right, sounds[found.end() :])
    return sounds


def _joined(before: str, wrong: str, right: str, behind: str) -> str:
    """A part in the midst of its word, of which the first stress is the main one."""
    if not _STRESS.search(right):  # one syllable: as strong as it was
        mark = "".join(_STRESS.findall(wrong))[:1]
        right = _FIRST_VOWEL.sub(rf"{mark}\g<0>", right, count=1)
    if "ˈ" in before:
        right = right.replace("ˈ", "ˌ")
    if "ˈ" in right:
        behind = behind.replace("ˈ", "ˌ")
    return before + right + behind


@cache
def _listed() -> Mapping[str, str]:
    """The listed words, and their sounds as the list writes them."""
    return {word.removesuffix(WHOLE): ipa for word, ipa in _rows()}


def _right(name: str) -> str:
    """The sounds of a listed word as eSpeak writes them."""
    ipa = _listed()[name]
    return _BEFORE_SYLLABLE.sub(r"\2\1", ipa.replace("ɐ\u032f", "ɾ").replace("ʁ", "ɾ"))


@cache
def _inside() -> Mapping[str, str]:
    """In small letters those that are looked for inside of others, and how they are listed."""
    words = (word for word, _ in _rows() if not word.endswith(WHOLE))
    return {word.casefold(): word for word in words if len(word) >= SHORTEST}


@cache
def _rows() -> tuple[tuple[str, str], ...]:
    text = (files(__package__) / "mispronounced.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and line[0] != "#")
    return tuple((word, ipa) for word, ipa in (line.split("\t") for line in lines))
