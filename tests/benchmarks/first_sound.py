"""How soon `audiobrief make --stream` is heard, as a share of the time that all of it takes.

    python tests/benchmarks/first_sound.py [ARTICLE] [--voices espeak pico] [--runs 5]

Cold starts with an empty cache, read as fast as they are written. Prints medians, and the CPU
seconds of the whole: where they are far below the wall seconds, the machine was busy.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from statistics import median

from processes import AUDIOBRIEF, SAMPLE, cost


def main() -> None:
    """Stream with each voice in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("article", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--voices", nargs="+", default=["espeak", "pico"])
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()
    environment = {"AUDIOBRIEF_CACHE": "", "AUDIOBRIEF_CONFIG": os.devnull}
    rounds = [
        [
            cost(
                [*AUDIOBRIEF, "make", wanted.article, "--stream", "-q", "-v", voice],
                environment,
                streams=True,
            )
            for voice in wanted.voices
        ]
        for _ in range(wanted.runs)
    ]
    print(f"{'':24} {'first s':>8} {'whole s':>8} {'CPU s':>8} {'share':>7}")
    for voice, costs in zip(wanted.voices, zip(*rounds, strict=True), strict=True):
        print(
            f"--stream -v {voice:12} {median(c.first for c in costs):8.2f}"
            f" {median(c.wall for c in costs):8.2f} {median(c.cpu for c in costs):8.2f}"
            f" {median(c.first / c.wall for c in costs):7.0%}"
        )


if __name__ == "__main__":
    main()
