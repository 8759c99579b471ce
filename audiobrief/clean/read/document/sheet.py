"""A document as a page, so that it goes through the same cleaning as any other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import groupby

from audiobrief.clean import datelines
from audiobrief.clean.read.document.content import Block, Document, Kind, Properties

_WORD = re.compile(r"\w{2,}")
_TOP = 8
"""Blocks above which headline, date and author of a document stand."""
_ALIKE = 0.6
_DASH = re.compile(r"\s[–—-]\s")
_OPENING = 160
_TAGS = {
    Kind.KICKER: '<p class="kicker">{}</p>',
    Kind.HEADLINE: "<h1>{}</h1>",
    Kind.LEAD: '<p class="lead">{}</p>',
    Kind.CROSSHEAD: "<h2>{}</h2>",
    Kind.PARAGRAPH: "<p>{}</p>",
    Kind.QUOTE: "<blockquote><p>{}</p></blockquote>",
    Kind.ITEM: "<li>{}</li>",
    Kind.CELL: "<tr><td><p>{}</p></td></tr>",
    Kind.CAPTION: "<figcaption>{}</figcaption>",
}
_AROUND = {Kind.ITEM: "<ul>{}</ul>", Kind.CELL: "<table>{}</table>"}


def to_page(document: Document) -> str:
    """The HTML of a document.

    Its properties count where the text says the same, and the day it was saved where the text
    names none.
    """
    blocks = _headed(document.blocks, document.properties)
    body = "\n".join(_elements(blocks))
    metas = "".join(_metas(blocks, document.properties))
    return f"<html><head>{metas}</head><body><article>{body}</article></body></html>"


def _headed(blocks: Sequence[Block], properties: Properties) -> tuple[Block, ...]:
    """The blocks with a headline: the one that looks so, or is the title, or the first line."""
    if any(block.kind is Kind.HEADLINE for block in blocks):
        return tuple(blocks)
    plain = [n for n, b in enumerate(blocks[:_TOP]) if b.kind in {Kind.PARAGRAPH, Kind.CROSSHEAD}]
    titled = [n for n in plain if _is_title(blocks[n].text, properties.title)]
    short = [n for n in plain if not blocks[n].text.endswith((".", ":", ","))]
    for place in (*titled, *short[:1]):
        headline = Block(kind=Kind.HEADLINE, text=blocks[place].text)
        return (*blocks[:place], headline, *blocks[place + 1 :])
    return tuple(blocks)


def _is_title(text: str, title: str) -> bool:
    mine, theirs = (set(_WORD.findall(words.casefold())) for words in (text, title))
    return bool(mine) and len(mine & theirs) >= _ALIKE * max(len(mine), len(theirs))


def _elements(blocks: Sequence[Block]) -> Iterator[str]:
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        texts = (escape(block.text, quote=False).replace("\n", "<br>") for block in run)
        yield _AROUND.get(kind, "{}").format("\n".join(_TAGS[kind].format(t) for t in texts))


def _metas(blocks: Sequence[Block], properties: Properties) -> Iterator[str]:
    text = " ".join(block.text for block in blocks).casefold()
    if len(properties.author.split()) > 1 and properties.author.casefold() in text:
        yield f'<meta name="author" content="{escape(properties.author)}">'
    told = next(filter(None, map(_printed_date, blocks)), None)
    if published := told or properties.saved:
        yield f'<meta name="date" content="{published.isoformat()}">'


def _printed_date(block: Block) -> date | None:
    """The date of a line of its own, or of the dateline that a paragraph opens with."""
    line = _DASH.split(block.text[:_OPENING], maxsplit=1)[0]
    return datelines.read_date(line) if datelines.is_dateline(line) else None
