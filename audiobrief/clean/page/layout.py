"""The parts of an article among the blocks of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audiobrief.clean.characters import squash
from audiobrief.clean.page import names
from audiobrief.clean.page.blocks import HEADINGS, Block
from audiobrief.clean.page.body import Found
from audiobrief.clean.page.lead import find_lead, is_lead
from audiobrief.clean.page.metadata import Facts
from audiobrief.clean.page.region import find_region
from audiobrief.clean.page.sift import Sifted, sift, verdict
from audiobrief.clean.page.title import Title, find_title

# Source lines, bylines and topics stand this many blocks below an article at most.
_BELOW = 12
_NEAR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which blocks of a page are which part of its article."""

    title: Title | None
    lead: tuple[Block, ...]
    body: tuple[Block, ...]
    dropped: tuple[tuple[Block, str], ...]
    """What is not read above and inside the body, each with what it is."""
    below: tuple[tuple[Block, str], ...]
    """The same for what stands next below it."""


EMPTY = Layout(title=None, lead=(), body=(), dropped=(), below=())


def lay_out(blocks: Sequence[Block], found: Found, facts: Facts) -> Layout | None:
    """The article's parts; None where a page holds no article."""
    region = find_region(blocks, found)
    if region is None:
        return None
    title = find_title(blocks, region.seeds[0].number, facts)
    sifted = sift(blocks[title.last + 1 if title else 0 :], region, found)
    if not sifted.kept:
        return None
    between = blocks[title.first + 1 if title else 0 : sifted.kept[0].number]
    lead = find_lead(between, blocks[title.last] if title else None, facts.descriptions)
    body = sifted.kept
    if not lead and is_lead(body[0], facts.descriptions):
        lead, body = body[:1], body[1:]
    told = {block.key for block in lead} | (title.keys if title else frozenset())
    titles = frozenset(squash(name) for name in facts.titles)
    body = tuple(block for block in body if block.key not in told)
    body = tuple(b for b in body if not _is_subtitle(b, titles, first=bool(lead) and b is body[0]))
    known = {block.number for block, _ in sifted.dropped}
    above = ((b, verdict(b, region) or "other") for b in between if b.number not in known)
    below = [b for b in blocks[_end(sifted) + 1 :] if b.number not in known][:_BELOW]
    beyond = ((block, verdict(block, region) or "beyond") for block in below)
    dropped = tuple(pair for pair in (*above, *sifted.dropped) if pair[0].key not in told)
    return Layout(title=title, lead=lead, body=body, dropped=dropped, below=tuple(beyond))


def _end(sifted: Sifted) -> int:
    """The place of the last block of the body."""
    return sifted.kept[-1].number


def _is_subtitle(block: Block, titles: frozenset[str], *, first: bool) -> bool:
    """Whether a heading in the body says the headline again, or is a second lead on top of it."""
    if block.tag not in HEADINGS:
        return False
    named = any(names.marks("lead", holder.names) for holder in block.around[:_NEAR])
    return block.key in titles or (first and named)
