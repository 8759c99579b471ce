"""The values that a web page is read as: its head, and blocks of text with what is around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from audiobrief.clean.characters import collapse, squash

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Holder:
    """An element that text stands in."""

    tag: str
    names: str
    """Its class, id, role and other names, as written, with a blank on either side."""
    number: int
    """Unique in the page, in document order."""
    hidden: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one inline element."""

    text: str
    holders: tuple[Holder, ...]
    """The inline elements around it inside the block, from the outside in."""

    def within(self, *tags: str) -> bool:
        """Whether an inline element of these stands around it."""
        return any(holder.tag in tags for holder in self.holders)


@dataclass(frozen=True)
class Block:
    """A run of text between two block borders: a paragraph, a heading, a list item, a button."""

    pieces: tuple[Piece, ...]
    holders: tuple[Holder, ...]
    """The elements around it, from the inside out."""
    number: int
    """Its place in the page."""
    after_break: bool = field(default=False)
    """Whether only line breaks part it from the block before."""

    @cached_property
    def text(self) -> str:
        """What a reader sees, white space collapsed."""
        return collapse("".join(piece.text for piece in self.pieces))

    def text_without(self, unwanted: Callable[[Holder], bool]) -> str:
        """What a reader sees, less what stands in unwanted elements of its own at either end."""
        shared = len(self.around) - len(self.holders)
        pieces = [piece for piece in self.pieces if piece.text.strip()]
        wanted = [not any(map(unwanted, piece.holders[shared:])) for piece in pieces]
        if not any(wanted) or all(wanted):
            return self.text
        first, last = wanted.index(True), len(wanted) - wanted[::-1].index(True)
        start, end = self.pieces.index(pieces[first]), self.pieces.index(pieces[last - 1])
        return collapse("".join(piece.text for piece in self.pieces[start : end + 1]))

    @cached_property
    def key(self) -> str:
        """Its letters and digits alone, for comparing."""
        return squash(self.text)

    @property
    def tag(self) -> str:
        """The block element it stands in."""
        return self.holders[0].tag if self.holders else "body"

    @cached_property
    def around(self) -> tuple[Holder, ...]:
        """Every element that all of it stands in, inline ones too, from the inside out."""
        chains = [piece.holders for piece in self.pieces if piece.text.strip()]
        shared = takewhile(lambda level: len(set(level)) == 1, zip(*chains, strict=False))
        return (*reversed([level[0] for level in shared]), *self.holders)

    def inside(self, *tags: str) -> bool:
        """Whether it stands in an element of one of these tags, however deep."""
        return any(holder.tag in tags for holder in self.holders)

    @cached_property
    def link_share(self) -> float:
        """How much of its text is links, 0 to 1."""
        return self._share("a")

    @cached_property
    def bold_share(self) -> float:
        """How much of its text is bold, 0 to 1."""
        return self._share("b", "strong")

    @cached_property
    def italic_share(self) -> float:
        """How much of its text is italic, 0 to 1."""
        return self._share("em", "i", "cite")

    @cached_property
    def hidden(self) -> bool:
        """Whether the page itself hides it from the eye."""
        return any(holder.hidden for holder in self.around)

    def _share(self, *tags: str) -> float:
        if self.inside(*tags):
            return 1.0
        total = sum(len(piece.text.strip()) for piece in self.pieces)
        inside = sum(len(piece.text.strip()) for piece in self.pieces if piece.within(*tags))
        return inside / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says of itself outside its text."""

    title: str
    metas: Mapping[str, tuple[str, ...]]
    """Contents of the meta elements by name, property or itemprop in lower case."""
    scripts: tuple[str, ...]
    """The JSON-LD scripts as written."""
    links: Mapping[str, str]
    """Addresses of the link elements by their rel: `canonical`, `amphtml`."""
    times: tuple[str, ...]
    """The machine-readable dates of the time elements in the first article, in page order."""
