"""A brief as a picture: its level over time, its sentences, its chapters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from audiobrief.disk import replace_whole
from audiobrief.errors import OutputError
from audiobrief.model import Seconds, clock
from audiobrief.publish.canvas import BOLD, Canvas, Face, drawable

if TYPE_CHECKING:
    from pathlib import Path

    from audiobrief.publish.report import Report

WIDTH, HEIGHT = 1600, 500
LEFT, RIGHT = 90, 1570
TOP, BOTTOM = 70, 340
"""The level's own part; below it lie the times, the sentences and the chapters."""
TIMES, SENTENCES, CHAPTERS, LEGEND = 362, (378, 402), (410, 444), 480
FLOOR = -60.0
"""dBFS; what is quieter counts as silence."""
STEP = 10
"""dB between two lines of the grid."""
TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
"""Seconds between two times; the first that leaves them room is taken."""
TICK_ROOM = 80
"""Pixels."""
GROUND, GRID, INK, MUTED = "#ffffff", "#e3e6ea", "#1c2733", "#5b6875"
SOUND, LOUDNESS, PEAK = "#7fa7c9", "#b3261e", "#7a4d00"
BANDS = "#35607f", "#9db8cc"
CHAPTER_BANDS = "#dfe9e2", "#c9dbd0"
TITLE, TEXT, SMALL = Face(size=26, weight=BOLD), Face(size=20), Face(size=17)
MORE = "…"
LEAST_WRITTEN = 40
"""Pixels of a chapter that its title is written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Where a time and a level are, in pixels."""

    duration: Seconds

    def x(self, time: Seconds) -> float:
        """From the left."""
        return LEFT + (RIGHT - LEFT) * min(max(time / self.duration, 0.0), 1.0)

    def y(self, level: float) -> float:
        """From the top; dB below full scale."""
        return TOP + (BOTTOM - TOP) * min(max(level, FLOOR), 0.0) / FLOOR


def write_plot(report: Report, path: Path) -> None:
    """Draw a file's report into a picture; raises OutputError, and leaves nothing behind."""
    try:
        replace_whole(path, plot(report))
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror or error}); choose another name"
        ) from error


def plot(report: Report) -> bytes:
    """The picture as a PNG of 1600 by 500 pixels."""
    canvas, scale = Canvas(WIDTH, HEIGHT, GROUND), Scale(duration=report.duration)
    name = drawable(report.told.tags.title or report.path.name)
    canvas.text((RIGHT, 44), report.marker, TITLE, INK, "rs")
    canvas.text((LEFT, 44), _cut(name, TITLE, RIGHT - LEFT - 220), TITLE, INK)
    _draw_grid(canvas, scale)
    _draw_sound(canvas, scale, columns(report.levels, RIGHT - LEFT))
    _draw_marks(canvas, scale, report)
    _draw_sentences(canvas, scale, [line.start for line in report.told.lines])
    _draw_chapters(canvas, scale, report)
    canvas.text((LEFT, LEGEND), _legend(report), TEXT, MUTED)
    return canvas.png()


def columns(levels: Sequence[float], count: int) -> Iterator[float]:
    """The level in each of so many columns: the highest of the moments in it."""
    edges = np.linspace(0, len(levels), count + 1).astype(int)
    for start, end in pairwise(edges):
        yield max(levels[start : max(end, start + 1)], default=FLOOR)


def _draw_grid(canvas: Canvas, scale: Scale) -> None:
    for level in range(0, int(FLOOR) - 1, -STEP):
        y = scale.y(level)
        canvas.line([(LEFT, y), (RIGHT, y)], GRID)
        canvas.text((LEFT - 10, y), f"{level}".replace("-", "−"), SMALL, MUTED, "rm")
    canvas.text((LEFT - 10, TOP - 18), "dBFS", SMALL, MUTED, "rm")
    for time in _ticks(scale.duration):
        x = scale.x(time)
        canvas.line([(x, TOP), (x, BOTTOM + 5)], GRID)
        canvas.text((x, TIMES), clock(time), SMALL, MUTED, "ms")


def _ticks(duration: Seconds) -> Iterator[float]:
    most = (RIGHT - LEFT) / TICK_ROOM
    step = next((tick for tick in TICKS if duration / tick <= most), duration)
    time = 0.0
    while time <= duration:
        yield time
        time += step


def _draw_sound(canvas: Canvas, scale: Scale, levels: Iterator[float]) -> None:
    for x, level in enumerate(levels, start=LEFT):
        if level > FLOOR:
            canvas.line([(x, BOTTOM), (x, scale.y(level))], SOUND)


def _draw_marks(canvas: Canvas, scale: Scale, report: Report) -> None:
    for level, name, colour, above in (
        (report.true_peak, f"true peak {_told(report.true_peak)} dBTP", PEAK, True),
        (report.loudness, f"loudness {_told(report.loudness)} LUFS", LOUDNESS, False),
    ):
        if isfinite(level):
            y = scale.y(level)
            canvas.line([(LEFT, y), (RIGHT, y)], colour, 2)
            width = SMALL.width(name)
            top = y - 24 if above else y + 5
            canvas.box((RIGHT - width - 12, top), (RIGHT, top + 20), GROUND)
            canvas.text((RIGHT - 6, top + 16), name, SMALL, colour, "rs")


def _draw_sentences(canvas: Canvas, scale: Scale, starts: Sequence[Seconds]) -> None:
    top, bottom = SENTENCES
    canvas.text((LEFT - 10, (top + bottom) / 2), "said", SMALL, MUTED, "rm")
    ends = [*starts[1:], scale.duration]
    for number, (start, end) in enumerate(zip(starts, ends, strict=bool(starts))):
        left, right = scale.x(start), scale.x(end) - 1
        canvas.box((left, top), (max(left, right), bottom), BANDS[number % 2])


def _draw_chapters(canvas: Canvas, scale: Scale, report: Report) -> None:
    if not report.told.chapters:
        return
    top, bottom = CHAPTERS
    canvas.text((LEFT - 10, (top + bottom) / 2), "chapters", SMALL, MUTED, "rm")
    for number, chapter in enumerate(report.told.chapters):
        left, right = scale.x(chapter.start), scale.x(chapter.end) - 1
        canvas.box((left, top), (max(left, right), bottom), CHAPTER_BANDS[number % 2])
        if right - left >= LEAST_WRITTEN:
            title = _cut(drawable(chapter.title), SMALL, right - left - 16)
            canvas.text((left + 8, (top + bottom) / 2), title, SMALL, INK, "lm")


def _legend(report: Report) -> str:
    facts = [
        f"integrated loudness {_told(report.loudness)} LUFS",
        f"range {_told(report.loudness_range)} LU",
        f"true peak {_told(report.true_peak)} dBTP",
        f"{len(report.told.lines)} sentences",
        f"{len(report.told.chapters)} chapters",
        f"{report.sample_rate} Hz",
        f"{report.channels} channel(s)",
        f"{report.bit_rate / 1000:.0f} kbit/s",
    ]
    return "  ·  ".join(facts)


def _told(level: float) -> str:
    return f"{level:.1f}".replace("-", "−")


def _cut(text: str, face: Face, room: float) -> str:
    """As much of a line as there is room for."""
    if face.width(text) <= room:
        return text
    while text and face.width(text + MORE) > room:
        text = text[:-1].rstrip()
    return text + MORE if text else ""
