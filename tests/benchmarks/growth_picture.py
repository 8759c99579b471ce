"""The curves of `growth.py` as a picture: cost of each in one column, memory in the other."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10
from pathlib import Path
from typing import TYPE_CHECKING

from audiobrief.publish.canvas import BOLD, Canvas, Face

if TYPE_CHECKING:
    from growth import Curve

WIDTH, ROW, MARGIN = 1400, 240, 60
LEFTS = 90, 780
PANEL, HEIGHT = 540, 130
GROUND, GRID, INK, MUTED = "#ffffff", "#e3e6ea", "#1c2733", "#5b6875"
COLOURS = "#35607f", "#b3261e"
TITLE, TEXT = Face(size=22, weight=BOLD), Face(size=17)


def draw(curves: Sequence[Curve], path: Path) -> None:
    """Save a row for each curve; the amounts grow by tens, costs and memory from nought on."""
    canvas = Canvas(WIDTH, ROW * len(curves) + MARGIN, GROUND)
    for row, curve in enumerate(curves):
        top = MARGIN + row * ROW
        canvas.text((LEFTS[0], top - 14), curve.title, TITLE, INK)
        amounts = [point.amount for point in curve.points]
        values = ([1000 * p.cpu for p in curve.points], [p.memory for p in curve.points])
        units = ("CPU-ms each", "MB")
        for left, own, unit, colour in zip(LEFTS, values, units, COLOURS, strict=True):
            _panel(canvas, (left, top), amounts, own, unit, colour)
    path.write_bytes(canvas.png())


def _panel(
    canvas: Canvas,
    corner: tuple[float, float],
    amounts: Sequence[int],
    values: Sequence[float],
    unit: str,
    colour: str,
) -> None:
    left, top = corner
    most = _round(max(values))
    bottom = top + HEIGHT
    for share in (0.0, 0.5, 1.0):
        y = bottom - share * HEIGHT
        canvas.line([(left, y), (left + PANEL, y)], GRID)
        canvas.text((left - 8, y), f"{share * most:g}", TEXT, MUTED, "rm")
    canvas.text((left + PANEL, top - 14), unit, TEXT, colour, "rs")
    first, last = log10(amounts[0]), log10(amounts[-1])
    points = [
        (
            left + PANEL * (log10(amount) - first) / max(last - first, 1e-9),
            bottom - HEIGHT * value / most,
        )
        for amount, value in zip(amounts, values, strict=True)
    ]
    canvas.line(points, colour, 3)
    for (x, y), amount in zip(points, amounts, strict=True):
        canvas.box((x - 4, y - 4), (x + 4, y + 4), colour)
        canvas.text((x, bottom + 24), f"{amount:,}", TEXT, MUTED, "ms")


def _round(most: float) -> float:
    """The next number from there on that begins with 1, 2 or 5."""
    ten = 10.0 ** floor(log10(most))
    return next(ten * first for first in (1, 2, 5, 10) if ten * first >= most)
