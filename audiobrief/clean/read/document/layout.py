"""A PDF's pages as a document: what its paragraphs are, by their type and place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from audiobrief.clean import bylines, datelines
from audiobrief.clean.read.document.columns import in_order
from audiobrief.clean.read.document.content import Block, Document, Kind, Properties
from audiobrief.clean.read.document.hyphens import compounds, joined
from audiobrief.clean.read.document.margins import without_margins
from audiobrief.clean.read.document.paragraphs import BULLET, Paragraph, paragraphs, sized
from audiobrief.clean.read.document.pdf import Page

_LARGE = 1.15
_LARGER = 1.04
_SMALL = 0.9
"""Type sizes of headings, leads and captions, beside that of most of the text."""
_LEAD_PLACES = (1, 2)
"""A lead stands right below the headline, or below the line with author and date."""
_LONGEST_HEADING = 160
_LONGEST_KICKER = 60
_SHORTEST_LEAD = 60
_FIRST_PAGES = 2
_ENDS = (".", ",", ";", ":")


def lay_out(pages: Sequence[Page], properties: Properties) -> Document:
    """The text of the pages in reading order."""
    kept = without_margins(pages)
    columns = list(chain.from_iterable(in_order(page.lines) for page in kept))
    if not columns:
        return Document(blocks=(), properties=properties)
    lines = [line for column in columns for line in column.lines]
    usual = max(sized(lines).items(), key=lambda item: item[1])[0]
    known = compounds(line.text for line in lines)
    found = paragraphs(columns)
    kinds = _kinds(found, usual)
    blocks = tuple(
        Block(kind=kind, text=_text(paragraph, kind, known))
        for paragraph, kind in zip(found, kinds, strict=True)
    )
    return Document(blocks=tuple(block for block in blocks if block.text), properties=properties)


def _text(paragraph: Paragraph, kind: Kind, known: frozenset[str]) -> str:
    text = joined([line.text for line in paragraph.lines], known)
    return BULLET.sub("", text, count=1) if kind is Kind.ITEM else text


def _kinds(found: Sequence[Paragraph], usual: float) -> tuple[Kind, ...]:
    first = _headline(found, usual)
    return tuple(
        _kind(paragraph, place - first if first is not None else None, usual)
        for place, paragraph in enumerate(found)
    )


def _headline(found: Sequence[Paragraph], usual: float) -> int | None:
    """The place of the heading in the largest type, else of the first bold one."""
    headings = [
        place
        for place, paragraph in enumerate(found)
        if paragraph.lines[0].page < _FIRST_PAGES and _is_heading(paragraph, usual)
    ]
    worded = [n for n in headings if len(_words(found[n])) > 1]
    return max(worded, key=lambda n: (found[n].size, -n), default=None)


def _kind(paragraph: Paragraph, below: int | None, usual: float) -> Kind:
    """What a paragraph is that stands so many below the headline, if there is one."""
    if below == 0:
        return Kind.HEADLINE
    if BULLET.match(paragraph.lines[0].text):
        return Kind.ITEM
    text = joined([line.text for line in paragraph.lines])
    if below is not None and (near := _near_headline(paragraph, text, below, usual)):
        return near
    small = paragraph.size < _SMALL * usual and not _tells(text)
    return Kind.CAPTION if small else Kind.PARAGRAPH


def _near_headline(paragraph: Paragraph, text: str, below: int, usual: float) -> Kind | None:
    """What a paragraph is beside a headline; None for a plain one."""
    if below == -1 and len(text) <= _LONGEST_KICKER and not text.endswith("."):
        return Kind.KICKER
    stands_out = paragraph.bold or paragraph.size > _LARGER * usual
    if below in _LEAD_PLACES and stands_out and len(text) >= _SHORTEST_LEAD:
        return Kind.LEAD
    return Kind.CROSSHEAD if below > 0 and _is_heading(paragraph, usual) else None


def _tells(text: str) -> bool:
    """Whether small type says who wrote, or when."""
    return bylines.is_byline(text) or datelines.is_dateline(text)


def _is_heading(paragraph: Paragraph, usual: float) -> bool:
    text = joined([line.text for line in paragraph.lines])
    stands_out = paragraph.size > _LARGE * usual or (paragraph.bold and paragraph.size >= usual)
    return stands_out and len(text) <= _LONGEST_HEADING and not text.endswith(_ENDS)


def _words(paragraph: Paragraph) -> list[str]:
    return [word for line in paragraph.lines for word in line.text.split()]
