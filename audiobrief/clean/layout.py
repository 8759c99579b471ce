"""The parts of an article among the blocks of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audiobrief.clean.body import Found
from audiobrief.clean.dom import Block
from audiobrief.clean.lead import find_lead, is_lead
from audiobrief.clean.metadata import Facts
from audiobrief.clean.region import Region, find_region
from audiobrief.clean.sift import Sifted, sift, verdict
from audiobrief.clean.title import Title, find_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which blocks of a page are which part of its article."""

    title: Title | None
    lead: tuple[Block, ...]
    body: tuple[Block, ...]
    dropped: tuple[tuple[Block, str], ...]
    """What is not read around and inside the article, each with what it is."""


def lay_out(blocks: Sequence[Block], found: Found, facts: Facts) -> Layout | None:
    """The article's parts; None where a page holds no article."""
    region = find_region(blocks, found)
    if region is None:
        return None
    title = find_title(blocks, region.seeds[0].number, facts.titles)
    sifted = sift(blocks[title.last + 1 if title else 0 :], region, found)
    if not sifted.kept:
        return None
    between = blocks[title.first + 1 if title else 0 : sifted.kept[0].number]
    lead = find_lead(between, facts.descriptions)
    body = sifted.kept
    if not lead and is_lead(body[0], facts.descriptions):
        lead, body = body[:1], body[1:]
    told = {block.key for block in lead}
    body = tuple(block for block in body if block.key not in told)
    above = _above(between, title, region, told)
    return Layout(title=title, lead=lead, body=body, dropped=(*above, *_below(sifted, above)))


def _above(
    between: Sequence[Block], title: Title | None, region: Region, told: set[str]
) -> tuple[tuple[Block, str], ...]:
    """What stands between headline and body without being the lead."""
    headline = title.keys if title else frozenset()
    return tuple(
        (block, verdict(block, region) or "other")
        for block in between
        if block.key not in told and block.key not in headline
    )


def _below(sifted: Sifted, above: Sequence[tuple[Block, str]]) -> tuple[tuple[Block, str], ...]:
    numbers = {block.number for block, _ in above}
    return tuple((block, why) for block, why in sifted.dropped if block.number not in numbers)
