"""The headline that a reader of a page sees, and the kicker above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audiobrief.clean import furniture, headings
from audiobrief.clean.characters import collapse, squash
from audiobrief.clean.page import names
from audiobrief.clean.page.blocks import Block, Holder
from audiobrief.clean.page.metadata import Facts

_WORD = re.compile(r"\w+")
_TAGS = ("h1", "h2", "h3")
_FURNITURE = ("nav", "button", "figcaption", "footer", "form")
_ALIKE = 0.5
_NEARLY = 0.7
_LONGEST_KICKER = 90
_NEAR = 4
_LONGEST_BADGE = 16
_FEW_WORDS = 4
"""Words of the shortest headline that takes the place of a printed one: a section has fewer."""


@dataclass(frozen=True, slots=True)
class Title:
    """The headline and where it stands."""

    headline: str
    kicker: str | None
    first: int
    """The place of the first headline in the page; what stands before it is no lead."""
    last: int
    """The place of the last block that repeats the headline."""
    keys: frozenset[str]
    """The letters of the blocks that are headline or kicker."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading: its parts in order, each with the names of what it stands in."""

    parts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        return collapse(" ".join(text for text, _ in self.parts))


def find_title(blocks: Sequence[Block], end: int, facts: Facts) -> Title | None:
    """The headline above the block numbered `end`, by what the page calls itself; None without."""
    titles = facts.titles
    alike = _alike(blocks[:end], titles) or _alike(blocks, titles, strict=True)
    if not alike:
        return None
    chosen = alike[-1]
    kicker, headline = _split(chosen, titles)
    kicker = kicker or _kicker_before(blocks, chosen.blocks[0])
    first = alike[0].blocks[0].number
    keys = {block.key for heading in alike for block in heading.blocks}
    if not _is_told(headline, titles) and (meant := _meant(blocks[:end], facts)):
        headline = meant.text
        keys |= {block.key for block in meant.blocks}
        kicker = None if kicker and squash(headline).startswith(squash(kicker)) else kicker
    if kicker and squash(kicker) == squash(headline):
        kicker = None
    return Title(
        headline=_tidy(headline),
        kicker=_tidy(kicker).rstrip(":–-|/ ") if kicker else None,
        first=first,
        last=chosen.blocks[-1].number,
        keys=frozenset(keys | {squash(kicker or "")}),
    )


def _meant(blocks: Sequence[Block], facts: Facts) -> _Heading | None:
    """The h1 that says exactly what the page is called where it is shared, None without.

    Some pages print a headline over the article that they call by no other name, and hold their h1
    at the end of the breadcrumb line. Where `og:title` says the same as that h1, it is what the
    page means by headline: two voices against one. The names of an outlet or a section, and titles
    made for search engines by adding them, are no headline though both should say them.
    """
    shared, outlet = squash(facts.shared or ""), squash(facts.outlet or "")
    if not shared or (outlet and outlet in shared):
        return None
    for heading in _headings(blocks):
        if heading.blocks[0].inside("h1") and not _is_unseen(heading):
            text = heading.text
            if squash(text) == shared and text.count(" ") + 1 >= _FEW_WORDS:
                return heading
    return None


def _is_told(headline: str, titles: Sequence[str]) -> bool:
    """Whether a title of the page says the headline, be it with more before or behind it."""
    return any(squash(headline) in squash(title) for title in titles)


def _alike(
    blocks: Sequence[Block], titles: Sequence[str], *, strict: bool = False
) -> list[_Heading]:
    """The headings that say what the page calls itself, in page order.

    Where none does, because the page has another title for search engines: the last h1, else the
    heading that says most of it, unless `strict`.
    """
    candidates = [heading for heading in _headings(blocks) if not _is_furniture(heading)]
    scores = [_likeness(heading.text, titles) for heading in candidates]
    best = max(scores, default=0.0)
    least = max(_ALIKE, _NEARLY * best)
    alike = [h for h, score in zip(candidates, scores, strict=True) if score >= least]
    if alike or strict:
        return alike
    first = [heading for heading in candidates if heading.blocks[0].inside("h1")][-1:]
    return first or [h for h, score in zip(candidates, scores, strict=True) if score == best][-1:]


def _headings(blocks: Sequence[Block]) -> list[_Heading]:
    """Headings by tag or by name; blocks in one heading element are one heading."""
    found: list[tuple[Holder, list[Block]]] = []
    for block in blocks:
        holder = next((h for h in block.holders if h.tag in _TAGS), None)
        if holder is None and names.marks(
            "headline", block.holders[0].names if block.holders else ""
        ):
            holder = block.holders[0]
        if holder is None or block.hidden:
            continue
        if found and found[-1][0] == holder:
            found[-1][1].append(block)
        else:
            found.append((holder, [block]))
    return [_Heading(_parts(members), tuple(members)) for _, members in found]


def _parts(blocks: Sequence[Block]) -> tuple[tuple[str, str], ...]:
    """The runs of text of a heading, each with the names of the elements around it."""
    parts: list[tuple[str, str]] = []
    last: object = None
    for block in blocks:
        shared = len(block.around) - len(block.holders)
        for piece in block.pieces:
            own = piece.holders[shared:] or block.around[:1]
            if (block.number, own[0]) == last:
                parts[-1] = (parts[-1][0] + piece.text, parts[-1][1])
            elif piece.text.strip():
                parts.append((piece.text, " ".join(holder.names for holder in own)))
                last = block.number, own[0]
    return tuple(part for part in parts if not _is_badge(*part)) or tuple(parts)


def _is_badge(text: str, named: str) -> bool:
    return len(text.strip()) <= _LONGEST_BADGE and names.marks("badge", named)


def _is_furniture(heading: _Heading) -> bool:
    block = heading.blocks[0]
    return (
        block.inside(*_FURNITURE)
        or any(" breadcrumb" in names.words(holder.names) for holder in block.holders)
        or _is_unseen(heading)
    )


def _is_unseen(heading: _Heading) -> bool:
    """Whether a heading is there for screen readers alone."""
    return any(names.furniture(h.names) == "unseen" for h in heading.blocks[0].around)


def _likeness(text: str, titles: Sequence[str]) -> float:
    """The share of words that a text has in common with the most alike of the titles."""
    mine = set(_WORD.findall(text.casefold()))
    best = 0.0
    for title in titles:
        theirs = set(_WORD.findall(title.casefold()))
        if mine and theirs:
            common = len(mine & theirs)
            best = max(best, common / len(mine) * 0.5 + common / len(theirs) * 0.5)
    return best


def _split(heading: _Heading, titles: Sequence[str]) -> tuple[str | None, str]:
    """Kicker and headline of one heading element."""
    parts = heading.parts
    for cut in range(1, len(parts)):
        head = " ".join(text for text, _ in parts[:cut])
        rest = collapse(" ".join(text for text, _ in parts[cut:]))
        named = any(names.marks("kicker", name) for _, name in parts[:cut])
        titled = any(names.marks("headline", name) for _, name in parts[cut:])
        exact = squash(rest) in {squash(title) for title in titles}
        if len(head) <= _LONGEST_KICKER and (named or (exact and titled) or exact):
            return collapse(head), rest
    whole = collapse("".join(text for text, _ in parts))
    if len(parts) == 1:
        return _unglue(whole, titles)
    # The colon between its parts is often drawn by the style sheet; the page's title has it.
    spelt = {squash(title): title for title in titles}
    return None, spelt.get(squash(heading.text), heading.text)


def _unglue(whole: str, titles: Sequence[str]) -> tuple[str | None, str]:
    """Kicker and headline of a heading that has them without a space between."""
    for title in titles:
        kicker = whole.removesuffix(title)
        if kicker != whole and len(kicker) <= _LONGEST_KICKER and kicker[-1:].isalnum():
            return kicker, title
    if squash(whole) in {squash(title) for title in titles}:
        return None, whole
    return headings.split_kicker(whole)


def _kicker_before(blocks: Sequence[Block], headline: Block) -> str | None:
    """The short line above a headline that is named a kicker or shares its header."""
    above = blocks[max(0, headline.number - _NEAR) : headline.number]
    for block in reversed(above):
        if len(block.text) > _LONGEST_KICKER or block.hidden or block.inside("nav", "button"):
            continue
        named = any(names.marks("kicker", holder.names) for holder in block.around[:2])
        if named and not block.text.endswith("."):
            return block.text_without(_is_link)  # the section's link beside the kicker
        shared = {h for h in block.holders if h.tag in ("hgroup", "header")} & set(headline.holders)
        if shared and block.link_share < 1 and not furniture.why(block.text) and block is above[-1]:
            return block.text
    return None


def _is_link(holder: Holder) -> bool:
    return holder.tag == "a"


def _tidy(text: str) -> str:
    """A heading without blanks before its marks or a dash in front of it."""
    return re.sub(r" (?=[:,;.?!](?:\s|$))", "", collapse(text)).lstrip("-–—|:/ ")
