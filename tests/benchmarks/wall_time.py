"""From article to MP3, against the tools typed by hand, turn by turn in one run.

    python tests/benchmarks/wall_time.py [ARTICLE] [--runs 7] [--voices NAMES]
        [--profiles FOLDER] [--models FOLDER]

Needs `espeak-ng` and `lame` on the PATH. Of each voice there are three rows: a cold start with an
empty cache; the same article again; and the article with one sentence changed, all else of it in
the cache. Prints the median wall and CPU seconds, and the median of the ratios pair by pair to the
row that is named: machines are noisy, so the ratios count.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count
from pathlib import Path
from statistics import median

from processes import AUDIOBRIEF, SAMPLE, Cost, cost

BY_HAND = "espeak-ng | lame"
TYPER = "typer, one empty command: --help"
EMPTY = "import typer\n\ndef main() -> None:\n    'Do nothing.'\n\ntyper.run(main)\n"


@dataclass(frozen=True, slots=True)
class Way:
    """Something to run, and the name of what it is compared with."""

    name: str
    against: str
    run: Callable[[], Cost]


def main() -> None:
    """Run all in turn and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("article", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--voices", default="espeak,pico", help="names, with commas")
    parser.add_argument("--profiles", type=Path, help="folder of your own voice profiles")
    parser.add_argument("--models", type=Path, help="folder of installed models")
    arguments = parser.parse_args()
    if missing := [tool for tool in ("espeak-ng", "lame") if not shutil.which(tool)]:
        sys.exit(f"{' and '.join(missing)} must be installed to be measured against")
    for name in [name for name in os.environ if name.startswith("AUDIOBRIEF_")]:
        del os.environ[name]
    os.environ["AUDIOBRIEF_CONFIG"] = os.devnull
    for variable, folder in (("VOICES", arguments.profiles), ("MODELS", arguments.models)):
        if folder:
            os.environ[f"AUDIOBRIEF_{variable}"] = str(folder.resolve())
    with tempfile.TemporaryDirectory() as scratch:
        voices = arguments.voices.split(",")
        ways = [*_ways(arguments.article.resolve(), voices, Path(scratch))]
        rounds = [{way.name: way.run() for way in ways} for _ in range(arguments.runs + 1)][1:]
    for tool in ("espeak-ng", "lame"):
        told = subprocess.run([tool, "--version"], check=True, capture_output=True, text=True)
        print(told.stdout.splitlines()[0])
    print(f"typer {version('typer')}, Python {sys.version.split()[0]}, {os.cpu_count()} processors")
    print(f"{'':32} {'wall s':>7} {'CPU s':>7} {'wall':>6} {'CPU':>6}  of")
    for way in ways:
        costs = [(each[way.name], each[way.against]) for each in rounds]
        print(
            f"{way.name:32} {median(own.wall for own, _ in costs):7.3f}"
            f" {median(own.cpu for own, _ in costs):7.3f}"
            f" {median(own.wall / other.wall for own, other in costs):6.3f}"
            f" {median(own.cpu / other.cpu for own, other in costs):6.3f}  {way.against}"
        )


def _ways(article: Path, voices: list[str], scratch: Path) -> Iterator[Way]:
    body = scratch / "body.txt"
    cleaned = subprocess.run([*AUDIOBRIEF, "clean", article], check=True, capture_output=True)
    body.write_bytes(cleaned.stdout)
    by_hand = f"espeak-ng -v de -f {body} --stdout | lame --quiet - {scratch / 'hand.mp3'}"
    yield Way(BY_HAND, BY_HAND, lambda: cost(["sh", "-c", by_hand], {}))
    for voice in voices:
        yield from _ways_of(voice, article, scratch / voice)
    empty = scratch / "empty.py"
    empty.write_text(EMPTY, encoding="utf-8")
    yield Way(TYPER, TYPER, lambda: cost([sys.executable, str(empty), "--help"], {}))
    yield Way("audiobrief --help", TYPER, lambda: cost([*AUDIOBRIEF, "--help"], {}))


def _ways_of(voice: str, article: Path, scratch: Path) -> Iterator[Way]:
    scratch.mkdir()
    text, number = article.read_text(encoding="utf-8"), count(1)
    first = f"make -v {voice}"

    def cold() -> Cost:
        return _make(article, voice, scratch / "cold", Path(tempfile.mkdtemp(dir=scratch)))

    def unchanged() -> Cost:
        return _make(article, voice, scratch / "kept", scratch / "cache")

    def corrected() -> Cost:
        copy = scratch / article.name
        copy.write_text(_corrected(text, next(number)), encoding="utf-8")
        return _make(copy, voice, scratch / "corrected", scratch / "cache")

    yield Way(first, BY_HAND, cold)
    yield Way(f"make -v {voice}, unchanged", first, unchanged)
    yield Way(f"make -v {voice}, corrected", first, corrected)


def _corrected(text: str, number: int) -> str:
    """The article with another sentence in place of one in its middle."""
    sentences = text.split(". ")
    sentences[len(sentences) // 2] = f"Das Amt nannte am Abend die berichtigte Zahl {number}"
    return ". ".join(sentences)


def _make(article: Path, voice: str, output: Path, cache: Path) -> Cost:
    command = [*AUDIOBRIEF, "make", str(article), "-q", "-v", voice, "-o", str(output)]
    return cost(command, {"AUDIOBRIEF_CACHE": str(cache)})


if __name__ == "__main__":
    main()
