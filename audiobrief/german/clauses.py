"""A long sentence in clauses: where a reader would take a breath."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from audiobrief.german.words import abbreviations, clause_words

EARLY = 0.35
"""A piece shorter than this share of the limit sounds chopped off."""
TOO_SHORT = 4
"""What a chopped piece costs, in steps of `Cut`."""
CLOSERS = "\"'“”‘’»«›‹)]}"
OPENERS = "\"'„“‚‘»«›‹([{"


class Cut(IntEnum):
    """How good it is to cut between two words."""

    NUMBER = -9
    """Inside a number (`10 000`): only if nothing else is left."""
    BOUND = -4
    """Behind `z.`, `3.` or a number, whose unit follows."""
    LEANING = -2
    """Behind an article or a preposition."""
    PLAIN = 0
    PHRASE = 1
    """Before a preposition."""
    JOIN = 2
    """Before `und` without a comma."""
    COMMA = 4
    """Behind any comma, and round brackets and quotations."""
    CLAUSE = 5
    """Behind a comma, before a conjunction, a relative or a verb of saying."""
    DASH = 6
    """Behind a dash or a colon."""
    SEMICOLON = 7
    SENTENCE = 8


def split_clauses(text: str, limit: int) -> tuple[str, ...]:
    """The text in pieces of at most `limit` characters, cut where a clause ends.

    Punctuation stays with the words before it, and the pieces joined with spaces are the text
    again (with single spaces). Only a word longer than the limit is cut inside.
    """
    words = [piece for word in text.split() for piece in _hard_cut(word, limit)]
    return tuple(" ".join(words[start:end]) for start, end in _pieces(words, limit))


def _hard_cut(word: str, limit: int) -> Iterator[str]:
    if len(word) <= limit:
        yield word
        return
    for start in range(0, len(word), limit):
        yield word[start : start + limit]


def _pieces(words: list[str], limit: int) -> Iterator[tuple[int, int]]:
    """The first word of every piece and the one behind its last."""
    rest = sum(len(word) + 1 for word in words) - 1
    start = 0
    while rest > limit:
        end, length = _best_cut(words, start, rest, limit)
        yield start, end
        start = end
        rest -= length + 1
    if start < len(words):
        yield start, len(words)


def _best_cut(words: list[str], start: int, rest: int, limit: int) -> tuple[int, int]:
    """Where the piece from `start` ends best, and how long it is then.

    A window is never wider than the limit, and all but a few pieces fill a good part of theirs:
    the time grows with the text alone.
    """
    best, best_length, best_score = start + 1, len(words[start]), float("-inf")
    length = -1
    for end in range(start + 1, len(words)):
        length += len(words[end - 1]) + 1
        if length > limit:
            break
        score = _score(words[end - 1], words[end], length, rest, limit)
        if score >= best_score:
            best, best_length, best_score = end, length, score
    return best, best_length


def _score(before: str, after: str, length: int, rest: int, limit: int) -> float:
    """The worth of a cut; among equals the later one, so that few pieces are made."""
    score = _cut(before, after) + length / limit
    if length < EARLY * limit:
        score -= TOO_SHORT
    if rest - length - 1 < min(EARLY * limit, rest / 4):
        score -= TOO_SHORT  # the last piece would be a stump
    if length + 1 + limit < rest <= 2 * limit:
        score -= 1  # two pieces would do, this makes three
    return score


def _cut(before: str, after: str) -> Cut:
    """How good it is to cut between two neighbours."""
    bare = before.rstrip(CLOSERS) or before
    if _is_bound(bare):
        return Cut.NUMBER if after[0].isdigit() and bare[-1].isdigit() else Cut.BOUND
    return _at_mark(bare, after) or _at_word(before, bare, after)


def _is_bound(bare: str) -> bool:
    """Whether the word needs its neighbour: a number, an ordinal, an abbreviation."""
    if bare[-1] == ".":
        stem = bare[:-1].lstrip(OPENERS)
        return len(stem) <= 1 or stem.isdigit() or bare.lstrip(OPENERS) in abbreviations()
    return bare[-1].isdigit() or bare[-1] in "§$€£"


def _at_mark(bare: str, after: str) -> Cut | None:
    """What a punctuation mark before the gap is worth; None without one."""
    mark = bare[-1]
    if mark in ".!?…" and not after.lstrip(OPENERS)[:1].islower():
        return Cut.SENTENCE
    if mark == ";":
        return Cut.SEMICOLON
    if mark in ":–—" or bare == "-":
        return Cut.DASH
    if mark == ",":
        return Cut.CLAUSE if _opens_clause(after) else Cut.COMMA
    return None


def _opens_clause(word: str) -> bool:
    words = clause_words()
    return (bare := word.rstrip(",").lower()) in words.openers or bare in words.prepositions


def _at_word(before: str, bare: str, after: str) -> Cut:
    """What the two words make of a gap without punctuation."""
    words = clause_words()
    if bare != before or after[0] in "([–—":
        return Cut.COMMA
    if bare.lower() in words.leaning:
        return Cut.LEANING
    if after.lower() in words.joining or after[0] in OPENERS or after == "-":
        return Cut.JOIN
    return Cut.PHRASE if after.lower() in words.prepositions else Cut.PLAIN
