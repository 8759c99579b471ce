"""A cover of our own: the headline and the outlet on the outlet's colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiobrief.german import months
from audiobrief.publish.canvas import BOLD, Canvas, Face, drawable
from audiobrief.publish.cover.colours import WHITE, ground, tint
from audiobrief.publish.cover.lines import broken, hyphenated
from audiobrief.publish.identity import outlet_of

if TYPE_CHECKING:
    from datetime import date

    from audiobrief.model import Article

SIDE = 1400
"""Pixels: the least that podcast directories take."""
MARGIN = 110
ROOM = SIDE - 2 * MARGIN
SIZES = range(176, 71, -8)
"""Of the headline's letters, in pixels; the largest that fits is taken."""
LARGEST_HYPHENATED = 120
LONGEST = 300
"""Letters of a headline; there is room for no more."""
SPACING = 1.12
"""From line to line, in sizes."""
HEAD, FOOT = 300, 1180
"""Between which kicker and headline stand."""
NAME, KICKER, SMALL = Face(size=64, weight=BOLD), Face(size=54), Face(size=44)
SYNTHETIC = "Synthetische Stimme"
MORE = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines of one face."""

    lines: Sequence[str]
    face: Face

    @property
    def height(self) -> float:
        """Pixels from above the first line to below the last."""
        return len(self.lines) * self.face.size * SPACING


def card(article: Article) -> bytes:
    """A square JPEG with the article's outlet, kicker, headline and date."""
    outlet = drawable(outlet_of(article) or "")
    back, light = ground(outlet), tint(outlet)
    canvas = Canvas(SIDE, SIDE, back)
    canvas.box((MARGIN, MARGIN), (MARGIN + 140, MARGIN + 13), light)
    if outlet:
        canvas.text((MARGIN, MARGIN + 96), _cropped(outlet, NAME), NAME, WHITE)
    kicker = _kicker(drawable(article.kicker or "")[:LONGEST])
    top = _write(canvas, kicker, HEAD, light) + (24 if kicker.lines else 0)
    _write(canvas, headline(drawable(article.headline), FOOT - top), top, WHITE)
    canvas.box((MARGIN, 1218), (SIDE - MARGIN, 1220), light)
    if article.published:
        canvas.text((MARGIN, 1290), _written(article.published), SMALL, light)
    canvas.text((SIDE - MARGIN, 1290), SYNTHETIC, SMALL, light, "rs")
    return canvas.jpeg()


def headline(text: str, height: float) -> Block:
    """The headline as large as it can be at that height; what is too long for any is cut."""
    text = text[:LONGEST]
    for face in (Face(size=size, weight=BOLD) for size in SIZES):
        # Rather smaller letters than a hyphen, but not much smaller.
        hyphens = face.size <= LARGEST_HYPHENATED
        block = _block(hyphenated(text, face.width, ROOM) if hyphens else text, face)
        if block.lines and block.height <= height:
            return block
    return _cut(block, int(height / (face.size * SPACING)))


def _kicker(text: str) -> Block:
    return _cut(_block(hyphenated(text, KICKER.width, ROOM), KICKER), 2)


def _block(text: str, face: Face) -> Block:
    return Block(lines=broken(text, face.width, ROOM) or (), face=face)


def _cut(block: Block, most: int) -> Block:
    if len(block.lines) <= most:
        return block
    last = f"{block.lines[most - 1]} {MORE}"
    return Block(lines=(*block.lines[: most - 1], _cropped(last, block.face)), face=block.face)


def _write(canvas: Canvas, block: Block, top: float, colour: str) -> float:
    """Where the next block may begin."""
    for number, line in enumerate(block.lines):
        baseline = top + block.face.size * (0.9 + SPACING * number)
        canvas.text((MARGIN, baseline), line, block.face, colour)
    return top + block.height


def _cropped(text: str, face: Face) -> str:
    """The text, or so many of its words as there is room for."""
    if face.width(text) <= ROOM:
        return text
    words = text.removesuffix(MORE).split()
    while len(words) > 1 and face.width(f"{' '.join(words)} {MORE}") > ROOM:
        words.pop()
    return f"{' '.join(words)} {MORE}"


def _written(day: date) -> str:
    return f"{day.day}. {months()[day.month - 1]} {day.year}"
