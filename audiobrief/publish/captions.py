"""Captions of a brief, WebVTT and SubRip: what is printed, at the time it is heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audiobrief.german.clauses import split_clauses
from audiobrief.model import SECONDS_PER_HOUR, Boundary, Cue
from audiobrief.publish.shares import shares
from audiobrief.publish.words import share_heard

LONGEST_LINE = 65
"""Characters; what Apple Podcasts and broadcasters allow in a line."""
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
"""What players stumble over and no UTF-8 or XML takes; line breaks count as spaces anyway."""
LOOKALIKES = str.maketrans("<>{}", "‹›()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A line of text, and when it is shown."""

    start: int
    """Milliseconds."""
    end: int
    """Milliseconds; later than the start, and never later than the next caption's start."""
    name: str
    """`3.2.1 paragraph`: block, sentence in the block and line in the sentence, and the role.

    The player puts paragraphs and chapters together again by it.
    """
    text: str
    voice: str = ""
    """Who speaks."""


def webvtt(cues: Iterable[Cue]) -> str:
    """The captions as WebVTT (W3C), one line of at most 65 characters each.

    Where there are several voices, each line says whose it is.
    """
    rows = tuple(captions(cues))
    several = len({caption.voice for caption in rows}) > 1
    blocks = (
        f"{c.name}\n{_stamp(c.start, '.')} --> {_stamp(c.end, '.')}\n"
        f"{_spoken_by(c) if several else ''}{_escaped(c.text)}\n"
        for c in rows
    )
    return "\n".join(["WEBVTT\n", *blocks])


def subrip(cues: Iterable[Cue]) -> str:
    """The captions as SRT, which has no mark-up to escape."""
    blocks = (
        f"{number}\n{_stamp(c.start, ',')} --> {_stamp(c.end, ',')}\n{_unmarked(c.text)}\n"
        for number, c in enumerate(captions(cues), start=1)
    )
    return "\n".join(blocks)


def captions(cues: Iterable[Cue]) -> Iterator[Caption]:
    """Every line in the order it is heard.

    A line within a sentence begins with its first word where the engine tells of words; else
    the sentence's time is shared by what takes how long.
    """
    free = 0
    for cue, block, place in numbered(cues):
        sentence = cue.utterance.sentence
        lines = split_clauses(CONTROLS.sub(" ", sentence.text), LONGEST_LINE)
        start = max(_milliseconds(cue.start), free)
        for line, (text, share) in enumerate(shares(lines, cue.utterance.text), start=1):
            passed = share_heard(cue, share) * (cue.end - cue.start)
            end = max(_milliseconds(cue.start + passed), start + 1)
            name = f"{block}.{place}.{line} {sentence.role}"
            yield Caption(start=start, end=end, name=name, text=text, voice=cue.voice)
            start = free = end


def numbered(cues: Iterable[Cue]) -> Iterator[tuple[Cue, int, int]]:
    """Every cue with the number of its block and its own in that block, both from 1."""
    block, place = 1, 0
    for cue in cues:
        place += 1
        yield cue, block, place
        if cue.utterance.sentence.boundary != Boundary.SENTENCE:
            block, place = block + 1, 0


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _stamp(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    hours, seconds = divmod(seconds, SECONDS_PER_HOUR)
    return f"{hours:02}:{seconds // 60:02}:{seconds % 60:02}{point}{rest:03}"


def _spoken_by(caption: Caption) -> str:
    name = " ".join(CONTROLS.sub(" ", caption.voice).split())
    return f"<v {_escaped(name)}>" if name else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unmarked(text: str) -> str:
    """The text without what SRT readers take for a tag; as they know no escapes, it is replaced."""
    return text.translate(LOOKALIKES)
