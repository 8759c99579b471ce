"""The lead of an article: the paragraph between the headline and the body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audiobrief.clean import furniture
from audiobrief.clean.characters import squash
from audiobrief.clean.page import names
from audiobrief.clean.page.blocks import HEADINGS, Block, Holder
from audiobrief.clean.page.region import FURNITURE_TAGS
from audiobrief.clean.page.sift import is_sentence

_WORD = re.compile(r"\w+")
_SHORTEST = 30
_FEW_WORDS = 8
_TELLING = 40
_ALIKE = 0.6
_BOLD = 0.9
_LINKED = 0.6
_LONGEST = 500
_NEAR = 4
# Kinds that a lead's own element is often named after, too.
_HARMLESS = frozenset({"read-also", "box", "date-line", "paywall", "topics"})


def find_lead(
    between: Sequence[Block], headline: Block | None, descriptions: Sequence[str]
) -> tuple[Block, ...]:
    """The blocks of the lead among those between headline and body; none where there is no lead."""
    near = headline.holders[:_NEAR] if headline else ()
    scored = [(_score(block, near, descriptions), block) for block in between]
    best = max((score for score, _ in scored), default=0)
    if best < 1:
        return ()
    first = next(block for score, block in scored if score == best)
    return (first, *_continued(between, first, scored))


def is_lead(block: Block, descriptions: Sequence[str]) -> bool:
    """Whether the first paragraph of a body is its lead: named so, bold, or the description."""
    if _named(block) or block.bold_share > _BOLD:
        return True
    return bool(_matches(block, descriptions)) and len(block.text) < _LONGEST


def _score(block: Block, near: Sequence[Holder], descriptions: Sequence[str]) -> int:
    if _impossible(block):
        return 0
    matches = _matches(block, descriptions)
    named = _named(block) and block.text.count(" ") >= _FEW_WORDS
    if not matches and (block.tag in HEADINGS or not (named or is_sentence(block.text))):
        return 0
    if not matches and (furniture.why(block.text) or (block.tag == "li" and not _named(block))):
        return 0
    beside = bool(set(block.holders[1:_NEAR]) & set(near)) or block.inside("header", "hgroup")
    return 4 * matches + 2 * _named(block) + beside + (block.tag == "p")


def _impossible(block: Block) -> bool:
    if block.hidden or len(block.text) < _SHORTEST or block.link_share > _LINKED:
        return True
    tags = [holder.tag for holder in block.around]
    if any(tag in FURNITURE_TAGS for tag in tags):
        return True
    kinds = {names.furniture(holder.names) for holder in block.around[:2]} - {None}
    return bool(kinds - _HARMLESS)


def _matches(block: Block, descriptions: Sequence[str]) -> bool:
    """Whether a block says what the page gives as its description."""
    mine = set(_WORD.findall(block.text.casefold()))
    for description in descriptions:
        if len(description) < _TELLING:
            continue
        key = squash(description.rstrip(". …"))
        if key[:_TELLING] and (
            block.key.startswith(key[:_TELLING]) or (len(block.key) > _TELLING and block.key in key)
        ):
            return True
        theirs = set(_WORD.findall(description.casefold()))
        if len(mine & theirs) >= _ALIKE * max(len(theirs), 8) and len(
            mine & theirs
        ) >= _ALIKE * len(mine):
            return True
    return False


def _named(block: Block) -> bool:
    return any(names.marks("lead", holder.names) for holder in block.around[:3])


def _continued(
    between: Sequence[Block], first: Block, scored: Sequence[tuple[int, Block]]
) -> list[Block]:
    """Further paragraphs of a lead, which share its element."""
    scores = {block.number: score for score, block in scored}
    holder = next((h for h in first.around[:3] if names.marks("lead", h.names)), None)
    return [
        block
        for block in between
        if holder
        and block.number > first.number
        and holder in block.around
        and scores[block.number] > 0
    ]
