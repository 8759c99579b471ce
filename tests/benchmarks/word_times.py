"""How far words are heard from where they are told to be, in the finished and decoded MP3.

    python tests/benchmarks/word_times.py [--voice espeak] [--rates 0.4 1 1.8] [SOURCE]

Only where a pause stands before or behind a word does the sound itself show where the word begins
or ends: there, the times are held against the first and the last sound. Prints a row for each
rate: how many words and pauses, and the errors of starts and ends in milliseconds (the middle
one, the 95th of 100, the largest). A word that opens with a closed stop (p, t, k) or a faint h is
seen late by as much as that is silent. Tells too how far caption lines inside of sentences would
be off without words. Ends with 1 where no word is told.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path

import numpy as np

from audiobrief.config import Settings
from audiobrief.model import Audio, Brief, Source
from audiobrief.pipeline import make_brief
from audiobrief.publish.captions import captions
from audiobrief.sound.files import load

SAMPLE = Path(__file__).parent.parent / "golden" / "hafenbahn.txt"
PAUSE = 0.08
"""Seconds; the closure of a stop consonant is shorter."""
QUIET = 0.004
"""A level of 2 ms below this is no speech."""


def errors(brief: Brief, audio: Audio) -> Iterator[tuple[float, float]]:
    """Of each pause, by how many milliseconds the word behind and the one before it are off."""
    window = round(0.002 * audio.sample_rate)
    power = np.convolve(np.square(audio.samples), np.ones(window) / window, "same")
    heard = np.flatnonzero(power > QUIET**2) / audio.sample_rate
    words = chain.from_iterable(cue.words for cue in brief.cues)
    for before, behind in pairwise(words):
        if behind.start - before.end > PAUSE:
            middle = np.searchsorted(heard, (before.end + behind.start) / 2)
            start, end = heard[middle] - behind.start, heard[middle - 1] - before.end
            yield 1000 * float(start), 1000 * float(end)


def splits(brief: Brief) -> Iterator[float]:
    """By how many milliseconds lines within sentences would be off without words."""
    bare = (replace(cue, words=()) for cue in brief.cues)
    for told, shared in zip(captions(brief.cues), captions(bare), strict=True):
        if not told.name.split()[0].endswith(".1"):
            yield shared.start - told.start


def summary(values: Sequence[float]) -> str:
    """The middle one, the 95th of 100 and the largest, without their signs."""
    sizes = np.abs(np.array([*values] or [np.nan]))
    return f"{np.median(sizes):5.1f} {np.percentile(sizes, 95):6.1f} {sizes.max():6.1f}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How right the times of words are.")
    parser.add_argument("source", nargs="?", default=str(SAMPLE))
    parser.add_argument("--voice", default="espeak")
    parser.add_argument("--rates", nargs="+", type=float, default=[0.4, 1.0, 1.8])
    given = parser.parse_args()
    print(
        "rate  words  pauses   start: mid 95th  max     end: mid 95th  max   lines: mid 95th  max"
    )
    told = 0
    with tempfile.TemporaryDirectory() as folder:
        for rate in given.rates:
            settings = Settings(
                voice=given.voice, rate=rate, cache=None, output=Path(folder), offline=True
            )
            brief = make_brief(Source(name=given.source), settings)
            found = list(errors(brief, load(brief.mp3)))
            words = sum(len(cue.words) for cue in brief.cues)
            told += words
            print(
                f"{rate:4.1f} {words:6} {len(found):7}   {summary([s for s, _ in found])}   "
                f"{summary([e for _, e in found])}   {summary(list(splits(brief)))}"
            )
    return 0 if told else 1


if __name__ == "__main__":
    sys.exit(main())
