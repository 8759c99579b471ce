"""Word documents (.docx), with what their styles say of a paragraph. Hides python-docx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from audiobrief.clean.read.document.content import (
    Block,
    Document,
    Kind,
    Properties,
    UnreadableError,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.text.paragraph import CT_P

MOST_BYTES = 100_000_000
"""Of all that is packed in a file; the largest with pictures hold a few dozen."""
LARGEST_PART = 30_000_000
MOST_PARAGRAPHS = 20_000

_TEXT, _BREAKS = qn("w:t"), {qn("w:br"), qn("w:cr")}
_SIGNS = {qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
# Old text of tracked changes, pictures' text boxes in their second form, and what prints nothing.
_UNSEEN = {
    qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr"), qn("w:ruby"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip
# Styles by their names inside the file, which stay English in a German Word, and names that
# newsrooms give to their own.
_STYLES = (
    (Kind.HEADLINE, re.compile(r"title|titel|schlagzeile|headline|überschrift$")),
    (Kind.KICKER, re.compile(r"kicker|dachzeile|spitzmarke")),
    (Kind.LEAD, re.compile(r"subtitle|untertitel|lead|vorspann|teaser|anlauf")),
    (Kind.CAPTION, re.compile(r"caption|beschriftung|bildunterschrift|footnote text|toc.*")),
    (Kind.QUOTE, re.compile(r".*(?:quot|zitat).*")),
    (Kind.ITEM, re.compile(r"list(?:e|enabsatz)?(?: .*)?|aufzählung.*")),
    (
        Kind.CROSSHEAD,
        re.compile(r"(?:heading|überschrift) ?[1-9]|zwischentitel|zwischenüberschrift"),
    ),
)
_LONGEST_HEADING = 160
_SHORTEST_LEAD = 60
_ENDS = (".", ",", ";", ":")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    """A paragraph with its looks."""

    block: Block
    bold: bool
    size: float
    """Points, 0 where only its style tells."""
    level: int
    """Of a heading by its style, 0 for others."""


def read_word(content: bytes) -> Document:
    """The paragraphs and properties of a document; raises UnreadableError."""
    _check(content)
    try:
        document = docx.Document(BytesIO(content))
        found = [p for element in _paragraphs(document) if (p := _paragraph(element, document))]
        return Document(blocks=tuple(_headed(found)), properties=_properties(document))
    except UnreadableError:
        raise
    except (ValueError, KeyError, AttributeError, TypeError, IndexError, SyntaxError) as error:
        raise _broken() from error  # an XML error of lxml is a SyntaxError
    except (OSError, BadZipFile, NotImplementedError, RuntimeError) as error:
        raise _broken() from error


def _broken() -> UnreadableError:
    return UnreadableError("a damaged Word file; open it, save it anew as .docx")


def _check(content: bytes) -> None:
    """Refuse what unpacks to far more than any document."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            sizes = [entry.file_size for entry in archive.infolist()]
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _broken() from error
    if sum(sizes) > MOST_BYTES or max(sizes) > LARGEST_PART:
        raise UnreadableError("a Word file too large inside; give the article alone")


def _paragraphs(document: WordDocument) -> Iterator[CT_P]:
    """All of them in order, those in tables, content controls and accepted changes too."""
    for count, element in enumerate(document.element.body.iter(qn("w:p"))):
        if count > MOST_PARAGRAPHS:
            raise UnreadableError(
                f"over {MOST_PARAGRAPHS} paragraphs are no single article; give the article alone"
            )
        if not any(parent.tag in _UNSEEN for parent in element.iterancestors()):
            yield element


def _paragraph(element: CT_P, document: WordDocument) -> _Paragraph | None:
    text = "\n".join(" ".join(line.split()) for line in "".join(_pieces(element)).split("\n"))
    if not text.strip():
        return None
    paragraph = Paragraph(element, document._body)  # noqa: SLF001 - python-docx's own way to make one
    name = (paragraph.style.name or "").casefold() if paragraph.style else ""
    kind = next((kind for kind, names in _STYLES if names.fullmatch(name)), Kind.PARAGRAPH)
    runs = [run for run in paragraph.runs if run.text.strip()]
    if kind is Kind.PARAGRAPH and element.pPr is not None and element.pPr.numPr is not None:
        kind = Kind.ITEM
    if kind is Kind.PARAGRAPH and next(element.iterancestors(qn("w:tc")), None) is not None:
        kind = Kind.CELL
    return _Paragraph(
        block=Block(kind=kind, text=text.strip()),
        bold=bool(runs) and all(run.bold for run in runs),
        size=max((run.font.size.pt for run in runs if run.font.size), default=0.0),
        level=int(name[-1]) if kind is Kind.CROSSHEAD and name[-1:].isdigit() else 0,
    )


def _pieces(element: CT_P) -> Iterator[str]:
    """The text of a paragraph as it is read, changes accepted."""
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag == _TEXT:
            yield node.text or ""
        elif node.tag in _BREAKS:
            yield "\n"
        elif node.tag in _SIGNS:
            yield _SIGNS[node.tag]
        else:
            stack.extend(child for child in reversed(node) if child.tag not in _UNSEEN)


def _headed(found: list[_Paragraph]) -> Iterator[Block]:
    """The blocks, with headline, lead and crossheads told by their looks where no style does."""
    titled = [n for n, p in enumerate(found) if p.block.kind is Kind.HEADLINE]
    first = titled[0] if titled else _headline(found)
    opened = False
    for place, paragraph in enumerate(found):
        block = paragraph.block
        if place == first:
            yield replace(block, kind=Kind.HEADLINE)
            continue
        kind = block.kind
        if first is not None and place > first and kind is Kind.PARAGRAPH:
            kind = _looks(paragraph, opened=opened)
            opened = True
        yield replace(block, kind=Kind.CROSSHEAD if kind is Kind.HEADLINE else kind)


def _looks(paragraph: _Paragraph, *, opened: bool) -> Kind:
    """What a plain paragraph below the headline is by its looks."""
    if not paragraph.bold:
        return Kind.PARAGRAPH
    if opened:
        return Kind.CROSSHEAD if _is_short(paragraph.block) else Kind.PARAGRAPH
    return Kind.LEAD if len(paragraph.block.text) >= _SHORTEST_LEAD else Kind.PARAGRAPH


def _headline(found: list[_Paragraph]) -> int | None:
    """The place of the first of the highest headings, else of the largest or first bold line."""
    levels = [p.level for p in found if p.level]
    if levels:
        return next(n for n, p in enumerate(found) if p.level == min(levels))
    short = [n for n, p in enumerate(found[:8]) if _is_short(p.block)]
    largest = max((found[n].size for n in short), default=0.0)
    usual = sorted(p.size for p in found)[len(found) // 2] if found else 0.0
    if largest > usual:
        return next(n for n in short if found[n].size == largest)
    return next((n for n in short if found[n].bold), None)


def _is_short(block: Block) -> bool:
    return len(block.text) <= _LONGEST_HEADING and not block.text.endswith(_ENDS)


def _properties(document: WordDocument) -> Properties:
    told = document.core_properties
    saved = told.modified or told.created
    return Properties(
        title=told.title or "",
        author=told.author or "",
        saved=date(saved.year, saved.month, saved.day) if saved else None,
    )
