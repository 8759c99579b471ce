"""What a document holds, whatever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a block is, as far as its looks tell."""

    KICKER = "kicker"
    HEADLINE = "headline"
    LEAD = "lead"
    CROSSHEAD = "crosshead"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    ITEM = "item"
    CELL = "cell"
    """A paragraph in a table."""
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph."""

    kind: Kind
    text: str
    """A line break within stands where the author set one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What the file says of itself: often left over from another, so a hint at most."""

    title: str = ""
    author: str = ""
    """Whoever owned the program, more often than the author of the text."""
    saved: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Text and properties."""

    blocks: tuple[Block, ...]
    properties: Properties = Properties()


class UnreadableError(Exception):
    """A document that cannot be read; the message says why and what to do."""
