"""From article to MP3, against `espeak-ng | lame` typed by hand, turn by turn in one run.

    python tests/benchmarks/wall_time.py [ARTICLE] [--runs 7]

Needs `espeak-ng` and `lame` on the PATH. Every run of ours is a cold start with an empty
cache, but for the row that says otherwise. Prints the median wall and CPU seconds, and the
median of the ratios pair by pair: machines are noisy, so the ratios count.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "golden" / "hafenbahn.txt"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took, in seconds."""

    wall: float
    cpu: float


def main() -> None:
    """Run all in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("article", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    if missing := [tool for tool in ("espeak-ng", "lame") if not shutil.which(tool)]:
        sys.exit(f"{' and '.join(missing)} must be installed to be measured against")
    with tempfile.TemporaryDirectory() as scratch:
        ways = _ways(arguments.article.resolve(), Path(scratch))
        rounds = [[way() for way in ways.values()] for _ in range(arguments.runs + 1)][1:]
    for tool in ("espeak-ng", "lame"):
        told = subprocess.run([tool, "--version"], check=True, capture_output=True, text=True)
        print(told.stdout.splitlines()[0])
    print(f"{'':34} {'wall s':>8} {'CPU s':>8} {'wall ratio':>11} {'CPU ratio':>10}")
    for place, name in enumerate(ways):
        costs = [(each[place], each[0]) for each in rounds]
        print(
            f"{name:34} {median(own.wall for own, _ in costs):8.2f}"
            f" {median(own.cpu for own, _ in costs):8.2f}"
            f" {median(own.wall / hand.wall for own, hand in costs):11.2f}"
            f" {median(own.cpu / hand.cpu for own, hand in costs):10.2f}"
        )


def _ways(article: Path, scratch: Path) -> dict[str, Callable[[], Cost]]:
    body = scratch / "body.txt"
    audiobrief = [sys.executable, "-m", "audiobrief"]
    cleaned = subprocess.run(
        [*audiobrief, "clean", article], check=True, capture_output=True, text=True
    )
    body.write_text(cleaned.stdout, encoding="utf-8")
    by_hand = f"espeak-ng -v de -f {body} --stdout | lame --quiet - {scratch / 'hand.mp3'}"

    def make(voice: str, cache: Path | None) -> Callable[[], Cost]:
        def run() -> Cost:
            folder = cache or Path(tempfile.mkdtemp(dir=scratch))
            return _cost(
                [*audiobrief, "make", str(article), "-q", "-v", voice, "-o", str(scratch)],
                os.environ | {"AUDIOBRIEF_CACHE": str(folder), "AUDIOBRIEF_CONFIG": os.devnull},
            )

        return run

    return {
        "espeak-ng | lame": lambda: _cost(["sh", "-c", by_hand], os.environ),
        "audiobrief make -v espeak": make("espeak", None),
        "audiobrief make -v pico": make("pico", None),
        "audiobrief make -v pico, unchanged": make("pico", scratch / "kept"),
    }


def _cost(command: list[str], environment: os._Environ[str] | dict[str, str]) -> Cost:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, env=dict(environment))
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    main()
