"""Which blocks of a page's body are read, and why the others are not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from audiobrief.clean import furniture
from audiobrief.clean.page import names
from audiobrief.clean.page.blocks import HEADINGS, Block, Holder
from audiobrief.clean.page.body import Found
from audiobrief.clean.page.region import FURNITURE_TAGS, Region

_LINKED = 0.6
_SENTENCE = re.compile(r"[.!?…:][\"“”«»‘’')\]]*$")
_FEW_WORDS = 8
_SMALL = 0.25
_HALF = 0.5
# Words of a label, and links that make a list.
_LABEL = 10
_LIST = 2
_SLANTED = 0.85
_BOLD = 0.9
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Sifted:
    """The blocks of the body in reading order, and the others with what they are."""

    kept: tuple[Block, ...]
    dropped: tuple[tuple[Block, str], ...]


def sift(blocks: Sequence[Block], region: Region, found: Found) -> Sifted:
    """The body among these blocks, which begin behind the headline and the lead."""
    inside = [block for block in blocks if region.holds(block)]
    reasons: dict[int, str] = {}
    boxes = _boxes(inside, region)
    for block in inside:
        why = verdict(block, region) or _boxed(block, region, boxes)
        why = why or (None if _belongs(block, region, found) else "other")
        if why:
            reasons[block.number] = why
    _drop_tail(inside, region, reasons)
    _drop_lists(inside, reasons)
    _drop_sections(inside, reasons)
    _drop_repeats(inside, reasons)
    _drop_list_heads(inside, reasons)
    _drop_fringes(inside, reasons)
    _drop_notes(inside, reasons)
    _drop_ends(inside, reasons)
    kept = tuple(block for block in inside if block.number not in reasons)
    dropped = tuple((b, reasons[b.number]) for b in inside if b.number in reasons)
    return Sifted(kept, dropped)


def verdict(block: Block, region: Region) -> str | None:
    """The kind of furniture that a block is by its own text and the elements around it, or None."""
    if block.hidden:
        return "unseen"
    chain = region.below(block)
    for holder in chain:
        if holder.tag in FURNITURE_TAGS:
            return FURNITURE_TAGS[holder.tag]
    for holder in chain:
        if kind := names.furniture(holder.names):
            return kind
    if why := _said(block, region):
        return why
    return "read-also" if block.link_share > _LINKED else None


def _said(block: Block, region: Region) -> str | None:
    """What its words tell of a block; a question in mid-article is an interviewer's."""
    rest = furniture.strip_inline(block.text)
    why = furniture.why(rest) if rest else furniture.why(block.text) or "agency"
    asked = block.text.endswith("?") and block.number < region.seeds[-1].number
    return None if asked and why in ("comment", "newsletter") else why


def is_sentence(text: str) -> bool:
    """Whether a text reads like prose: some words, and a mark at the end."""
    return bool(_SENTENCE.search(text)) and text.count(" ") >= _FEW_WORDS - 1


def _belongs(block: Block, region: Region, found: Found) -> bool:
    if found.holds(block.key):
        return True
    near = {holder.number for holder in block.holders[:2]} & region.parents
    wide = {holder.number for holder in block.holders[:4]} & region.parents
    return bool(near) or (bool(wide) and is_sentence(block.text))


def _boxes(blocks: Sequence[Block], region: Region) -> frozenset[Holder]:
    """Elements inside the body that open with a heading and hold little of the text."""
    members: dict[Holder, list[Block]] = defaultdict(list)
    for block in blocks:
        for holder in region.below(block):
            members[holder].append(block)
    total = sum(len(block.text) for block in blocks)
    return frozenset(
        holder
        for holder, inside in members.items()
        if holder.tag in ("div", "section", "article", "details", "aside")
        and len(inside) > 1
        and inside[0].tag in HEADINGS
        and any(block.tag not in HEADINGS for block in inside)
        and sum(len(block.text) for block in inside) < _SMALL * total
    )


def _boxed(block: Block, region: Region, boxes: frozenset[Holder]) -> str | None:
    return "box" if boxes.intersection(region.below(block)) else None


def _drop_tail(blocks: Sequence[Block], region: Region, reasons: dict[int, str]) -> None:
    """What stands behind the element with most of the text belongs to the page, not the article."""
    core = [block.number for block in blocks if region.core is None or region.core in block.holders]
    for block in blocks:
        if core and block.number > core[-1]:
            reasons.setdefault(block.number, "beyond")


def _drop_lists(blocks: Sequence[Block], reasons: dict[int, str]) -> None:
    """A list of which half is links is a list of links."""
    lists: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        holder = next((h for h in block.holders if h.tag in ("ul", "ol", "dl")), None)
        if holder:
            lists[holder.number].append(block)
    for items in lists.values():
        linked = sum(block.link_share > _HALF or block.number in reasons for block in items)
        if linked * 2 >= len(items):
            for block in items:
                reasons.setdefault(block.number, "read-also")


_OPENS = frozenset(
    {"read-also", "topics", "box", "byline", "newsletter", "comment", "share", "legal"}
)


def _drop_sections(blocks: Sequence[Block], reasons: dict[int, str]) -> None:
    """What follows a heading of furniture goes with it, up to the next paragraph."""
    why = None
    for block in blocks:
        heads = block.tag in HEADINGS or (block.bold_share > _BOLD and len(block.text) < _SHORT)
        if block.number in reasons:
            why = reasons[block.number] if heads and reasons[block.number] in _OPENS else why
        elif block.tag == "p" or heads or is_sentence(block.text):
            why = None
        elif why:
            reasons[block.number] = why


def _drop_repeats(blocks: Sequence[Block], reasons: dict[int, str]) -> None:
    seen: set[str] = set()
    for block in blocks:
        if block.number in reasons:
            continue
        if block.key in seen or not block.key:
            reasons[block.number] = "repeated"
        seen.add(block.key)


def _drop_list_heads(blocks: Sequence[Block], reasons: dict[int, str]) -> None:
    """A heading right above a list of links is the list's."""
    for place, block in enumerate(blocks):
        below = [reasons.get(b.number) for b in blocks[place + 1 : place + 1 + _LIST]]
        if block.tag in HEADINGS and below == ["read-also"] * _LIST:
            reasons.setdefault(block.number, "read-also")


def _drop_fringes(blocks: Sequence[Block], reasons: dict[int, str]) -> None:
    """Short lines that are no sentences, before the first paragraph or behind the last one.

    They are signatures, sources, places and labels.
    """
    kept = [block for block in blocks if block.number not in reasons]
    for row in (kept, kept[::-1]):
        for block in row:
            if block.tag in ("li", *HEADINGS) or not _is_label(block):
                break
            reasons[block.number] = "label"


def _is_label(block: Block) -> bool:
    return block.text.count(" ") < _LABEL and not _SENTENCE.search(block.text)


def _drop_notes(blocks: Sequence[Block], reasons: dict[int, str]) -> None:
    """Italics at the end of a text are a note of the editors: who the author is, where to go."""
    kept = [block for block in blocks if block.number not in reasons]
    for block in reversed(kept[1:]):
        if block.italic_share < _SLANTED or block.text.endswith(("?", "“", '"', "«")):
            return
        reasons[block.number] = "note"


def _drop_ends(blocks: Sequence[Block], reasons: dict[int, str]) -> None:
    """Headings with nothing beneath them."""
    for block in reversed(blocks):
        if block.number in reasons:
            continue
        if block.tag not in HEADINGS:
            return
        reasons[block.number] = "empty heading"
