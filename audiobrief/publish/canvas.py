"""Pictures drawn and read. Hides Pillow.

The letters are of Source Sans 3, which has all of Europe's (a package of its own brings it).
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

Colour = str
"""`#1a2b3c`"""
Point = tuple[float, float]
Anchor = Literal["ls", "rs", "ms", "lm", "rm", "la", "ra"]
"""What of a text stands at its point: left, middle or right; baseline, middle or top."""

FONT = "fontpkg_source_sans_3", "files", "SourceSans3[wght].ttf"
REGULAR, BOLD = 400, 700
JPEG_QUALITY = 85
MOST_PIXELS = 40_000_000
"""A picture with more is not unpacked: it would fill the memory."""
NOWHERE = "\uffff"
"""No character; a font shows for it what it shows for all that it lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """Letters of one size and weight."""

    size: int
    """Pixels of an em."""
    weight: int = REGULAR

    def width(self, text: str) -> float:
        """How wide a line of text is, in pixels."""
        return _font(self).getlength(text)


class Canvas:
    """A picture being drawn; places are in pixels from the top left corner."""

    def __init__(self, width: int, height: int, background: Colour) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width, height), background)
        self._draw = ImageDraw.Draw(self._image)

    def text(self, at: Point, text: str, face: Face, colour: Colour, anchor: Anchor = "ls") -> None:
        """Write a line."""
        self._draw.text(at, text, fill=colour, font=_font(face), anchor=anchor)

    def box(self, corner: Point, opposite: Point, colour: Colour) -> None:
        """Fill a rectangle, its edges included."""
        self._draw.rectangle((corner, opposite), fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: int = 1) -> None:
        """Draw from point to point."""
        self._draw.line(list(points), fill=colour, width=width)

    def jpeg(self) -> bytes:
        """The picture as a JPEG."""
        return _jpeg(self._image)

    def png(self) -> bytes:
        """The picture as a PNG."""
        buffer = io.BytesIO()
        self._image.save(buffer, "PNG", compress_level=6)
        return buffer.getvalue()


def drawable(text: str) -> str:
    """A text without the characters that the letters lack, such as smileys."""
    return " ".join("".join(letter for letter in text if _is_drawable(letter)).split())


def as_jpeg(data: bytes, largest: int) -> bytes:
    """A JPEG, PNG or WebP picture as a JPEG of at most so many pixels a side, nothing else in it.

    Raises ValueError for what is none, or is damaged, or larger than can be unpacked.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of sizes that are refused here
        try:
            image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
            if image.width * image.height > MOST_PIXELS:
                raise ValueError("it has too many pixels")
            image.draft("RGB", (largest, largest))
            flat = _flat(image)
        except (OSError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as e:
            raise ValueError("it is no picture that can be read") from e
    flat.thumbnail((largest, largest), Image.Resampling.LANCZOS)
    return _jpeg(flat)


def _flat(image: Image.Image) -> Image.Image:
    """The picture on white, where it is transparent."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return buffer.getvalue()


@lru_cache(maxsize=64)
def _font(face: Face) -> ImageFont.FreeTypeFont:
    package, *place = FONT
    data = files(package).joinpath(*place).read_bytes()
    # The plain layout has kerning too, and needs no library that some systems lack.
    font = ImageFont.truetype(io.BytesIO(data), face.size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([face.weight])
    return font


@cache
def _is_drawable(letter: str) -> bool:
    font = _font(Face(size=24))
    missing = bytes(font.getmask(NOWHERE)), font.getlength(NOWHERE)
    return letter.isspace() or (bytes(font.getmask(letter)), font.getlength(letter)) != missing
