"""PDF files as lines of text with their places. Hides pypdfium2."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import hypot
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from audiobrief.clean.read.document.content import Properties, UnreadableError

MOST_PAGES = 100
MOST_GLYPHS = 500_000
"""Characters of the longest PDF that is read, some 200 pages of a newspaper's text."""

_PASSWORD = 4
"""PDFium's code for a file that wants one."""
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_SEMIBOLD = 600
_GAP = 0.7
_STEP = 0.35
_SMALL = 0.8
"""Shares of the type size: the widest gap inside a line, the highest step to a raised figure, and
how small such a figure is."""
_RAISED = {"2": "²", "3": "³"}
_UNITS = ("km", "cm", "mm", "m")
_BREAK = "\r\n"
_HYPHENS = {"\x02": "-", "\ufffe": "-"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A stretch of text on one base line; places in points from the top left of its page."""

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool

    @property
    def top(self) -> float:
        """Where its capitals begin, about."""
        return self.base - self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page with the lines as the file has them."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Glyph:
    char: str
    left: float
    right: float
    base: float
    size: float
    index: int


def read_pdf(content: bytes) -> tuple[tuple[Page, ...], Properties]:
    """The pages and properties of a PDF; raises UnreadableError."""
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise UnreadableError(
                "a PDF with a password; save it without one, or paste its text"
            ) from error
        raise UnreadableError("a damaged PDF file; fetch it anew, or paste its text") from error
    if len(file) > MOST_PAGES:
        raise UnreadableError(f"a PDF of {len(file)} pages; give the pages of one article alone")
    try:
        pages = tuple(_pages(file))
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("a damaged PDF file; fetch it anew, or paste its text") from error
    if not any(page.lines for page in pages):
        raise UnreadableError("a PDF without text, a scan perhaps; run text recognition over it")
    return pages, _properties(file.get_metadata_dict())


def _pages(file: Any) -> Iterator[Page]:  # noqa: ANN401 - pypdfium2 has no types
    glyphs = 0
    for number in range(len(file)):
        page = file[number]
        text = page.get_textpage()
        glyphs += text.count_chars()
        if glyphs > MOST_GLYPHS:
            raise UnreadableError("a PDF with more text than an article has; give its pages alone")
        width, height = page.get_size()
        yield Page(
            number=number,
            width=width,
            height=height,
            lines=tuple(_lines(text, number, page.get_mediabox())),
        )
        text.close()
        page.close()


def _lines(text: Any, number: int, box: tuple[float, ...]) -> Iterator[Line]:  # noqa: ANN401
    run: list[_Glyph] = []
    for glyph in _glyphs(text, box):
        if run and (glyph is None or not _follows(run, glyph)):
            yield from _line(run, text, number)
            run = []
        if glyph is not None:
            run.append(glyph)
    if run:
        yield from _line(run, text, number)


def _glyphs(text: Any, box: tuple[float, ...]) -> Iterator[_Glyph | None]:  # noqa: ANN401
    """The upright characters in the order of the file; None where a line breaks."""
    raw, matrix = text.raw, pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    edges = pdfium.FS_RECTF()
    for index in range(text.count_chars()):
        char = chr(min(pdfium.FPDFText_GetUnicode(raw, index), 0x10FFFF))
        if char in _BREAK:
            yield None
            continue
        pdfium.FPDFText_GetMatrix(raw, index, matrix)
        if matrix.a <= 0 or abs(matrix.b) > abs(matrix.a) / 9:
            continue  # text that runs upwards, on a margin mostly
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(raw, index, edges)
        size = pdfium.FPDFText_GetFontSize(raw, index) * hypot(matrix.c, matrix.d)
        yield _Glyph(
            char=_HYPHENS.get(char, char),
            left=edges.left - box[0],
            right=edges.right - box[0],
            base=box[3] - y.value,
            size=size,
            index=index,
        )


def _follows(run: list[_Glyph], glyph: _Glyph) -> bool:
    """Whether a character stands on the line of those before it, without a column's gap."""
    last = run[-1]
    size = max(run[0].size, glyph.size)
    if glyph.char == " ":
        return True
    level = abs(glyph.base - run[0].base) <= _STEP * size
    return level and -size <= glyph.left - last.right <= _GAP * size


def _line(run: list[_Glyph], text: Any, number: int) -> Iterator[Line]:  # noqa: ANN401
    seen = [glyph for glyph in run if not glyph.char.isspace()]
    if not seen:
        return
    sizes = sorted(glyph.size for glyph in seen)
    size = sizes[len(sizes) // 2]
    words = " ".join("".join(_chars(run, size)).split())
    if words and size > 0:
        probes = (seen[0], seen[len(seen) // 2], seen[-1])
        yield Line(
            page=number,
            text=words,
            left=min(glyph.left for glyph in seen),
            right=max(glyph.right for glyph in seen),
            base=seen[len(seen) // 2].base,
            size=round(size, 1),
            bold=sum(_is_bold(text, glyph.index) for glyph in probes) >= 2,  # noqa: PLR2004 - of three
        )


def _chars(run: list[_Glyph], size: float) -> Iterator[str]:
    """The characters of a line; a raised figure is a power behind a unit, else a note's number."""
    base = sorted(glyph.base for glyph in run)[len(run) // 2]
    before = ""
    for glyph in run:
        raised = glyph.size < _SMALL * size and base - glyph.base > size / 9
        if not (raised and glyph.char.isdigit()):
            before += glyph.char
            yield glyph.char
        elif before.endswith(_UNITS):
            yield _RAISED.get(glyph.char, "")


def _is_bold(text: Any, index: int) -> bool:  # noqa: ANN401
    name, flags = ctypes.create_string_buffer(96), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text.raw, index, name, len(name), flags)
    if _BOLD.search(name.value):
        return True
    return bool(pdfium.FPDFText_GetFontWeight(text.raw, index) > _SEMIBOLD)


def _properties(told: dict[str, str]) -> Properties:
    made = _DATE.match(told.get("ModDate") or told.get("CreationDate") or "")
    try:
        saved = date(*map(int, made.groups())) if made else None
    except ValueError:
        saved = None
    return Properties(title=told.get("Title", ""), author=told.get("Author", ""), saved=saved)
