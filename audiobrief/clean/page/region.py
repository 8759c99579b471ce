"""The part of a page that holds the article's text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from audiobrief.clean import furniture
from audiobrief.clean.page import names
from audiobrief.clean.page.blocks import Block, Holder
from audiobrief.clean.page.body import Found

# Text in these never carries an article.
FURNITURE_TAGS = {
    "figcaption": "caption",
    "figure": "caption",
    "caption": "caption",
    "nav": "navigation",
    "menu": "navigation",
    "aside": "box",
    "button": "control",
    "form": "control",
    "label": "control",
    "fieldset": "control",
    "option": "control",
    "dialog": "control",
    "search": "control",
    "footer": "footer",
    "address": "footer",
    "table": "table",
}
T = TypeVar("T", bound=Hashable)
_NO_SEEDS = (*(tag for tag in FURNITURE_TAGS if tag != "table"), "header")
_LONG = 60
_LINKED = 0.5
_ALL = 0.97
_MOST = 0.8
# Names of these tell of the page or its topics, not of what stands in them.
_WHOLE = ("html", "body", "main")
_NEVER = frozenset({"comments", "consent", "newsletter"})
_NEAR = 3
_BULK = 0.25


@dataclass(frozen=True, slots=True)
class Region:
    """Where the body stands: the element around it and what its paragraphs have in common."""

    home: Holder | None
    """The element around all of the text."""
    core: Holder | None
    """The element around most of it: what stands behind that is no longer the article."""
    seeds: tuple[Block, ...]
    """Paragraphs that are the article's beyond doubt."""
    usual: frozenset[tuple[str, str]]
    """Tag and names of elements that most of the text stands in: they say nothing against it."""
    parents: frozenset[int]
    """The elements that hold seeds directly."""

    def holds(self, block: Block) -> bool:
        """Whether a block stands in the element around the body."""
        return self.home is None or self.home in block.holders

    def below(self, block: Block) -> tuple[Holder, ...]:
        """The elements around a block inside the region, without those that say nothing."""
        chain = block.around
        if self.home in chain:
            chain = chain[: chain.index(self.home)]
        return tuple(h for h in chain if h.tag not in _WHOLE and kind_of(h) not in self.usual)


def kind_of(holder: Holder) -> tuple[str, str]:
    """Tag and words of an element: what elements of one kind share."""
    return holder.tag, names.words(holder.names)


def find_region(blocks: Sequence[Block], found: Found) -> Region | None:
    """The region of the text that was found, or of the longest run of paragraphs; None without."""
    # Newsletters and very old pages are laid out in tables; everywhere else a table holds data.
    candidates = [b for b in blocks if _is_seed(b) and not b.inside("table")]
    candidates = candidates or [block for block in blocks if _is_seed(block)]
    seeds = [block for block in candidates if found.holds(block.key)]
    seeds = _vetted(seeds) or seeds or _thickest(candidates)
    if not seeds:
        return None
    ways = {_way(block) for block in seeds}
    seeds += [b for b in candidates if not found.holds(b.key) and _way(b) in ways and b.tag == "p"]
    seeds.sort(key=lambda block: block.number)
    total = sum(len(block.text) for block in seeds)
    home, core = _home(seeds, _ALL * total), _home(seeds, _MOST * total)
    inside = [block for block in seeds if home is None or home in block.holders]
    weights = _weigh(inside, kind_of)
    usual = frozenset(kind for kind, weight in weights.items() if weight >= _BULK * total)
    parents = frozenset(block.holders[1].number for block in inside if len(block.holders) > 1)
    own = frozenset(block.holders[0].number for block in inside if block.tag != "p")
    return Region(home, core, tuple(inside), usual, parents | own)


def _vetted(seeds: Sequence[Block]) -> list[Block]:
    """The seeds that neither their words nor rare elements around them speak against.

    Comments may outweigh an article; where next to nothing would be left, though, the name is a
    genre's: `article--comment`.
    """
    weights = _weigh(seeds, kind_of)
    total = sum(len(block.text) for block in seeds)
    vetted = [
        block
        for block in seeds
        if not furniture.why(block.text)
        and not any(
            (kind := names.furniture(holder.names))
            and (kind in _NEVER or weights[kind_of(holder)] < _BULK * total)
            for holder in block.around[:_NEAR]
        )
    ]
    return vetted if sum(len(block.text) for block in vetted) >= _BULK * total else []


def _way(block: Block) -> tuple[tuple[str, str], ...]:
    """The kinds of the elements next around a block: paragraphs of one text share them."""
    return tuple(kind_of(holder) for holder in block.holders[:_NEAR])


def _is_seed(block: Block) -> bool:
    return (
        len(block.text) >= _LONG
        and block.link_share < _LINKED
        and not block.hidden
        and not block.inside(*_NO_SEEDS)
        and not block.tag.startswith("h")
    )


def _home(seeds: Sequence[Block], least: float) -> Holder | None:
    weights = Counter[Holder]()
    for block in seeds:
        for holder in block.holders:
            weights[holder] += len(block.text)
    homes = [h for h, weight in weights.items() if weight >= least and h.tag != "p"]
    return max(homes, key=lambda holder: holder.number, default=None)


def _thickest(seeds: Sequence[Block]) -> list[Block]:
    """The paragraphs of the element that holds the most of them directly."""
    weights = Counter[Holder]()
    for block in seeds:
        if len(block.holders) > 1:
            weights[block.holders[1]] += len(block.text)
    best = weights.most_common(1)
    return [block for block in seeds if best and best[0][0] in block.holders[1:2]]


def _weigh(blocks: Iterable[Block], key: Callable[[Holder], T]) -> Counter[T]:
    weights = Counter[T]()
    for block in blocks:
        for what in {key(holder) for holder in block.around}:
            weights[what] += len(block.text)
    return weights
